// Listens to the keys, and shows which there are.

import { make } from "../widget/elements.js";
import { keep, kept } from "./settings.js";
import { commandOf, SHORTCUTS } from "./shortcuts.js";

const SETTING = "shortcuts";
const NAMES = { Escape: "Esc" };

export class ShortcutKeys {
  #box;

  /** @param {HTMLDialogElement} overview @param {(command: string) => void} run */
  constructor(overview, run) {
    const rows = SHORTCUTS.map(([key, what]) =>
      make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, NAMES[key] ?? key)), make("td", {}, what)),
    );
    overview.querySelector("tbody").append(...rows);
    this.#box = /** @type {HTMLInputElement} */ (overview.querySelector("input[type=checkbox]"));
    this.#box.checked = kept(SETTING) !== "off";
    this.#box.onchange = () => keep(SETTING, this.#box.checked ? "on" : "off");
    document.addEventListener("keydown", (event) => this.#press(event, run));
  }

  #press(event, run) {
    if (document.querySelector("dialog[open]") || event.defaultPrevented) return;
    const isWriting = event.target.matches("textarea, input, select");
    const command = commandOf(event, { isWriting, isOn: this.#box.checked });
    if (!command) return;
    event.preventDefault();
    run(command);
  }
}
