import assert from "node:assert/strict";
import { test } from "node:test";

import { clockOf, withDays } from "../../web/widget/times.js";

const NOW = Date.parse("2025-03-05T12:00:00Z");
const entry = (text, at) => ({ key: text, speaker: "bot", text, at });
const lines = (...items) => withDays(items, NOW).map(({ text }) => text);

test("what is all of today needs no line for the day", () => {
  const pending = { key: "c", speaker: "customer", text: "c" };
  assert.deepEqual(lines(entry("a", "2025-03-05T00:00:00Z"), entry("b", "2025-03-05T11:59:00Z"), pending), [
    "a",
    "b",
    "c",
  ]);
});

test("the first words of each day stand below its date, and today's below that word", () => {
  const shown = lines(
    entry("a", "2025-02-26T23:59:00Z"),
    entry("b", "2025-03-04T00:01:00Z"),
    entry("c", "2025-03-04T23:00:00Z"),
    entry("d", "2025-03-05T08:00:00Z"),
  );
  assert.deepEqual(shown, ["Wednesday 26 February", "a", "Tuesday 4 March", "b", "c", "Today", "d"]);
});

test("what has no time yet begins no day, and ends none", () => {
  const joined = { key: "owner-2", speaker: "owner", text: "Maja has joined." };
  const shown = lines(entry("a", "2025-03-04T10:00:00Z"), joined, entry("b", "2025-03-04T10:01:00Z"));
  assert.deepEqual(shown, ["Tuesday 4 March", "a", "Maja has joined.", "b"]);
});

test("the lines of days are told from each other, so that each is drawn once", () => {
  const items = [entry("a", "2025-03-03T10:00:00Z"), entry("b", "2025-03-04T10:00:00Z")];
  const keys = withDays(items, NOW).map(({ key }) => key);
  assert.equal(new Set(keys).size, 4);
});

test("a time is that of the visitor's clock, and nothing where there is none", () => {
  assert.deepEqual([clockOf("2025-03-04T08:05:00Z"), clockOf(undefined)], ["08:05", ""]);
});
