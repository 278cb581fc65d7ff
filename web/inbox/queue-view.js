// Draws the queue: five lists, each row one conversation.

import { make, makeButton } from "../widget/elements.js";
import { LISTS, rowsOf, unreadOf } from "./queue.js";
import { shortlyWhen, waitedSince } from "./waiting-time.js";
import { EMPTY, LIST_NAMES, nameOf, nameOfAgent, titleOf } from "./words.js";

/** @import {ListName, Queue, Row} from "./types" */

const OPEN_AT_FIRST = ["waiting", "mine", "colleagues"];

export class QueueView {
  #lists = /** @type {any} */ ({});
  #rows = new Map();
  #drawn = new Map();

  /** @param {HTMLElement} node  where the lists go @param {(list: ListName) => void} loadMore */
  constructor(node, loadMore) {
    for (const list of LISTS) node.append(this.#listNode(list, loadMore));
  }

  /** The lists that are not folded away. @returns {ListName[]} */
  get openLists() {
    return LISTS.filter((list) => this.#lists[list].node.open);
  }

  /** @param {Queue} queue @param {string} [openId]  the conversation that is open */
  draw(queue, openId) {
    const focused = /** @type {any} */ (document.activeElement);
    const shown = new Set();
    for (const list of LISTS) {
      const { count, rows, empty, more } = this.#lists[list];
      count.textContent = `${queue.counts[list]}`;
      const all = rowsOf(queue, list);
      for (const row of all) shown.add(row.id);
      arrange(
        rows,
        all.map((row) => this.#rowNode(row, list, row.id === openId)),
      );
      empty.hidden = all.length > 0;
      more.hidden = queue.more[list] === null;
    }
    for (const id of this.#rows.keys()) if (!shown.has(id)) this.#forget(id);
    if (focused?.hash && focused !== document.activeElement) this.focus(focused.hash.slice(1)); // it moved
    this.tick();
  }

  /** What time changes by itself. @param {number} [now] */
  tick(now = Date.now()) {
    for (const time of this.#lists.waiting.rows.querySelectorAll("time")) {
      time.textContent = waitedSince(time.dateTime, now);
    }
  }

  /** The row, or the heading of its list where that is folded away. @param {string} id */
  focus(id) {
    const row = this.#rows.get(id);
    const list = row?.closest("details");
    (list?.open ? row.firstChild : list?.querySelector("summary"))?.focus();
  }

  #listNode(list, loadMore) {
    const count = make("span", { class: "count" });
    const rows = make("ul", {});
    const empty = make("p", { class: "quiet" }, EMPTY[list]);
    const more = makeButton("Show more", "link", () => loadMore(list));
    const heading = make("summary", {}, make("h2", {}, LIST_NAMES[list]), count);
    const node = make("details", { class: `list ${list}` }, heading, rows, empty, more);
    node.open = OPEN_AT_FIRST.includes(list);
    this.#lists[list] = { node, count, rows, empty, more };
    return node;
  }

  #rowNode(row, list, isOpen) {
    const node = this.#rows.get(row.id) ?? make("li", {}, make("a", { href: `#${row.id}` }));
    this.#rows.set(row.id, node);
    const [before, beforeList] = this.#drawn.get(row.id) ?? [];
    if (before !== row || beforeList !== list) node.firstChild.replaceChildren(...partsOf(row, list));
    this.#drawn.set(row.id, [row, list]);
    if (isOpen) node.firstChild.setAttribute("aria-current", "true");
    else node.firstChild.removeAttribute("aria-current");
    return node;
  }

  #forget(id) {
    this.#rows.get(id).remove();
    this.#rows.delete(id);
    this.#drawn.delete(id);
  }
}

/** @param {Row} row @param {ListName} list */
function partsOf(row, list) {
  const time =
    list === "waiting"
      ? make("time", { datetime: row.since })
      : make("time", { datetime: row.last_at }, shortlyWhen(row.last_at));
  const who = [row.wants && nameOf(row), list === "colleagues" && nameOfAgent(row.agent)].filter(Boolean);
  const line = make("span", { class: "last", dir: "auto" }, [...who, row.said].filter(Boolean).join(" · "));
  const first = make("span", { class: "title", dir: "auto" }, titleOf(row));
  return [first, " ", time, " ", line, ...badgeOf(unreadOf(row, list))];
}

/** @param {number} unread */
function badgeOf(unread) {
  if (!unread) return [];
  const more = make("span", { class: "hidden" }, " unread");
  return [" ", make("span", { class: "badge" }, unread > 99 ? "99+" : `${unread}`, more)];
}

/** Puts the nodes in this order; what stands right already is not touched, so that it keeps the focus. */
export function arrange(parent, nodes) {
  const staying = new Set(nodes);
  for (const node of [...parent.childNodes]) if (!staying.has(node)) node.remove();
  let next = parent.firstChild;
  for (const node of nodes) {
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
}
