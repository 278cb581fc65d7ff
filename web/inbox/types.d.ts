// The shapes that the page's modules share, for the type checker and the reader. No browser loads this file.
// What comes from the gateway looks as docs/inbox_api.md says.

export type Person = { id: string; name: string };
export type Me = { agent: Person & { email: string }; csrf: string; expires_at: string };

export type ListName = "waiting" | "mine" | "colleagues" | "bot" | "closed";
export type Owner = "bot" | "waiting" | "support_agent" | "closed";

/** One conversation, as a list shows it. */
export type Row = {
  id: string;
  channel: string;
  customer: string | null;
  owner: Owner;
  agent: Person | null;
  epoch: number;
  since: string;
  opened_at: string;
  last_at: string;
  last_seq: number;
  /** The customer's last words. */
  said: string | null;
  wants: string;
  /** Not in what the stream brings. */
  unread?: number;
  /** Up to which item its words were counted: ours, not the gateway's. */
  heard?: number;
};

export type Item = { seq: number; kind: string; data: any };
export type Note = { id: string; after: number; agent: Person | null; text: string; at: string };
export type Tried = { seq: number; asked: string; what: string; outcome: string; reason: string; at: string };
export type News = { conversation: Row; items: Item[] };

export type Order = {
  number: string;
  state: string;
  placed_at: string;
  told: string;
  items: { name: string; colour?: string; size?: string; quantity: number; price: number }[];
  total: number;
  currency: string;
  parcels: { state: string; carrier?: string; tracking_link?: string; expected_on?: string }[];
  may: { what: string; label: string; is_possible: boolean; because?: string }[];
  asked_of_team: { what: string; at: string }[];
  proof: "seen" | "confirmed" | "signed_in";
  until: string | null;
};

/** What the queue knows: of each list the rows that were loaded, and how many there are. */
export type Queue = {
  me: string;
  rows: Record<string, Row>;
  counts: Record<ListName, number>;
  /** Where the next page of a list begins; null at its end. */
  more: Record<ListName, string | null>;
  cursor: number;
  /** A conversation has moved from a page that was never loaded: the counts have to be asked for. */
  isMiscounted: boolean;
};

/** Until when Messenger takes words for a customer; null: they have never written. */
export type MessagingWindow = { bot_until: string | null; person_until: string | null; is_refused: boolean };

/** One conversation that was opened. Its row is the queue's. */
export type Thread = {
  id: string;
  /** In order of `seq`. */
  items: Item[];
  notes: Note[];
  tried: Tried[];
  isWhole: boolean;
  maySeeOrders: boolean;
  /** Where the customer wants to be answered. */
  contactEmail: string | null;
  cameFrom: string | null;
  /** Null for a chat in the shop. */
  messagingWindow: MessagingWindow | null;
};

/** What I wrote, until the gateway has it and the conversation shows it. */
export type Outgoing = {
  /** The id that makes a second try the same words. */
  key: string;
  conversation: string;
  kind: "reply" | "note";
  text: string;
  /** What was last there when it was written. */
  after: number;
  fate: "waiting" | "sending" | "unsent" | "sent";
  tries: number;
};

/** The orders of the open conversation: each look is written down, so nobody looks by chance. */
export type Look = { fate: "none" | "looking" | "seen" | "failed"; orders: Order[]; why?: string };

/** What the page says about itself. */
export type Link = "fine" | "lost";

/** What a test replaces. */
export type World = {
  fetch: typeof fetch;
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** `signed_out`: sign in (again). `taken`, `not_yours`: somebody else has it. `busy`, `unreachable`: later, perhaps.
 * `gone`: there is no such thing. `refused`: never so. */
export type Kind = "signed_out" | "taken" | "not_yours" | "busy" | "unreachable" | "gone" | "refused";
export type Problem = Error & {
  kind: Kind;
  code: string;
  retryAfter?: number;
  by?: Person;
  conversation?: Row;
};
