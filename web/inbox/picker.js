// A dialog in which somebody finds one of many by typing: a canned reply, a colleague.

import { make } from "../widget/elements.js";
import { found } from "./finding.js";

/** @typedef {{id: string, title: string, text?: string}} Pick */

export class Picker {
  #node;
  #title;
  #words;
  #list;
  #none;
  #all = /** @type {Pick[]} */ ([]);
  #hits = /** @type {Pick[]} */ ([]);
  #at = 0;
  #pick = (_) => {};
  #empty = "";

  /** @param {HTMLDialogElement} node */
  constructor(node) {
    this.#node = node;
    [this.#title, this.#words, this.#list, this.#none] = ["title", "words", "list", "none"].map(
      (part) => /** @type {any} */ (node.querySelector(`#picker-${part}`)),
    );
    this.#words.oninput = () => this.#search();
    this.#words.onkeydown = (event) => this.#press(event);
  }

  /** @param {string} title @param {Pick[]} all @param {string} empty  what to say when there is none
   * @param {(picked: any) => void} pick */
  open(title, all, empty, pick) {
    [this.#all, this.#empty, this.#pick] = [all, empty, pick];
    this.#title.textContent = title;
    this.#words.value = "";
    this.#words.hidden = !all.length;
    this.#search();
    this.#node.showModal();
  }

  #search() {
    this.#hits = found(this.#all, this.#words.value);
    this.#list.replaceChildren(...this.#hits.map((hit, at) => this.#option(hit, at)));
    this.#list.hidden = !this.#hits.length;
    this.#none.textContent = this.#hits.length ? "" : this.#all.length ? "Nothing found." : this.#empty;
    this.#mark(0);
  }

  /** @param {Pick} pick @param {number} at */
  #option({ title, text }, at) {
    const node = make("li", { role: "option", id: `pick-${at}` }, make("b", { dir: "auto" }, title));
    if (text) node.append(" ", make("span", { dir: "auto" }, text));
    node.onclick = () => this.#choose(at);
    return node;
  }

  #mark(at) {
    this.#at = Math.max(0, Math.min(at, this.#hits.length - 1));
    [...this.#list.children].forEach((node, here) => (node.ariaSelected = `${here === this.#at}`));
    const marked = this.#list.children[this.#at];
    if (marked) this.#words.setAttribute("aria-activedescendant", marked.id);
    else this.#words.removeAttribute("aria-activedescendant");
    marked?.scrollIntoView({ block: "nearest" });
  }

  #press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#mark(this.#at + step);
    if (event.key === "Enter" && !event.isComposing) this.#choose(this.#at);
    if (step || event.key === "Enter") event.preventDefault();
  }

  #choose(at) {
    const hit = this.#hits[at];
    if (!hit) return;
    this.#node.close();
    this.#pick(hit);
  }
}
