/** @import {Outgoing, Session} from "./types" */

/** Keeps a conversation's token and its unsent messages between two pages. Nothing is cached: other tabs
 * write too. */
export class Memory {
  #storage;

  /** @param {() => Storage} storage  may throw: then nothing outlasts the page
   * @param {string} gateway @param {string} [customerToken] */
  constructor(storage, gateway, customerToken) {
    this.name = `deskbell:${gateway}:${personOf(customerToken)}:`;
    try {
      this.#storage = storage();
    } catch {
      this.#storage = {};
    }
  }

  /** @returns {Session | undefined} */
  get session() {
    return this.#read("session");
  }

  set session(session) {
    this.#write("session", session);
  }

  /** To the conversation before, and from the earliest on to the latest. */
  turnBack() {
    const { before, ...latest } = this.session;
    let earliest = before;
    while (earliest.before) earliest = earliest.before;
    earliest.before = latest;
    this.session = before;
  }

  /** @returns {Outgoing[]} */
  get outbox() {
    return this.#read("outbox") ?? [];
  }

  /** @param {Outgoing} message */
  keep(message) {
    this.#write("outbox", [...this.outbox, message]);
  }

  /** @param {string} key */
  drop(key) {
    this.#write(
      "outbox",
      this.outbox.filter((it) => it.key !== key),
    );
  }

  /** Of the device, whoever uses it. @param {"visitor" | "quiet" | "never"} what */
  noted(what) {
    return this.#storage[`deskbell:${what}`];
  }

  note(what, value) {
    this.#set(`deskbell:${what}`, value);
  }

  #read(what) {
    try {
      return JSON.parse(this.#storage[this.name + what]) ?? undefined;
    } catch {
      return undefined;
    }
  }

  #write(what, value) {
    this.#set(this.name + what, JSON.stringify(value ?? null));
  }

  #set(name, value) {
    try {
      this.#storage[name] = value;
    } catch {
      // no room is left: it still goes out from this page
    }
  }
}

/** Keeps people apart who share a browser. */
function personOf(token) {
  try {
    return JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).sub;
  } catch {
    return "";
  }
}
