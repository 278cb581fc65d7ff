// What the gateway would say (docs/inbox_api.md), made short.

const LISTS = ["waiting", "mine", "colleagues", "bot", "closed"];

export const row = (id, differs = {}) => ({
  id,
  channel: "widget",
  customer: null,
  owner: "bot",
  agent: null,
  epoch: 0,
  since: "2026-01-31T09:00:00.000Z",
  opened_at: "2026-01-31T09:00:00.000Z",
  last_at: "2026-01-31T09:00:00.000Z",
  last_seq: 1,
  said: null,
  wants: "",
  ...differs,
});

/** Of `GET queue` for Ana. */
export function answer(rows, more = {}, counts = {}) {
  const lists = Object.fromEntries(
    LISTS.map((list) => [
      list,
      { conversations: rows.filter((it) => listOf(it) === list), more: more[list] ?? null },
    ]),
  );
  const counted = LISTS.map((list) => [list, lists[list].conversations.length]);
  return { cursor: 7, counts: { ...Object.fromEntries(counted), ...counts }, lists };
}

function listOf({ owner, agent }) {
  if (owner !== "support_agent") return owner;
  return agent.id === "ana" ? "mine" : "colleagues";
}

export const words = (seq, speaker, text = `words ${seq}`, differs = {}) => ({
  seq,
  kind: "message",
  data: { seq, speaker, text, choices: [], at: "2026-01-31T09:00:00.000Z", ...differs },
});

export const owner = (seq, who, name) => ({
  seq,
  kind: "owner",
  data: { seq, owner: who, ...(name && { name }), at: "2026-01-31T09:00:00.000Z" },
});

export const turn = (seq, about, outcome) => ({ seq, kind: "turn", data: { seq: about, outcome } });

/** Of the stream: a row, and words as [speaker, seq]. */
export const news = (conversation, ...said) => ({
  conversation,
  items: said.map(([speaker, seq]) => words(seq, speaker)),
});

export const note = (id, after, text = `note ${id}`, agent = { id: "ana", name: "Ana" }) => ({
  id,
  after,
  agent,
  text,
  at: "2026-01-31T09:00:00.000Z",
});

/** Of `GET conversations/<id>`. */
export const whole = (conversation, items, differs = {}) => ({
  conversation,
  items,
  is_whole: true,
  messaging_window: null,
  notes: [],
  tried: [],
  may_see_orders: false,
  ...differs,
});
