// The queue as one support agent sees it: pure state, no DOM, no network, no clock.

/** @import {Item, ListName, News, Queue, Row} from "./types" */

/** In the order shown. @type {ListName[]} */
export const LISTS = ["waiting", "mine", "colleagues", "bot", "closed"];

/** Where the customer's words call for me. @type {ListName[]} */
const WITH_UNREAD = ["waiting", "mine", "colleagues"];

/** From the answer of `GET queue`. What is known of other rows is forgotten.
 * @param {string} me  my id @param {any} answer @returns {Queue} */
export function queueOf(me, { cursor, counts, lists }) {
  const rows = LISTS.flatMap((list) => lists[list].conversations);
  return {
    me,
    cursor,
    counts,
    rows: Object.fromEntries(rows.map((row) => [row.id, row])),
    more: /** @type {any} */ (Object.fromEntries(LISTS.map((list) => [list, lists[list].more]))),
    isMiscounted: false,
  };
}

/** With the next page of a list. @param {Queue} queue @param {ListName} list
 * @param {{conversations: Row[], more: string | null}} page @returns {Queue} */
export function withPage(queue, list, { conversations, more }) {
  const grown = conversations.reduce(withRow, queue);
  return { ...grown, more: { ...grown.more, [list]: more } };
}

/** With what is so now, unless more is known already. @param {Queue} queue @param {Row} row @returns {Queue} */
export function withRow(queue, row) {
  const known = queue.rows[row.id];
  if (known && isNewer(known, row)) return queue;
  return put(known ? recounted(queue, known, row) : queue, { ...known, ...row, heard: row.last_seq });
}

/** With what the stream brought; words of the customer are unread unless I see them right now.
 * @param {Queue} queue @param {News} news @param {boolean} [isSeen] @returns {Queue} */
export function withNews(queue, { conversation: row, items }, isSeen = false) {
  const known = queue.rows[row.id];
  if (known && isNewer(known, row)) return queue;
  const unread = (known?.unread ?? 0) + wordsOfTheCustomer(items, heardOf(known));
  const placed = known ? recounted(queue, known, row) : welcomed(queue, row, items);
  const heard = Math.max(heardOf(known), items.at(-1)?.seq ?? 0);
  return put(placed, { ...known, ...row, unread: isSeen ? 0 : unread, heard });
}

/** I have read it all. @param {Queue} queue @param {string} id @returns {Queue} */
export function withRead(queue, id) {
  const row = queue.rows[id];
  return row?.unread ? put(queue, { ...row, unread: 0 }) : queue;
}

/** @param {Row} row @param {string} me @returns {ListName} */
export function listOf({ owner, agent }, me) {
  if (owner !== "support_agent") return owner;
  return agent?.id === me ? "mine" : "colleagues";
}

/** Who waits longest comes first; elsewhere, what was written last.
 * @param {Queue} queue @param {ListName} list @returns {Row[]} */
export function rowsOf(queue, list) {
  const rows = Object.values(queue.rows).filter((row) => listOf(row, queue.me) === list);
  const order = list === "waiting" ? (a, b) => by(a.since, b.since) : (a, b) => by(b.last_at, a.last_at);
  return rows.sort((a, b) => order(a, b) || by(a.id, b.id));
}

/** How many words of the customer call for somebody who has not read them: all, not only those since they asked.
 * @param {Row} row @param {ListName} list */
export function unreadOf({ unread = 0 }, list) {
  return WITH_UNREAD.includes(list) ? unread : 0;
}

/** How many messages nobody of us, or I, have not read: those that wait, and mine. @param {Queue} queue */
export function unreadIn(queue) {
  const rows = [...rowsOf(queue, "waiting"), ...rowsOf(queue, "mine")];
  return rows.reduce((sum, { unread = 0 }) => sum + unread, 0);
}

/** The row beside this one, in the order shown in the lists that are open.
 * @param {Queue} queue @param {ListName[]} lists @param {string | undefined} id @param {1 | -1} step */
export function neighbour(queue, lists, id, step) {
  const rows = lists.flatMap((list) => rowsOf(queue, list));
  const at = rows.findIndex((row) => row.id === id);
  return at < 0 ? rows.at(step > 0 ? 0 : -1) : rows[at + step];
}

/** Up to where its words are counted: a row can be ahead of the items that the stream has brought.
 * @param {Row} [row] */
export function heardOf(row) {
  return row?.heard ?? row?.last_seq ?? 0;
}

/** How many words of the customer there are after a place. @param {Item[]} items @param {number} after */
export function wordsOfTheCustomer(items, after) {
  const isTheirs = ({ kind, seq, data }) => kind === "message" && data.speaker === "customer" && seq > after;
  return items.filter(isTheirs).length;
}

/** Whether `one` is a later state of the same conversation. @param {Row} one @param {Row} other */
export function isNewer(one, other) {
  return one.epoch > other.epoch || (one.epoch === other.epoch && one.last_seq > other.last_seq);
}

const by = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function put(queue, row) {
  return { ...queue, rows: { ...queue.rows, [row.id]: row } };
}

function recounted(queue, before, row) {
  const [from, to] = [listOf(before, queue.me), listOf(row, queue.me)];
  if (from === to) return queue;
  const counts = { ...queue.counts, [from]: queue.counts[from] - 1, [to]: queue.counts[to] + 1 };
  return { ...queue, counts };
}

/** A row that was not known: a new conversation, or one of a page that was never loaded. */
function welcomed(queue, row, items) {
  const isNew = items[0]?.seq === 1 || Object.values(queue.more).every((more) => more === null);
  if (!isNew) return { ...queue, isMiscounted: true };
  const list = listOf(row, queue.me);
  return { ...queue, counts: { ...queue.counts, [list]: queue.counts[list] + 1 } };
}
