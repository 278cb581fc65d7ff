// Puts the page together: what is drawn where, which key does what, who is told what.

import { ask } from "./asking.js";
import { Composer } from "./composer.js";
import { FactsView } from "./facts-view.js";
import { InboxClient } from "./inbox-client.js";
import { LogView } from "./log-view.js";
import { Notifier, showUnread } from "./notifier.js";
import { Picker } from "./picker.js";
import { neighbour, rowsOf, unreadIn } from "./queue.js";
import { QueueView } from "./queue-view.js";
import { ShortcutKeys } from "./shortcut-keys.js";
import { SignInView } from "./sign-in-view.js";
import { isUnanswered } from "./thread.js";
import { ThreadView } from "./thread-view.js";
import { nameOfAgent, titleOf } from "./words.js";
import { Workplace } from "./workplace.js";

const byId = (id) => /** @type {any} */ (document.getElementById(id));
/** `focusDue`: what gets the focus as soon as it can be seen: the title, or the field for words of a kind. */
const shown = { drawing: 0, focusDue: "", link: "fine" };

const workplace = new Workplace(new InboxClient(), {
  onChange: drawSoon,
  tell,
  isVisible: () => !document.hidden,
  storage: () => sessionStorage,
});
const signInView = new SignInView(async (email, password) => {
  await workplace.signIn(email, password);
  enter();
});
const queueView = new QueueView(byId("lists"), (list) => workplace.loadMore(list));
const notifier = new Notifier(byId("notify"), (id) => (location.hash = id));
const picker = new Picker(byId("picker"));
const composer = new Composer(workplace, () => commands.canned());
const log = new LogView(
  () => workplace.open.loadEarlier(),
  () => workplace.outbox.retry(),
  (key) => workplace.takeBack(key),
);
const facts = new FactsView(
  () => workplace.open.lookAtOrders(),
  () => showFacts(false),
);

/** What a button or a key does with the open conversation; nothing where it can't be done.
 * @type {Record<string, () => unknown>} */
const commands = {
  next: () => step(1),
  previous: () => step(-1),
  longest: () => go(rowsOf(workplace.queue, "waiting")[0]?.id),
  take,
  takeOver: take,
  reply: () => focusWhenShown("reply"),
  note: () => focusWhenShown("note"),
  canned: chooseCanned,
  pass: choosePass,
  handBack,
  close,
  facts: () => workplace.row && showFacts(byId("thread").dataset.facts !== "shown"),
  leave,
  shortcuts: () => byId("shortcuts").showModal(),
};
const threadView = new ThreadView(
  byId("thread"),
  workplace,
  { log, composer, facts },
  commands,
  commands.facts,
);
new ShortcutKeys(byId("shortcuts"), (command) => workplace.me && mayRun(command) && commands[command]());

// drawing

/** Once for a burst of news; a hidden page is drawn, too, for its title. */
function drawSoon() {
  shown.drawing ||= setTimeout(() => {
    shown.drawing = 0;
    draw();
  });
}

function draw() {
  const { me, queue, open, row } = workplace;
  byId("desk").hidden = !me;
  if (!me) return showUnread(0);
  byId("who").textContent = me.agent.name;
  drawLink();
  byId("lists").hidden = !queue;
  if (queue) {
    queueView.draw(queue, open?.id);
    showUnread(unreadIn(queue));
  }
  byId("desk").dataset.shows = open ? "conversation" : "queue";
  threadView.draw();
  if (shown.focusDue && row && open?.thread) {
    const due = shown.focusDue;
    shown.focusDue = "";
    if (due === "title" || !composer.write(/** @type {any} */ (due))) threadView.focus();
  }
}

function drawLink() {
  const link = navigator.onLine ? workplace.link : "lost";
  if (link === shown.link) return;
  shown.link = link;
  byId("link").textContent = link === "lost" ? "The connection is lost. Trying again…" : "";
  if (link === "fine") say("Connected again.");
}

/** For who can't see that something has changed. */
function say(text) {
  byId("news").textContent = text;
}

const TITLES = {
  waiting: "Somebody is waiting",
  words: "A customer wrote",
  passed: "A colleague passed this to you",
};

function tell(what, row) {
  if (what === "expired" || what === "signed_out") return signInView.show(what);
  if (what === "failed") return say("That did not get through. Please try again.");
  if (what === "taken") return say(`${nameOfAgent(row.agent)} took over: ${titleOf(row)}.`);
  say(`${TITLES[what]}: ${titleOf(row)}.`);
  notifier.tell(TITLES[what], row);
}

// going about

function go(id) {
  if (id && location.hash === `#${id}`) return focusWhenShown("title"); // the address does not change
  if (id) location.hash = id;
}

function focusWhenShown(what) {
  if (!workplace.open) return;
  shown.focusDue = what;
  draw();
}

/** While a field is about to get the focus, what is typed is meant for it, and is no command. */
function mayRun(command) {
  const isFieldDue = ["reply", "note"].includes(shown.focusDue) || workplace.open?.doing === "take";
  return !isFieldDue || ["reply", "note", "leave"].includes(command);
}

/** The list goes along, and keeps the focus. */
function step(by) {
  const row = neighbour(workplace.queue, queueView.openLists, workplace.open?.id, by);
  if (!row) return;
  history.replaceState(null, "", `#${row.id}`);
  route(false);
  queueView.focus(row.id);
}

/** The address says which conversation is open. */
function route(isFocusDue = true) {
  const before = workplace.open?.id;
  const id = /^#[\w-]{1,64}$/.test(location.hash) ? location.hash.slice(1) : undefined;
  if (id === before) return focusWhenShown("title");
  showFacts(false, false);
  shown.focusDue = id && isFocusDue ? "title" : "";
  workplace.show(id);
  draw();
  if (!id && before) queueView.focus(before);
}

/** Beside the conversation where there is room, else instead of it. */
function showFacts(isShown, takesFocus = true) {
  byId("thread").dataset.facts = isShown ? "shown" : "";
  threadView.markFacts(isShown);
  if (takesFocus) (isShown ? facts : threadView).focus();
}

function leave() {
  if (document.activeElement?.matches("textarea")) return log.node.focus();
  if (byId("thread").dataset.facts) return showFacts(false);
  if (workplace.open) location.hash = "";
}

// doing

function may(...lists) {
  return workplace.row && workplace.open.thread && lists.includes(workplace.listOf(workplace.row));
}

async function take() {
  const { row, open } = workplace;
  if (!may("waiting", "bot", "colleagues")) return;
  const from = may("colleagues") ? row.agent : undefined;
  const question = `${nameOfAgent(from)} has it and may be writing. The customer will see that you take over.`;
  if (from && !(await ask(byId("confirm"), "Take it over?", question, "Take it over"))) return;
  const isMine = await open.change("take", from ? { from: from.id } : {});
  draw();
  if (isMine && !composer.isWriting) composer.write("reply");
}

async function handBack() {
  if (!may("mine", "waiting")) return;
  const { open, outbox } = workplace;
  const isWaiting = may("waiting");
  await outbox.settled(open.id); // what was written before goes out before
  const doubt = isWaiting
    ? "The customer is still waiting for a person, and leaves the line. The bot goes on."
    : isUnanswered(open.thread, outbox.of(open.id)) &&
      "The customer’s last words have no answer yet. The bot answers only what comes next.";
  if (!doubt || (await ask(byId("confirm"), "Hand it back to the bot?", doubt, "Hand it back"))) {
    open.change("hand-back", {});
  }
}

async function close() {
  if (!may("mine", "waiting")) return;
  const { open } = workplace;
  const text = "The customer sees that it is closed. It opens again when they write.";
  if (await ask(byId("confirm"), "Close this conversation?", text, "Close it")) open.change("close", {});
}

async function choosePass() {
  if (!may("mine")) return;
  const { open } = workplace;
  const agents = await workplace.colleagues();
  if (!agents) return;
  const picks = agents.map(({ id, name, is_here }) => ({ id, title: name, text: is_here ? "" : "not here" }));
  picker.open("Pass it to", picks, "You have no colleagues who can sign in.", ({ id }) =>
    open.change("pass", { to: id }),
  );
}

async function chooseCanned() {
  if (!may("mine")) return;
  const replies = await workplace.cannedReplies();
  if (replies)
    picker.open("Canned replies", replies, "There are none yet.", ({ text }) => composer.insert(text));
}

// the page

async function signOut() {
  const text = "What you wrote has not been sent. It is dropped when you sign out.";
  const isSure =
    !workplace.holdsWords || (await ask(byId("confirm"), "Sign out now?", text, "Drop it and sign out"));
  if (isSure) workplace.signOut().catch(() => tell("failed"));
}

function enter() {
  signInView.hide();
  if (goesElsewhere()) return;
  route();
  draw();
}

/** Who was sent here to sign in goes on to where they wanted to go; but not in a circle. */
function goesElsewhere() {
  const wanted = new URLSearchParams(location.search).get("then");
  if (!wanted) return false;
  history.replaceState(null, "", location.pathname + location.hash);
  if (!/^\/(audit(\.csv)?|inbox\/looks)$/.test(wanted)) return false;
  location.assign(wanted);
  return true;
}

async function start() {
  try {
    if (await workplace.start()) enter();
    else signInView.show("first");
  } catch (problem) {
    if (!problem.kind) throw problem;
    signInView.show("first");
  }
}

byId("lists").onclick = ({ target }) => {
  const link = target.closest("a");
  if (link?.hash === location.hash) go(location.hash.slice(1));
};
byId("help").onclick = commands.shortcuts;
byId("sign-out").onclick = signOut;
addEventListener("hashchange", () => workplace.me && route());
addEventListener("online", () => workplace.me && workplace.hurry());
addEventListener("offline", drawSoon);
document.addEventListener("visibilitychange", () => !document.hidden && workplace.look());
addEventListener("beforeunload", (event) => {
  if (workplace.outbox.holdsSomething) event.preventDefault();
});
setInterval(() => {
  queueView.tick();
  threadView.tick();
}, 1000);
start();
