// The gateway's side of docs/inbox_api.md without a network: `fetch` answers from what a test has put there.

const json = (status, body, headers = {}) =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers });

export class InMemoryInbox {
  /** Every request, as "POST conversations/c/take". */
  requests = [];
  /** The bodies of the changes, beside the requests that brought them. */
  bodies = [];
  csrf = "token";
  agent = { id: "ana", name: "Ana", email: "ana@shop.example" };
  isSignedIn = true;
  /** By path: what is answered, or a function of the body that answers. */
  answers = {};
  #failures = [];
  #streams = new Set();
  #lines = [];

  /** Answers that come before the usual ones, each once, for requests whose name contains `what`: a status with
   * a body, or "lost". */
  next(what, ...answers) {
    this.#failures.push(...answers.map((answer) => ({ what, answer })));
  }

  /** Puts an event on the stream. */
  tell(event, data) {
    this.#lines.push({ id: this.#lines.length + 8, event, data });
    for (const stream of this.#streams) this.#write(stream, this.#lines.at(-1));
  }

  /** Ends every open stream. */
  cut() {
    for (const stream of this.#streams) stream.close();
    this.#streams.clear();
  }

  fetch = async (address, { method = "GET", headers = {}, body, signal } = {}) => {
    const url = new URL(address, "http://inbox.example");
    const path = url.pathname.replace("/inbox/api/", "");
    const name = `${method} ${path}`;
    this.requests.push(name);
    const at = this.#failures.findIndex(({ what }) => name.includes(what));
    const [failure] = at < 0 ? [] : this.#failures.splice(at, 1);
    if (failure?.answer === "lost") throw new TypeError("fetch failed");
    if (failure) return json(failure.answer.status, failure.answer.body ?? {}, failure.answer.headers);
    if (path === "sign-in") return this.#signIn();
    if (!this.isSignedIn) return json(401, { error: "not_signed_in", message: "Sign in first." });
    if (method === "POST" && headers["X-CSRF-Token"] !== this.csrf) return json(403, { error: "wrong_csrf" });
    if (path === "me") return json(200, this.#me());
    if (path === "events") return this.#stream(Number(url.searchParams.get("after")), signal);
    return this.#answer(path, body && JSON.parse(body));
  };

  #answer(path, body) {
    if (body) this.bodies.push([path, body]);
    const answer = this.answers[path];
    if (answer === undefined)
      return body ? json(204) : json(404, { error: "not_found", message: "Not there." });
    return json(200, typeof answer === "function" ? answer(body) : answer);
  }

  #signIn() {
    this.isSignedIn = true;
    return json(200, this.#me());
  }

  #me() {
    return { agent: this.agent, csrf: this.csrf, expires_at: "2026-01-31T21:00:00.000Z" };
  }

  #stream(after, signal) {
    let mine;
    const body = new ReadableStream({
      start: (stream) => {
        mine = stream;
        this.#streams.add(stream);
        stream.enqueue(new TextEncoder().encode("retry: 1000\n: open\n\n"));
        for (const line of this.#lines) if (line.id > after) this.#write(stream, line);
      },
    });
    signal.addEventListener("abort", () => this.#streams.delete(mine) && mine.error(signal.reason));
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }

  #write(stream, { id, event, data }) {
    const number = event === "reset" ? "" : `id: ${id}\n`;
    stream.enqueue(new TextEncoder().encode(`${number}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  }
}
