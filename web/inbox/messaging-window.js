// Until when Messenger takes words for a customer, in words. Pure.

import { clockOf } from "../widget/times.js";

/** @import {MessagingWindow} from "./types" */

const MINUTE = 60_000;
const DATE = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });

/** Whether nothing can be written now, not even by a person. @param {MessagingWindow | null} window */
export function isShut(window, now = Date.now()) {
  return !!window && (window.is_refused || !isAhead(window.person_until, now));
}

/** Whether only a person's words go out. @param {MessagingWindow | null} window */
export function isForPersons(window, now = Date.now()) {
  return !!window && !isShut(window, now) && !isAhead(window.bot_until, now);
}

/** What an agent should know before they write; nothing for a chat in the shop.
 * @param {MessagingWindow | null} window */
export function windowLine(window, now = Date.now()) {
  if (!window) return "";
  if (window.is_refused) return "Messenger lets nothing through to this customer until they write again.";
  if (isShut(window, now)) {
    return "Messenger takes nothing now: the customer’s last message is more than 7 days old. It does again when they write.";
  }
  const person = until(window.person_until, now);
  if (isForPersons(window, now)) {
    const left = leftUntil(window.person_until, now);
    return `Messenger: only a person can write, for ${left} more, until ${person}. The bot’s 24 hours are over.`;
  }
  const left = leftUntil(window.bot_until, now);
  return `Messenger: the bot can write for ${left} more, a person until ${person}.`;
}

/** "6 days 3 h", "23 h 10 min", "42 min". @param {string} at */
export function leftUntil(at, now = Date.now()) {
  const minutes = Math.max(1, Math.ceil((Date.parse(at) - now) / MINUTE));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days) return `${days} ${days === 1 ? "day" : "days"} ${hours} h`;
  return hours ? `${hours} h ${rest} min` : `${rest} min`;
}

/** "14:05" of today, else "Sun, 29 Nov, 14:05". */
function until(at, now) {
  const [day, clock] = [DATE.format(new Date(at)), clockOf(at)];
  return day === DATE.format(now) ? clock : `${day}, ${clock}`;
}

function isAhead(at, now) {
  return at !== null && Date.parse(at) > now;
}
