import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { InboxClient } from "../../../web/inbox/inbox-client.js";
import { rowsOf } from "../../../web/inbox/queue.js";
import { timeline } from "../../../web/inbox/thread.js";
import { Workplace } from "../../../web/inbox/workplace.js";
import { InMemoryInbox } from "./in-memory-inbox.js";
import { answer, news, note, owner, row, whole, words } from "./samples.js";

const WAITING = row("c", { owner: "waiting", epoch: 1, last_seq: 2 });
const MINE = row("c", { owner: "support_agent", agent: { id: "ana", name: "Ana" }, epoch: 2, last_seq: 3 });
const BENS = row("c", { owner: "support_agent", agent: { id: "ben", name: "Ben" }, epoch: 3, last_seq: 4 });

let inbox;
let told;
let isVisible;
let place;
let pauses;
let links;
let newPlace;

beforeEach(() => {
  inbox = new InMemoryInbox();
  [told, links, isVisible, pauses] = [[], [], true, 0];
  inbox.answers = {
    queue: answer([WAITING]),
    "conversations/c": whole(WAITING, [words(1, "customer", "Help"), owner(2, "waiting")]),
    "conversations/c/take": { conversation: MINE },
  };
  const wait = async (_, signal) => {
    pauses += 1;
    if (pauses > 50) await new Promise((done) => signal.addEventListener("abort", done));
  };
  const kept = new Map();
  const storage = () => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, it) => kept.set(key, it),
  });
  newPlace = () =>
    new Workplace(new InboxClient({ fetch: inbox.fetch, wait }), {
      onChange: () => links.push(place.link),
      tell: (what, it) => told.push([what, it?.id]),
      isVisible: () => isVisible,
      ...{ storage, wait },
    });
  place = newPlace();
});

afterEach(() => place.signOut().catch(() => {}));

/** Waits until it is so; a test that waits in vain runs into the runner's limit. */
async function until(isSo) {
  while (!isSo()) await new Promise((done) => setTimeout(done));
}

async function come(id) {
  assert.equal(await place.start(), true);
  if (id) place.show(id);
  await until(() => place.queue && (!id || place.open.thread) && place.link === "fine");
  await until(() => inbox.requests.includes("GET events"));
}

const texts = () => timeline(place.open.thread, place.outbox.of("c")).map(({ text }) => text);

test("nobody is signed in until somebody signs in", async () => {
  inbox.isSignedIn = false;
  assert.equal(await place.start(), false);
  await place.signIn("ana@shop.example", "secret");
  await until(() => place.queue);
  assert.equal(place.me.agent.name, "Ana");
});

test("a conversation that is opened and seen is read up to its end", async () => {
  await come("c");
  await until(() => inbox.bodies.length);
  assert.deepEqual(inbox.bodies, [["conversations/c/read", { seq: 2 }]]);
});

test("on a page that nobody sees, nothing is read", async () => {
  isVisible = false;
  await come("c");
  inbox.tell("conversation", news(row("c", { ...WAITING, last_seq: 3 }), ["customer", 3]));
  await until(() => place.row.unread === 1);
  assert.deepEqual(inbox.bodies, []);
  isVisible = true;
  place.look();
  await until(() => inbox.bodies.length);
  assert.equal(place.row.unread, 0);
});

test("what happens shows in the queue and in the open conversation", async () => {
  await come("c");
  inbox.tell("conversation", news(row("c", { ...WAITING, last_seq: 3 }), ["customer", 3]));
  inbox.tell("note", { conversation: "c", note: note("n", 3, "Careful") });
  inbox.tell("conversation", news(row("new", { owner: "waiting", last_seq: 1 }), ["customer", 1]));
  await until(() => place.queue.rows.new);
  assert.deepEqual(texts(), ["Help", "The customer waits for a person.", "words 3", "Careful"]);
  assert.deepEqual(told, [["waiting", "new"]]);
  assert.deepEqual(rowsOf(place.queue, "waiting").length, 2);
});

test("a stream that breaks goes on where it was", async () => {
  await come("c");
  inbox.tell("conversation", news(row("c", { ...WAITING, last_seq: 3 }), ["customer", 3]));
  await until(() => place.row.last_seq === 3);
  inbox.next("events", "lost", "lost");
  inbox.cut();
  await until(() => links.includes("lost"));
  inbox.tell("conversation", news(row("c", { ...WAITING, last_seq: 4 }), ["customer", 4]));
  await until(() => place.row.last_seq === 4);
  assert.equal(place.link, "fine");
  assert.deepEqual(texts().slice(2), ["words 3", "words 4"]);
  assert.equal(inbox.requests.filter((it) => it === "GET queue").length, 1, "nothing is loaded again");
});

test("after too long a time the queue and the conversation are loaded again", async () => {
  await come("c");
  inbox.answers.queue = { ...answer([BENS]), cursor: 99 };
  inbox.answers["conversations/c"] = whole(BENS, [
    words(1, "customer", "Help"),
    words(4, "support", "Ben here"),
  ]);
  inbox.tell("reset", {});
  await until(() => texts().includes("Ben here"));
  assert.equal(place.listOf(place.row), "colleagues");
});

test("who takes it has it", async () => {
  await come("c");
  assert.equal(await place.open.change("take", {}), true);
  assert.equal(place.isMine, true);
  assert.deepEqual([place.queue.counts.waiting, place.queue.counts.mine], [0, 1]);
});

test("who is too late learns who has it", async () => {
  await come("c");
  const body = { error: "taken", by: BENS.agent, conversation: BENS };
  inbox.next("take", { status: 409, body });
  assert.equal(await place.open.change("take", {}), false);
  assert.equal(place.open.problem, "Ben has taken it.");
  assert.equal(place.listOf(place.row), "colleagues");
});

test("a conversation that somebody takes from me is told, with their name", async () => {
  await come("c");
  await place.open.change("take", {});
  inbox.tell("conversation", { conversation: BENS, items: [owner(4, "support_agent", "Ben")] });
  await until(() => told.length);
  assert.deepEqual(told, [["taken", "c"]]);
  assert.equal(place.open.problem, "Ben took this over from you.");
});

test("a conversation that is passed to me is told; one that I take is not", async () => {
  await come("c");
  inbox.answers["conversations/c/take"] = () => {
    inbox.tell("conversation", { conversation: MINE, items: [owner(3, "support_agent", "Ana")] });
    return { conversation: MINE };
  };
  await place.open.change("take", {});
  inbox.tell("conversation", { conversation: BENS, items: [] });
  await until(() => told.length);
  const back = { ...MINE, epoch: 4, last_seq: 5 };
  inbox.tell("conversation", { conversation: back, items: [owner(5, "support_agent", "Ana")] });
  await until(() => told.length > 1);
  assert.deepEqual(told, [
    ["taken", "c"],
    ["passed", "c"],
  ]);
});

test("a reply that came too late is given back to its writer", async () => {
  await come("c");
  await place.open.change("take", {});
  inbox.next("replies", { status: 409, body: { error: "not_yours", conversation: BENS } });
  place.write("reply", "Hello");
  await until(() => place.open.problem);
  assert.equal(place.open.problem, "Not sent: Ben has it now.");
  assert.equal(place.drafts.of("c", "reply"), "Hello");
  assert.deepEqual(place.outbox.all, []);
});

test("what I write stands there once, from the first moment on", async () => {
  await come("c");
  inbox.answers["conversations/c/replies"] = { seq: 4 };
  place.write("reply", "Hello");
  assert.equal(texts().at(-1), "Hello");
  await until(() => place.outbox.all[0]?.fate === "sent");
  inbox.tell("conversation", {
    conversation: { ...MINE, last_seq: 4 },
    items: [words(4, "support", "Hello")],
  });
  await until(() => !place.outbox.all.length);
  assert.deepEqual(texts().filter((text) => text === "Hello").length, 1);
});

test("replies that were not sent outlive the page, and go out once from the next one", async () => {
  await come("c");
  inbox.next("replies", ...Array.from({ length: 6 }, () => "lost"));
  place.write("reply", "Hello");
  place.write("reply", "And more");
  await until(() => place.outbox.all.every(({ fate }) => fate === "unsent"));
  const keys = place.outbox.all.map(({ key }) => key);

  inbox.isSignedIn = false;
  inbox.cut();
  await until(() => told.length);
  [inbox.isSignedIn, place] = [true, newPlace()];
  inbox.answers["conversations/c/replies"] = { seq: 4 };
  await place.start();
  const sent = () => inbox.bodies.filter(([path]) => path.endsWith("replies")).map(([, { id }]) => id);
  await until(() => sent().length === 2);
  assert.deepEqual(sent(), keys);
});

test("a conversation that can't be loaded again by itself is no mistake of mine", async () => {
  await come("c");
  inbox.next("GET conversations/c", "lost");
  await place.open.load();
  assert.equal(place.open.problem, "");
});

test("a token that another tab has renewed is asked for again", async () => {
  await come("c");
  inbox.csrf = "renewed";
  assert.equal(await place.open.change("take", {}), true);
});

test("where another agent has signed in in another tab, nothing is done in their name", async () => {
  await come("c");
  [inbox.csrf, inbox.agent] = ["bens", { id: "ben", name: "Ben", email: "ben@shop.example" }];
  assert.equal(await place.open.change("take", {}), false);
  assert.deepEqual(
    inbox.bodies.filter(([path]) => path.endsWith("take")),
    [],
  );
  assert.deepEqual([place.me, told], [undefined, [["expired", undefined]]]);
});

test("a stream that ends with its session leads to the sign-in", async () => {
  await come("c");
  inbox.isSignedIn = false;
  inbox.cut();
  await until(() => told.length);
  assert.deepEqual([place.me, told], [undefined, [["expired", undefined]]]);
});

test("after the end of a session the same agent goes on, and another one begins anew", async () => {
  await come("c");
  place.drafts.keep("c", "reply", "half a sen");
  inbox.isSignedIn = false;
  assert.equal(await place.open.change("take", {}), false);
  assert.deepEqual([place.me, told], [undefined, [["expired", undefined]]]);
  await place.signIn("ana@shop.example", "secret");
  assert.equal(place.drafts.of("c", "reply"), "half a sen");
  assert.deepEqual(texts(), ["Help", "The customer waits for a person."]);
  inbox.isSignedIn = false;
  await place.open.change("take", {});
  inbox.agent = { id: "ben", name: "Ben", email: "ben@shop.example" };
  await place.signIn("ben@shop.example", "secret");
  assert.deepEqual([place.drafts.of("c", "reply"), place.open.thread], ["", undefined]);
});

test("the orders of my own conversation are looked at by themselves, those of others are not", async () => {
  const proved = { may_see_orders: true };
  inbox.answers["conversations/c"] = whole(WAITING, [words(1, "customer", "Help")], proved);
  inbox.answers["conversations/c/orders"] = { orders: [{ number: "10042" }] };
  await come("c");
  assert.equal(place.open.look.fate, "none");
  await place.open.change("take", {});
  await until(() => place.open.look.fate === "seen");
  assert.deepEqual(
    place.open.look.orders.map(({ number }) => number),
    ["10042"],
  );
});

test("a conversation that is not there is missing, and one that can't be reached is not", async () => {
  await come();
  place.show("gone");
  await until(() => place.open.problem);
  assert.equal(place.open.isMissing, true);
  inbox.next("conversations/c", "lost");
  place.show("c");
  await until(() => place.open.problem);
  assert.equal(place.open.isMissing, false);
});

test("a customer who writes on Messenger gives more time to answer, and the page asks how much", async () => {
  const window = (day) => ({ bot_until: null, person_until: `2026-02-0${day}T09:00:00.000Z`, is_refused: false });
  const items = [words(1, "customer", "Help"), owner(2, "support_agent", "Ana")];
  inbox.answers["conversations/c"] = whole(MINE, items, { messaging_window: window(1) });
  await come("c");
  assert.deepEqual(place.open.thread.messagingWindow, window(1));
  inbox.answers["conversations/c"] = whole(MINE, items, { messaging_window: window(2) });
  inbox.tell("conversation", news(MINE, ["customer", 4]));
  await until(() => place.open.thread.messagingWindow.person_until === window(2).person_until);
  assert.equal(place.open.thread.items.at(-1).seq, 4);
});
