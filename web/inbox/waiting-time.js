// Says how long something lasts or ago it was. Pure.

import { clockOf } from "../widget/times.js";

const SHORT_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const DAY = 86_400_000;

/** "42 s", "12 min", "3 h 07 min", "2 days". @param {string} since @param {number} [now] */
export function waitedSince(since, now = Date.now()) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const [minutes, hours, days] = [60, 3600, 86_400].map((unit) => Math.floor(seconds / unit));
  if (days) return days === 1 ? "1 day" : `${days} days`;
  if (hours) return `${hours} h ${pad(minutes % 60)} min`;
  return minutes ? `${minutes} min` : `${seconds} s`;
}

/** "10:42" of today, "Tue" of the last days, "4 Mar" before. @param {string} at @param {number} [now] */
export function shortlyWhen(at, now = Date.now()) {
  const days = (startOfDay(now) - startOfDay(Date.parse(at))) / DAY;
  if (days < 0.5) return clockOf(at);
  return (days < 6.5 ? WEEKDAY : SHORT_DAY).format(new Date(at));
}

const pad = (number) => `${number}`.padStart(2, "0");

function startOfDay(at) {
  return new Date(at).setHours(0, 0, 0, 0);
}
