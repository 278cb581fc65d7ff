// The only file that talks to the gateway.

import { streamParser } from "./stream-parser.js";

/** @import {Kind, Outgoing, Places, Session, StreamEvent, World} from "./types" */

const ANSWER_LIMIT = 15_000;
const SILENCE_LIMIT = 40_000; // a stream breathes every 15 s
const POLL_EVERY = 3_000;

export class GatewayProblem extends Error {
  /** @param {Kind} kind @param {string} [message] @param {number} [retryAfter] @param {string} [token] */
  constructor(kind, message, retryAfter, token) {
    super(message);
    Object.assign(this, { kind, retryAfter, token });
  }
}

/** In ms; half is left to chance, so that a shop full of visitors does not come back at once.
 * @param {number} failures */
export function backoff(failures, random = Math.random) {
  return Math.min(30_000, 500 * 2 ** failures) * (0.5 + random() / 2);
}

/** @param {number} ms @param {AbortSignal} [signal] @returns {Promise<void>} */
export function wait(ms, signal) {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", () => done(clearTimeout(timer)), { once: true });
  });
}

export class DeskbellClient {
  #base;
  #fetch;
  #wait;

  /** @param {string} gateway  its origin @param {Partial<World>} [world] */
  constructor(gateway, { fetch = (...request) => globalThis.fetch(...request), wait: pause = wait } = {}) {
    this.#base = `${gateway}/webhooks/widget/`;
    this.#fetch = fetch;
    this.#wait = pause;
  }

  /** @param {string} [customerToken] @returns {Promise<Session>} */
  openSession(customerToken) {
    return this.post("session", { customer_token: customerToken });
  }

  /** The gateway takes the same key once. @param {string} token @param {Outgoing} message
   * @returns {Promise<number>} its `seq` */
  async send(token, { key: id, text, choice, orderNumber }) {
    const page = orderNumber && { order_number: orderNumber };
    return (await this.post("messages", { id, ...(choice ? { choice } : { text }), page }, token)).seq;
  }

  /** What comes, across lost connections, until aborted. A stream that brings nothing (a proxy may hold it
   * back) gives way to the JSON list. Only a token that counts no longer ends it with an error.
   * @param {string} token @param {Places} places @param {AbortSignal} signal
   * @returns {AsyncGenerator<StreamEvent>} */
  async *follow(token, places, signal) {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        for await (const event of this.#stream(token, places.stream(), signal)) {
          failures = -1;
          yield event;
        }
      } catch {
        // The list will tell what is wrong.
      }
      if (failures < 0) await this.#wait(backoff(0), signal);
      else yield* this.#look(token, places.list, signal, failures);
    }
  }

  async *#stream(token, after, signal) {
    const line = new AbortController();
    const cut = () => line.abort();
    signal.addEventListener("abort", cut, { signal: line.signal });
    let watch = setTimeout(cut, ANSWER_LIMIT);
    try {
      const headers = { Accept: "text/event-stream", "Last-Event-ID": String(after) };
      const response = await this.#call("events", { headers, signal: line.signal }, token);
      if (!response.headers.get("Content-Type")?.startsWith("text/event-stream")) return;
      const [reader, decoder, parse] = [response.body.getReader(), new TextDecoder(), streamParser()];
      for (let part; !(part = await reader.read()).done;) {
        clearTimeout(watch);
        watch = setTimeout(cut, SILENCE_LIMIT);
        yield { type: "link", linked: true };
        yield* parse(decoder.decode(part.value, { stream: true })).flatMap(eventOf);
      }
    } finally {
      clearTimeout(watch);
      cut();
    }
  }

  /** After a second failure it looks for half a minute before the stream is tried again. */
  async *#look(token, after, signal, failures) {
    for (let looks = failures ? 10 : 1; looks && !signal.aborted; looks -= 1) {
      try {
        const { entries } = await this.#json(`messages?after=${after()}`, { signal }, token);
        yield { type: "link", linked: true };
        yield* entries.flatMap(toldAsStream);
      } catch (problem) {
        if (problem.kind === "unknown") throw problem;
        if (failures) yield { type: "link", linked: false };
        return this.#wait(problem.retryAfter ?? backoff(failures), signal);
      }
      await this.#wait(POLL_EVERY, signal);
    }
  }

  /** @param {string} path @param {object} body @param {string} [token] @returns {Promise<any>} its answer */
  post(path, body, token) {
    const headers = { "Content-Type": "application/json" };
    const signal = AbortSignal.timeout(ANSWER_LIMIT);
    return this.#json(path, { method: "POST", headers, body: JSON.stringify(body), signal }, token);
  }

  async #json(path, init, token) {
    const response = await this.#call(path, init, token);
    return response.status === 204 ? undefined : response.json().catch(unreachable);
  }

  async #call(path, init, token) {
    const headers = { ...init.headers, ...(token && { Authorization: `Bearer ${token}` }) };
    const request = { ...init, headers, credentials: "omit" };
    const response = await this.#fetch(this.#base + path, request).catch(unreachable);
    if (response.ok) return response;
    const { message } = await response.json().catch(() => ({}));
    const retryAfter = Number(response.headers.get("Retry-After")) * 1000 || undefined;
    throw new GatewayProblem(kindOf(response.status), message, retryAfter, token);
  }
}

/** @returns {never} */
function unreachable() {
  throw new GatewayProblem("unreachable");
}

function kindOf(status) {
  if (status === 401) return "unknown";
  return status === 408 || status === 429 || status >= 500 ? "busy" : "refused";
}

function eventOf({ id, type, data }) {
  try {
    return [{ type, id: Number(id) || undefined, data: JSON.parse(data) }];
  } catch {
    return [];
  }
}

function toldAsStream({ turn, ...entry }) {
  const ended = turn ? [{ type: "turn", data: { ...turn, seq: entry.seq } }] : [];
  return [{ type: "message", data: entry }, ...ended];
}
