// What stands under an answer: whether it helped, and why it came. Nobody asks; it waits to be pressed.

import { make, makeButton } from "./elements.js";
import { askedBy, why } from "./why.js";

/** @import {Desk, Entry} from "./types" */

const THUMB = "M7 11v9H3v-9zM7 11l4-8a2 2 0 0 1 2 2v4h6a2 2 0 0 1 2 2l-1 7a2 2 0 0 1-2 2H7";

export const footLook = new CSSStyleSheet();
footLook.replaceSync(`
.foot { display: flex; flex-wrap: wrap; align-items: center; margin: -6px 0 -10px -2px; color: var(--quiet) }
.foot button:hover { color: var(--text) }
.foot svg { width: 1.125em }
.foot [aria-pressed=true] { color: var(--accent) }
.foot [aria-pressed=true] path { fill: currentColor; fill-opacity: .25 }
.foot .down svg { rotate: .5turn }
.foot p { flex: 100%; padding-inline-start: 1em; margin-block-end: .75em; overflow-wrap: anywhere;
  scroll-margin-block-end: 1em }
`);

/** One for all that was said under one permit, below the last of it.
 * @param {HTMLElement} log @param {Desk} desk @param {(path: string) => Node} icon */
export function drawFeet(log, desk, icon) {
  const lasts = lastOfEachPermit(desk.state.entries);
  for (const entry of desk.state.entries) {
    const node = log.querySelector(`[data-seq="${entry.seq}"]`);
    const foot = node?.querySelector(".foot");
    if (!lasts.includes(entry)) foot?.remove();
    else if (!foot) node?.lastChild.before(...footOf(entry, desk, icon));
  }
}

/** @param {Entry[]} entries */
function lastOfEachPermit(entries) {
  const lasts = {};
  for (const entry of entries) if (entry.because) lasts[Object.values(entry.because).join()] = entry;
  return Object.values(lasts);
}

/** An answer leads on to something. What asks, thanks, says goodbye, or that it does not know, is none.
 * @param {Entry} entry @param {{outcome?: string, reason?: string}} turn */
function isAnswer({ choices, text }, { outcome, reason }) {
  return outcome === "answered" && choices?.length && !text.endsWith("?") && !/^not /.test(reason);
}

/** Not told by itself to who listens: each control is there to be found. None before the turn has ended. */
function footOf(entry, desk, icon) {
  const asked = entry.because.kind === "reply" ? askedBy(desk.state.entries, entry) : { outcome: "none" };
  if (!asked?.outcome) return [];
  const thumbs = isAnswer(entry, asked) ? thumbsOf(entry, desk, icon) : [];
  const line = make("p", { class: "note", "aria-live": "polite" });
  const ask = makeButton("Why?", "small", () => explain(ask, line, entry, desk));
  [ask.ariaLabel, ask.ariaExpanded] = ["Why am I seeing this?", "false"];
  return [make("div", { class: "foot", "aria-live": "off" }, ...thumbs, ask, line)];
}

/** A thumb shows at once, and is taken back when the gateway did not get it. */
function thumbsOf({ seq }, desk, icon) {
  const show = (helpful) => thumbs.forEach((thumb, at) => (thumb.ariaPressed = `${helpful === !at}`));
  const showKept = () => show(desk.memory.session?.thumbs?.[seq]);
  const press = (helpful) => {
    show(helpful);
    desk.rate(seq, helpful).catch(showKept);
  };
  const thumbs = ["Helpful", "Not helpful"].map((label, at) => {
    const thumb = makeButton(icon(THUMB), at ? "down" : "", () => press(!at));
    thumb.ariaLabel = label;
    return thumb;
  });
  showKept();
  return thumbs;
}

/** Pressed again, it goes. */
function explain(ask, line, entry, desk) {
  const isTold = ask.ariaExpanded === "true";
  ask.ariaExpanded = `${!isTold}`;
  if (isTold) return line.replaceChildren();
  line.replaceChildren(why(desk.state.entries, entry, desk.memory.session?.cue));
  if (entry.because.kind === "offer") line.append(" ", neverButton(ask, line, entry, desk));
  line.scrollIntoView({ block: "nearest" });
}

function neverButton(ask, line, entry, desk) {
  return makeButton("Don't offer help again", "link", () => {
    desk.memory.note("never", 1);
    desk.post(`offers/${entry.because.ref}`, { outcome: "never" }).catch(() => {}); // here it holds anyway
    line.replaceChildren("Help is not offered here any more.");
    ask.focus();
  });
}
