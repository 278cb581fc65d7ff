// A person's phone on the double of Messenger: what they see, and what they tap and write.

import { make, makeButton } from "../widget/elements.js";
import { Bubbles } from "./bubbles.js";
import { PhoneClient } from "./phone-client.js";

const $ = (id) => document.getElementById(id);
const client = new PhoneClient();
const log = $("log");
const field = /** @type {HTMLTextAreaElement} */ ($("text"));
const bubbles = new Bubbles($("bubbles"), (title, payload) => act({ do: "tap", title, payload }));
const sheets = [
  { button: $("open-menu"), sheet: $("menu") },
  { button: $("open-attach"), sheet: $("attach") },
];
let shownLast;
let isAtEnd = true;
let read = "";

async function act(what) {
  $("problem").textContent = "";
  try {
    await client.act(what);
    return true;
  } catch {
    $("problem").textContent = "That was not sent. Try again.";
    return false;
  }
}

function draw(shown) {
  $("link").textContent = shown ? (shown.is_typing ? "is typing…" : "on Messenger") : "Connecting…";
  if (!shown) return;
  const isNew = bubbles.draw(shown);
  const has = shown.bubbles.length > 0;
  $("name").textContent = shown.page;
  document.querySelector(".page-name").textContent = shown.page;
  $("greeting").textContent = shown.greeting;
  $("welcome").hidden = has;
  $("start").hidden = has;
  $("composer").hidden = !has;
  $("typing").hidden = !shown.is_typing;
  drawReplies(shown.bubbles.at(-1));
  if (JSON.stringify(shownLast?.menu) !== JSON.stringify(shown.menu)) drawMenu(shown.menu);
  shownLast = shown;
  if (isNew && shown.bubbles.at(-1).from === "person") isAtEnd = true;
  keepAtEnd();
  tellRead();
}

function keepAtEnd() {
  if (isAtEnd) log.scrollTop = log.scrollHeight;
}

/** Quick replies stand below the last bubble, and go with the next. */
function drawReplies(last) {
  const box = $("replies");
  if (box.dataset.of === (last?.id ?? "")) return;
  const hadFocus = box.contains(document.activeElement);
  box.dataset.of = last?.id ?? "";
  const replies = last?.replies ?? [];
  box.replaceChildren(
    ...replies.map(({ title, payload }) => makeButton(title, "", () => act({ do: "reply", title, payload }))),
  );
  box.hidden = !replies.length;
  if (hadFocus) field.focus();
}

function drawMenu(lines) {
  const items = lines.map(({ title, payload, url }) =>
    url
      ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title)
      : makeButton(title, "", () => leaveSheets() || act({ do: "tap", title, payload })),
  );
  $("menu").replaceChildren(...items.map((item) => make("li", {}, item)));
  $("open-menu").hidden = !lines.length;
}

/** Closes what is open; the focus goes to the field. */
function leaveSheets() {
  for (const { button, sheet } of sheets) {
    sheet.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }
  field.focus();
}

/** Whoever looks at the page has read what stands there. */
function tellRead() {
  const last = shownLast?.bubbles.findLast(({ from }) => from === "page");
  if (!last || last.id === read || document.visibilityState !== "visible") return;
  read = last.id;
  client.act({ do: "read" }).catch(() => (read = ""));
}

async function say() {
  const text = field.value.trim();
  if (!text || !(await act({ do: "say", text }))) return;
  field.value = "";
  drawSend();
}

function drawSend() {
  const isEmpty = !field.value.trim();
  $("like").hidden = !isEmpty;
  $("send").hidden = isEmpty;
}

for (const { button, sheet } of sheets) {
  button.addEventListener("click", () => {
    const opens = sheet.hidden;
    leaveSheets();
    sheet.hidden = !opens;
    button.setAttribute("aria-expanded", `${opens}`);
    if (opens) sheet.querySelector("button, a")?.focus();
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    leaveSheets();
    button.focus();
  });
}
$("attach").addEventListener("click", ({ target }) => {
  const { what } = /** @type {HTMLElement} */ (target).dataset;
  if (what) leaveSheets() || act({ do: "attach", what });
});
$("like").addEventListener("click", () => act({ do: "attach", what: "like" }));
$("get-started").addEventListener("click", async () => {
  await act({ do: "tap", title: "Get started", payload: shownLast.get_started });
  field.focus();
});
$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  say();
});
field.addEventListener("input", drawSend);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  say();
});
$("again").addEventListener("click", async () => {
  await client.beginAgain().catch(() => ($("problem").textContent = "Deskbell does not answer now."));
});
log.addEventListener("scroll", () => {
  isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
});
const sizes = new ResizeObserver(keepAtEnd); // a picture has loaded, or a menu takes room
for (const node of [log, $("bubbles"), $("replies")]) sizes.observe(node);
document.addEventListener("visibilitychange", tellRead);

for await (const shown of client.follow()) draw(shown);
