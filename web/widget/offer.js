// An offer of help: one quiet line beside the launcher, which goes away by itself.

import { make, makeButton } from "./elements.js";

const LASTS = 30_000; // ms
const UNTIL = "deskbell:until"; // where the launcher of the next page looks

const offerLook = new CSSStyleSheet();
offerLook.replaceSync(`
.offer { position: absolute; inset-block-end: calc(100% + 12px); inset-inline-end: 0; box-sizing: border-box;
  width: min(20em, 100vw - 40px); padding: 1em 1.25em .25em; border: 1px solid var(--line);
  border-radius: var(--deskbell-radius, 16px); background: var(--surface);
  box-shadow: 0 8px 24px -8px rgb(0 0 0 / .25) }
.offer[inert] { opacity: .6 }
.offer p { margin: 0 0 .75em }
.answers { display: flex; flex-wrap: wrap; gap: .5em }
.answers button { flex: auto; padding: 0 1em; border-color: var(--accent); color: var(--accent) }
.answers :first-child { background: var(--accent); color: var(--on-accent) }
.never { font-size: .8125em; color: var(--quiet); text-decoration: underline }
`);

export class Offer {
  #visit;
  #text;
  #answer;
  #line = make("p", { "aria-live": "polite" });
  #lookedAt = Date.now();
  #clock;
  #isOver = false;

  /** @param {Record<string, any>} visit  which the pages of a tab share
   * @param {string} text @param {(outcome: string) => unknown} answer  called once */
  constructor(visit, text, answer) {
    [this.#visit, this.#text, this.#answer] = [visit, text, answer];
    this.node = make(
      "section",
      { class: "offer", part: "offer", "aria-label": "Help is offered" },
      this.#line,
      make(
        "div",
        { class: "answers" },
        makeButton("Yes, please", "", () => this.end("accepted")),
        makeButton("No, thanks", "", () => this.end("declined")),
      ),
      makeButton("Don't offer help again", "never", () => this.end("never")),
    );
    this.node.onkeydown = ({ key }) => void (key === "Escape" && this.end("declined"));
  }

  /** Takes no focus. The line comes after its place, so that a screen reader tells it, once.
   * @param {ShadowRoot} root @param {boolean} isTold  on the page before */
  showIn(root, isTold) {
    if (!root.adoptedStyleSheets.includes(offerLook)) root.adoptedStyleSheets.push(offerLook);
    if (isTold) this.#line.append(this.#text);
    else {
      this.#visit[UNTIL] = this.#lookedAt + LASTS;
      setTimeout(() => this.#line.append(this.#text), 100);
    }
    root.insertBefore(this.node, root.lastChild);
    this.#clock = setInterval(() => this.#wait(), 1000);
  }

  /** The first end counts. @param {string} [outcome]  none when it ended on another page */
  async end(outcome) {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#clock);
    delete this.#visit[UNTIL];
    if (outcome !== "accepted") this.#remove();
    this.node.inert = true;
    if (outcome) await this.#answer(outcome);
    this.node.remove();
  }

  /** The focus must not be lost with it. */
  #remove() {
    if (this.node.matches(":focus-within")) this.node.nextSibling.focus();
    this.node.remove();
  }

  /** Nobody's time runs out while they read it, or look elsewhere. */
  #wait() {
    const [now, until] = [Date.now(), Number(this.#visit[UNTIL])];
    const isRead = document.hidden || this.node.matches(":hover, :focus-within");
    if (!until) this.end();
    else if (isRead) this.#visit[UNTIL] = until + now - this.#lookedAt;
    else if (now >= until) this.end("ignored");
    this.#lookedAt = now;
  }
}
