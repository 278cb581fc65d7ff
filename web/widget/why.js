// Says in plain words why an entry came, from its permit. Pure.

/** @import {Entry} from "./types" */

const SIGNS = {
  payment_failed: "Your payment was declined more than once",
  form_rejected: "The form refused the same field several times",
  search_empty: "Your searches found nothing",
  coupon_rejected: "Your code was not accepted",
  page_error: "Something on the page went wrong",
  rage_click: "Something on the page did not react",
  order_overdue: "The order you were looking at is late",
};
const LONGEST_QUOTE = 80;
const DAY = 86_400_000;

/** @param {Entry[]} entries  of the conversation @param {Entry} entry
 * @param {string} [cue]  what an accepted offer was for @param {number} [now] */
export function why(entries, entry, cue, now = Date.now()) {
  return reasons[entry.because.kind](entries, entry, cue, when(entry.at, now), now);
}

const reasons = {
  reply(entries, { because }, _cue, _when, now) {
    const asked = entries.find(({ seq, speaker }) => speaker === "customer" && `${seq}` === `${because.ref}`);
    if (!asked) return "You wrote to us, and this is the answer.";
    return `You wrote “${quoted(asked.text)}” ${when(asked.at, now)}.`;
  },
  offer: (_entries, _entry, cue, when) =>
    `${SIGNS[cue] ?? "Something seemed to be difficult"}, so help was offered, and you accepted ${when}.`,
  notice: (_entries, _entry, _cue, when) =>
    `You asked in this chat to be told. It happened, and this was written ${when}. Nothing more follows.`,
  support(entries, { seq }, _cue, when) {
    const joined = entries.findLast((it) => it.speaker === "owner" && it.name && it.seq < seq);
    return `${joined?.name ?? "A person"} from the support team wrote this ${when}.`;
  },
};

function quoted(text) {
  const characters = [...text.replaceAll(/\s+/g, " ")];
  return characters.length > LONGEST_QUOTE ? `${characters.slice(0, LONGEST_QUOTE).join("")}…` : text;
}

/** "at 10:42", "on Tuesday at 10:42", "on 3 March at 10:42": by the visitor's clock. */
function when(at, now) {
  if (!at) return "just now";
  const time = new Date(at);
  const clock = time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (time.toDateString() === new Date(now).toDateString()) return `at ${clock}`;
  const day = now - time.getTime() < 6 * DAY ? { weekday: "long" } : { day: "numeric", month: "long" };
  return `on ${time.toLocaleDateString("en-GB", /** @type {any} */ (day))} at ${clock}`;
}
