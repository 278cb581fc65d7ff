// Registers <deskbell-chat>, draws its launcher, and counts signs of needing help: a page view loads no more.

const OPEN = "deskbell:open";
const OFFERED_UNTIL = "deskbell:until"; // in ms

/** How often the page must see a sign before it asks for an offer. The gateway writes here what the shop's
 * data/cues.yml says; a cue that is off is not there. */
const THRESHOLDS = {
  payment_failed: 2,
  form_rejected: 3,
  search_empty: 3,
  coupon_rejected: 2,
  page_error: 2,
  rage_click: 2,
  order_overdue: 1,
};
const CLICKS = 5; // of one rage
const RAGE = 1500; // ms
const SUBMITTING = 500; // ms in which a click makes a form refuse its fields
const NO_RAGE =
  "input, select, textarea, label, canvas, video, [role=slider], [contenteditable], deskbell-chat";

const light = `--surface: #fff; --raised: #f0f3f0; --text: #1b2420; --quiet: #5a6560; --line: #e2e7e3;
  --edge: #87928c; --bad: #a8321e; --accent: var(--deskbell-accent, #1d5b4c);
  --on-accent: var(--deskbell-on-accent, #fff); color-scheme: light`;
const dark = `--surface: #161b19; --raised: #242b28; --text: #e7ece9; --quiet: #a3aea9; --line: #2d3532;
  --edge: #78837e; --bad: #ffab99; --accent: var(--deskbell-accent-dark, #86cdb5);
  --on-accent: var(--deskbell-on-accent-dark, #0d211a); color-scheme: dark`;

const look = new CSSStyleSheet();
look.replaceSync(`
:host { all: initial; position: fixed; inset-block-end: 20px; inset-inline-end: 20px; z-index: 2147483000;
  font: medium/1.5 var(--deskbell-font, system-ui, sans-serif); color: var(--text); ${light} }
@media (prefers-color-scheme: dark) { :host(:not([theme=light])) { ${dark} } }
:host([theme=dark]) { ${dark} }
@media print { :host { display: none } }
[hidden] { display: none !important }
button { display: inline-flex; align-items: center; justify-content: center; gap: .5em; min-width: 44px;
  min-height: 44px; padding: 0; border: 1px solid transparent; border-radius: 26px; background: none;
  color: inherit; font: inherit; cursor: pointer }
svg { flex: none; width: 1.5em; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round;
  stroke-linejoin: round }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.launcher { min-height: 52px; padding: 0 1.25em 0 1em; background: var(--accent); color: var(--on-accent);
  font-weight: 600; box-shadow: 0 4px 16px -4px rgb(0 0 0 / .35) }
`);

/** @param {string} path */
function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.ariaHidden = "true";
  svg.appendChild(document.createElementNS(svg.namespaceURI, "path")).setAttribute("d", path);
  return svg;
}

/** What lasts as long as the tab. @type {Record<string, any>} */
const visit = (() => {
  try {
    return sessionStorage;
  } catch {
    return {};
  }
})();

/** Somebody said "never", talks to us, or wants to be left alone; or no "no" could be remembered. */
function isLeftAlone() {
  try {
    return localStorage["deskbell:never"] || Date.now() < localStorage["deskbell:quiet"];
  } catch {
    return true;
  }
}

/** Counts signs that somebody needs help. What is looked at is forgotten; numbers stay, in this tab. */
export class Signs {
  #visit;
  #reach;
  #clickedAt = -Infinity;
  #rage = { target: null, since: 0, clicks: 0 };
  #refusedAt = {};

  /** @param {Record<string, any>} visit @param {(cue: string, orderNumber?: string) => void} reach */
  constructor(visit, reach) {
    [this.#visit, this.#reach] = [visit, reach];
  }

  /** @param {string} cue @param {string} [orderNumber] @param {string} [field]  each is counted by itself */
  see(cue, orderNumber, field = "") {
    if (!THRESHOLDS[cue]) return;
    const key = `deskbell:${cue}:${field}`;
    const times = Number(this.#visit[key] ?? 0) + 1;
    try {
      this.#visit[key] = times;
    } catch {
      return; // no room is left: better silent than in the shop's way
    }
    if (times >= THRESHOLDS[cue]) this.#reach(cue, orderNumber);
  }

  /** Fast clicks on the same words: not by keyboard, nor on the fields, arrows and signs that take many. */
  clicked({ target, detail, timeStamp }) {
    this.#clickedAt = timeStamp;
    if (!detail) return;
    if (target !== this.#rage.target || timeStamp - this.#rage.since > RAGE) {
      this.#rage = { target, since: timeStamp, clicks: 0 };
    }
    if (++this.#rage.clicks !== CLICKS || !target.closest?.("body *") || target.closest(NO_RAGE)) return;
    if (/\p{L}{2}/u.test(target.textContent)) this.see("rage_click");
  }

  /** A form refuses fields at the click that sends it; while somebody types, a page only looks. */
  invalid({ target, timeStamp }) {
    if (timeStamp - this.#clickedAt < SUBMITTING) this.refused(target, timeStamp);
  }

  /** Once for each time, however a page marks it.
   * @param {{name?: string, id?: string}} field @param {number} now  in ms, as of `performance.now()` */
  refused({ name, id }, now) {
    const field = name || id;
    if (!field || now - this.#refusedAt[field] < SUBMITTING) return;
    this.#refusedAt[field] = now;
    this.see("form_rejected", undefined, field);
  }

  /** Not what other sites' scripts do, nor what was given up, or could not be reached. */
  failed({ error, reason = error }) {
    if (reason && reason.name !== "AbortError" && navigator.onLine) this.see("page_error");
  }
}

/** The chat on a shop's page. Attributes: `gateway` (its origin, by default that of this script), `name`,
 * `label`, `customer-token`, `order-number`, `starting-points` (with | between them), `theme` (light, dark). */
export class DeskbellChat extends HTMLElement {
  static observedAttributes = ["customer-token"];
  #root = this.attachShadow({ mode: "open" });
  #launcher = document.createElement("button");
  #signs = new Signs(visit, (cue, orderNumber) => this.#offerHelp(cue, orderNumber));
  #watching;
  #panel;
  #offer;
  isOpen = false;

  connectedCallback() {
    this.#root.adoptedStyleSheets[0] = look;
    const bell = icon("M12 4.5V7M9.5 4.5h5M4.5 16a7.5 7.5 0 0 1 15 0zM3 19.5h18");
    this.#launcher.replaceChildren(bell, this.getAttribute("label") ?? "Help");
    this.#launcher.className = "launcher";
    this.#launcher.setAttribute("part", "launcher");
    this.#launcher.ariaExpanded = "false";
    this.#launcher.onclick = () => (this.isOpen ? this.close() : this.open(true));
    this.#root.append(this.#launcher);
    this.#watch();
    if (visit[OPEN]) this.open();
    else if (!this.#offer && Date.now() < visit[OFFERED_UNTIL]) this.#offerHelp();
  }

  disconnectedCallback() {
    this.#watching.abort();
    this.#panel?.toggle(false);
  }

  get gateway() {
    return new URL(this.getAttribute("gateway") ?? import.meta.url, document.baseURI).origin;
  }

  /** What the page knows right now. */
  get page() {
    const read = (name) => this.getAttribute(name) ?? undefined;
    return { orderNumber: read("order-number"), customerToken: read("customer-token") };
  }

  /** The shop has seen a sign of needing help. @param {string} name @param {{orderNumber?: string | number}} [about] */
  cue(name, { orderNumber = this.page.orderNumber } = {}) {
    if (Object.hasOwn(THRESHOLDS, name)) this.#signs.see(name, orderNumber && `${orderNumber}`);
    else console.warn(`Deskbell has no cue "${name}", or it is off`);
  }

  #watch() {
    const signs = this.#signs;
    this.#watching = new AbortController();
    const quietly = { capture: true, passive: true, signal: this.#watching.signal };
    addEventListener("click", (event) => signs.clicked(/** @type {any} */ (event)), quietly);
    addEventListener("invalid", (event) => signs.invalid(/** @type {any} */ (event)), quietly);
    for (const type of ["error", "unhandledrejection"]) {
      addEventListener(type, (event) => signs.failed(/** @type {any} */ (event)), quietly);
    }
    const fields = new MutationObserver((changes) => {
      for (const { target, oldValue } of changes) if (oldValue !== "true") this.#look(target);
    });
    fields.observe(document, { subtree: true, attributeFilter: ["aria-invalid"], attributeOldValue: true });
    this.#watching.signal.onabort = () => fields.disconnect();
    document.querySelectorAll("[aria-invalid]").forEach((field) => this.#look(field));
  }

  #look(field) {
    if (field.ariaInvalid === "true") this.#signs.refused(field, performance.now());
  }

  /** Without a cue: what was offered on the page before. */
  async #offerHelp(cue, orderNumber) {
    const asked = `deskbell:asked:${cue}`;
    if (this.isOpen || visit[asked] || isLeftAlone()) return;
    try {
      if (cue) visit[asked] = 1;
      const { offerHelp } = await import("./chat.js");
      this.#offer = (await offerHelp(this, this.#root, visit, cue, orderNumber)) ?? this.#offer;
    } catch {
      // Nobody has asked for anything: a failure is silent, and no sign of need.
    }
  }

  attributeChangedCallback() {
    this.#panel?.changePerson();
  }

  /** @param {boolean} [takesFocus] */
  async open(takesFocus) {
    this.isOpen = true;
    this.#offer?.end("ignored");
    this.#launcher.ariaExpanded = "true";
    visit[OPEN] = "1";
    try {
      const { Panel } = await import("./chat.js");
      this.#panel ??= new Panel(this, this.#root, icon);
      this.#panel.toggle(this.isOpen, takesFocus);
    } catch (problem) {
      this.close();
      this.#launcher.lastChild.nodeValue = "Not loaded. Try again";
      console.error(problem);
    }
  }

  /** Opens the conversation that began with an accepted offer. */
  takeUp() {
    this.#panel?.renew();
    return this.open(true);
  }

  close() {
    this.isOpen = false;
    this.#launcher.ariaExpanded = "false";
    delete visit[OPEN];
    this.#panel?.toggle(false);
  }
}

customElements.define("deskbell-chat", DeskbellChat);

/** For the shop's scripts: `deskbell.cue("payment_failed", { orderNumber })`. */
window.deskbell = {
  cue: (...sign) => /** @type {DeskbellChat} */ (document.querySelector("deskbell-chat"))?.cue(...sign),
};
