import assert from "node:assert/strict";
import { test } from "node:test";

import { DeskbellClient } from "../../web/widget/deskbell-client.js";
import { Desk } from "../../web/widget/desk.js";
import { Memory } from "../../web/widget/memory.js";
import { InMemoryGateway } from "./in-memory-gateway.js";

/** A page with its desk: its own storage, gateway and connection, unless it shares those of another. */
function visit({ gateway = new InMemoryGateway(), storage = {}, page = {} } = {}) {
  const world = { isOnline: true, pauses: [], during: async () => {} };
  const watchers = new Set();
  const wait = async (ms) => {
    world.pauses.push(ms);
    await world.during();
  };
  const client = new DeskbellClient("https://help.example", { fetch: gateway.fetch, wait });
  const memory = new Memory(() => storage, "https://help.example", page.customerToken);
  const desk = new Desk(
    client,
    memory,
    () => page,
    () => watchers.forEach((look) => look()),
    {
      isOnline: () => world.isOnline,
      wait,
    },
  );
  /** Resolves as soon as the state is as wanted; a test whose state never is ends at the time limit. */
  const until = (isWanted) =>
    new Promise((done) => {
      const look = () => isWanted(desk.state) && done();
      watchers.add(look);
      look();
    });
  return { desk, gateway, storage, world, until };
}

const isSettled = ({ outbox }) => outbox.length === 0;
const isGivenUp = ({ outbox }) => outbox.some(({ fate }) => fate === "unsent");
const textsOf = (list) => list.map(({ text }) => text);
const limited = { timeout: 5000 };

test("listening without a conversation asks the gateway for nothing", limited, async () => {
  const { desk, gateway } = visit();
  desk.listen();
  assert.deepEqual([gateway.requests, desk.isKnown], [[], false]);
});

test("the first message opens a conversation, and is answered on its stream", limited, async () => {
  const { desk, gateway, until } = visit();
  desk.write("Hello");
  await until(isSettled);
  gateway.tell("message", { speaker: "bot", text: "Hi" });
  await until(({ entries }) => entries.length === 2);
  desk.rest();
  assert.deepEqual(gateway.requests, ["POST session", "POST messages", "GET events"]);
  assert.deepEqual(textsOf(desk.state.entries), ["Hello", "Hi"]);
});

test("messages are taken in the order written, and one conversation holds them all", limited, async () => {
  const { desk, gateway, until } = visit();
  for (const text of ["one", "two", "three"]) desk.write(text);
  await until(isSettled);
  desk.rest();
  assert.deepEqual(textsOf(gateway.taken), ["one", "two", "three"]);
  assert.equal(gateway.tokens.length, 1);
});

test("a message carries the order in view when it was written", limited, async () => {
  const page = { orderNumber: "10042" };
  const { desk, gateway, until } = visit({ page });
  desk.write("Where is it?");
  page.orderNumber = undefined;
  await until(isSettled);
  desk.rest();
  assert.deepEqual(gateway.taken[0].page, { order_number: "10042" });
});

test("the next page takes up the conversation", limited, async () => {
  const first = visit();
  first.desk.write("Hello");
  await first.until(isSettled);
  first.desk.rest();
  const second = visit(first);
  assert.equal(second.desk.isKnown, true);
  second.desk.listen();
  await second.until(({ entries }) => entries.length === 1);
  second.desk.rest();
  assert.deepEqual(textsOf(second.desk.state.entries), ["Hello"]);
  assert.equal(second.gateway.tokens.length, 1);
});

test("what was written offline is sent when the connection is back, once and in order", limited, async () => {
  const { desk, gateway, world, until } = visit();
  world.isOnline = false;
  desk.write("one");
  desk.write("two");
  assert.deepEqual(gateway.requests, []);
  world.isOnline = true;
  desk.retry();
  await until(isSettled);
  desk.rest();
  assert.deepEqual(textsOf(gateway.taken), ["one", "two"]);
});

test("what was written offline is sent from the next page", limited, async () => {
  const first = visit();
  first.world.isOnline = false;
  first.desk.write("one");
  const second = visit(first);
  second.desk.listen();
  await second.until(isSettled);
  second.desk.rest();
  assert.deepEqual(textsOf(second.gateway.taken), ["one"]);
  assert.deepEqual(visit(first).desk.state.outbox, [], "and not again from a third");
});

test("a message whose acknowledgement was lost is sent again and taken once", limited, async () => {
  const { desk, gateway, until } = visit();
  gateway.next("POST messages", "taken", "taken");
  desk.write("Hello");
  await until(({ outbox, entries }) => outbox.length === 0 && entries.length === 1);
  desk.rest();
  assert.deepEqual(textsOf(gateway.taken), ["Hello"]);
  assert.equal(gateway.requests.filter((name) => name === "POST messages").length, 3);
});

test("a busy gateway is asked again after the wait it wants", limited, async () => {
  const { desk, gateway, world, until } = visit();
  gateway.next("POST messages", { status: 429, headers: { "Retry-After": "7" } }, { status: 503 });
  desk.write("Hello");
  await until(isSettled);
  desk.rest();
  assert.equal(world.pauses[0], 7000);
  assert.deepEqual(textsOf(gateway.taken), ["Hello"]);
});

test("opening the panel does not shorten the wait that the gateway wants", limited, async () => {
  const { desk, gateway, world, until } = visit();
  gateway.next("POST messages", { status: 429, headers: { "Retry-After": "7" } });
  const sent = () => gateway.requests.filter((name) => name === "POST messages").length;
  let sentMeanwhile;
  world.during = async () => {
    world.during = async () => {};
    desk.listen();
    await new Promise(setImmediate);
    sentMeanwhile = sent();
  };
  desk.write("Hello");
  await until(isSettled);
  desk.rest();
  assert.deepEqual([sentMeanwhile, sent()], [1, 2]);
});

test("a message that is given up is sent when the customer asks", limited, async () => {
  const { desk, gateway, until } = visit();
  gateway.next("POST messages", ...Array(6).fill("lost"));
  desk.write("Hello");
  await until(isGivenUp);
  desk.retry();
  await until(isSettled);
  desk.rest();
  assert.deepEqual(textsOf(gateway.taken), ["Hello"]);
});

test("a new message takes a given-up one along, before itself", limited, async () => {
  const { desk, gateway, until } = visit();
  gateway.next("POST messages", ...Array(6).fill("lost"));
  desk.write("one");
  await until(isGivenUp);
  desk.write("two");
  await until(isSettled);
  desk.rest();
  assert.deepEqual(textsOf(gateway.taken), ["one", "two"]);
});

test("a given-up message is sent when the gateway is in reach again", limited, async () => {
  const { desk, gateway, until } = visit();
  desk.write("one");
  await until(isSettled);
  gateway.next("POST messages", ...Array(6).fill("lost"));
  desk.write("two");
  await until(isGivenUp);
  gateway.next("GET events", "lost", "lost");
  gateway.next("GET messages", "lost", "lost");
  gateway.cut();
  await until(isSettled);
  desk.rest();
  assert.deepEqual(textsOf(gateway.taken), ["one", "two"]);
});

for (const status of [409, 413, 422]) {
  test(
    `a message refused with ${status} shows the gateway's words and is not sent again`,
    limited,
    async () => {
      const { desk, gateway, storage, until } = visit();
      gateway.next("POST messages", { status, body: { error: "x", message: "Not like this." } });
      desk.write("Hello");
      await until(({ entries }) => entries[0]?.outcome === "refused");
      desk.retry();
      desk.rest();
      assert.equal(desk.state.entries[0].why, "Not like this.");
      assert.deepEqual(gateway.taken, []);
      assert.deepEqual(visit({ gateway, storage }).desk.state.outbox, [], "nor from the next page");
    },
  );
}

test("when the conversation is gone, the unsent goes to a new one", limited, async () => {
  const { desk, gateway, until } = visit();
  desk.write("one");
  await until(isSettled);
  desk.rest();
  gateway.forget();
  desk.write("two");
  await until(isSettled);
  desk.rest();
  assert.deepEqual(textsOf(desk.state.entries).at(-1), "two");
  assert.deepEqual(textsOf(gateway.taken), ["one", "two"]);
});

test("when the conversation is gone, none is opened until the customer writes", limited, async () => {
  const { desk, gateway, until } = visit();
  desk.write("one");
  await until(isSettled);
  desk.rest();
  gateway.forget();
  desk.listen();
  await until(({ entries }) => entries[0]?.speaker === "owner");
  assert.deepEqual([desk.isKnown, gateway.tokens], [false, []]);
});

test("when the conversation is gone, the one before takes its place", limited, async () => {
  const { desk, gateway, until } = visit();
  desk.write("one");
  await until(isSettled);
  desk.rest();
  desk.memory.session = { token: "gone", conversation: "d", before: desk.memory.session };
  desk.listen();
  await until(({ entries }) => entries.length === 2);
  desk.rest();
  assert.deepEqual(textsOf(desk.state.entries), [
    "Your earlier conversation has ended. You can go on here.",
    "one",
  ]);
  assert.equal(desk.memory.session.token, gateway.tokens[0]);
});

test("a customer whose shop token has run out is heard as a guest", limited, async () => {
  const { desk, gateway, until } = visit({ page: { customerToken: "expired" } });
  desk.write("Hello");
  await until(isSettled);
  desk.rest();
  assert.deepEqual(gateway.tokens, ["token-1-guest"]);
});

const shopToken = (sub) => `e30.${btoa(JSON.stringify({ sub })).replaceAll("=", "")}.signature`;

test("whom the shop vouches for finds the conversation of another device", limited, async () => {
  const phone = visit({ page: { customerToken: shopToken("kim") } });
  phone.desk.write("Hello");
  await phone.until(isSettled);
  phone.desk.rest();
  const { desk, until } = visit({ gateway: phone.gateway, page: { customerToken: shopToken("kim") } });
  await desk.comeBack();
  desk.listen();
  await until(({ entries }) => entries.length === 1);
  desk.rest();
  assert.deepEqual(textsOf(desk.state.entries), ["Hello"]);
});

test("nobody else who opens the chat makes a request", limited, async () => {
  const guest = visit();
  await guest.desk.comeBack();
  assert.deepEqual(guest.gateway.requests, []);
  const known = visit({ page: { customerToken: shopToken("kim") } });
  known.desk.write("Hello");
  await known.until(isSettled);
  known.desk.rest();
  const before = known.gateway.requests.length;
  await known.desk.comeBack();
  assert.equal(known.gateway.requests.length, before);
});

test("a shop token that has run out opens nothing before the customer writes", limited, async () => {
  const { desk, gateway } = visit({ page: { customerToken: "expired" } });
  await desk.comeBack();
  assert.deepEqual([gateway.tokens, desk.isKnown], [[], false]);
});

test("people who share a browser do not see each other's conversation", limited, async () => {
  const guest = visit();
  guest.desk.write("Hello");
  await guest.until(isSettled);
  guest.desk.rest();
  assert.equal(visit({ ...guest, page: { customerToken: shopToken("kim") } }).desk.isKnown, false);
  assert.equal(visit(guest).desk.isKnown, true);
});

test("a renewed token of the same customer keeps the conversation", limited, async () => {
  const first = visit({ page: { customerToken: shopToken("kim") } });
  first.desk.write("Hello");
  await first.until(isSettled);
  first.desk.rest();
  const renewed = `${shopToken("kim")}-renewed`;
  assert.equal(visit({ ...first, page: { customerToken: renewed } }).desk.isKnown, true);
});

test("two tabs send what both remember once", limited, async () => {
  const first = visit();
  first.world.isOnline = false;
  first.desk.write("Hello");
  const second = visit(first);
  first.world.isOnline = true;
  second.desk.listen();
  await second.until(isSettled);
  first.desk.retry();
  await first.until(isSettled);
  first.desk.rest();
  second.desk.rest();
  assert.deepEqual(textsOf(first.gateway.taken), ["Hello"]);
});

test("while a conversation is open, the launcher is told not to ask for offers", limited, async () => {
  const { desk, gateway, storage, until } = visit();
  desk.write("Hello");
  await until(isSettled);
  gateway.tell("message", { speaker: "bot", text: "Hi", at: "2025-03-03T10:42:00.000Z" });
  await until(({ entries }) => entries.length === 2);
  assert.equal(Number(storage["deskbell:quiet"]), Date.parse("2025-03-04T10:42:00.000Z"));
  gateway.tell("owner", { owner: "closed" });
  await until(({ owner }) => owner === "closed");
  desk.rest();
  assert.equal(Number(storage["deskbell:quiet"]), 0);
});

test("a thumb goes out in the name of the conversation", limited, async () => {
  const { desk, gateway, until } = visit();
  desk.write("Hello");
  await until(isSettled);
  desk.rest();
  await desk.rate(2, true);
  assert.deepEqual(gateway.ratings, [{ seq: 2, helpful: true }]);
});

test("the last thumb on each answer is known on the next page", limited, async () => {
  const first = visit();
  first.desk.write("Hello");
  await first.until(isSettled);
  first.desk.rest();
  for (const [seq, helpful] of [
    [2, true],
    [4, false],
    [2, false],
  ]) {
    await first.desk.rate(seq, helpful);
  }
  assert.deepEqual(visit(first).desk.memory.session.thumbs, { 2: false, 4: false });
});

test("a thumb that the gateway did not get is not kept", limited, async () => {
  const { desk, gateway, until } = visit();
  desk.write("Hello");
  await until(isSettled);
  desk.rest();
  gateway.next("feedback", "lost");
  await assert.rejects(desk.rate(2, true));
  assert.equal(desk.memory.session.thumbs, undefined);
});

test("a thumb on one conversation is not kept for another that was opened meanwhile", limited, async () => {
  const { desk, until } = visit();
  desk.write("Hello");
  await until(isSettled);
  desk.rest();
  const rated = desk.rate(2, true);
  desk.memory.session = { token: "another", conversation: "d" };
  await rated;
  assert.deepEqual(desk.memory.session, { token: "another", conversation: "d" });
});

test("a browser without storage still sends and shows the answer", limited, async () => {
  const { desk, gateway, until } = visit({ storage: Object.freeze({}) });
  desk.write("Hello");
  await until(isSettled);
  desk.rest();
  assert.deepEqual(textsOf(gateway.taken), ["Hello"]);
});
