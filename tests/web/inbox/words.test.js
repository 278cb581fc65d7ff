import assert from "node:assert/strict";
import { test } from "node:test";

import { found } from "../../../web/inbox/finding.js";
import { permitOf } from "../../../web/inbox/permits.js";
import { commandOf, SHORTCUTS } from "../../../web/inbox/shortcuts.js";
import { shortlyWhen, waitedSince } from "../../../web/inbox/waiting-time.js";
import { money, sentence, shortened, stateOf, titleOf } from "../../../web/inbox/words.js";
import { row, words } from "./samples.js";

const NOW = Date.parse("2026-01-31T12:00:00.000Z");
const ago = (seconds) => new Date(NOW - seconds * 1000).toISOString();

test("a wait is said in seconds, then minutes, then hours, then days", () => {
  const said = [-5, 0, 42, 725, 3600, 11_220, 86_400, 200_000].map((it) => waitedSince(ago(it), NOW));
  assert.deepEqual(said, ["0 s", "0 s", "42 s", "12 min", "1 h 00 min", "3 h 07 min", "1 day", "2 days"]);
});

test("a time is a clock today, a weekday this week, and a date before", () => {
  const said = [60, 86_400, 20 * 86_400].map((it) => shortlyWhen(ago(it), NOW));
  assert.deepEqual(said, ["11:59", "Fri", "11 Jan"]);
});

test("a conversation is called by what the customer wants, or by whose it is", () => {
  assert.equal(titleOf(row("a", { wants: "Cancel the order · 10042" })), "Cancel the order · 10042");
  assert.equal(titleOf(row("a", { customer: "4711" })), "Customer 4711");
  assert.equal(titleOf(row("a")), "Guest");
  assert.equal(titleOf(row("a", { channel: "messenger" })), "Guest on Messenger");
});

test("who has it is said from my side", () => {
  const person = (id) => row("a", { owner: "support_agent", agent: { id, name: "Ana" } });
  assert.deepEqual([stateOf(person("me"), "me"), stateOf(person("ana"), "me")], ["Yours", "With Ana"]);
  assert.equal(stateOf(row("a", { owner: "waiting" }), "me"), "Waiting");
});

test("money is said in its currency, also in one that no browser knows", () => {
  assert.deepEqual([money(12_900, "EUR"), money(990, "shells")], ["€129.00", "9.90 shells"]);
});

test("a name of the gateway becomes words", () => {
  assert.equal(sentence("partly_shipped"), "Partly shipped");
});

test("what was asked is named by its first words", () => {
  assert.equal(shortened(" Where\n is it? "), "Where is it?");
  assert.equal(
    shortened("I ordered two pairs of boots last week and only one of them came, and it is torn"),
    "I ordered two pairs of boots last week and only one of them…",
  );
  assert.equal(shortened("🥾".repeat(200)), `${"🥾".repeat(60)}…`);
});

test("a permit says what was answered, and quotes it", () => {
  const items = [words(4, "customer", "Where   is it?", { at: "2026-01-31T09:30:00.000Z" })];
  assert.equal(
    permitOf({ because: { kind: "reply", ref: "4" } }, items),
    "Answers what the customer wrote at 09:30: “Where   is it?”",
  );
  assert.match(permitOf({ because: { kind: "reply", ref: "9" } }, items), /further up/);
  assert.match(permitOf({ because: { kind: "support", ref: "2" }, by: { name: "Ana" } }, items), /Ana/);
});

test("every kind of permit has words of its own", () => {
  const said = ["reply", "offer", "notice", "support"].map((kind) =>
    permitOf({ because: { kind, ref: "1" } }, []),
  );
  assert.equal(new Set(said).size, 4);
});

test("a canned reply is found by words of its title and its text, without accents", () => {
  const replies = [
    { id: "a", title: "Hello", text: "I look into your café order." },
    { id: "b", title: "Ask for the order", text: "Which one?" },
  ];
  assert.deepEqual(
    found(replies, "").map(({ id }) => id),
    ["a", "b"],
  );
  assert.deepEqual(
    found(replies, "ORDER").map(({ id }) => id),
    ["b", "a"],
    "titles first",
  );
  assert.deepEqual(
    found(replies, "cafe look").map(({ id }) => id),
    ["a"],
  );
  assert.deepEqual(found(replies, "refund"), []);
});

const press = (key, differs = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...differs,
});
const READING = { isWriting: false, isOn: true };

test("a key does what the overview says", () => {
  for (const [key, , command] of SHORTCUTS) assert.equal(commandOf(press(key), READING), command);
  assert.equal(new Set(SHORTCUTS.map(([key]) => key)).size, SHORTCUTS.length);
});

test("keys are letters while somebody writes, and when they are switched off; Escape always leaves", () => {
  for (const where of [
    { isWriting: true, isOn: true },
    { isWriting: false, isOn: false },
  ]) {
    assert.equal(commandOf(press("t"), where), undefined);
    assert.equal(commandOf(press("Escape"), where), "leave");
  }
});

test("the browser keeps its own shortcuts, and a half-written character is no key", () => {
  for (const held of ["ctrlKey", "metaKey", "altKey", "isComposing"]) {
    assert.equal(commandOf(press("r", { [held]: true }), READING), undefined);
  }
});
