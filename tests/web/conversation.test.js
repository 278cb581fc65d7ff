import assert from "node:assert/strict";
import { test } from "node:test";

import {
  catchUpFrom,
  isAnswerDue,
  newConversation,
  nextToSend,
  openChoices,
  quietUntil,
  reduce,
} from "../../web/widget/conversation.js";

const outgoing = (key, text) => ({ key, speaker: "customer", text, fate: "waiting", tries: 0 });
const written = (key, text = `words of ${key}`) => ({ type: "written", message: outgoing(key, text) });
const sending = (key) => ({ type: "sending", key });
const accepted = (key, seq) => ({ type: "accepted", key, seq });
const said = (seq, speaker, text = `words ${seq}`, choices = [], because = undefined) => ({
  type: "message",
  id: seq,
  data: { seq, speaker, text, choices, because },
});
const replied = (seq, ref, text, choices) => said(seq, "bot", text, choices, { kind: "reply", ref: `${ref}` });
const turn = (id, seq, outcome = "answered", ref = undefined) => ({
  type: "turn",
  id,
  data: { seq, outcome, ref },
});
const owner = (seq, who, name = undefined) => ({ type: "owner", id: seq, data: { seq, owner: who, name } });
const status = (seq, what, text = "") => ({ type: "status", id: seq, data: { seq, status: what, text } });
const renewed = { type: "renewed" };

const after = (...events) => events.reduce(reduce, newConversation());
/** What stands in the panel, from top to bottom. */
const shown = (state) => [...state.entries, ...state.outbox].map(({ text }) => text);

test("a message is shown at once, and as one entry when the stream brings it", () => {
  const pending = after(written("a", "Hello"));
  assert.deepEqual(shown(pending), ["Hello"]);
  const done = [sending("a"), accepted("a", 1), said(1, "customer", "Hello")].reduce(reduce, pending);
  assert.deepEqual(shown(done), ["Hello"]);
  assert.equal(done.entries[0].key, "a", "the drawing of the pending message is kept");
});

test("a message whose entry comes before the answer to its sending is shown once", () => {
  const racing = after(
    written("a", "Hello"),
    sending("a"),
    said(1, "customer", "Hello"),
    said(2, "bot", "Hi"),
  );
  assert.deepEqual(shown(racing), ["Hello"], "neither twice, nor below its answer");
  assert.deepEqual(shown(reduce(racing, accepted("a", 1))), ["Hello", "Hi"]);
});

test("what another tab wrote appears once it is clear that it is not ours", () => {
  const racing = after(
    written("a", "Mine"),
    sending("a"),
    said(1, "customer", "Theirs"),
    said(2, "customer", "Mine"),
  );
  assert.deepEqual(shown(reduce(racing, accepted("a", 2))), ["Theirs", "Mine"]);
});

test("a message whose acknowledgement was lost waits for it instead of being shown twice", () => {
  const lost = after(
    written("a", "Hello"),
    sending("a"),
    { type: "missed", key: "a" },
    said(1, "customer", "Hello"),
  );
  assert.deepEqual(shown(lost), ["Hello"]);
  assert.deepEqual(shown([sending("a"), accepted("a", 1)].reduce(reduce, lost)), ["Hello"]);
});

test("history appears while an unsent message of other words waits", () => {
  const state = after(written("a", "New"), said(1, "customer", "Old"), said(2, "bot", "Answer"));
  assert.deepEqual(shown(state), ["Old", "Answer", "New"]);
});

test("an event that comes twice counts once", () => {
  const events = [said(1, "customer"), said(2, "bot"), turn(3, 1), owner(4, "waiting")];
  const once = after(...events);
  assert.deepEqual(events.reduce(reduce, once), once);
});

test("a delay that is over does not come back with an event told twice", () => {
  const state = after(
    said(1, "customer"),
    status(2, "delayed", "Later."),
    said(3, "bot"),
    status(2, "delayed", "Later."),
  );
  assert.equal(state.delay, "");
});

test("entries of the list and of the stream come together once and in order", () => {
  const fromList = { type: "message", data: said(5, "bot").data };
  const state = after(said(1, "customer"), fromList, said(2, "bot"), said(5, "bot"));
  assert.deepEqual(
    state.entries.map(({ seq }) => seq),
    [1, 2, 5],
  );
  assert.equal(state.position, 5);
});

test("the list does not move the place in the stream, so that no event between is passed over", () => {
  const fromList = { type: "message", data: said(5, "bot").data };
  const state = after(said(1, "customer"), fromList, owner(3, "waiting"));
  assert.equal(state.owner, "waiting");
});

test("a look at the list begins before the first message whose turn is open", () => {
  assert.equal(catchUpFrom(after()), 0);
  assert.equal(catchUpFrom(after(said(1, "customer"), said(2, "bot"))), 0);
  assert.equal(catchUpFrom(after(said(1, "customer"), said(2, "bot"), turn(3, 1))), 2);
});

test("a look at the list does not pass over what came before a message of our own", () => {
  const state = after(said(1, "customer"), turn(2, 1), written("a"), sending("a"), accepted("a", 7));
  assert.equal(catchUpFrom(state), 1);
});

test("messages go out in the order written, one at a time", () => {
  const two = after(written("a"), written("b"));
  assert.equal(nextToSend(two).key, "a");
  assert.equal(nextToSend(reduce(two, sending("a"))), undefined);
  const first = [sending("a"), accepted("a", 1)].reduce(reduce, two);
  assert.equal(nextToSend(first).key, "b");
});

test("a message that was given up holds back the later ones until it is tried again", () => {
  const given = after(written("a"), written("b"), { type: "missed", key: "a", final: true });
  assert.equal(nextToSend(given), undefined);
  assert.equal(nextToSend(reduce(given, { type: "revived" })).key, "a");
});

test("a refused message says why, is not sent again, and holds nothing back", () => {
  const refused = after(written("a"), written("b"), { type: "refused", key: "a", why: "Too long." });
  assert.deepEqual([refused.entries[0].outcome, refused.entries[0].why], ["refused", "Too long."]);
  assert.equal(nextToSend(reduce(refused, { type: "revived" })).key, "b");
  assert.equal(isAnswerDue(refused), false);
});

test("a refused message keeps its place while the conversation goes on", () => {
  const refusals = ["a", "b"].flatMap((key) => [written(key), { type: "refused", key }]);
  const state = after(said(1, "customer", "One"), ...refusals, said(2, "bot", "Two"));
  assert.deepEqual(shown(state), ["One", "words of a", "words of b", "Two"]);
  assert.equal(catchUpFrom(reduce(state, turn(3, 1))), 2);
});

const yes = [{ id: "c1", label: "Yes" }];

const told = after(said(1, "customer"), replied(2, 1, "It left us.", yes), turn(3, 1));

test("the choices of the latest answer are open, but not while another is due", () => {
  assert.equal(openChoices(told).seq, 2);
  assert.equal(openChoices(reduce(told, written("a"))), undefined);
  assert.equal(openChoices([written("a"), sending("a"), accepted("a", 4)].reduce(reduce, told)), undefined);
});

for (const outcome of ["quiet", "answered_before", "failed"]) {
  test(`choices stay open after a turn without words that ended ${outcome}`, () => {
    const state = [said(4, "customer", "ok"), turn(5, 4, outcome)].reduce(reduce, told);
    assert.equal(openChoices(state).seq, 2);
  });
}

test("choices stay open after words that neither ask nor offer anything", () => {
  const thanked = [said(4, "customer", "thanks"), replied(5, 4, "You're welcome."), turn(6, 4)];
  assert.equal(openChoices(thanked.reduce(reduce, told)).seq, 2);
});

test("choices close when a later turn asks something else", () => {
  const dropped = [said(4, "customer", "never mind"), replied(5, 4, "What would you like? Say it."), turn(6, 4)];
  assert.equal(openChoices(dropped.reduce(reduce, told)), undefined);
});

test("choices stay open when the turn that offered them also asks something", () => {
  const both = [said(1, "customer"), replied(2, 1, "In 3 days.", yes), replied(3, 1, "Which number?"), turn(4, 1)];
  assert.equal(openChoices(after(...both)).seq, 2);
});

test("the choices of an earlier answer close when a later one offers others", () => {
  const state = after(said(1, "customer"), replied(2, 1, "A?", yes), replied(3, 1, "B?", yes), turn(4, 1));
  assert.equal(openChoices(state).seq, 3);
});

test("choices close with a goodbye, and are open again when the customer comes back to them", () => {
  const gone = [said(4, "customer", "bye"), replied(5, 4, "Bye."), turn(6, 4), owner(7, "closed")];
  const state = gone.reduce(reduce, told);
  assert.equal(openChoices(state), undefined);
  const back = [said(8, "customer", "ok"), owner(9, "bot"), turn(10, 8, "quiet")];
  assert.equal(openChoices(back.reduce(reduce, state)).seq, 2);
});

test("where nothing was offered, no choice is open", () => {
  assert.equal(openChoices(after(said(1, "customer"), replied(2, 1, "Which number?"), turn(3, 1))), undefined);
});

test("choices close when a person speaks", () => {
  assert.equal(openChoices(after(said(1, "bot", "Sure?", yes), said(2, "support"))), undefined);
});

test("choices stay open when the customer's words were refused", () => {
  const state = after(said(1, "bot", "Sure?", yes), written("a"), { type: "refused", key: "a" });
  assert.equal(openChoices(state).seq, 1);
});

test("an answer is due from the sending until the turn has ended", () => {
  const sent = after(written("a"), sending("a"));
  assert.equal(isAnswerDue(sent), true);
  const taken = reduce(sent, accepted("a", 1));
  assert.equal(isAnswerDue(taken), true);
  for (const outcome of ["answered", "answered_before", "quiet", "passed_on", "failed"]) {
    assert.equal(isAnswerDue(reduce(taken, turn(2, 1, outcome))), false, outcome);
  }
});

test("no answer is due for a message that waits for the connection or was given up", () => {
  assert.equal(isAnswerDue(after(written("a"))), false);
  assert.equal(
    isAnswerDue(after(written("a"), sending("a"), { type: "missed", key: "a", final: true })),
    false,
  );
});

test("while two messages are open, the answer to the first does not end the waiting", () => {
  const one = after(said(1, "customer"), said(2, "customer"), said(3, "bot"), turn(4, 1));
  assert.equal(isAnswerDue(one), true);
  assert.equal(isAnswerDue(reduce(one, turn(5, 2))), false);
});

test("a delay is told instead of the typing sign, until an answer comes or the delay is over", () => {
  const late = after(said(1, "customer"), status(2, "delayed", "It takes longer."));
  assert.equal(late.delay, "It takes longer.");
  assert.equal(isAnswerDue(late), false);
  assert.equal(reduce(late, said(3, "bot")).delay, "");
  const over = reduce(late, status(3, "available"));
  assert.deepEqual([over.delay, isAnswerDue(over)], ["", true]);
});

test("a person who has joined promises no answer by the typing sign", () => {
  assert.equal(isAnswerDue(after(said(1, "customer"), owner(2, "support_agent", "Maja"))), false);
});

test("a change of who answers is one line, with the person's name", () => {
  const state = after(
    owner(1, "bot"),
    owner(2, "waiting"),
    owner(3, "support_agent", "Maja"),
    owner(4, "support_agent", "Maja"),
    owner(5, "support_agent", "Ben"),
    owner(6, "bot"),
  );
  assert.deepEqual(shown(state), [
    "You asked for a person.",
    "Maja from our team has joined.",
    "Ben from our team has joined.",
    "You are talking to the assistant again.",
  ]);
});

test("who had the customer and left is named, and the customer is told that they wait again", () => {
  const state = after(owner(1, "support_agent", "Maja"), owner(2, "waiting"));
  assert.equal(shown(state).at(-1), "Maja had to leave. You are in line again.");
});

test("a person's words carry the name of whoever had the conversation then", () => {
  const state = after(
    owner(1, "support_agent", "Maja"),
    said(2, "support"),
    owner(3, "support_agent", "Ben"),
    said(4, "support"),
  );
  const words = state.entries.filter(({ speaker }) => speaker === "support");
  assert.deepEqual(
    words.map(({ name }) => name),
    ["Maja", "Ben"],
  );
});

test("a goodbye ends with one quiet line, and writing again adds none", () => {
  const gone = after(said(1, "customer", "Bye"), owner(2, "closed"));
  assert.deepEqual(shown(gone), ["Bye", "This is closed. Write again any time."]);
  const back = [said(3, "customer", "One more thing"), owner(4, "bot")].reduce(reduce, gone);
  assert.deepEqual([shown(back).at(-1), back.owner], ["One more thing", "bot"]);
});

const AT = "2025-03-03T10:42:00.000Z";
const written42 = (seq, speaker) => ({ type: "message", id: seq, data: { seq, speaker, text: "…", at: AT } });
const ended = (id, seq, reason) => ({ type: "turn", id, data: { seq, outcome: "answered", reason } });

test("no help is offered for a day after the last words of an open conversation", () => {
  const state = after(written42(1, "customer"), written42(2, "bot"));
  assert.equal(quietUntil(state), Date.parse("2025-03-04T10:42:00.000Z"));
});

test("after goodbye help may be offered again", () => {
  assert.equal(quietUntil(after(written42(1, "customer"), owner(2, "closed"))), 0);
});

test("who wants to be left alone is offered nothing until they write again", () => {
  const alone = after(written42(1, "customer"), written42(2, "bot"), ended(3, 1, "ask_to_be_left_alone"));
  assert.equal(quietUntil(alone), Infinity);
  assert.ok(quietUntil(reduce(alone, written42(4, "customer"))) < Infinity);
});

test("a question that was answered before points to its answer", () => {
  const state = after(
    said(1, "customer"),
    said(2, "bot"),
    turn(3, 1),
    said(4, "customer"),
    turn(5, 4, "answered_before", 2),
  );
  assert.equal(state.entries.at(-1).ref, 2);
});

test("a new conversation keeps the unsent and says that the earlier one ended", () => {
  const state = after(said(1, "customer"), said(2, "bot"), written("a", "Still there?"), renewed);
  assert.deepEqual(shown(state), ["Your earlier conversation has ended. You can go on here.", "Still there?"]);
  assert.equal(state.position, 0);
  assert.equal(nextToSend(state).key, "a");
});

test("entries at the same place of two conversations are not taken for each other", () => {
  const keysOf = (at) => {
    const { data } = said(1, "bot");
    const state = after({ type: "message", id: 1, data: { ...data, at } }, owner(2, "waiting"));
    return state.entries.map(({ key }) => key);
  };
  const [one, other] = [keysOf("2025-03-03T10:42:00.000Z"), keysOf("2025-03-05T09:00:00.000Z")];
  assert.notEqual(one[0], other[0]);
  assert.equal(one[1], other[1], "a line that says the same may stay");
});

test("an unknown event changes nothing", () => {
  const state = after(said(1, "customer"));
  for (const type of ["reaction", "toString", "__proto__", "constructor"]) {
    assert.equal(reduce(state, { type, id: 2, data: {} }), state, type);
  }
});

test("a state is never changed in place", () => {
  const freeze = (value) => {
    if (value && typeof value === "object") Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };
  const events = [
    written("a"),
    sending("a"),
    said(1, "customer"),
    accepted("a", 1),
    said(2, "bot", "Sure?", yes),
    turn(3, 1),
    owner(4, "waiting"),
    status(5, "delayed", "Later."),
    written("b"),
    { type: "refused", key: "b" },
    renewed,
  ];
  const state = events.reduce((before, event) => reduce(freeze(before), freeze(event)), newConversation());
  assert.equal(state.entries.length, 1);
});
