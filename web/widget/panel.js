// The open panel around the log: its frame, the place to write, what is said about the connection.

import { DeskbellClient } from "./deskbell-client.js";
import { Desk } from "./desk.js";
import { make, makeButton } from "./elements.js";
import { drawFeet, footLook } from "./feet.js";
import { Log } from "./log.js";
import { panelLook } from "./look.js";
import { Memory } from "./memory.js";

/** @import {DeskbellChat} from "./types" */

const LIMIT = 2000;
const CLOSE = "M6 6l12 12M18 6L6 18";
const SEND = "M12 19V5M6 11l6-6 6 6";
const STARTS = "Where is my order?|Delivery and returns|Talk to a person";

export class Panel {
  #host;
  #root;
  #icon;
  #desk;
  #isOpen = false;
  #isAtEnd = true;
  #drawing;
  #settling;
  #log = new Log(
    (choice) => this.#write(choice.label, choice.id),
    () => this.#desk.retry(),
  );
  #who = make("p", { class: "small" });
  #status = make("p", { class: "small", role: "status" });
  #askForPerson = makeButton("Ask for a person", "choice", () =>
    this.#write("I would like to talk to a person"),
  );
  #starts = make("div", { class: "tail", role: "group", "aria-label": "What is it about?" });
  #other = makeButton("Show your other conversation", "link small", () => {
    this.#desk.memory.turnBack();
    this.renew();
  });
  #count = make("p", { class: "note", id: "count" });
  #field = make("textarea", {
    rows: "1",
    "aria-label": "Your message",
    placeholder: "Write a message",
    "aria-describedby": "count",
  });
  #send;

  /** @param {DeskbellChat} host @param {ShadowRoot} root @param {(path: string) => Node} icon */
  constructor(host, root, icon) {
    [this.#host, this.#root, this.#icon] = [host, root, icon];
    root.adoptedStyleSheets.push(panelLook, footLook);
    this.#desk = this.#newDesk();
    this.node = this.#build();
    root.prepend(this.node);
    this.#watch();
  }

  /** @param {boolean} isOpen @param {boolean} [takesFocus] */
  toggle(isOpen, takesFocus) {
    const hadFocus = this.node.contains(this.#root.activeElement);
    this.#isOpen = isOpen;
    this.node.hidden = !isOpen;
    if (isOpen) this.#catchUp();
    else this.#desk.rest();
    if (takesFocus) this.#focus();
    if (!isOpen && hadFocus) this.node.nextSibling.focus();
  }

  /** Another person gets a conversation of their own. */
  changePerson() {
    if (this.#newDesk().person !== this.#desk.person) this.renew();
  }

  /** Shows the conversation that the memory holds now, and nothing of the one before. */
  renew() {
    this.#desk.rest();
    this.#desk = this.#newDesk();
    this.#draw();
    if (this.#isOpen) this.#catchUp();
  }

  #newDesk() {
    const { gateway, page } = this.#host;
    const memory = new Memory(() => localStorage, gateway, page.customerToken);
    return new Desk(
      new DeskbellClient(gateway),
      memory,
      () => this.#host.page,
      () => this.#drawSoon(),
    );
  }

  #build() {
    const name = this.#host.getAttribute("name") ?? "Help";
    const close = makeButton(this.#icon(CLOSE), "", () => this.#host.close());
    close.ariaLabel = "Close the chat";
    this.#send = makeButton(this.#icon(SEND), "send", () => this.#submit());
    this.#send.ariaLabel = "Send";
    const starts = (this.#host.getAttribute("starting-points") ?? STARTS).split("|");
    this.#starts.append(...starts.map((text) => makeButton(text, "choice", () => this.#write(text))));
    return make(
      "section",
      { class: "panel", part: "panel", role: "dialog", "aria-label": name, tabindex: "-1" },
      make(
        "div",
        { class: "head", part: "header" },
        make(
          "div",
          {},
          make("h2", {}, name),
          this.#who,
        ),
        close,
      ),
      this.#log.node,
      make("div", { class: "tail" }, this.#status, this.#askForPerson, this.#starts, this.#other),
      make("div", { class: "form" }, this.#field, this.#send, this.#count),
    );
  }

  #watch() {
    this.node.onkeydown = (event) => {
      if (event.key === "Escape" && !event.isComposing) this.#host.close();
    };
    this.#log.node.onscroll = () => (this.#isAtEnd = this.#log.isAtEnd);
    this.#field.oninput = () => this.#drawForm();
    this.#field.onkeydown = (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    };
    addEventListener("storage", ({ key }) => key === `${this.#desk.person}session` && this.renew());
    addEventListener("offline", () => this.#drawSoon());
    addEventListener("online", () => {
      this.#desk.rest();
      this.#desk.retry();
      this.#listen();
    });
    // A hidden page holds no connection.
    document.addEventListener("visibilitychange", () =>
      document.hidden ? this.#desk.rest() : this.#listen(),
    );
  }

  #listen() {
    if (this.#isOpen && !document.hidden) this.#desk.listen();
  }

  /** What was said before is drawn without being read aloud. */
  #catchUp() {
    this.#log.node.ariaBusy = this.#desk.isKnown;
    this.#isAtEnd = true;
    this.#desk.comeBack().then(() => this.#listen());
    this.#drawSoon();
  }

  /** On a touch screen the field would bring up the keyboard. */
  #focus() {
    (matchMedia("(pointer: coarse)").matches ? this.node : this.#field).focus();
  }

  #submit() {
    const text = this.#field.value.trim();
    if (!text || this.#send.disabled) return;
    this.#field.value = "";
    this.#write(text);
  }

  /** The focus must not be lost with the control that was pressed. */
  #write(text, choice) {
    this.#isAtEnd = true;
    this.#desk.write(text, choice);
    this.#focus();
  }

  /** Once a frame, however many events a long history brings. */
  #drawSoon() {
    this.#drawing ??= requestAnimationFrame(() => {
      this.#drawing = undefined;
      this.#draw();
    });
  }

  #draw() {
    const { state } = this.#desk;
    const focused = this.#root.activeElement;
    const isPointing = this.#log.draw(state);
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), 400);
    const waiting = state.owner === "waiting" ? "Waiting for a person" : "";
    this.#who.textContent = state.name ? `${state.name} from our team` : "Automatic answers, people on request";
    this.#status.textContent = state.delay || (state.linked ? waiting : "The connection is lost. Trying again…");
    this.#askForPerson.hidden = !state.delay;
    this.#drawStarts();
    this.#other.hidden = !this.#desk.memory.session?.before;
    drawFeet(this.#log.node, this.#desk, this.#icon);
    this.#drawForm();
    if (isPointing) this.#log.point();
    if (focused?.disabled || focused?.checkVisibility() === false) this.#focus();
  }

  /** What there is to read has been drawn. */
  #settle() {
    this.#log.node.ariaBusy = "false";
    this.#drawStarts();
  }

  /** Not for a moment, while it is not known yet whether something was said. */
  #drawStarts() {
    const { entries, outbox } = this.#desk.state;
    this.#starts.hidden = this.#log.node.ariaBusy === "true" || entries.length || outbox.length;
  }

  #drawForm() {
    const left = LIMIT - [...this.#field.value.trim()].length;
    this.#count.textContent = left > 200 ? "" : `Characters left: ${left}`;
    this.#send.disabled = left < 0;
    this.#field.style.height = "0";
    this.#field.style.height = `${this.#field.scrollHeight + 2}px`;
    if (this.#isAtEnd) this.#log.toEnd();
  }
}
