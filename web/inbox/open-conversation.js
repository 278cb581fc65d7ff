// The conversation that is open: what is known of it, and what I do with it.

import { isPassing } from "./inbox-client.js";
import { lastSeq, threadOf, withAnswer, withEarlier, withItems, withNote } from "./thread.js";
import { nameOfAgent } from "./words.js";

/** @import {InboxClient} from "./inbox-client.js" */
/** @import {Item, Look, Note, Problem, Row, Thread} from "./types" */

const EARLIER = 200;
const REFRESH_AFTER = 400; // ms, so that a burst of news asks once

/** @typedef {{onChange: () => void, onRow: (row: Row) => void, onRead: (id: string) => void,
 *   onSignedOut: () => void, isVisible: () => boolean}} Hooks */

export class OpenConversation {
  id;
  /** @type {Thread | undefined} */ thread;
  /** @type {Look} */ look = { fate: "none", orders: [] };
  /** What went wrong, in words. */ problem = "";
  isMissing = false;
  /** What I am doing with it right now: `take`, `pass`, … */ doing = "";
  #client;
  #hooks;
  #path;
  #early = /** @type {Item[]} */ ([]);
  #readTo = 0;
  #refreshing;

  /** @param {string} id @param {InboxClient} client @param {Hooks} hooks */
  constructor(id, client, hooks) {
    [this.id, this.#client, this.#hooks] = [id, client, hooks];
    this.#path = `conversations/${encodeURIComponent(id)}`;
  }

  /** Asks for all of it, again if need be. */
  async load() {
    try {
      const answer = await this.#client.get(this.#path);
      this.#hooks.onRow(answer.conversation);
      this.thread = this.thread ? withAnswer(this.thread, answer) : threadOf(answer);
      this.thread = withItems(this.thread, this.#early.splice(0));
      this.markRead();
    } catch (problem) {
      this.isMissing = problem.kind === "gone";
      const isLoadedLater = this.thread && isPassing(problem); // nobody asked for it, and the link says it
      if (!isLoadedLater) this.fail(problem);
    }
    this.#hooks.onChange();
  }

  /** @param {Item[]} items  what the stream brought */
  takeItems(items) {
    if (!this.thread) return void this.#early.push(...items);
    this.thread = withItems(this.thread, items);
    this.markRead();
    const opens = ({ kind, data }) => kind === "message" && data.speaker === "customer";
    const isWindowMoved = this.thread.messagingWindow && items.some(opens);
    if (isWindowMoved || items.some(({ kind }) => kind === "turn")) this.#loadSoon();
  }

  /** @param {Note} note */
  takeNote(note) {
    if (this.thread) this.thread = withNote(this.thread, note);
  }

  /** I have seen it up to its end, if it can be seen at all. */
  markRead() {
    if (!this.thread || !this.#hooks.isVisible()) return;
    this.#hooks.onRead(this.id);
    const [seq, before] = [lastSeq(this.thread), this.#readTo];
    if (seq <= before) return;
    this.#readTo = seq;
    this.#client.post(`${this.#path}/read`, { seq }).catch(() => (this.#readTo = before));
  }

  async loadEarlier() {
    const query = `before=${this.thread.items[0].seq}&limit=${EARLIER}`;
    const answer = await this.attempt("earlier", () => this.#client.get(`${this.#path}/items?${query}`));
    if (answer) this.thread = withEarlier(this.thread, answer.items, EARLIER);
    this.#hooks.onChange();
  }

  /** The orders that the customer has proved. The gateway writes down each look. */
  async lookAtOrders() {
    this.look = { fate: "looking", orders: [] };
    this.#hooks.onChange();
    try {
      const { orders } = await this.#client.get(`${this.#path}/orders`);
      this.look = { fate: "seen", orders };
    } catch (problem) {
      if (problem.kind === "signed_out") this.#hooks.onSignedOut();
      this.look = { fate: "failed", orders: [], why: problem.message };
    }
    this.#hooks.onChange();
  }

  /** Whether it worked. @param {"take" | "pass" | "hand-back" | "close"} what @param {object} body */
  async change(what, body) {
    const answer = await this.attempt(what, () => this.#client.post(`${this.#path}/${what}`, body));
    if (answer) this.#hooks.onRow(answer.conversation);
    this.#hooks.onChange();
    return !!answer;
  }

  /** @param {string} what @param {() => Promise<any>} how
   * @returns {Promise<any>} the answer; nothing when it went wrong, which is said then */
  async attempt(what, how) {
    [this.doing, this.problem] = [what, ""];
    this.#hooks.onChange();
    try {
      return await how();
    } catch (problem) {
      this.fail(problem);
    } finally {
      this.doing = "";
      this.#hooks.onChange();
    }
  }

  /** @param {Problem} problem @param {string} [what] */
  fail(problem, what = "") {
    if (!problem.kind) throw problem;
    if (problem.kind === "signed_out") return this.#hooks.onSignedOut();
    if (problem.conversation) this.#hooks.onRow(problem.conversation);
    this.problem = what + sayProblem(problem);
  }

  /** A turn of the bot has ended: it may have tried something, or proved an order. Or the customer has written
   * on Messenger, where there is more time to answer now. */
  #loadSoon() {
    clearTimeout(this.#refreshing);
    this.#refreshing = setTimeout(() => this.load(), REFRESH_AFTER);
  }
}

/** @param {Problem} problem */
function sayProblem(problem) {
  const { kind, message, by, conversation } = problem;
  if (kind === "taken") return `${nameOfAgent(by)} has taken it.`;
  if (kind === "not_yours" && conversation?.owner === "support_agent") {
    return `${nameOfAgent(conversation.agent)} has it now.`;
  }
  if (isPassing(problem)) return "That did not get through. Please try again.";
  return message || "That did not work.";
}
