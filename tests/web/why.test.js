import assert from "node:assert/strict";
import { test } from "node:test";

import { why } from "../../web/widget/why.js";

const NOW = Date.parse("2025-03-05T12:00:00Z");
const TODAY = "2025-03-05T10:42:00.000Z";
const asked = (text, at = TODAY) => ({ seq: 1, speaker: "customer", text, at });
const entry = (kind, ref, at = TODAY) => ({ seq: 4, speaker: "bot", text: "…", because: { kind, ref }, at });
const because = (kind, { ref = "1", at = TODAY, entries = [], cue = undefined, name = "Support" } = {}) =>
  why(entries, { ...entry(kind, ref, at), name }, cue, NOW);

test("an answer came because the customer wrote, in their words and with the time", () => {
  assert.equal(because("reply", { entries: [asked("Where is it?")] }), "You wrote “Where is it?” at 10:42.");
});

test("long words are quoted in part, and never cut inside a character", () => {
  const told = because("reply", { entries: [asked("🎈".repeat(500))] });
  assert.equal(told, `You wrote “${"🎈".repeat(80)}…” at 10:42.`);
});

test("a day that is over has its date", () => {
  const entries = [asked("Hello", "2025-03-04T10:42:00.000Z")];
  assert.equal(because("reply", { entries }), "You wrote “Hello” on Tuesday 4 March at 10:42.");
});

test("an answer whose question is not at hand still says why it came", () => {
  assert.equal(because("reply"), "You wrote to us, and this is the answer.");
});

test("an offer names the sign of need, and that it was accepted", () => {
  assert.equal(
    because("offer", { ref: "o1", cue: "payment_failed" }),
    "Your payment was declined more than once, so help was offered, and you accepted at 10:42.",
  );
});

test("an offer whose sign this browser does not know says what is certain", () => {
  assert.equal(
    because("offer", { ref: "o1" }),
    "Something seemed to be difficult, so help was offered, and you accepted at 10:42.",
  );
});

test("a notice came because the customer asked for it", () => {
  assert.match(because("notice", { ref: "n1" }), /^You asked in this chat to be told\..* at 10:42\./);
});

test("a person's words name the person", () => {
  assert.equal(because("support", { ref: "3", name: "Maja" }), "Maja from our team wrote this at 10:42.");
});
