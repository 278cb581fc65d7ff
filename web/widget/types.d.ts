// The shapes that the widget's modules share, for the type checker and the reader. No browser loads this file.

export type { DeskbellChat } from "./deskbell.js";
export type { Desk } from "./desk.js";
export type { DeskbellClient } from "./deskbell-client.js";
export type { Memory } from "./memory.js";

export type Choice = { id: string; label: string };
export type Outcome = "answered" | "answered_before" | "quiet" | "passed_on" | "failed" | "refused";
export type Owner = "bot" | "waiting" | "support_agent" | "closed";

/** One line of the log, at its place in the conversation. */
export type Entry = {
  seq: number;
  /** Stays the same from "pending" to "in the stream", so that what was drawn may be kept; and is no other's, also
   * not in another conversation. */
  key: string;
  /** `owner`: no words, but a change of who answers; in the log a new day as well. */
  speaker: "customer" | "bot" | "support" | "owner";
  text: string;
  choices?: Choice[];
  because?: { kind: string; ref: unknown };
  at?: string;
  /** Of a customer's entry, once its turn has ended. `refused`: the gateway has not taken it. */
  outcome?: Outcome;
  /** Why the turn ended so: a short stable phrase. */
  reason?: string;
  /** Of a person's words: who wrote them. */
  name?: string;
  /** The gateway's words when it was refused. */
  why?: string;
  /** The `seq` of the earlier answer that an `answered_before` points to. */
  ref?: number;
};

/** A message of the customer that the gateway has not acknowledged yet. */
export type Outgoing = {
  /** The client id, made once; later the key of its entry. */
  key: string;
  speaker: "customer";
  /** What the customer reads: the words, or the label of the choice. */
  text: string;
  choice?: string;
  /** The order in view when it was written. */
  orderNumber?: string;
  /** `unsent`: given up until the customer or the connection asks again. */
  fate: "waiting" | "sending" | "unsent";
  tries: number;
  ref?: undefined;
  at?: undefined;
};

export type State = {
  /** In order of `seq`. */
  entries: Entry[];
  /** In the order written. */
  outbox: Outgoing[];
  /** Stream events that wait until it is known whether they are about a message in the outbox. */
  held: StreamEvent[];
  /** The last place of the event stream that was taken in. */
  position: number;
  /** The highest `seq` that the gateway has shown, by stream or by list. */
  seen: number;
  owner: Owner;
  /** Of the person who answers. */
  name?: string;
  /** The gateway's words while answers are delayed, else empty. */
  delay: string;
  /** False while the gateway cannot be reached. */
  linked: boolean;
};

/** `id` is a place in the stream; what the JSON list tells, and `typing`, has none. */
export type StreamEvent = { type: string; id?: number; data?: any; linked?: boolean };
export type LocalEvent = {
  type: string;
  data?: undefined;
  message?: Outgoing;
  key?: string;
  seq?: number;
  why?: string;
  final?: boolean;
};

/** Where to go on after a break: in the stream, in the JSON list. */
export type Places = { stream: () => number; list: () => number };
/** What a test replaces. */
export type World = {
  fetch: typeof fetch;
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  isOnline: () => boolean;
};
/** An event as its text was cut out of the stream. */
export type RawEvent = { id: string; type: string; data: string };
/** `unreachable`: no answer. `busy`: later, perhaps. `unknown`: the token counts no longer. `refused`: never. */
export type Kind = "unreachable" | "busy" | "unknown" | "refused";
/** `cue`: the sign of need that an accepted offer was for. `thumbs`: by the `seq` of the answer. `before`: the
 * conversation that the offer took the place of. */
export type Session = {
  token: string;
  conversation: string;
  cue?: string;
  thumbs?: Record<number, boolean>;
  before?: Session;
};
/** What the gateway asks about before it offers help. */
export type Sign = { cue: string; orderNumber?: string; customerToken?: string };
/** An offer that is shown. */
export type Offering = { end: (outcome: string) => unknown };
/** What the page knows right now, from the attributes of the tag. */
export type Page = { orderNumber?: string; customerToken?: string };

declare global {
  interface Window {
    /** For the shop's own scripts. */
    deskbell: { cue: (name: string, about?: { orderNumber?: string | number }) => void };
  }
}
