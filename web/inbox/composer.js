// Where a support agent writes: words to the customer, or a note that only the team sees.

import { make, makeButton } from "../widget/elements.js";
import { isForPersons, isShut, windowLine } from "./messaging-window.js";
import { nameOfAgent } from "./words.js";

/** @import {Workplace} from "./workplace.js" */

const LIMIT = 2000;
const KINDS = { reply: "Reply", note: "Internal note" };
const FIELD = {
  reply: ["Reply to the customer", "Write to the customer"],
  note: ["Internal note, for the team only", "Write a note that only the team sees"],
};
const KEPT = ["What you wrote and did not send", ""];

export class Composer {
  /** @type {"reply" | "note"} */ kind = "reply";
  #workplace;
  #openCanned;
  #kinds;
  #bar = make("p", { class: "bar" });
  #window = make("p", { id: "words-until", class: "window small quiet" });
  #field = make("textarea", { rows: "2", id: "words", "aria-describedby": "words-until words-left" });
  #left = make("p", { id: "words-left", class: "small quiet" });
  #canned;
  #send;
  #tools;
  #writing;
  #isShut = false;

  /** @param {Workplace} workplace @param {() => void} openCanned */
  constructor(workplace, openCanned) {
    [this.#workplace, this.#openCanned] = [workplace, openCanned];
    this.#kinds = Object.entries(KINDS).map(([kind, label]) =>
      makeButton(label, "kind", () => this.write(/** @type {any} */ (kind))),
    );
    this.#canned = makeButton("Canned replies", "", openCanned);
    this.#canned.ariaKeyShortcuts = "c";
    this.#send = makeButton("Send", "main", () => this.#submit());
    this.#tools = make("div", { class: "tools" }, this.#canned, this.#left, this.#send);
    this.#writing = make("div", { class: "writing" }, this.#window, this.#field, this.#tools);
    const kinds = make(
      "div",
      { class: "kinds", role: "group", "aria-label": "What you write" },
      ...this.#kinds,
    );
    this.node = make("div", { class: "composer" }, kinds, this.#bar, this.#writing);
    this.#field.oninput = () => this.#keep();
    this.#field.onkeydown = (event) => this.#press(event);
  }

  /** Goes to the field, for words of this kind. Whether there is one to go to. @param {"reply" | "note"} kind */
  write(kind) {
    this.kind = kind;
    this.draw();
    this.#field.focus();
    return this.isWriting;
  }

  get isWriting() {
    return document.activeElement === this.#field;
  }

  /** A canned reply, at the place where somebody writes. @param {string} text */
  insert(text) {
    this.write("reply");
    this.#field.setRangeText(text, this.#field.selectionStart, this.#field.selectionEnd, "end");
    this.#keep();
  }

  draw() {
    const { row, isMine, open, drafts } = this.#workplace;
    const window = open.thread?.messagingWindow ?? null;
    this.#isShut = isShut(window);
    const mayWrite = this.kind === "note" || (isMine && !this.#isShut);
    this.node.dataset.kind = this.kind;
    this.#kinds.forEach((button, at) => (button.ariaPressed = `${Object.keys(KINDS)[at] === this.kind}`));
    this.#bar.textContent = mayWrite ? "" : isMine ? windowLine(window) : whyNot(row);
    this.#bar.hidden = mayWrite;
    this.#canned.hidden = this.kind === "note";
    [this.#field.ariaLabel, this.#field.placeholder] = mayWrite ? FIELD[this.kind] : KEPT;
    this.#send.textContent = this.kind === "note" ? "Add the note" : "Send";
    const draft = drafts.of(open.id, this.kind);
    this.#writing.hidden = !mayWrite && !draft;
    this.#tools.hidden = this.#field.readOnly = !mayWrite;
    if (this.#field.value !== draft) this.#field.value = draft;
    this.#measure();
    this.#drawWindow(window);
  }

  /** What time changes by itself. */
  tick() {
    const window = this.#workplace.open?.thread?.messagingWindow ?? null;
    if (window && isShut(window) !== this.#isShut) this.draw();
    else this.#drawWindow(window);
  }

  #drawWindow(window) {
    const line = this.kind === "note" ? "" : windowLine(window);
    if (this.#window.textContent !== line) this.#window.textContent = line;
    this.#window.hidden = !line;
    this.#window.classList.toggle("late", isForPersons(window));
  }

  #keep() {
    this.#workplace.drafts.keep(this.#workplace.open.id, this.kind, this.#field.value);
    this.#measure();
  }

  #measure() {
    const left = LIMIT - [...this.#field.value.trim()].length;
    const text = leftInWords(left);
    if (this.#left.textContent !== text) this.#left.textContent = text;
    this.#left.classList.toggle("problem", left < 0);
    this.#left.classList.toggle("quiet", left >= 0);
    this.#send.disabled = left < 0 || left === LIMIT;
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight + 2}px`;
  }

  #press(event) {
    if (event.isComposing || this.#field.readOnly) return;
    if (event.key === "/" && this.kind === "reply" && !this.#field.value) {
      event.preventDefault();
      this.#openCanned();
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.#field.value.replaceAll("\0", "").trim(); // no keyboard writes it, and no text holds it
    if (!text || this.#send.disabled || !this.#workplace.open?.thread) return;
    this.#field.value = ""; // before the page is drawn anew: a second click at once sends nothing
    this.#workplace.write(this.kind, text);
    this.#field.focus();
  }
}

/** @param {number} left  characters */
function leftInWords(left) {
  if (left > 200) return "";
  if (left >= 0) return `Characters left: ${left}`;
  return `Too long by ${-left} ${left === -1 ? "character" : "characters"}. Shorten it to send it.`;
}

function whyNot(row) {
  const { owner, agent } = row;
  if (owner === "waiting") return "Nobody has taken it yet. Take it to reply.";
  if (owner === "bot") return "The bot is talking with the customer. Take it to reply.";
  if (owner === "closed") return "It is closed until the customer writes again.";
  return `${nameOfAgent(agent)} has it.`;
}
