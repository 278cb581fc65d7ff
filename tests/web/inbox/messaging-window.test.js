import assert from "node:assert/strict";
import { test } from "node:test";

import { isForPersons, isShut, leftUntil, windowLine } from "../../../web/inbox/messaging-window.js";

const NOW = Date.parse("2026-01-31T12:00:00.000Z");
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const at = (ms) => new Date(NOW + ms).toISOString();

/** Of a customer who wrote so many milliseconds ago. */
const wrote = (ago, differs = {}) => ({
  bot_until: at(DAY - ago),
  person_until: at(7 * DAY - ago),
  is_refused: false,
  ...differs,
});

test("what is left is said in days, hours or minutes, and never as nothing", () => {
  const said = [1, 42 * MINUTE, 23 * HOUR + 10 * MINUTE, DAY, 6 * DAY + 3 * HOUR];
  assert.deepEqual(
    said.map((it) => leftUntil(at(it), NOW)),
    ["1 min", "42 min", "23 h 10 min", "1 day 0 h", "6 days 3 h"],
  );
});

test("a day long the bot and a person may write", () => {
  for (const ago of [0, 23 * HOUR]) {
    assert.deepEqual([isShut(wrote(ago), NOW), isForPersons(wrote(ago), NOW)], [false, false]);
  }
  const line = windowLine(wrote(22 * HOUR), NOW);
  assert.match(line, /the bot can write for 2 h 0 min more, a person until Fri,? 6 Feb, 14:00\./);
});

test("after a day a person may, for a week", () => {
  for (const ago of [DAY, 7 * DAY - 1]) {
    assert.deepEqual([isShut(wrote(ago), NOW), isForPersons(wrote(ago), NOW)], [false, true]);
  }
  assert.match(windowLine(wrote(2 * DAY), NOW), /only a person can write, for 5 days 0 h more, until Thu,? 5 Feb, 12:00\./);
});

test("after a week nobody may, nor when Messenger lets nothing through", () => {
  const never = { bot_until: null, person_until: null, is_refused: false };
  for (const window of [wrote(7 * DAY), never, wrote(0, { is_refused: true })]) {
    assert.deepEqual([isShut(window, NOW), isForPersons(window, NOW)], [true, false]);
  }
  assert.match(windowLine(wrote(7 * DAY), NOW), /takes nothing now/);
  assert.match(windowLine(wrote(0, { is_refused: true }), NOW), /lets nothing through/);
});

test("of a chat in the shop nothing is said", () => {
  assert.deepEqual([isShut(null, NOW), isForPersons(null, NOW), windowLine(null, NOW)], [false, false, ""]);
});
