// A conversation as the customer sees it: pure state, no DOM, no network, no clock.

/** @import {Entry, LocalEvent, Outgoing, State, StreamEvent} from "./types" */

const OPEN_FOR = 86_400_000; // ms after the last words, as the gateway counts

/** @param {Outgoing[]} outbox @returns {State} */
export function newConversation(outbox = []) {
  return {
    entries: [],
    outbox,
    held: [],
    position: 0,
    seen: 0,
    owner: "bot",
    delay: "",
    linked: true,
  };
}

/** @type {Record<string, (state: State, event: any) => State>} */
const steps = {
  written: (state, { message }) => ({ ...state, outbox: [...state.outbox, message] }),
  sending: (state, { key }) => change(state, key, (it) => ({ ...it, fate: "sending", tries: it.tries + 1 })),
  missed: (state, { key, final }) =>
    change(state, key, (it) => ({ ...it, fate: final ? "unsent" : "waiting" })),
  refused: (state, { key, why }) => settle(state, { key, why, outcome: "refused" }),
  revived: (state) => ({ ...state, outbox: state.outbox.map(revive) }),
  accepted: (state, { key, seq }) => settle(state, { key, seq }),
  message: takeMessage,
  turn: takeTurn,
  owner: takeOwner,
  status: (state, { data }) => ({ ...state, delay: data.status === "delayed" ? data.text : "" }),
  link: (state, { linked }) => ({ ...state, linked }),
  renewed: (state) => ({
    ...newConversation(state.outbox.map(revive)),
    entries: [ownerEntry(0, "Your earlier conversation has ended. You can go on here.")],
  }),
};

/** The state after an event. The stream's may come twice, late, or before the answer to a `send`.
 * @param {State} state @param {StreamEvent | LocalEvent} event @returns {State} */
export function reduce(state, event) {
  if (!Object.hasOwn(steps, event.type)) return state;
  if (!event.data) return release(steps[event.type](state, event));
  return release({ ...state, held: [...state.held, event] });
}

/** The oldest message, unless it is on its way or given up. @param {State} state */
export function nextToSend(state) {
  const [oldest] = state.outbox;
  return oldest?.fate === "waiting" ? oldest : undefined;
}

/** The entry whose choices may be picked: the latest that has some, until a later turn asks something else, a
 * person speaks, or the customer says goodbye. None while an answer is due. @param {State} state */
export function openChoices({ entries, outbox, owner }) {
  if (outbox.length || owner === "closed" || entries.some(isOpen)) return undefined;
  const at = entries.findLastIndex((it) => it.choices?.length);
  const goesOn = (it) =>
    it.speaker === "support" || (asks(it) && it.because?.ref !== entries[at]?.because?.ref);
  return entries.slice(at + 1).some(goesOn) ? undefined : entries[at];
}

/** The `typing` event is not needed for it: a turn that has not ended says the same. @param {State} state */
export function isAnswerDue(state) {
  if (state.delay || !state.linked || state.owner === "support_agent") return false;
  return state.outbox.some((it) => it.fate === "sending") || state.entries.some(isOpen);
}

/** Where a look at the JSON list begins, to learn of open turns too. @param {State} state */
export function catchUpFrom(state) {
  return Math.min(state.seen, (state.entries.find(isOpen)?.seq ?? Infinity) - 1);
}

/** Until when, in ms, no help is offered. NaN before anything is known. @param {State} state */
export function quietUntil({ entries, owner }) {
  const last = entries.findLast((it) => it.speaker === "customer");
  if (last?.reason === "ask_to_be_left_alone") return Infinity;
  if (owner === "closed") return 0;
  return Date.parse(entries.findLast((it) => it.at)?.at) + OPEN_FOR;
}

const isOpen = (entry) => entry.speaker === "customer" && !entry.outcome;
const asks = (it) => it.speaker === "bot" && it.text.includes("?");
const revive = (it) => (it.fate === "unsent" ? { ...it, fate: "waiting", tries: 0 } : it);

function change(state, key, how) {
  return { ...state, outbox: state.outbox.map((it) => (it.key === key ? how(it) : it)) };
}

/** From now on the message is an entry: at the place that the gateway gave it, or just below the last. */
function settle(state, { key, seq = (state.entries.at(-1)?.seq ?? 0) + 0.001, ...how }) {
  const sent = state.outbox.find((it) => it.key === key);
  const outbox = state.outbox.filter((it) => it !== sent);
  if (!sent || state.entries.some((it) => it.seq === seq)) return { ...state, outbox };
  return {
    ...state,
    outbox,
    entries: place(state.entries, { seq, key, speaker: "customer", text: sent.text, ...how }),
  };
}

function release(state) {
  while (state.held.length && !isPerhapsOurs(state, state.held[0])) {
    const [event, ...held] = state.held;
    state = apply({ ...state, held }, event);
  }
  return state;
}

/** The stream can be faster than the answer to `send`, and names no client id: what the customer said may be
 * ours while a message is being sent, or when a try without an answer had the same words. */
function isPerhapsOurs(state, { type, data }) {
  if (type !== "message" || data.speaker !== "customer") return false;
  if (state.entries.some((it) => it.seq === data.seq)) return false;
  return state.outbox.some((it) => it.fate === "sending" || it.text === data.text);
}

function apply(state, event) {
  if (event.id <= state.position) return state;
  return { ...steps[event.type](state, event), position: event.id ?? state.position };
}

function takeMessage(state, { data }) {
  const known = state.entries.find((it) => it.seq === data.seq);
  const key = known?.key ?? `${data.seq} ${data.at}`;
  const entries = place(state.entries, { ...known, ...data, key, name: state.name ?? "Support" });
  const seen = Math.max(state.seen, data.seq);
  return { ...state, entries, seen, delay: data.speaker === "customer" ? state.delay : "" };
}

function takeTurn(state, { data: { seq, outcome, reason, ref } }) {
  const entries = state.entries.map((it) => (it.seq === seq ? { ...it, outcome, reason, ref } : it));
  return { ...state, entries };
}

function takeOwner(state, { data: { seq, owner, name } }) {
  if (owner === state.owner && name === state.name) return state;
  const line = ownerLine(owner, name, state);
  const entries = line ? place(state.entries, ownerEntry(seq, line)) : state.entries;
  return { ...state, owner, name, entries };
}

/** @returns {Entry} */
function ownerEntry(seq, text) {
  return { seq, key: `${seq} ${text}`, speaker: "owner", text };
}

function ownerLine(owner, name, before) {
  if (owner === "support_agent") return `${name} from our team has joined.`;
  if (owner === "waiting") {
    return before.name ? `${before.name} had to leave. You are in line again.` : "You asked for a person.";
  }
  if (owner === "closed") return "This is closed. Write again any time.";
  return before.owner === "closed" ? "" : "You are talking to the assistant again.";
}

function place(entries, entry) {
  const before = entries.findLastIndex((it) => it.seq <= entry.seq);
  const isThere = entries[before]?.seq === entry.seq;
  return isThere ? entries.with(before, entry) : entries.toSpliced(before + 1, 0, entry);
}
