import assert from "node:assert/strict";
import { test } from "node:test";

import {
  neighbour,
  queueOf,
  rowsOf,
  unreadIn,
  unreadOf,
  withNews,
  withPage,
  withRead,
  withRow,
} from "../../../web/inbox/queue.js";
import { answer, news, row } from "./samples.js";

const ids = (queue, list) => rowsOf(queue, list).map(({ id }) => id);
const ana = { id: "ana", name: "Ana" };
const ben = { id: "ben", name: "Ben" };

test("who waits longest comes first, elsewhere what was written last", () => {
  const queue = queueOf(
    "ana",
    answer([
      row("late", { owner: "waiting", since: "2026-01-31T09:05:00.000Z" }),
      row("early", { owner: "waiting", since: "2026-01-31T09:00:00.000Z" }),
      row("old", { last_at: "2026-01-31T08:00:00.000Z" }),
      row("new", { last_at: "2026-01-31T09:00:00.000Z" }),
    ]),
  );
  assert.deepEqual(ids(queue, "waiting"), ["early", "late"]);
  assert.deepEqual(ids(queue, "bot"), ["new", "old"]);
});

test("a person's conversation is mine or a colleague's", () => {
  const rows = [
    row("a", { owner: "support_agent", agent: ana }),
    row("b", { owner: "support_agent", agent: ben }),
    row("c", { owner: "support_agent", agent: { id: null, name: "Cem" } }),
  ];
  const queue = queueOf("ana", answer(rows));
  assert.deepEqual([ids(queue, "mine"), ids(queue, "colleagues")], [["a"], ["b", "c"]]);
});

test("news moves a conversation and its count from list to list", () => {
  const before = queueOf("ana", answer([row("a", { last_seq: 3 })]));
  const after = withNews(before, news(row("a", { owner: "waiting", epoch: 1, last_seq: 4 })));
  assert.deepEqual([ids(after, "bot"), ids(after, "waiting")], [[], ["a"]]);
  assert.deepEqual([after.counts.bot, after.counts.waiting], [0, 1]);
});

test("the customer's words are unread, once each, and not those of others", () => {
  const before = queueOf("ana", answer([row("a", { owner: "waiting", last_seq: 3, unread: 1 })]));
  const fresh = news(
    row("a", { owner: "waiting", last_seq: 6 }),
    ["customer", 4],
    ["bot", 5],
    ["customer", 6],
  );
  const after = withNews(before, fresh);
  assert.equal(after.rows.a.unread, 3);
  assert.equal(withNews(after, fresh).rows.a.unread, 3, "a line of the stream that comes twice counts once");
  assert.equal(unreadIn(after), 3);
});

test("a row that is ahead of its items does not hide the words that follow", () => {
  const before = queueOf("ana", answer([row("a", { owner: "waiting", last_seq: 1 })]));
  const ahead = withNews(before, news(row("a", { owner: "waiting", last_seq: 3 }), ["customer", 2]));
  const after = withNews(ahead, news(row("a", { owner: "waiting", last_seq: 3 }), ["customer", 3]));
  assert.equal(after.rows.a.unread, 2);
});

test("what I see and what I read is not unread, and what the bot has does not call for me", () => {
  const before = queueOf("ana", answer([row("a", { owner: "waiting" }), row("b")]));
  const words = news(row("a", { owner: "waiting", last_seq: 2 }), ["customer", 2]);
  assert.equal(withNews(before, words, true).rows.a.unread, 0);
  assert.equal(withRead(withNews(before, words), "a").rows.a.unread, 0);
  const withBot = withNews(before, news(row("b", { last_seq: 2 }), ["customer", 2]));
  assert.deepEqual([unreadIn(withBot), unreadOf(withBot.rows.b, "bot")], [0, 0]);
});

test("who asks for a person has all their words unread, also those to the bot", () => {
  const before = queueOf("ana", answer([row("a", { last_seq: 4, unread: 2 })]));
  const asked = news(row("a", { owner: "waiting", epoch: 1, last_seq: 6 }), ["customer", 5]);
  const after = withNews(before, asked);
  assert.deepEqual([unreadIn(before), unreadIn(after), unreadOf(after.rows.a, "waiting")], [0, 3, 3]);
});

test("a new conversation counts, and one from a page that was never loaded asks for a new count", () => {
  const whole = queueOf("ana", answer([row("a")]));
  const first = withNews(whole, news(row("new", { last_seq: 1 }), ["customer", 1]));
  assert.deepEqual([first.counts.bot, first.isMiscounted], [2, false]);
  const part = queueOf("ana", answer([row("a")], { bot: "further" }));
  const moved = news(row("old", { owner: "waiting", last_seq: 9 }), ["customer", 9]);
  assert.equal(withNews(part, moved).isMiscounted, true);
  assert.deepEqual(ids(withNews(part, moved), "waiting"), ["old"]);
});

test("an older state of a conversation never replaces a newer one", () => {
  const before = queueOf("ana", answer([row("a", { owner: "waiting", epoch: 1, last_seq: 4 })]));
  const taken = withRow(before, row("a", { owner: "support_agent", agent: ana, epoch: 2, last_seq: 5 }));
  const late = news(row("a", { owner: "waiting", epoch: 1, last_seq: 4 }), ["customer", 4]);
  assert.deepEqual(ids(withNews(taken, late), "mine"), ["a"]);
  assert.deepEqual([taken.counts.waiting, taken.counts.mine], [0, 1]);
});

test("a further page adds to its list and changes no count", () => {
  const before = queueOf("ana", answer([row("a")], { bot: "further" }, { bot: 2 }));
  const after = withPage(before, "bot", { conversations: [row("b")], more: null });
  assert.deepEqual([ids(after, "bot").length, after.more.bot, after.counts.bot], [2, null, 2]);
});

test("the next conversation is the one below, in the lists that are open", () => {
  const rows = [row("a", { owner: "waiting" }), row("b", { owner: "support_agent", agent: ana }), row("c")];
  const queue = queueOf("ana", answer(rows));
  const at = (id, step, lists = ["waiting", "mine"]) => neighbour(queue, lists, id, step)?.id;
  assert.deepEqual([at("a", 1), at("b", 1), at("b", -1), at("a", -1)], ["b", undefined, "a", undefined]);
  assert.deepEqual([at(undefined, 1), at(undefined, -1), at("c", 1)], ["a", "b", "a"]);
});
