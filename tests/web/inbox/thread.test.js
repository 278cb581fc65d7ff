import assert from "node:assert/strict";
import { test } from "node:test";

import {
  isShown,
  isUnanswered,
  threadOf,
  timeline,
  withAnswer,
  withEarlier,
  withItems,
  withNote,
} from "../../../web/inbox/thread.js";
import { note, owner, row, turn, whole, words } from "./samples.js";

const thread = (items, differs) => threadOf(whole(row("c"), items, differs));
const texts = (it, outbox) => timeline(it, outbox).map(({ text }) => text);
const mine = (differs) => ({
  key: "k",
  conversation: "c",
  kind: "reply",
  text: "Hello",
  after: 1,
  fate: "sending",
  tries: 1,
  ...differs,
});

test("words, changes of the owner and notes stand where they belong", () => {
  const shown = thread(
    [
      words(1, "customer", "Help"),
      owner(2, "waiting"),
      owner(3, "support_agent", "Ana"),
      words(4, "support", "Hi"),
    ],
    { notes: [note("n", 3, "Careful")] },
  );
  assert.deepEqual(texts(shown), [
    "Help",
    "The customer waits for a person.",
    "Ana joined.",
    "Careful",
    "Hi",
  ]);
});

test("a conversation says who took over, who let go, and that it was closed", () => {
  const said = texts(
    thread([
      owner(1, "support_agent", "Ana"),
      owner(2, "support_agent", "Ben"),
      owner(3, "bot"),
      owner(4, "closed"),
      owner(5, "bot"),
    ]),
  );
  assert.deepEqual(said, [
    "Ana joined.",
    "Ben took over.",
    "The bot answers again.",
    "Closed.",
    "The customer wrote again. The bot answers.",
  ]);
});

test("an item or a note that comes twice is shown once, and a late one in its place", () => {
  let shown = thread([words(1, "customer", "one"), words(3, "bot", "three")]);
  shown = withItems(shown, [words(2, "bot", "two"), words(3, "bot", "three")]);
  shown = withNote(withNote(shown, note("n", 3)), note("n", 3));
  assert.deepEqual(texts(shown), ["one", "two", "three", "note n"]);
});

test("a message says how it ended", () => {
  const [message] = timeline(thread([words(1, "customer"), turn(2, 1, "failed")]));
  assert.equal(message.outcome, "failed");
});

test("what I wrote is shown at once, and as one when the stream brings it", () => {
  const before = thread([words(1, "customer", "Help")]);
  assert.deepEqual(texts(before, [mine()]), ["Help", "Hello"]);
  const after = withItems(before, [words(2, "support", "Hello")]);
  assert.deepEqual(texts(after, [mine()]), ["Help", "Hello"]);
  assert.equal(isShown(after, mine()), true);
});

test("the same words said before don't hide what I write now", () => {
  const before = thread([words(1, "support", "Hello")]);
  assert.deepEqual(texts(before, [mine()]), ["Hello", "Hello"]);
});

test("what could not be sent stays in sight, whatever the conversation shows", () => {
  const after = thread([words(1, "customer", "Help"), words(2, "support", "Hello")]);
  assert.deepEqual(texts(after, [mine({ fate: "unsent" })]), ["Help", "Hello", "Hello"]);
});

test("earlier messages are put before, and their notes with them", () => {
  const later = thread([words(3, "customer", "three")], {
    is_whole: false,
    notes: [note("old", 1), note("new", 3)],
  });
  assert.deepEqual(texts(later), ["three", "note new"]);
  const all = withEarlier(later, [words(1, "customer", "one"), words(2, "bot", "two")], 200);
  assert.deepEqual(texts(all), ["one", "note old", "two", "three", "note new"]);
  assert.equal(all.isWhole, true);
});

test("asked for again, a conversation keeps what was loaded before", () => {
  const loaded = thread([words(1, "customer", "one"), words(2, "bot", "two")]);
  const again = withAnswer(
    loaded,
    whole(row("c"), [words(2, "bot", "two"), words(3, "bot", "three")], {
      is_whole: false,
      notes: [note("n", 3)],
    }),
  );
  assert.deepEqual(texts(again), ["one", "two", "three", "note n"]);
  assert.equal(again.isWhole, true);
});

test("where something between is missing, what was loaded before gives way", () => {
  const loaded = thread([words(1, "customer", "one")]);
  const again = withAnswer(loaded, whole(row("c"), [words(5, "bot", "five")], { is_whole: false }));
  assert.deepEqual([texts(again), again.isWhole], [["five"], false]);
});

test("the customer's words are answered once a reply to them was taken, shown or not", () => {
  const asked = thread([words(1, "customer"), words(2, "support"), words(3, "customer")]);
  assert.equal(isUnanswered(asked), true);
  assert.equal(isUnanswered(asked, [mine({ after: 3, fate: "sent" })]), false);
  assert.equal(isUnanswered(asked, [mine({ after: 3, fate: "sending" })]), true);
  assert.equal(isUnanswered(asked, [mine({ after: 2, fate: "sent" })]), true);
  assert.equal(isUnanswered(asked, [mine({ kind: "note", after: 3, fate: "sent" })]), true);
  assert.equal(isUnanswered(thread([...asked.items, words(4, "support")])), false);
  assert.equal(isUnanswered(thread([])), false);
});
