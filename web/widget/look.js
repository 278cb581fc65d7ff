// How the open panel looks. Colours and font come from the launcher's rules in deskbell.js.

export const panelLook = new CSSStyleSheet();
panelLook.replaceSync(`
.panel { position: absolute; inset-block-end: calc(100% + 12px); inset-inline-end: 0; display: flex;
  flex-direction: column; width: min(24em, 100vw - 40px); height: min(40em, 100dvh - 7em);
  font-size: max(1em, 1rem); overflow: hidden; border: 1px solid var(--line);
  border-radius: var(--deskbell-radius, 16px); background: var(--surface);
  box-shadow: 0 16px 48px -12px rgb(0 0 0 / .3) }
@media (max-width: 480px), (max-height: 480px) {
  .panel { position: fixed; inset: 0; width: auto; height: auto; border: 0; border-radius: 0 }
  .panel:not([hidden]) + * { display: none }
}
.head { display: flex; justify-content: space-between; padding: .75em .5em .75em 1.25em;
  border-block-end: 1px solid var(--line) }
h2 { margin: 0; font-size: 1em; font-weight: 600 }
.small, .note, .owner { margin: 0; font-size: .8125em; color: var(--quiet) }
.log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 1.25em }
.log, .tail { display: flex; flex-direction: column; gap: .5em }
.tail { padding-inline: 1.25em }
.tail .tail { padding: 0 }
.tail > :not(:empty) { margin-block-end: .5em }
.entry { position: relative; display: flex; flex-direction: column; align-items: start; max-width: 88% }
.text { margin: 0; padding: .5em .875em; border-radius: 1.125em; background: var(--raised);
  white-space: pre-wrap; overflow-wrap: anywhere }
.customer { align-self: end; align-items: end; margin-block: .75em }
.customer .text { background: var(--accent); color: var(--on-accent) }
.support .text { box-shadow: 0 0 0 1px var(--accent) }
.owner { align-self: center; text-align: center }
.owner .text { background: none }
time { position: absolute; inset: 1em auto auto calc(100% + .5em); font-size: .75em; color: var(--quiet) }
.customer time { inset-inline: auto calc(100% + .5em) }
.entry:not(:hover) time { opacity: 0 }
.marked .text { outline: 2px solid var(--accent); outline-offset: 2px }
.note:empty { display: none }
.marked > .note { order: -1; margin-block-end: .5em }
.unsent .note, .refused .note { color: var(--bad) }
a { color: inherit }
.choices { display: flex; flex-wrap: wrap; gap: .5em; margin-block-start: .5em }
.choice { padding: .25em 1em; border-color: var(--accent); color: var(--accent) }
.choice:hover:enabled { background: var(--raised) }
.choice:disabled { border-color: var(--line); color: var(--quiet); cursor: default }
.link { margin-block: -12px; text-decoration: underline }
.typing { align-self: start; color: var(--quiet); letter-spacing: .2em }
@media (prefers-reduced-motion: no-preference) { .typing { animation: breathe 1s infinite alternate } }
@keyframes breathe { to { opacity: .4 } }
.form { display: flex; flex-wrap: wrap; gap: .5em; align-items: end;
  border-block-start: 1px solid var(--line); padding: .75em .75em max(.75em, env(safe-area-inset-bottom)) }
textarea { box-sizing: border-box; flex: 1; min-width: 0; min-height: 44px; max-height: 8em;
  padding: .5em 1em; resize: none; border: 1px solid var(--edge); border-radius: 22px; background: none;
  color: inherit; font: inherit }
.log:focus-visible, textarea:focus-visible { outline-offset: -3px }
::placeholder { color: var(--quiet); opacity: 1 }
.send { background: var(--accent); color: var(--on-accent) }
.send:disabled { opacity: .4 }
.form .note { flex: 100%; text-align: end }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
`);
