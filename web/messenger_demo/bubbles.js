// Draws what was said; what is drawn already stays the same node, so that a screen reader tells it once.

import { linked, make, makeButton } from "../widget/elements.js";
import { clockOf, when } from "../widget/times.js";

const PAUSE = 15 * 60_000; // after so long without a word the time stands above the next one

export class Bubbles {
  #list;
  #tap;
  #drawn = new Map();

  /** @param {HTMLElement} list @param {(title: string, payload: string) => void} tap */
  constructor(list, tap) {
    [this.#list, this.#tap] = [list, tap];
  }

  /** @returns {boolean} whether there is something new */
  draw({ page, bubbles, seen_at: seenAt }) {
    const fresh = bubbles.filter(({ id }) => !this.#drawn.has(id));
    const known = new Set(bubbles.map(({ id }) => id));
    for (const [id, node] of this.#drawn) {
      if (!known.has(id)) this.#drop(id, node);
    }
    for (const bubble of fresh) this.#add(bubble, bubbles[bubbles.indexOf(bubble) - 1], page);
    this.#mark(bubbles, seenAt);
    return fresh.length > 0;
  }

  #add(bubble, before, page) {
    if (!before || Date.parse(bubble.at) - Date.parse(before.at) > PAUSE) {
      const text = before ? when(bubble.at, Date.now()).replace(/^(at|on) /, "") : clockOf(bubble.at);
      this.#list.append(make("li", { class: "day" }, text));
    }
    const turn = before?.from === bubble.from ? "" : " turn";
    const name = make("span", { class: "hidden" }, bubble.from === "page" ? `${page}: ` : "You: ");
    const fate = make("span", { class: "fate", "aria-live": "off" });
    const node = make(
      "li",
      { class: `bubble ${bubble.from}${turn}` },
      name,
      ...this.#contents(bubble),
      fate,
    );
    node.title = clockOf(bubble.at);
    this.#drawn.set(bubble.id, node);
    this.#list.append(node);
  }

  #drop(id, node) {
    this.#drawn.delete(id);
    if (node.previousSibling?.className === "day") node.previousSibling.remove();
    node.remove();
  }

  #contents({ text, attached, buttons, cards, from }) {
    const words = text && make("p", { class: "words", dir: "auto" }, ...(from === "page" ? linked(text) : [text]));
    if (cards.length) {
      const drawn = cards.map(({ title, buttons: of }) => this.#template(make("b", {}, title), of));
      return [make("div", { class: "cards", role: "group", "aria-label": "To choose from", tabindex: "0" }, ...drawn)];
    }
    if (buttons.length) return [this.#template(words, buttons)];
    return [...(words ? [words] : []), ...attached.map(drawAttached)];
  }

  #template(head, buttons) {
    const taps = buttons.map(({ title, payload }) => makeButton(title, "", () => this.#tap(title, payload)));
    return make("div", { class: "template" }, head, ...taps);
  }

  /** Below the last own bubble stands how far it got. */
  #mark(bubbles, seenAt) {
    const last = bubbles.findLast(({ from }) => from === "person");
    for (const [id, node] of this.#drawn) {
      const seen = seenAt && last && Date.parse(seenAt) >= Date.parse(last.at);
      node.lastChild.textContent = id === last?.id ? (seen ? "Seen" : "Sent") : "";
    }
  }
}

function drawAttached({ kind, url }) {
  const looks = {
    sticker: ["img", { class: "sticker", src: url, alt: "Thumbs up" }],
    image: ["img", { class: "picture", src: url, alt: "The picture that you sent" }],
  }[kind];
  return looks ? make(looks[0], looks[1]) : make("p", { class: "words" }, kind === "location" ? "📍 Where I am" : kind);
}
