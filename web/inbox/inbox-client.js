// The only file that talks to the gateway, as docs/inbox_api.md says.

import { backoff, wait } from "../widget/deskbell-client.js";
import { streamParser } from "../widget/stream-parser.js";

/** @import {Kind, Me, World} from "./types" */

const API = "/inbox/api/";
const ANSWER_LIMIT = 15_000;
const SILENCE_LIMIT = 40_000; // a stream breathes more often

export class InboxProblem extends Error {
  /** @param {Kind} kind @param {Record<string, any>} [body] @param {number} [retryAfter]  in ms */
  constructor(kind, body = {}, retryAfter) {
    super(body.message ?? "");
    const { error: code, by, conversation } = body;
    Object.assign(this, { kind, code, by, conversation, retryAfter });
  }
}

export class InboxClient {
  #csrf = "";
  #agent = "";
  #fetch;
  #wait;
  #line = new AbortController();

  /** @param {Partial<World>} [world] */
  constructor({ fetch = (...request) => globalThis.fetch(...request), wait: pause = wait } = {}) {
    this.#fetch = fetch;
    this.#wait = pause;
  }

  /** Who is signed in, and the token for what follows. @returns {Promise<Me>} */
  async me() {
    return this.#admit(await this.get("me"));
  }

  /** @param {string} email @param {string} password @returns {Promise<Me>} */
  async signIn(email, password) {
    return this.#admit(await this.#send("sign-in", { email, password }));
  }

  signOut() {
    return this.post("sign-out", {});
  }

  /** @param {string} path @returns {Promise<any>} */
  get(path) {
    return this.#json(path, { signal: AbortSignal.timeout(ANSWER_LIMIT) });
  }

  /** @param {string} path @param {object} body @returns {Promise<any>} its answer; nothing for `204` */
  async post(path, body) {
    try {
      return await this.#send(path, body);
    } catch (problem) {
      if (problem.code !== "wrong_csrf") throw problem;
    }
    const me = await this.get("me"); // somebody signed in anew in another tab
    if (me.agent.id !== this.#agent) throw new InboxProblem("signed_out");
    this.#admit(me);
    return this.#send(path, body);
  }

  /** What comes after the cursor, across lost connections, until aborted or until a `reset`. Only the end of
   * the session ends it with an error.
   * @param {number} cursor @param {AbortSignal} signal
   * @returns {AsyncGenerator<{type: string, data?: any}>} */
  async *follow(cursor, signal) {
    signal.addEventListener("abort", () => this.hurry());
    let after = `${cursor}`;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const line = (this.#line = new AbortController());
      try {
        for await (const { id, type, data } of this.#stream(after, line)) {
          failures = 0;
          after = id || after;
          yield { type, data };
          if (type === "reset") return;
        }
      } catch (problem) {
        if (problem.kind === "signed_out") throw problem;
      }
      if (line.signal.aborted) continue;
      if (failures) yield { type: "link", data: "lost" };
      await this.#wait(backoff(failures), line.signal);
    }
  }

  /** Tries the stream anew, now. */
  hurry() {
    this.#line.abort();
  }

  async *#stream(after, line) {
    const cut = new AbortController();
    const stop = () => cut.abort();
    line.signal.addEventListener("abort", stop);
    let watch = setTimeout(stop, ANSWER_LIMIT);
    try {
      const headers = { Accept: "text/event-stream" };
      const response = await this.#call(`events?after=${after}`, { headers, signal: cut.signal });
      const [reader, decoder, parse] = [response.body.getReader(), new TextDecoder(), streamParser()];
      yield { type: "link", data: "fine" };
      for (let part; !(part = await reader.read()).done;) {
        clearTimeout(watch);
        watch = setTimeout(stop, SILENCE_LIMIT);
        yield* parse(decoder.decode(part.value, { stream: true })).flatMap(eventOf);
      }
    } finally {
      clearTimeout(watch);
      stop();
    }
  }

  #send(path, body) {
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": this.#csrf };
    const signal = AbortSignal.timeout(ANSWER_LIMIT);
    return this.#json(path, { method: "POST", headers, body: JSON.stringify(body), signal });
  }

  async #json(path, init) {
    const response = await this.#call(path, init);
    return response.status === 204 ? undefined : response.json().catch(unreachable);
  }

  async #call(path, init) {
    const response = await this.#fetch(API + path, { ...init, credentials: "same-origin" }).catch(
      unreachable,
    );
    if (response.ok) return response;
    const body = await response.json().catch(() => ({}));
    const retryAfter = Number(response.headers.get("Retry-After")) * 1000 || undefined;
    throw new InboxProblem(kindOf(response.status, body.error), body, retryAfter);
  }

  #admit(me) {
    [this.#csrf, this.#agent] = [me.csrf, me.agent.id];
    return me;
  }
}

/** Whether trying again may help. @param {{kind?: Kind}} problem */
export function isPassing({ kind }) {
  return kind === "unreachable" || kind === "busy";
}

/** @returns {never} */
function unreachable() {
  throw new InboxProblem("unreachable");
}

/** @returns {Kind} */
function kindOf(status, code) {
  if (code === "taken" || code === "not_yours") return code;
  if (status === 401 && code !== "wrong_sign_in") return "signed_out";
  if (status === 404) return "gone";
  return status === 408 || status === 429 || status >= 500 ? "busy" : "refused";
}

function eventOf({ id, type, data }) {
  try {
    return [{ id, type, data: JSON.parse(data) }];
  } catch {
    return [];
  }
}
