// Says by what right something was said, from its permit. Pure.

import { clockOf } from "../widget/times.js";

/** @import {Item} from "./types" */

const LONGEST_QUOTE = 120;

/** @param {any} line  of the timeline, with a permit @param {Item[]} items  of the conversation */
export function permitOf({ because: { kind, ref }, by }, items) {
  if (kind === "reply") return `Answers ${quoted(items, Number(ref))}`;
  if (kind === "support") return `Written by ${by?.name ?? "a person"}, who had the conversation.`;
  if (kind === "offer") return "Help was offered at a sign of need, and the customer accepted.";
  if (kind === "notice") return "The customer had asked to be told, and it happened.";
  return `Covered by the permit “${kind}”.`;
}

function quoted(items, seq) {
  const asked = items.find(({ kind, data }) => kind === "message" && data.seq === seq)?.data;
  if (!asked) return "what the customer wrote further up.";
  const characters = [...asked.text.replaceAll(/\s+/g, " ")];
  const cut =
    characters.length > LONGEST_QUOTE ? `${characters.slice(0, LONGEST_QUOTE).join("")}…` : asked.text;
  return `what the customer wrote at ${clockOf(asked.at)}: “${cut}”`;
}
