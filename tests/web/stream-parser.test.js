import assert from "node:assert/strict";
import { test } from "node:test";

import { streamParser } from "../../web/widget/stream-parser.js";

const MESSAGE = { id: "7", type: "message", data: '{"seq":7}' };

test("an event is complete at its empty line", () => {
  const parse = streamParser();
  assert.deepEqual(parse('id: 7\nevent: message\ndata: {"seq":7}\n'), []);
  assert.deepEqual(parse("\n"), [MESSAGE]);
});

test("an event is the same wherever its text was cut", () => {
  const text = 'id: 7\r\nevent: message\r\ndata: {"seq":7}\r\n\r\nevent: typing\r\ndata: {}\r\n\r\n';
  const expected = [MESSAGE, { id: "", type: "typing", data: "{}" }];
  for (let cut = 0; cut <= text.length; cut += 1) {
    const parse = streamParser();
    assert.deepEqual([...parse(text.slice(0, cut)), ...parse(text.slice(cut))], expected, `cut at ${cut}`);
  }
});

test("an event keeps its id to itself", () => {
  const [, typing] = streamParser()("id: 7\ndata: a\n\nevent: typing\ndata: {}\n\n");
  assert.deepEqual(typing, { id: "", type: "typing", data: "{}" });
});

test("comments, unknown fields and events without data are passed over", () => {
  const parse = streamParser();
  assert.deepEqual(parse(": still here\n\nretry: 1000\n\nevent: turn\n\nfuture: x\ndata: a\n\n"), [
    { id: "", type: "message", data: "a" },
  ]);
});

test("lines may end in a line feed, a carriage return, or both", () => {
  for (const end of ["\n", "\r", "\r\n"]) {
    const events = streamParser()(`data: a${end}${end}data: b${end}${end}:${end}`);
    assert.deepEqual(
      events.map(({ data }) => data),
      ["a", "b"],
      JSON.stringify(end),
    );
  }
});

test("several data lines are one text, and one blank after the colon is not part of it", () => {
  const [event] = streamParser()("data:one\ndata:  two\ndata\n\n");
  assert.equal(event.data, "one\n two\n");
});
