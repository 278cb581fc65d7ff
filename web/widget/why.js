// Says in plain words why an entry came, from its permit. Pure.

import { when } from "./times.js";

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

/** @param {Entry[]} entries  of the conversation @param {Entry} entry
 * @param {string} [cue]  what an accepted offer was for @param {number} [now] */
export function why(entries, entry, cue, now = Date.now()) {
  return reasons[entry.because.kind]({ entries, entry, cue, now, then: when(entry.at, now) });
}

/** What the customer wrote that led to a reply. @param {Entry[]} entries @param {Entry} entry */
export function askedBy(entries, { because }) {
  return entries.find((it) => it.speaker === "customer" && it.seq === Number(because.ref));
}

const reasons = {
  reply({ entries, entry, now }) {
    const asked = askedBy(entries, entry);
    if (!asked) return "You wrote to us, and this is the answer.";
    return `You wrote “${quoted(asked.text)}” ${when(asked.at, now)}.`;
  },
  offer: ({ cue, then }) =>
    `${SIGNS[cue] ?? "Something seemed to be difficult"}, so help was offered, and you accepted ${then}.`,
  notice: ({ then }) =>
    `You asked in this chat to be told. It happened, and this was written ${then}. Nothing more follows.`,
  support: ({ entry, then }) => `${entry.name} from our team wrote this ${then}.`,
};

function quoted(text) {
  const characters = [...text.replaceAll(/\s+/g, " ")];
  return characters.length > LONGEST_QUOTE ? `${characters.slice(0, LONGEST_QUOTE).join("")}…` : text;
}
