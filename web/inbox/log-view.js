// Draws what was said in a conversation, with the notes that only the team sees.

import { make, makeButton } from "../widget/elements.js";
import { clockOf, withDays } from "../widget/times.js";
import { permitOf } from "./permits.js";
import { arrange } from "./queue-view.js";
import { timeline } from "./thread.js";
import { nameOfAgent, outcomeOf, speakerOf } from "./words.js";

/** @import {Outgoing, Thread} from "./types" */

/** How a message ended, where the conversation does not show it anyway. */
const WORTH_SAYING = ["answered_before", "quiet", "failed"];

export class LogView {
  node = make("div", { class: "log", role: "log", "aria-label": "What was said", tabindex: "0" });
  #earlier;
  #retry;
  #takeBack;
  #drawn = new Map();
  #id;
  #isAtEnd = true;
  #height = 0;

  /** @param {() => void} loadEarlier @param {() => void} retry @param {(key: string) => void} takeBack */
  constructor(loadEarlier, retry, takeBack) {
    [this.#retry, this.#takeBack] = [retry, takeBack];
    this.#earlier = makeButton("Show earlier messages", "link", loadEarlier);
    this.node.onscroll = () => {
      if (this.node.clientHeight === this.#height) this.#isAtEnd = this.#reach < 60; // else nobody scrolled
    };
    new ResizeObserver(() => this.#follow()).observe(this.node);
  }

  get #reach() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
  }

  /** @param {Thread} thread @param {Outgoing[]} outbox */
  draw(thread, outbox) {
    const isOther = this.#id !== thread.id;
    if (isOther) this.#startOver(thread.id);
    const below = this.#reach;
    const lines = withDays(timeline(thread, outbox));
    const nodes = lines.map((line) => this.#nodeOf(line, thread));
    arrange(this.node, thread.isWhole ? nodes : [this.#earlier, ...nodes]);
    const keys = new Set(lines.map(({ key }) => key));
    for (const key of this.#drawn.keys()) if (!keys.has(key)) this.#drawn.delete(key);
    const end = this.#isAtEnd || lines.at(-1)?.fate === "waiting" ? 0 : below;
    this.#scrollTo(end);
    if (isOther) setTimeout(() => (this.node.ariaBusy = "false"), 300); // what was said before is not read aloud
  }

  /** The room has changed, by the field below it or by the window: who was at the end stays there. */
  #follow() {
    this.#height = this.node.clientHeight;
    if (this.#isAtEnd) this.#scrollTo(0);
  }

  /** @param {number} below  in px: what stays below the last line that shows */
  #scrollTo(below) {
    this.node.scrollTop = this.node.scrollHeight - this.node.clientHeight - below;
  }

  #startOver(id) {
    this.#id = id;
    this.#drawn.clear();
    this.#isAtEnd = true;
    this.node.ariaBusy = "true";
    this.node.replaceChildren();
  }

  #nodeOf(line, thread) {
    const known = this.#drawn.get(line.key);
    if (known) {
      this.#update(known, line);
      return known;
    }
    const node = this.#make(line, thread);
    this.#update(node, line);
    this.#drawn.set(line.key, node);
    return node;
  }

  #make(line, thread) {
    const { kind, speaker, text, choices = [] } = line;
    if (kind === "note") return noteNode(line);
    if (kind !== "message" && kind !== "reply") return make("p", { class: "change" }, changeOf(line));
    const words = make("p", { class: "text", dir: "auto" }, text);
    const node = make(
      "div",
      { class: `entry ${speaker}` },
      make("div", { class: "head" }, make("span", {})),
      words,
    );
    if (choices.length) node.append(choicesNode(choices));
    node.append(make("div", { class: "foot" }));
    if (line.because) addWhy(node, line, thread);
    return node;
  }

  #update(node, line) {
    const { kind, speaker, by, at, outcome, fate } = line;
    if (kind === "note") {
      node.classList.toggle("unsent", fate === "unsent");
      if (fate) fill(node.querySelector(".foot"), ...this.#fateOf(line));
      return;
    }
    const head = node.querySelector(".head");
    if (!head) return;
    const who = speaker === "support" ? (fate ? "You" : nameOfAgent(by)) : speakerOf(speaker);
    fill(head.firstChild, who, at ? ` · ${clockOf(at)}` : "");
    node.classList.toggle("unsent", fate === "unsent");
    const ended = speaker === "customer" && WORTH_SAYING.includes(outcome) ? outcomeOf(outcome) : "";
    fill(node.querySelector(".foot"), ...(fate ? this.#fateOf(line) : [ended]));
  }

  #fateOf({ id, fate, tries }) {
    if (fate === "unsent") {
      const again = makeButton("Try again", "link", this.#retry);
      return ["Not sent. ", again, " ", makeButton("Take it back", "link", () => this.#takeBack(id))];
    }
    return [fate !== "sent" && tries > 1 ? "Not sent yet. Trying again…" : ""];
  }
}

/** Leaves alone what says the same already, so that nothing is read twice and no focus is lost. */
function fill(node, ...children) {
  const text = children.map((it) => it.textContent ?? it).join("");
  if (node.textContent !== text) node.replaceChildren(...children);
}

function changeOf({ text, at }) {
  return at ? `${text} ${clockOf(at)}` : text;
}

function noteNode({ text, by, at, fate }) {
  const who = fate ? "You" : by ? nameOfAgent(by) : "What the bot had already done";
  const head = ["Internal note", who, clockOf(at)].filter(Boolean).join(" · ");
  const words = make("p", { class: "text", dir: "auto" }, text);
  return make(
    "div",
    { class: "note" },
    make("div", { class: "head" }, head),
    words,
    make("div", { class: "foot" }),
  );
}

function choicesNode(choices) {
  const items = choices.map(({ label }) => make("li", {}, label));
  return make("ul", { class: "choices", "aria-label": "Choices that were offered" }, ...items);
}

/** By what right it was said: told when somebody asks. */
function addWhy(node, line, thread) {
  const told = make("p", { class: "permit" });
  const ask = makeButton("Why?", "link why", () => {
    const isOpen = ask.ariaExpanded === "true";
    ask.ariaExpanded = `${!isOpen}`;
    told.textContent = isOpen ? "" : permitOf(line, thread.items);
    told.scrollIntoView({ block: "nearest" });
  });
  ask.ariaExpanded = "false";
  node.querySelector(".head").append(" · ", ask);
  node.append(told);
}
