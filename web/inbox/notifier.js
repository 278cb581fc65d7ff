// Tells an agent who looks elsewhere: in the title, and on the desktop when they have asked for it.

import { keep, kept } from "./settings.js";
import { titleOf } from "./words.js";

/** @import {Row} from "./types" */

const SETTING = "notify";

export class Notifier {
  #button;
  #open;

  /** @param {HTMLButtonElement} button  by which it is asked for @param {(id: string) => void} open */
  constructor(button, open) {
    [this.#button, this.#open] = [button, open];
    button.onclick = () => this.#toggle();
    button.hidden = !("Notification" in window);
    this.#draw();
  }

  get isOn() {
    return "Notification" in window && Notification.permission === "granted" && kept(SETTING) === "on";
  }

  /** What the customer wrote stays in the page: others may see the screen. @param {string} title
   * @param {Row} row */
  tell(title, row) {
    if (!this.isOn || document.hasFocus()) return;
    const shown = new Notification(title, { body: titleOf(row), tag: row.id, icon: "/inbox/icon.svg" });
    shown.onclick = () => {
      window.focus();
      this.#open(row.id);
      shown.close();
    };
  }

  async #toggle() {
    if (this.isOn) keep(SETTING, "off");
    else if ((await Notification.requestPermission()) === "granted") keep(SETTING, "on");
    this.#draw();
  }

  #draw() {
    const isBlocked = "Notification" in window && Notification.permission === "denied";
    this.#button.ariaPressed = `${this.isOn}`;
    this.#button.title = isBlocked
      ? "The browser's settings forbid it"
      : "A notice on your desktop when you look elsewhere";
    this.#button.textContent = isBlocked ? "Notices are blocked" : this.isOn ? "Notices are on" : "Notify me";
    this.#button.disabled = isBlocked;
  }
}

/** How many messages are unread, before the page's name. @param {number} unread */
export function showUnread(unread) {
  document.title = (unread ? `(${unread}) ` : "") + "Inbox · Deskbell";
  const icon = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=icon]"));
  const href = unread ? "/inbox/icon-unread.svg" : "/inbox/icon.svg";
  if (icon.getAttribute("href") !== href) icon.setAttribute("href", href);
}
