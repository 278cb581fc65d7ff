// Says when something was, by the visitor's clock. Pure.

/** @import {Entry, Outgoing} from "./types" */

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const TODAY = "Today";

/** "10:42", or nothing for what has no time yet. @param {string} [at] */
export function clockOf(at) {
  return at ? CLOCK.format(new Date(at)) : "";
}

/** "at 10:42", "on Tuesday 4 March at 10:42". @param {string | undefined} at @param {number} now */
export function when(at, now) {
  if (!at) return "just now";
  const day = dayOf(at, now);
  return day === TODAY ? `at ${clockOf(at)}` : `on ${day} at ${clockOf(at)}`;
}

/** With a line above the first words of each day; but what is all of today needs none.
 * @param {(Entry | Outgoing)[]} items @param {number} [now] @returns {any[]} */
export function withDays(items, now = Date.now()) {
  let day = TODAY;
  return items.flatMap((it) => {
    const text = it.at ? dayOf(it.at, now) : day;
    if (text === day) return [it];
    day = text;
    return [{ key: text, speaker: "owner", text }, it];
  });
}

function dayOf(at, now) {
  const day = DAY.format(new Date(at));
  return day === DAY.format(now) ? TODAY : day;
}
