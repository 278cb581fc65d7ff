// Delivers what I write: in order, once, and again after a lost connection, whatever is open meanwhile.

import { backoff, wait } from "../widget/deskbell-client.js";
import { isPassing } from "./inbox-client.js";

/** @import {Outgoing, Problem, World} from "./types" */

const TRIES = 6; // in about 15 s

export class Outbox {
  /** In the order written. @type {Outgoing[]} */
  all = [];
  #deliver;
  #onChange;
  #onProblem;
  #wait;
  /** What goes out to each conversation now. @type {Map<string, Promise<void>>} */
  #busy = new Map();
  #pause = new AbortController();

  /** @param {(outgoing: Outgoing) => Promise<void>} deliver @param {() => void} onChange
   * @param {(outgoing: Outgoing, problem: Problem) => void} onProblem  it won't be delivered
   * @param {Partial<World>} [world] */
  constructor(deliver, onChange, onProblem, { wait: pause = wait } = {}) {
    [this.#deliver, this.#onChange, this.#onProblem, this.#wait] = [deliver, onChange, onProblem, pause];
  }

  /** @param {string} conversation */
  of(conversation) {
    return this.all.filter((it) => it.conversation === conversation);
  }

  /** In the order written. */
  get unsent() {
    return this.all.filter(({ fate }) => fate !== "sent");
  }

  /** Whether somebody who leaves the page now should hear of it. */
  get holdsSomething() {
    return this.unsent.length > 0;
  }

  /** Once nothing is on its way there any more. @param {string} conversation */
  async settled(conversation) {
    await this.#busy.get(conversation);
  }

  /** What an earlier page could not send goes out under the same ids, before what is written here.
   * @param {Outgoing[]} kept */
  restore(kept) {
    const isHere = ({ key }) => this.all.some((it) => it.key === key);
    const missing = kept.filter((it) => !isHere(it));
    this.all = [...missing.map((it) => ({ ...it, fate: "unsent" })), ...this.all];
    this.retry();
  }

  /** @param {"reply" | "note"} kind @param {string} conversation @param {string} text
   * @param {number} after  what was last there */
  write(kind, conversation, text, after) {
    this.all = [...this.all, { key: newKey(), conversation, kind, text, after, fate: "waiting", tries: 0 }];
    this.#onChange();
    this.#flush(conversation);
  }

  /** What was given up, too. */
  retry() {
    this.all = this.all.map((it) => (it.fate === "unsent" ? { ...it, fate: "waiting", tries: 0 } : it));
    this.#pause.abort();
    for (const { conversation } of this.all) this.#flush(conversation);
    this.#onChange();
  }

  /** I take it back. @param {string} key */
  drop(key) {
    this.all = this.all.filter((it) => it.key !== key);
    this.#onChange();
  }

  /** The conversation shows them. @param {Outgoing[]} done */
  forget(done) {
    this.all = this.all.filter((it) => !done.includes(it));
  }

  clear() {
    this.all = [];
  }

  #flush(conversation) {
    if (this.#busy.has(conversation)) return;
    if (this.#next(conversation)) this.#busy.set(conversation, this.#sendAll(conversation));
    else this.#holdBack(conversation);
  }

  async #sendAll(conversation) {
    for (let next; (next = this.#next(conversation));) {
      if (!(await this.#try(next))) break;
    }
    this.#busy.delete(conversation);
    this.#holdBack(conversation);
  }

  /** Behind what was given up nothing goes out: that is shown, too. */
  #holdBack(conversation) {
    const unsent = this.unsent.filter((it) => it.conversation === conversation);
    if (unsent[0]?.fate !== "unsent") return;
    for (const { key, fate } of unsent) if (fate === "waiting") this.#change(key, { fate: "unsent" });
  }

  #next(conversation) {
    const oldest = this.of(conversation).find(({ fate }) => fate !== "sent");
    return oldest?.fate === "waiting" ? oldest : undefined;
  }

  /** @returns {Promise<boolean>} whether to go on */
  async #try({ key, tries }) {
    const outgoing = this.#change(key, { fate: "sending", tries: tries + 1 });
    try {
      await this.#deliver(outgoing);
      this.#change(key, { fate: "sent" });
    } catch (problem) {
      if (!isPassing(problem)) return this.#giveBack(outgoing, problem);
      const isLast = outgoing.tries >= TRIES;
      this.#change(key, { fate: isLast ? "unsent" : "waiting" });
      if (isLast) return false;
      this.#pause = new AbortController();
      await this.#wait(problem.retryAfter ?? backoff(tries), this.#pause.signal);
    }
    return true;
  }

  /** Who has to sign in first keeps it here; the rest is for the writer to decide. */
  #giveBack(outgoing, problem) {
    if (problem.kind === "signed_out") this.#change(outgoing.key, { fate: "unsent" });
    else this.drop(outgoing.key);
    this.#onProblem(outgoing, problem);
    return problem.kind !== "signed_out";
  }

  #change(key, how) {
    this.all = this.all.map((it) => (it.key === key ? { ...it, ...how } : it));
    this.#onChange();
    return this.all.find((it) => it.key === key);
  }
}

/** 128 random bits. There is no `randomUUID` on an insecure origin. */
function newKey() {
  return crypto.getRandomValues(new BigUint64Array(2)).join("-");
}
