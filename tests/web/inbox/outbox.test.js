import assert from "node:assert/strict";
import { test } from "node:test";

import { Drafts } from "../../../web/inbox/drafts.js";
import { InboxProblem } from "../../../web/inbox/inbox-client.js";
import { Outbox } from "../../../web/inbox/outbox.js";

const lost = () => new InboxProblem("unreachable");
const done = () => new Promise((then) => setTimeout(then));

/** Answers what is delivered with these, one after the other, then with success. */
function outbox(...problems) {
  const heard = { delivered: [], given: [] };
  const deliver = async (it) => {
    heard.delivered.push([it.key, it.text]);
    const problem = problems.shift();
    if (problem) throw problem;
  };
  const box = new Outbox(
    deliver,
    () => {},
    (it, problem) => heard.given.push([it.text, problem.kind]),
    {
      wait: async () => {},
    },
  );
  return { box, heard };
}

test("what I write is delivered once, in order", async () => {
  const { box, heard } = outbox();
  box.write("reply", "c", "one", 1);
  box.write("note", "c", "two", 1);
  await done();
  assert.deepEqual(
    heard.delivered.map(([, text]) => text),
    ["one", "two"],
  );
  assert.equal(box.holdsSomething, false);
});

test("after a lost connection the same words go out under the same id, before what follows", async () => {
  const { box, heard } = outbox(lost(), new InboxProblem("busy"));
  box.write("reply", "c", "one", 1);
  box.write("reply", "c", "two", 1);
  await done();
  const [first, second, third, fourth] = heard.delivered;
  assert.deepEqual([first, first], [second, third]);
  assert.equal(fourth[1], "two");
});

test("what can't be delivered is given up in the end, and goes out when I ask", async () => {
  const { box, heard } = outbox(...Array.from({ length: 6 }, lost));
  box.write("reply", "c", "one", 1);
  await done();
  assert.deepEqual(
    box.all.map(({ fate }) => fate),
    ["unsent"],
  );
  assert.equal(box.holdsSomething, true);
  box.retry();
  await done();
  assert.deepEqual(
    box.all.map(({ fate }) => fate),
    ["sent"],
  );
  assert.equal(new Set(heard.delivered.map(([key]) => key)).size, 1);
});

test("it is settled once what was written is delivered, or given up", async () => {
  for (const [problems, fate] of [
    [[], "sent"],
    [[lost()], "sent"],
    [Array.from({ length: 6 }, lost), "unsent"],
  ]) {
    const { box } = outbox(...problems);
    box.write("reply", "c", "one", 1);
    assert.equal(box.all[0].fate, "sending");
    await box.settled("c");
    assert.equal(box.all[0].fate, fate);
  }
  await outbox().box.settled("nowhere");
});

test("one conversation does not wait for another", async () => {
  const { box, heard } = outbox(...Array.from({ length: 6 }, lost));
  box.write("reply", "a", "stuck", 1);
  await done();
  box.write("reply", "b", "free", 1);
  await done();
  assert.equal(heard.delivered.at(-1)[1], "free");
});

test("refused words are given back, and those after them still go out", async () => {
  const { box, heard } = outbox(new InboxProblem("not_yours"));
  box.write("reply", "c", "one", 1);
  box.write("note", "c", "two", 1);
  await done();
  assert.deepEqual(heard.given, [["one", "not_yours"]]);
  assert.deepEqual(
    box.all.map(({ text }) => text),
    ["two"],
  );
});

test("who has to sign in first keeps what they wrote", async () => {
  const { box } = outbox(new InboxProblem("signed_out"));
  box.write("reply", "c", "one", 1);
  await done();
  assert.deepEqual(
    box.all.map(({ fate }) => fate),
    ["unsent"],
  );
  box.retry();
  await done();
  assert.deepEqual(
    box.all.map(({ fate }) => fate),
    ["sent"],
  );
});

function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

test("a draft outlives a reload, for its writer and nobody else", () => {
  const kept = storage();
  new Drafts(() => kept, "ana").keep("c", "reply", "half a sen");
  assert.equal(new Drafts(() => kept, "ana").of("c", "reply"), "half a sen");
  assert.equal(new Drafts(() => kept, "ana").of("c", "note"), "");
  assert.equal(new Drafts(() => kept, "ben").of("c", "reply"), "");
});

test("what could not be sent comes before what was written since", () => {
  const drafts = new Drafts(storage, "ana");
  drafts.keep("c", "reply", "and more");
  drafts.giveBack("c", "reply", "first");
  assert.equal(drafts.of("c", "reply"), "first\nand more");
});

test("without a storage, drafts last as long as the page", () => {
  const drafts = new Drafts(() => {
    throw new Error("not allowed");
  }, "ana");
  drafts.keep("c", "reply", "words");
  assert.equal(drafts.of("c", "reply"), "words");
});

test("what stands behind something that was given up is shown as not sent, too, and both go out in order", async () => {
  const { box, heard } = outbox(...Array.from({ length: 6 }, lost));
  box.write("reply", "c", "one", 1);
  box.write("reply", "c", "two", 1);
  await done();
  box.write("reply", "c", "three", 1);
  assert.deepEqual(
    box.all.map(({ fate }) => fate),
    ["unsent", "unsent", "unsent"],
  );
  box.retry();
  await done();
  assert.deepEqual(
    heard.delivered.slice(6).map(([, text]) => text),
    ["one", "two", "three"],
  );
});
