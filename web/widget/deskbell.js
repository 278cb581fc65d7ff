// Registers <deskbell-chat> and draws its launcher. A page view loads no more than this file.

const OPEN = "deskbell:open";

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

/** @returns {Record<string, any>} */
function tab() {
  try {
    return sessionStorage;
  } catch {
    return {};
  }
}

/** The chat on a shop's page. Attributes: `gateway` (its origin, by default that of this script), `name`,
 * `label`, `customer-token`, `order-number`, `starting-points` (with | between them), `theme` (light, dark). */
export class DeskbellChat extends HTMLElement {
  static observedAttributes = ["customer-token"];
  #root = this.attachShadow({ mode: "open" });
  #launcher = document.createElement("button");
  #panel;
  #isOpen = false;

  connectedCallback() {
    this.#root.adoptedStyleSheets[0] = look;
    const bell = icon("M12 4.5V7M9.5 4.5h5M4.5 16a7.5 7.5 0 0 1 15 0zM3 19.5h18");
    this.#launcher.replaceChildren(bell, this.getAttribute("label") ?? "Help");
    this.#launcher.className = "launcher";
    this.#launcher.setAttribute("part", "launcher");
    this.#launcher.ariaExpanded = "false";
    this.#launcher.onclick = () => (this.#isOpen ? this.close() : this.open(true));
    this.#root.append(this.#launcher);
    if (tab()[OPEN]) this.open();
  }

  disconnectedCallback() {
    this.#panel?.toggle(false);
  }

  attributeChangedCallback() {
    this.#panel?.changePerson();
  }

  /** @param {boolean} [takesFocus] */
  async open(takesFocus) {
    this.#isOpen = true;
    this.#launcher.ariaExpanded = "true";
    tab()[OPEN] = "1";
    try {
      const { Panel } = await import("./panel.js");
      this.#panel ??= new Panel(this, this.#root, icon);
      this.#panel.toggle(this.#isOpen, takesFocus);
    } catch (problem) {
      this.close();
      this.#launcher.lastChild.nodeValue = "Not loaded. Try again";
      throw problem;
    }
  }

  close() {
    this.#isOpen = false;
    this.#launcher.ariaExpanded = "false";
    delete tab()[OPEN];
    this.#panel?.toggle(false);
  }
}

customElements.define("deskbell-chat", DeskbellChat);
