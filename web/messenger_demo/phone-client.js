// The only file of the phone that talks to the gateway.

import { backoff, wait } from "../widget/deskbell-client.js";

const API = "/demo/messenger/api/";
const ANSWER_LIMIT = 15_000;
const POLL_LIMIT = 40_000; // the gateway answers after 20 s at the latest
const KEPT = "deskbell-messenger-demo";

export class PhoneClient {
  #person = "";
  #line = new AbortController();

  /** What the phone shows, each time that it is something else; nothing while the gateway is away.
   * @returns {AsyncGenerator<any>} */
  async *follow() {
    for (let failures = 0, after = 0; ; ) {
      try {
        const shown = await this.#look(after);
        [failures, after] = [0, shown.version];
        yield shown;
      } catch {
        after = 0;
        if (failures) yield undefined;
        await wait(backoff(failures), this.#line.signal);
        failures += 1;
      }
    }
  }

  /** Another phone, of somebody who has written nothing. */
  async beginAgain() {
    await this.#begin();
    this.#line.abort();
    this.#line = new AbortController();
  }

  /** @param {Record<string, string>} what */
  async act(what) {
    const signal = AbortSignal.timeout(ANSWER_LIMIT);
    await this.#call("acts", { method: "POST", body: JSON.stringify(what), signal });
  }

  async #look(after) {
    this.#person ||= localStorage.getItem(KEPT) || (await this.#begin());
    const signal = AbortSignal.any([this.#line.signal, AbortSignal.timeout(POLL_LIMIT)]);
    try {
      return await (await this.#call(`phone?after=${after}`, { signal })).json();
    } catch (problem) {
      if (problem.status !== 404) throw problem;
      await this.#begin(); // Deskbell was started anew, and knows nobody.
      return this.#look(0);
    }
  }

  async #begin() {
    const signal = AbortSignal.timeout(ANSWER_LIMIT);
    const answer = await this.#call("persons", { method: "POST", body: "{}", signal });
    this.#person = (await answer.json()).person;
    localStorage.setItem(KEPT, this.#person);
    return this.#person;
  }

  async #call(path, init) {
    const headers = { "Content-Type": "application/json", "X-Person": this.#person };
    const answer = await fetch(API + path, { ...init, headers });
    if (!answer.ok) throw Object.assign(new Error(path), { status: answer.status });
    return answer;
  }
}
