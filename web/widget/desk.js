// Keeps one conversation going: its state, its outbox, and the stream while somebody looks.

import { catchUpFrom, newConversation, nextToSend, quietUntil, reduce } from "./conversation.js";
import { backoff, wait } from "./deskbell-client.js";

/** @import {DeskbellClient, Memory, Outgoing, Page, State, World} from "./types" */

const TRIES = 6; // in about 15 s

export class Desk {
  #client;
  #page;
  #onChange;
  #isOnline;
  #wait;
  #listening;
  #isSending = false;
  #pause = new AbortController();

  /** @param {DeskbellClient} client @param {Memory} memory @param {() => Page} page
   * @param {(state: State) => void} onChange @param {Partial<World>} [world] */
  constructor(client, memory, page, onChange, world = {}) {
    [this.#client, this.#page, this.#onChange] = [client, page, onChange];
    this.memory = memory;
    this.#isOnline = world.isOnline ?? (() => navigator.onLine);
    this.#wait = world.wait ?? wait;
    this.state = newConversation(memory.outbox);
  }

  get isKnown() {
    return !!this.memory.session;
  }

  get person() {
    return this.memory.name;
  }

  /** Sends words, or a choice by its label: once, and after all that was written before.
   * @param {string} text @param {string} [choice] */
  write(text, choice) {
    const { orderNumber } = this.#page();
    const message = {
      key: newKey(),
      speaker: "customer",
      text,
      choice,
      orderNumber,
      fate: "waiting",
      tries: 0,
    };
    this.memory.keep(/** @type {Outgoing} */ (message));
    this.#dispatch({ type: "written", message });
    this.retry();
  }

  /** In the name of the conversation. @param {string} path @param {object} body */
  post(path, body) {
    return this.#client.post(path, body, this.memory.session?.token);
  }

  /** A thumb; kept as well, for the next page. @param {number} seq @param {boolean} helpful */
  async rate(seq, helpful) {
    const { token } = this.memory.session;
    await this.post("feedback", { seq, helpful });
    const { session } = this.memory;
    if (session?.token !== token) return;
    this.memory.session = { ...session, thumbs: { ...session.thumbs, [seq]: helpful } };
  }

  /** Whom the shop vouches for finds the conversation that they left, perhaps on another device. */
  async comeBack() {
    const { customerToken } = this.#page();
    if (this.isKnown || !customerToken) return;
    const session = await this.#client.openSession(customerToken).catch(() => {}); // the first words try again
    if (session) this.memory.session ??= session;
  }

  retry() {
    this.#dispatch({ type: "revived" });
    this.#pause.abort();
    this.#flush();
  }

  /** Follows the stream and sends the unsent. Without a conversation it makes no request. */
  listen() {
    this.#flush();
    const token = this.memory.session?.token;
    if (this.#listening || !token) return;
    this.#listening = new AbortController();
    this.#follow(this.#listening.signal, token);
  }

  /** Stops following, not sending. */
  rest() {
    this.#listening?.abort();
    this.#listening = undefined;
  }

  async #flush() {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let next; this.#isOnline() && (next = nextToSend(this.state));) await this.#deliver(next);
    this.#isSending = false;
  }

  async #deliver(message) {
    const { key } = message;
    this.#dispatch({ type: "sending", key });
    try {
      const seq = await this.#client.send(await this.#token(), message);
      this.memory.drop(key);
      this.#dispatch({ type: "accepted", key, seq });
      this.listen();
    } catch (problem) {
      await this.#recover(message, problem);
    }
  }

  async #recover({ key, tries }, { kind, message, retryAfter, token }) {
    if (kind === "refused") {
      this.memory.drop(key);
      return this.#dispatch({ type: "refused", key, why: message });
    }
    if (kind === "unknown") this.#startOver(token);
    const final = tries + 1 >= TRIES;
    this.#dispatch({ type: "missed", key, final });
    if (final || !this.#isOnline()) return;
    this.#pause = new AbortController();
    await this.#wait(retryAfter ?? backoff(tries), this.#pause.signal);
  }

  async #token() {
    const session = this.memory.session ?? (await this.#open());
    this.memory.session = session;
    return session.token;
  }

  /** The shop's token may have run out: better heard as a guest than not at all. */
  #open() {
    return this.#client.openSession(this.#page().customerToken).catch((problem) => {
      if (problem.kind !== "unknown") throw problem;
      return this.#client.openSession();
    });
  }

  async #follow(signal, token) {
    const places = { stream: () => this.state.position, list: () => catchUpFrom(this.state) };
    try {
      for await (const event of this.#client.follow(token, places, signal)) {
        if (signal.aborted) return;
        this.#take(event);
      }
    } catch (problem) {
      if (problem.kind !== "unknown") throw problem;
      if (!signal.aborted) this.#startOver(token);
    }
  }

  #take(event) {
    const isBack = event.linked && !this.state.linked;
    this.#dispatch(event);
    if (isBack) this.retry();
  }

  /** What is unsent goes to a new conversation; another tab may have opened it. */
  #startOver(token) {
    if (this.memory.session?.token === token) this.memory.session = this.memory.session.before;
    this.rest();
    this.#dispatch({ type: "renewed" });
    this.listen();
  }

  #dispatch(event) {
    this.state = reduce(this.state, event);
    const until = quietUntil(this.state);
    if (until >= 0) this.memory.note("quiet", until);
    this.#onChange(this.state);
  }
}

/** 128 random bits. There is no `randomUUID` on an insecure origin, such as a demo in the local net. */
function newKey() {
  return crypto.getRandomValues(new BigUint64Array(2)).join("-");
}
