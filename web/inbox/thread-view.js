// Draws the open conversation: what the customer wants, who has it, what can be done, and the rest around it.

import { make, makeButton } from "../widget/elements.js";
import { clockOf } from "../widget/times.js";
import { waitedSince } from "./waiting-time.js";
import { nameOf, nameOfAgent, stateOf, titleOf } from "./words.js";

/** @import {Workplace} from "./workplace.js" */
/** @import {Row} from "./types" */

/** What can be done, by who has it: the main thing first. */
const ACTIONS = {
  waiting: ["take", "handBack", "close"],
  mine: ["pass", "handBack", "close"],
  colleagues: ["takeOver"],
  bot: ["take"],
  closed: [],
};
const LABELS = {
  take: ["Take it", "t"],
  takeOver: ["Take it over", "t"],
  pass: ["Pass on", "p"],
  handBack: ["Hand back", "b"],
  close: ["Close", "x"],
};

export class ThreadView {
  #node;
  #parts;
  #workplace;
  #buttons = /** @type {Record<string, HTMLButtonElement>} */ ({});
  #title = make("h1", { id: "title", tabindex: "-1", dir: "auto" });
  #about = make("p", { class: "about" });
  #actions = make("div", { class: "actions", role: "group", "aria-label": "What to do with it" });
  #problem = make("p", { class: "problem", role: "alert" });
  #instead = make("p", { class: "instead" });
  #factsButton;

  /** @param {HTMLElement} node @param {Workplace} workplace
   * @param {{log: any, composer: any, facts: any}} parts @param {Record<string, () => void>} doing
   * @param {() => void} toggleFacts */
  constructor(node, workplace, parts, doing, toggleFacts) {
    [this.#node, this.#workplace, this.#parts] = [node, workplace, parts];
    for (const [name, [label, key]] of Object.entries(LABELS)) {
      this.#buttons[name] = makeButton(label, "", doing[name]);
      this.#buttons[name].setAttribute("aria-keyshortcuts", key);
    }
    this.#factsButton = makeButton("Details", "facts-button", toggleFacts);
    this.#factsButton.setAttribute("aria-controls", "facts");
    this.#actions.append(...Object.values(this.#buttons));
    const back = make("a", { class: "back", href: "#" }, "All conversations");
    const head = make(
      "div",
      { class: "thread-head" },
      back,
      this.#factsButton,
      this.#title,
      this.#about,
      this.#actions,
      this.#problem,
    );
    node.append(this.#instead, head, parts.log.node, parts.composer.node, parts.facts.node);
  }

  focus() {
    this.#title.focus();
  }

  draw() {
    const { row, open, me } = this.#workplace;
    const isOpen = !!(me && row && open?.thread);
    this.#node.dataset.shows = isOpen ? "conversation" : "nothing";
    this.#instead.textContent = isOpen ? "" : this.#whyNothing();
    this.#write(this.#problem, isOpen ? open.problem : "");
    if (!isOpen) return;
    this.#drawHead(row, open.doing);
    this.#parts.log.draw(open.thread, this.#workplace.outbox.of(open.id));
    this.#parts.composer.draw();
    this.#parts.facts.draw(row, open.thread, open.look);
  }

  /** What time changes by itself. */
  tick() {
    const { row, queue } = this.#workplace;
    if (!row || !queue) return;
    this.#write(this.#about, aboutOf(row, queue.me));
    this.#parts.composer.tick();
  }

  /** @param {boolean} isShown */
  markFacts(isShown) {
    this.#factsButton.ariaExpanded = `${isShown}`;
  }

  #drawHead(row, doing) {
    const list = this.#workplace.listOf(row);
    this.#write(this.#title, titleOf(row));
    this.tick();
    const focused = document.activeElement;
    for (const [name, button] of Object.entries(this.#buttons)) {
      button.hidden = !ACTIONS[list].includes(name);
      button.disabled = !!doing && doing !== "earlier";
      button.classList.toggle("main", ACTIONS[list][0] === name && name !== "pass");
    }
    this.#write(this.#buttons.takeOver, `Take it over from ${nameOfAgent(row.agent)}`);
    const wasLost = this.#actions.contains(focused) && focused !== document.activeElement;
    if (wasLost || (this.#actions.contains(focused) && !focused?.checkVisibility())) this.#title.focus();
  }

  #whyNothing() {
    const { queue, open, link } = this.#workplace;
    if (!queue) return link === "lost" ? "The queue can’t be loaded. Trying again…" : "Loading…";
    if (open?.isMissing) return "There is no such conversation.";
    if (open) return open.problem || "Loading…";
    if (queue.counts.waiting) return "Choose a conversation. The one at the top has waited longest.";
    return "Nobody is waiting. It will show here when somebody does.";
  }

  #write(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }
}

/** @param {Row} row @param {string} me */
function aboutOf(row, me) {
  const since = row.owner === "waiting" ? `for ${waitedSince(row.since)}` : `since ${clockOf(row.since)}`;
  const who = row.wants ? [nameOf(row)] : ["Nobody knows yet what they want"];
  return [...who, `${stateOf(row, me)} ${since}`].join(" · ");
}
