// Draws what was said.

import { isAnswerDue, openChoices } from "./conversation.js";
import { linked, make, makeButton } from "./elements.js";
import { clockOf, withDays } from "./times.js";

/** @import {Choice, State} from "./types" */

const NAMES = { customer: "You:", bot: "Assistant:" };

export class Log {
  node = make("div", {
    class: "log",
    role: "log",
    "aria-live": "polite",
    "aria-label": "Chat",
    tabindex: "0",
  });
  #typing = make("div", { class: "text typing", "aria-hidden": "true" }, "•••");
  #choose;
  #retry;
  #drawn = new Map();
  #pointed;

  /** @param {(choice: Choice) => void} choose @param {() => void} retry */
  constructor(choose, retry) {
    [this.#choose, this.#retry] = [choose, retry];
    this.node.append(this.#typing);
  }

  get isAtEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 40;
  }

  /** Or as near to it as the first line of the last answer stays in view. */
  toEnd(node = this.node.querySelector(".entry:nth-last-child(2):not(.customer)")) {
    this.node.scrollTop = this.node.scrollHeight;
    const above = this.node.getBoundingClientRect().top - node?.getBoundingClientRect().top + 20;
    if (above > 0) this.node.scrollTop -= above;
  }

  /** Shows an earlier answer, with what was written last if there is room for both. */
  point(seq = this.#pointed) {
    this.toEnd(this.node.querySelector(`[data-seq="${seq}"]`));
  }

  /** What is drawn already stays the same node: a screen reader tells it once.
   * @param {State} state @returns {boolean} whether there is another answer to `point` at */
  draw(state) {
    const items = withDays([...state.entries, ...state.outbox]);
    const ref = items.at(-1)?.ref;
    const isNew = ref && ref !== this.#pointed;
    this.#pointed = ref;
    this.#arrange(items);
    const open = openChoices(state);
    for (const item of items) this.#update(item, item === open, state);
    this.#typing.hidden = !isAnswerDue(state);
    return isNew;
  }

  #arrange(items) {
    const gone = new Map(this.#drawn);
    let next = this.node.firstChild;
    for (const item of items) {
      const node = this.#drawn.get(item.key) ?? this.#add(item);
      if (node === next) next = node.nextSibling;
      else this.node.insertBefore(node, next);
      gone.delete(item.key);
    }
    for (const [key, node] of gone) {
      this.#drawn.delete(key);
      node.remove();
    }
  }

  #add({ key, speaker, name, text, choices, because }) {
    const isPerson = speaker === "support";
    const words = isPerson || speaker === "bot" ? linked(text) : [text];
    const who = make("span", { class: isPerson ? "small" : "hidden" }, NAMES[speaker] ?? name ?? "");
    const time = make("time", { "aria-live": "off" });
    const node = make(
      "div",
      { part: speaker },
      who,
      make("p", { class: "text", dir: "auto" }, ...words),
      time,
    );
    // An offer is no entry before it was accepted: its choices are answered.
    if (choices?.length && because?.kind !== "offer") {
      const buttons = choices.map((choice) => makeButton(choice.label, "choice", () => this.#choose(choice)));
      node.append(make("div", { class: "choices", role: "group", "aria-label": "Choices" }, ...buttons));
    }
    node.append(make("p", { class: "note" }));
    this.#drawn.set(key, node);
    return node;
  }

  #update(item, isOpen, state) {
    const node = this.#drawn.get(item.key);
    const isMarked = item.seq && item.seq === this.#pointed;
    node.className = `entry ${item.speaker} ${item.fate ?? item.outcome ?? ""} ${isMarked ? "marked" : ""}`;
    node.dataset.seq = item.seq;
    for (const button of node.querySelectorAll(".choice")) button.disabled = !isOpen;
    const time = node.querySelector("time");
    if (!time.textContent) time.textContent = clockOf(item.at);
    const [text, ...control] = this.#noteOf(item, state);
    if (node.lastChild.firstChild?.nodeValue !== text) node.lastChild.replaceChildren(text, ...control);
  }

  #noteOf({ seq, fate, tries, why, outcome, ref }, { entries }) {
    if (seq && seq === this.#pointed) return ["This answers your last message."];
    const isReply = ({ because }) => because?.kind === "reply" && because.ref === `${seq}`;
    if (outcome === "failed" && !entries.some(isReply)) return ["That did not work. Please try again."];
    if (ref) return ["Answered above. ", makeButton("Show the answer", "link", () => this.point(ref))];
    if (outcome === "refused") return [why || "This can't be sent."];
    if (fate === "unsent") return ["Not sent. ", makeButton("Try again", "link", this.#retry)];
    if (fate && !navigator.onLine) return ["Will be sent when you are online."];
    return [fate && tries > 1 ? "Not sent yet. Trying again…" : ""];
  }
}
