import assert from "node:assert/strict";
import { test } from "node:test";

import { askForOffer, endOffer } from "../../web/widget/cues.js";
import { DeskbellClient } from "../../web/widget/deskbell-client.js";
import { Memory } from "../../web/widget/memory.js";
import { InMemoryGateway } from "./in-memory-gateway.js";

const OFFER = { id: "o1", text: "Shall we look at it?" };

/** A device with its storage, and a gateway that has an offer to make. */
function device({ storage = {}, offers = [OFFER] } = {}) {
  const gateway = Object.assign(new InMemoryGateway(), { offers });
  const client = new DeskbellClient("https://help.example", { fetch: gateway.fetch });
  const memory = new Memory(() => storage, "https://help.example");
  return { gateway, client, memory, storage, ask: (sign) => askForOffer(client, memory, sign) };
}

test("a cue tells the sign, the order in view and a random id of the device, and nothing else", async () => {
  const { ask, gateway, storage } = device();
  assert.deepEqual(await ask({ cue: "payment_failed", orderNumber: "10056" }), OFFER);
  const visitor = storage["deskbell:visitor"];
  const sent = { visitor, cue: "payment_failed", page: { order_number: "10056" } };
  assert.deepEqual(gateway.cues, [sent]);
  assert.match(visitor, /^[A-Za-z0-9_-]{16,64}$/);
});

test("a device keeps its id, and another has another", async () => {
  const [one, other] = [device(), device()];
  await one.ask({ cue: "payment_failed" });
  await one.ask({ cue: "search_empty" });
  await other.ask({ cue: "payment_failed" });
  assert.equal(one.gateway.cues[0].visitor, one.gateway.cues[1].visitor);
  assert.notEqual(one.gateway.cues[0].visitor, other.gateway.cues[0].visitor);
});

test("a device that cannot remember a no is not offered help, nor even asked about", async () => {
  const { ask, gateway } = device({ storage: Object.freeze({}) });
  assert.equal(await ask({ cue: "payment_failed" }), undefined);
  assert.deepEqual(gateway.requests, []);
});

test("silence, a refusal and a lost connection are all silence", async () => {
  const { ask, gateway } = device({ offers: [] });
  assert.equal(await ask({ cue: "payment_failed" }), undefined);
  for (const answer of [{ status: 422 }, { status: 429 }, { status: 503 }, { status: 401 }, "lost"]) {
    gateway.next("cues", answer);
    assert.equal(await ask({ cue: "payment_failed" }), undefined);
  }
});

test("a conversation that the gateway has forgotten keeps nobody from help", async () => {
  const { ask, memory } = device();
  memory.session = { token: "forgotten", conversation: "c" };
  assert.deepEqual(await ask({ cue: "payment_failed" }), OFFER);
});

const HOST = () => ({
  times: 0,
  takeUp: async function () {
    this.times += 1;
  },
});

test("accepting keeps the conversation that begins with the offer, and opens it", async () => {
  const [{ client, memory }, host] = [device(), HOST()];
  await endOffer(client, memory, { id: "o1", cue: "payment_failed" }, "accepted", host);
  const { token, conversation, cue } = memory.session;
  assert.deepEqual([token, conversation, cue], ["token-of-o1", "conversation-of-o1", "payment_failed"]);
  assert.equal(host.times, 1);
});

test("accepting keeps the conversation before within reach, with what is known about it", async () => {
  const { client, memory, gateway } = device();
  gateway.offers = [OFFER, OFFER];
  memory.session = { token: "one", conversation: "c1", thumbs: { 2: true } };
  await endOffer(client, memory, { id: "o2", cue: "payment_failed" }, "accepted", HOST());
  await endOffer(client, memory, { id: "o3", cue: "search_empty" }, "accepted", HOST());
  const tokens = [memory.session.token];
  for (const _ of [1, 2, 3]) {
    memory.turnBack();
    tokens.push(memory.session.token);
  }
  assert.deepEqual(tokens, ["token-of-o3", "token-of-o2", "one", "token-of-o3"], "and around again");
  assert.equal(memory.session.cue, "search_empty");
  memory.turnBack();
  memory.turnBack();
  assert.deepEqual(memory.session.thumbs, { 2: true });
});

test("accepting too late leaves the conversation before where it is", async () => {
  const { client, memory, gateway } = device();
  memory.session = { token: "one", conversation: "c1" };
  gateway.next("offers", { status: 409, body: { error: "offer_spent" } });
  await endOffer(client, memory, { id: "o2", cue: "payment_failed" }, "accepted", HOST());
  assert.deepEqual(memory.session, { token: "one", conversation: "c1" });
});

test("accepting too late opens the chat all the same", async () => {
  const [{ client, memory, gateway }, host] = [device(), HOST()];
  gateway.next("offers", { status: 409, body: { error: "offer_spent" } });
  await endOffer(client, memory, { id: "o1", cue: "payment_failed" }, "accepted", host);
  assert.deepEqual([memory.session, host.times], [undefined, 1]);
});

for (const outcome of ["declined", "ignored", "never"]) {
  test(`an offer that is ${outcome} opens nothing and keeps no conversation`, async () => {
    const [{ client, memory, gateway, storage }, host] = [device(), HOST()];
    await endOffer(client, memory, { id: "o1", cue: "payment_failed" }, outcome, host);
    assert.deepEqual(gateway.ends, [["o1", outcome]]);
    assert.deepEqual([memory.session, host.times], [undefined, 0]);
    assert.equal("deskbell:never" in storage, outcome === "never");
  });
}

test("never holds on the device although the gateway cannot be reached", async () => {
  const { client, memory, gateway, storage } = device();
  gateway.next("offers", "lost");
  await endOffer(client, memory, { id: "o1", cue: "payment_failed" }, "never", HOST());
  assert.equal(storage["deskbell:never"], 1);
});
