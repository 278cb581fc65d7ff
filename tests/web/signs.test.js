import assert from "node:assert/strict";
import { test } from "node:test";

const browser = { onLine: true };
Object.defineProperty(globalThis, "navigator", { value: browser });
const { Signs } = await import("../../web/widget/deskbell.js");

/** A tab with its counts; another page of the same visit shares the storage. */
function tab(storage = {}) {
  const reached = [];
  const signs = new Signs(storage, (cue, orderNumber) =>
    reached.push(orderNumber ? [cue, orderNumber] : cue),
  );
  return { signs, reached, storage };
}

const element = (textContent, { isField = false } = {}) => ({
  textContent,
  closest: (selector) => selector === "body *" || isField,
});
/** From `at` on, 100 ms between two. */
const click = ({ signs }, target, { times = 1, detail = 1, at = 0, pace = 100 } = {}) => {
  for (let clicks = 0; clicks < times; clicks += 1) {
    signs.clicked({ target, detail, timeStamp: at + clicks * pace });
  }
};

test("the second declined card is a cue, also when the page was loaded again between", () => {
  const first = tab();
  first.signs.see("payment_failed", "10056");
  assert.deepEqual(first.reached, []);
  const second = tab(first.storage);
  second.signs.see("payment_failed", "10056");
  assert.deepEqual(second.reached, [["payment_failed", "10056"]]);
});

test("the cards of another visit do not count", () => {
  tab().signs.see("payment_failed");
  const { signs, reached } = tab();
  signs.see("payment_failed");
  assert.deepEqual(reached, []);
});

test("each sign is counted by itself", () => {
  const { signs, reached } = tab();
  for (const cue of ["payment_failed", "coupon_rejected", "search_empty", "page_error"]) signs.see(cue);
  assert.deepEqual(reached, []);
});

test("a sign that is no cue of the shop's is not even counted", () => {
  const { signs, reached, storage } = tab();
  signs.see("idle");
  assert.deepEqual([reached, storage], [[], {}]);
});

test("an order that is late needs to be seen only once", () => {
  const { signs, reached } = tab();
  signs.see("order_overdue", "10027");
  assert.deepEqual(reached, [["order_overdue", "10027"]]);
});

test("what is kept of the signs are numbers", () => {
  const { signs, storage } = tab();
  signs.see("search_empty");
  signs.see("search_empty");
  assert.deepEqual(Object.values(storage).map(Number), [2]);
});

test("a tab without room keeps silent and does not disturb the shop", () => {
  const { signs, reached } = tab(Object.freeze({}));
  for (let times = 0; times < 5; times += 1) signs.see("payment_failed");
  assert.deepEqual(reached, []);
});

test("two rages on the same button are a cue, and one is not", () => {
  const page = tab();
  const button = element("Add to cart");
  click(page, button, { times: 5 });
  assert.deepEqual(page.reached, []);
  click(page, button, { times: 5, at: 60_000 });
  assert.deepEqual(page.reached, ["rage_click"]);
});

for (const [what, target, how] of [
  ["on a field or a slider", element("Quantity", { isField: true })],
  ["on a stepper's sign", element("+")],
  ["on an arrow", element("›")],
  ["by a held key", element("Add to cart"), { detail: 0 }],
]) {
  test(`many clicks ${what} are no rage`, () => {
    const page = tab();
    click(page, target, { times: 40, ...how });
    assert.deepEqual(page.reached, []);
  });
}

test("clicks that take their time are no rage", () => {
  const page = tab();
  click(page, element("Next picture"), { times: 40, pace: 600 });
  assert.deepEqual(page.reached, []);
});

test("many clicks on different things are no rage", () => {
  const page = tab();
  const [one, other] = [element("One"), element("Other")];
  for (let times = 0; times < 20; times += 1) [one, other].forEach((target) => click(page, target));
  assert.deepEqual(page.reached, []);
});

test("a click on nothing in particular breaks nothing", () => {
  const page = tab();
  click(page, {}, { times: 5 });
  assert.deepEqual(page.reached, []);
});

/** One try to send a form: a click, and fields that are refused at once. */
const send = (page, at, ...names) => {
  click(page, element("Pay"), { at });
  for (const name of names) page.signs.invalid({ target: { name }, timeStamp: at + 5 });
};

test("the same field refused three times is a cue", () => {
  const page = tab();
  send(page, 0, "card");
  send(page, 10_000, "card");
  assert.deepEqual(page.reached, []);
  send(page, 20_000, "card");
  assert.deepEqual(page.reached, ["form_rejected"]);
});

test("an empty form that refuses every field counts once for each", () => {
  const page = tab();
  send(page, 0, "name", "email", "street", "postcode", "town", "card");
  assert.deepEqual(page.reached, []);
});

test("a page that checks its fields while somebody types refuses nothing", () => {
  const page = tab();
  click(page, element("E-mail", { isField: true }));
  for (let key = 1; key < 40; key += 1) {
    page.signs.invalid({ target: { name: "email" }, timeStamp: 1000 + key * 200 });
  }
  assert.deepEqual(page.reached, []);
});

test("a field that is refused natively and by a mark counts once for each time", () => {
  const page = tab();
  for (const at of [0, 10_000]) {
    send(page, at, "card");
    page.signs.refused({ name: "card" }, at + 8);
  }
  assert.deepEqual(page.reached, []);
});

test("fields without a name or an id are not mistaken for each other", () => {
  const page = tab();
  for (let times = 0; times < 5; times += 1) page.signs.refused({ name: "", id: "" }, times * 10_000);
  assert.deepEqual(page.reached, []);
});

test("two errors of the page's own scripts are a cue", () => {
  const { signs, reached } = tab();
  signs.failed({ error: new TypeError("undefined is not a function") });
  signs.failed({ reason: new TypeError("undefined is not a function") });
  assert.deepEqual(reached, ["page_error"]);
});

test("another site's script, a warning of the browser and a request given up are no page errors", () => {
  const { signs, reached } = tab();
  for (let times = 0; times < 5; times += 1) {
    signs.failed({ message: "Script error.", error: null });
    signs.failed({ message: "ResizeObserver loop completed with undelivered notifications." });
    signs.failed({ reason: new DOMException("The user aborted a request.", "AbortError") });
  }
  assert.deepEqual(reached, []);
});

test("what fails for want of a connection is no page error", (it) => {
  const { signs, reached } = tab();
  browser.onLine = false;
  it.after(() => (browser.onLine = true));
  for (let times = 0; times < 5; times += 1) signs.failed({ reason: new TypeError("Failed to fetch") });
  assert.deepEqual(reached, []);
});
