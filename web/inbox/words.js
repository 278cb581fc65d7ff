// What the page calls things. Pure.

/** @import {Order, Row} from "./types" */

/** @param {Row} row */
export function nameOf({ customer, channel }) {
  if (channel === "messenger") return "Guest on Messenger";
  return customer === null ? "Guest" : `Customer ${customer}`;
}

/** What the customer wants in one line; whose it is, when nobody knows yet. @param {Row} row */
export function titleOf(row) {
  return row.wants || nameOf(row);
}

/** Who has it, as a sentence. @param {Row} row @param {string} me */
export function stateOf({ owner, agent }, me) {
  if (owner === "waiting") return "Waiting";
  if (owner === "closed") return "Closed";
  if (owner === "bot") return "With the bot";
  return agent?.id === me ? "Yours" : `With ${nameOfAgent(agent)}`;
}

/** @param {{name: string} | null | undefined} agent */
export function nameOfAgent(agent) {
  return agent?.name || "a colleague";
}

export const LIST_NAMES = {
  waiting: "Waiting",
  mine: "Mine",
  colleagues: "Colleagues’",
  bot: "With the bot",
  closed: "Closed",
};

export const EMPTY = {
  waiting: "Nobody is waiting.",
  mine: "You have none.",
  colleagues: "Your colleagues have none.",
  bot: "Nobody is talking with the bot.",
  closed: "None yet.",
};

const SPEAKERS = { customer: "Customer", bot: "Bot", support: "Team" };

/** @param {string} speaker */
export function speakerOf(speaker) {
  return SPEAKERS[speaker] ?? speaker;
}

const OUTCOMES = {
  answered: "Answered",
  answered_before: "Pointed to an earlier answer",
  quiet: "Needed no words",
  passed_on: "Passed on to the team",
  failed: "Failed",
};

/** How a message of the customer ended. @param {string} outcome */
export function outcomeOf(outcome) {
  return OUTCOMES[outcome] ?? sentence(outcome);
}

/** "partly_shipped" as "Partly shipped". @param {string} name */
export function sentence(name) {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const MOST_SIGNS = 60;

/** The first words of what somebody wrote: the whole of it stands in the conversation. @param {string} text */
export function shortened(text) {
  const signs = [...text.replace(/\s+/g, " ").trim()];
  if (signs.length <= MOST_SIGNS) return signs.join("");
  const begun = signs.slice(0, MOST_SIGNS).join("");
  return `${begun.replace(/ \S*$/, "")}…`;
}

const PROOFS = {
  seen: "The customer has proved that they may see it.",
  confirmed: "The customer has confirmed it with a code: they may change it.",
  signed_in: "The customer is signed in at the shop.",
};

/** @param {Order} order */
export function proofOf({ proof }) {
  return PROOFS[proof] ?? sentence(proof);
}

/** @param {number} cents @param {string} currency */
export function money(cents, currency) {
  try {
    return new Intl.NumberFormat("en-GB", { style: "currency", currency }).format(cents / 100);
  } catch {
    return `${(cents / 100).toFixed(2)} ${currency}`; // no currency that the browser knows
  }
}
