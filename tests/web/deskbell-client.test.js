import assert from "node:assert/strict";
import { test } from "node:test";

import { backoff, DeskbellClient, wait } from "../../web/widget/deskbell-client.js";
import { InMemoryGateway } from "./in-memory-gateway.js";

const MESSAGE = { key: "k1", text: "Hello" };

function open(pauses = []) {
  const gateway = new InMemoryGateway();
  gateway.tokens.push("good");
  const pause = async (ms) => void pauses.push(ms);
  return {
    gateway,
    client: new DeskbellClient("https://help.example", { fetch: gateway.fetch, wait: pause }),
  };
}

/** The next events, link events left out, until there are `count`. */
async function take(client, count, { token = "good", at = 0, listAt = at } = {}) {
  const [stop, events] = [new AbortController(), []];
  for await (const event of client.follow(token, { stream: () => at, list: () => listAt }, stop.signal)) {
    if (event.type !== "link" && events.push(event) === count) stop.abort();
  }
  return events;
}

test("a session is opened for a guest, or for the customer whom the shop's token names", async () => {
  const { client } = open();
  assert.deepEqual(await client.openSession(), { token: "token-1-guest", conversation: "c" });
  assert.equal((await client.openSession("jwt")).token, "token-2-jwt");
});

test("a message goes out with its key as the id, and the order in view", async () => {
  const { client, gateway } = open();
  assert.equal(await client.send("good", { ...MESSAGE, orderNumber: "10042" }), 1);
  assert.deepEqual(gateway.taken, [{ id: "k1", text: "Hello", page: { order_number: "10042" } }]);
});

test("a choice goes out without its label", async () => {
  const { client, gateway } = open();
  await client.send("good", { key: "k1", text: "Yes", choice: "c1" });
  assert.deepEqual(gateway.taken, [{ id: "k1", choice: "c1" }]);
});

test("the same message sent again has the same place", async () => {
  const { client } = open();
  assert.equal(await client.send("good", MESSAGE), await client.send("good", MESSAGE));
});

const problems = [
  [401, "unknown"],
  [400, "refused"],
  [403, "refused"],
  [409, "refused"],
  [413, "refused"],
  [422, "refused"],
  [408, "busy"],
  [429, "busy"],
  [500, "busy"],
  [502, "busy"],
  [503, "busy"],
];
for (const [status, kind] of problems) {
  test(`an answer ${status} is a problem of the kind "${kind}" with the gateway's words`, async () => {
    const { client, gateway } = open();
    gateway.next("messages", { status, body: { error: "x", message: "Because." } });
    await assert.rejects(client.send("good", MESSAGE), { kind, message: "Because." });
  });
}

test("the wait that the gateway asks for is told in milliseconds", async () => {
  const { client, gateway } = open();
  gateway.next("messages", { status: 429, headers: { "Retry-After": "7" } });
  await assert.rejects(client.send("good", MESSAGE), { kind: "busy", retryAfter: 7000 });
});

test("no answer, and an answer that is no JSON, both mean that the gateway is out of reach", async () => {
  const { client, gateway } = open();
  gateway.next("messages", "lost");
  await assert.rejects(client.send("good", MESSAGE), { kind: "unreachable" });
  const portal = async () => new Response("<h1>Welcome to our hotel</h1>");
  const behindPortal = new DeskbellClient("https://help.example", { fetch: portal });
  await assert.rejects(behindPortal.send("good", MESSAGE), { kind: "unreachable" });
});

test("the stream begins after the given place", async () => {
  const { client, gateway } = open();
  for (const text of ["one", "two", "three"]) gateway.tell("message", { speaker: "bot", text });
  const events = await take(client, 2, { at: 1 });
  assert.deepEqual(
    events.map(({ id, data }) => [id, data.text]),
    [
      [2, "two"],
      [3, "three"],
    ],
  );
});

test("events keep coming after the connection was cut", async () => {
  const { client, gateway } = open();
  const [stop, seen] = [new AbortController(), []];
  gateway.tell("message", { speaker: "bot", text: "one" });
  const places = { stream: () => seen.length, list: () => seen.length };
  for await (const event of client.follow("good", places, stop.signal)) {
    if (event.type === "link") continue;
    if (seen.push(event.data.text) === 2) stop.abort();
    gateway.cut();
    gateway.tell("message", { speaker: "bot", text: "two" });
  }
  assert.deepEqual(seen, ["one", "two"]);
});

test("where no stream comes through, the list tells the same, and how turns ended", async () => {
  const { client, gateway } = open();
  gateway.next("events", { status: 404 });
  gateway.tell("message", { speaker: "customer", text: "Hello" });
  gateway.tell("message", { speaker: "bot", text: "Hi" });
  gateway.tell("turn", { seq: 1, outcome: "answered" });
  const events = await take(client, 3);
  assert.deepEqual(
    events.map(({ type, id, data }) => [type, id, data.seq]),
    [
      ["message", undefined, 1],
      ["turn", undefined, 1],
      ["message", undefined, 2],
    ],
  );
});

test("an event stream of another type is no stream", async () => {
  const { client, gateway } = open();
  gateway.next("events", { status: 200, body: { no: "stream" } });
  gateway.tell("message", { speaker: "bot", text: "Hi" });
  assert.equal((await take(client, 1))[0].id, undefined, "the list told it");
});

test("a gateway out of reach is told from the second failure, and that it is back", async () => {
  const { client, gateway } = open();
  gateway.next("events", "lost", "lost");
  gateway.next("messages", "lost", "lost");
  const [stop, links] = [new AbortController(), []];
  for await (const event of client.follow("good", { stream: () => 0, list: () => 0 }, stop.signal)) {
    if (links.push(event.linked) === 2) stop.abort();
  }
  assert.deepEqual(links, [false, true]);
});

test("a token that counts no longer ends the following with an error", async () => {
  const { client } = open();
  await assert.rejects(take(client, 1, { token: "old" }), { kind: "unknown" });
});

test("an event that is no JSON is passed over", async () => {
  const text = 'id: 1\ndata: {broken\n\nid: 2\ndata: {"seq":2}\n\n';
  const headers = { "Content-Type": "text/event-stream; charset=utf-8" };
  const client = new DeskbellClient("https://help.example", {
    fetch: async () => new Response(text, { headers }),
    wait: async () => {},
  });
  assert.deepEqual(await take(client, 1), [{ type: "message", id: 2, data: { seq: 2 } }]);
});

test("failures in a row wait longer, up to half a minute, never less than half of that", async () => {
  assert.deepEqual(
    [0, 1, 2, 3].map((failures) => backoff(failures, () => 1)),
    [500, 1000, 2000, 4000],
  );
  assert.equal(
    backoff(30, () => 1),
    30_000,
  );
  assert.equal(
    backoff(30, () => 0),
    15_000,
  );
  const pauses = [];
  const { client, gateway } = open(pauses);
  gateway.next("events", "lost", "lost", "lost");
  gateway.next("messages", "lost", "lost", "lost");
  gateway.tell("message", { speaker: "bot", text: "Hi" });
  await take(client, 1);
  assert.equal(pauses.length >= 3 && pauses[2] > pauses[0], true, String(pauses));
});

test("a wait ends early when it is called off", async () => {
  const stop = new AbortController();
  const waiting = wait(2 ** 30, stop.signal);
  stop.abort();
  await waiting;
});
