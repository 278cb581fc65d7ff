// One conversation that was opened: pure state, no DOM, no network, no clock.

/** @import {Item, Note, Outgoing, Thread} from "./types" */

/** From the answer of `GET conversations/<id>`. @param {any} answer @returns {Thread} */
export function threadOf(answer) {
  const { conversation, items, notes, tried } = answer;
  return {
    ...{ id: conversation.id, items, notes, tried },
    isWhole: answer.is_whole,
    maySeeOrders: answer.may_see_orders,
    contactEmail: answer.contact_email,
    messagingWindow: answer.messaging_window,
    cameFrom: answer.came_from,
  };
}

/** With the same, asked for again: what was loaded before it stays, unless something between them is missing.
 * @param {Thread} thread @param {any} answer @returns {Thread} */
export function withAnswer(thread, answer) {
  const fresh = threadOf(answer);
  const first = fresh.items[0]?.seq ?? 0;
  const older = thread.items.filter(({ seq }) => seq < first);
  const fits = fresh.isWhole || !older.length || (older.at(-1)?.seq ?? 0) + 1 >= first;
  if (!fits) return fresh;
  const isWhole = fresh.isWhole || (older.length > 0 && thread.isWhole);
  return withItems({ ...fresh, isWhole }, thread.items);
}

/** @param {Thread} thread @param {Item[]} items @returns {Thread} */
export function withItems(thread, items) {
  const known = new Set(thread.items.map(({ seq }) => seq));
  const fresh = items.filter(({ seq }) => !known.has(seq));
  if (!fresh.length) return thread;
  return { ...thread, items: [...thread.items, ...fresh].sort((a, b) => a.seq - b.seq) };
}

/** With earlier ones; none means that nothing is before them. @param {Thread} thread @param {Item[]} items
 * @param {number} limit  how many were asked for @returns {Thread} */
export function withEarlier(thread, items, limit) {
  return { ...withItems(thread, items), isWhole: items.length < limit || items[0].seq === 1 };
}

/** @param {Thread} thread @param {Note} note @returns {Thread} */
export function withNote(thread, note) {
  if (thread.notes.some(({ id }) => id === note.id)) return thread;
  return { ...thread, notes: [...thread.notes, note] };
}

/** @param {Thread} thread */
export function lastSeq({ items }) {
  return items.at(-1)?.seq ?? 0;
}

/** Whether the customer had the last word: a reply that was taken counts before the conversation shows it.
 * @param {Thread} thread @param {Outgoing[]} outbox */
export function isUnanswered({ items }, outbox = []) {
  const last = items.findLast(({ kind }) => kind === "message");
  const answers = ({ kind, fate, after }) => kind === "reply" && fate === "sent" && after >= last.seq;
  return last?.data.speaker === "customer" && !outbox.some(answers);
}

/** What stands in the conversation, from top to bottom: words, changes of the owner, notes, and what I wrote
 * that is still on its way. @param {Thread} thread @param {Outgoing[]} outbox @returns {any[]} */
export function timeline(thread, outbox = []) {
  const lines = linesOf(thread.items);
  for (const note of thread.notes.filter((it) => isInView(thread, it))) place(lines, lineOfNote(note));
  const mine = outbox.filter((it) => !isShown(thread, it));
  return [...lines, ...mine.map((it, at) => lineOfOutgoing({ ...it, tries: triesUpTo(mine, at) }))];
}

/** What stands behind something that was tried in vain waits as long. */
function triesUpTo(mine, at) {
  const held = mine.slice(0, at).filter(({ fate }) => fate !== "sent");
  return Math.max(mine[at].tries, ...held.map(({ tries }) => tries));
}

/** Whether the conversation shows these words already: they came after what was there when I wrote them.
 * @param {Thread} thread @param {Outgoing} outgoing */
export function isShown({ items, notes }, { kind, text, after, fate }) {
  if (fate === "unsent") return false;
  if (kind === "note") return notes.some((it) => it.text === text && it.after >= after);
  return items.some(
    ({ kind: what, seq, data }) =>
      what === "message" && data.speaker === "support" && data.text === text && seq > after,
  );
}

function isInView({ items, isWhole }, { after }) {
  return isWhole || after >= (items[0]?.seq ?? 0);
}

/** @param {Item[]} items */
function linesOf(items) {
  const ends = new Map(items.filter(({ kind }) => kind === "turn").map(({ data }) => [data.seq, data]));
  const lines = [];
  let owner = "bot";
  for (const { seq, kind, data } of items) {
    if (kind === "message") lines.push(lineOfWords(seq, data, ends.get(data.seq)));
    if (kind === "status" && data.text) lines.push(line("status", seq, data, data.text));
    if (kind !== "owner") continue;
    const text = ownerLine(data, owner);
    if (text) lines.push(line("owner", seq, data, text));
    owner = data.owner;
  }
  return lines;
}

const line = (kind, seq, { at }, text) => ({ key: `${kind} ${seq}`, kind, seq, at, text });

function lineOfWords(seq, { speaker, text, at, by, choices, because }, end) {
  return {
    ...{ key: `message ${seq}`, kind: "message", seq, at, text },
    ...{ speaker, by, because, choices: choices ?? [], outcome: end?.outcome },
  };
}

function lineOfNote({ id, after, agent, text, at }) {
  return { key: `note ${id}`, kind: "note", seq: after, at, text, by: agent };
}

function lineOfOutgoing({ key, kind, text, fate, tries }) {
  return {
    key: `mine ${key}`,
    kind,
    speaker: "support",
    id: key,
    at: undefined,
    text,
    fate,
    tries,
    choices: [],
  };
}

/** Below what was there when it was written. */
function place(lines, note) {
  const at = lines.findLastIndex(({ seq }) => seq <= note.seq);
  lines.splice(at + 1, 0, note);
}

function ownerLine({ owner, name = "Somebody" }, before) {
  if (owner === "waiting" && before === "support_agent") return "Nobody has it: the customer waits again.";
  if (owner === "waiting") return "The customer waits for a person.";
  if (owner === "closed") return "Closed.";
  if (owner === "bot") {
    if (before === "bot") return "";
    return before === "closed" ? "The customer wrote again. The bot answers." : "The bot answers again.";
  }
  return before === "support_agent" ? `${name} took over.` : `${name} joined.`;
}
