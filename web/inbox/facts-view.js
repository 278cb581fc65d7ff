// Draws what is known beside what was said: the order, what was tried, who the customer is.

import { make, makeButton } from "../widget/elements.js";
import { clockOf, when } from "../widget/times.js";
import { money, nameOf, outcomeOf, proofOf, sentence, shortened } from "./words.js";

/** @import {Look, Order, Row, Thread, Tried} from "./types" */

export class FactsView {
  node = make("aside", { id: "facts", class: "facts", "aria-label": "What is known", tabindex: "-1" });
  #orders = make("div", {});
  #tried = make("ol", { class: "tried" });
  #untried = make("p", { class: "quiet" }, "The bot has not tried anything yet.");
  #customer = make("dl", {});
  #look;
  #drawn = /** @type {any[]} */ ([]);

  /** @param {() => void} look @param {() => void} leave */
  constructor(look, leave) {
    this.#look = look;
    this.node.append(
      makeButton("Back to the conversation", "link leave", leave),
      section("Order", this.#orders),
      section("What was tried", this.#tried, this.#untried),
      section("Customer", this.#customer),
    );
  }

  focus() {
    this.node.focus();
  }

  /** @param {Row} row @param {Thread} thread @param {Look} look */
  draw(row, thread, look) {
    const drawn = [row, thread.tried, thread.contactEmail, thread.cameFrom, thread.maySeeOrders, look];
    if (drawn.every((it, at) => it === this.#drawn[at])) return;
    this.#drawn = drawn;
    const hadFocus = this.#orders.contains(document.activeElement);
    this.#orders.replaceChildren(...this.#ordersOf(row, thread, look));
    if (hadFocus) this.node.focus();
    this.#tried.replaceChildren(...thread.tried.toReversed().map(triedNode));
    this.#untried.hidden = thread.tried.length > 0;
    this.#customer.replaceChildren(...customerOf(row, thread));
  }

  /** @param {Row} row @param {Thread} thread @param {Look} look */
  #ordersOf(row, { maySeeOrders }, { fate, orders, why }) {
    const look = (label) => makeButton(label, "", this.#look);
    if (fate === "looking") return [make("p", { class: "quiet" }, "Looking…")];
    if (fate === "failed") {
      return [make("p", { class: "problem" }, why || "The shop can’t be reached."), look("Try again")];
    }
    if (fate === "seen" && orders.length) {
      const first = orders.find(({ number }) => row.wants.includes(number)) ?? orders[0];
      return [...orders.map((it) => orderNode(it, it === first)), look("Look again"), trail()];
    }
    if (!maySeeOrders || fate === "seen") {
      return [make("p", { class: "quiet" }, "The customer has not proved in this chat that one is theirs.")];
    }
    return [look("Look at the order"), trail()];
  }
}

const contactNote = () =>
  make("span", { class: "because quiet small" }, "Left in this chat for your answer. It proves no order.");
const trail = () => make("p", { class: "quiet small" }, "Each look is written down.");

function section(title, ...children) {
  return make("section", {}, make("h2", {}, title), ...children);
}

/** @param {Tried} tried */
function triedNode({ asked, what, outcome, at }) {
  const words = make("q", {}, make("bdi", {}, shortened(asked)));
  const taken = make("p", {}, `Taken for: ${what}`);
  return make(
    "li",
    { class: outcome },
    words,
    taken,
    make("p", { class: "small" }, `${outcomeOf(outcome)} · ${clockOf(at)}`),
  );
}

/** @param {Row} row @param {Thread} thread */
function customerOf(row, { contactEmail, cameFrom }) {
  const pairs = {
    Who: row.customer === null ? "A guest, not signed in" : nameOf(row),
    ...(contactEmail && { "E-mail": [contactEmail, contactNote()] }),
    Channel: row.channel === "widget" ? "Chat in the shop" : sentence(row.channel),
    ...(cameFrom && { "Led here by": cameFrom }),
    Opened: sentence(when(row.opened_at, Date.now()).replace(/^(at|on) /, "")),
  };
  return Object.entries(pairs).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, ...[value].flat())]);
}

/** @param {Order} order @param {boolean} isOpen */
function orderNode(order, isOpen) {
  const head = make(
    "h3",
    {},
    `Order ${order.number} `,
    make("span", { class: `state ${order.state}` }, sentence(order.state)),
  );
  return make(
    "details",
    { class: "order", ...(isOpen && { open: "" }) },
    make("summary", {}, head),
    make("p", { class: "told" }, order.told),
    make("ul", { class: "items" }, ...order.items.map((item) => itemNode(item, order.currency))),
    make(
      "p",
      { class: "total" },
      make("span", {}, "Total"),
      make("span", {}, money(order.total, order.currency)),
    ),
    ...parcelsOf(order),
    ...askedOf(order),
    ...mayOf(order),
    make("p", { class: "quiet small" }, proofLine(order)),
  );
}

/** @param {Order["items"][0]} item @param {string} currency */
function itemNode({ name, colour, size, quantity, price }, currency) {
  const kind = [colour, size && `size ${size}`].filter(Boolean).join(", ");
  const times = quantity > 1 ? `${quantity} × ` : "";
  const words = times + name + (kind && ` (${kind})`);
  return make("li", {}, make("span", {}, words), make("span", {}, money(price * quantity, currency)));
}

function parcelsOf({ parcels }) {
  if (!parcels.length) return [];
  const items = parcels.map((it) => make("li", {}, ...parcelWords(it)));
  return [
    make("h4", {}, parcels.length > 1 ? "Parcels" : "Parcel"),
    make("ul", { class: "plain" }, ...items),
  ];
}

function parcelWords({ state, carrier, tracking_link: link, expected_on: day }) {
  const words = [sentence(state), carrier && `with ${carrier}`, day && `expected on ${dayOf(day)}`];
  return [words.filter(Boolean).join(", "), ...(isSafe(link) ? [" · ", trackingLink(link)] : [])];
}

function trackingLink(href) {
  return make("a", { href, target: "_blank", rel: "noopener noreferrer" }, "Track");
}

/** The shop's own link, but what a shop's table says is data, too. */
function isSafe(link) {
  return typeof link === "string" && link.startsWith("https://") && URL.canParse(link);
}

/** What the shop's own tables could not take: a person has to do it. */
function askedOf({ asked_of_team: asked }) {
  if (!asked.length) return [];
  const items = asked.map(({ what, at }) =>
    make("li", {}, what, make("span", { class: "quiet small because" }, sentence(when(at, Date.now())))),
  );
  return [make("h4", {}, "Asked of our team"), make("ul", { class: "plain" }, ...items)];
}

function mayOf({ may }) {
  if (!may.length) return [];
  const items = may.map(({ label, is_possible: isPossible, because }) =>
    make(
      "li",
      { class: isPossible ? "yes" : "no" },
      make("span", { class: "hidden" }, isPossible ? "Possible: " : "Not possible: "),
      label,
      ...(because ? [make("span", { class: "quiet small because" }, because)] : []),
    ),
  );
  return [make("h4", {}, "What may be done"), make("ul", { class: "may" }, ...items)];
}

function proofLine(order) {
  return proofOf(order) + (order.until ? ` Until ${clockOf(order.until)}.` : "");
}

function dayOf(day) {
  const at = new Date(day);
  if (Number.isNaN(at.getTime())) return day;
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" }).format(at);
}
