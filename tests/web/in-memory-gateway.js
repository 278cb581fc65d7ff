// A gateway without a network: `fetch` answers as the HTTP contract says. What it answers next can be set.

const json = (status, body, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });

export class InMemoryGateway {
  /** Every request, as "POST messages". */
  requests = [];
  /** The messages taken, in order: {id, text | choice, page?}. */
  taken = [];
  /** The stream: {id, event, data}. */
  items = [];
  tokens = [];
  /** What the next cues are answered with: {id, text}; silence when there is none. */
  offers = [];
  /** What came of cues, offers and thumbs: as sent. */
  cues = [];
  ends = [];
  ratings = [];
  #failures = [];
  #issued = 0;
  #streams = new Set();

  /** Answers that come before the usual ones: a status with a body, "lost" (nobody answers) or "taken" (the
   * request is carried out, but its answer is lost). Each is used once, for requests whose name contains
   * `what`. */
  next(what, ...answers) {
    this.#failures.push(...answers.map((answer) => ({ what, answer })));
  }

  /** Puts an event on the stream. */
  tell(event, data) {
    const id = this.items.length + 1;
    this.items.push({ id, event, data: { seq: id, ...data } });
    for (const stream of this.#streams) this.#write(stream, this.items.at(-1));
    return id;
  }

  /** Ends every open stream, as a restart of the gateway does. */
  cut() {
    for (const stream of this.#streams) stream.close();
    this.#streams.clear();
  }

  /** Forgets every token, as after a restore from nothing. */
  forget() {
    this.tokens = [];
    this.items = [];
    this.cut();
  }

  fetch = async (address, { method = "GET", headers = {}, body, signal } = {}) => {
    const url = new URL(address);
    const name = `${method} ${url.pathname.replace("/webhooks/widget/", "")}`;
    this.requests.push(name);
    const at = this.#failures.findIndex(({ what }) => name.includes(what));
    const [failure] = at < 0 ? [] : this.#failures.splice(at, 1);
    if (failure === undefined) return this.#answer(name, url, headers, body, signal);
    if (failure.answer === "taken") await this.#answer(name, url, headers, body, signal);
    if (typeof failure.answer === "string") throw new TypeError("fetch failed");
    return json(failure.answer.status, failure.answer.body ?? {}, failure.answer.headers);
  };

  #answer(name, url, headers, body, signal) {
    if (name === "POST session") return this.#open(JSON.parse(body));
    if (name === "POST cues" && !headers.Authorization) return this.#see(JSON.parse(body));
    if (name.startsWith("POST offers/"))
      return this.#end(name.slice("POST offers/".length), JSON.parse(body));
    if (!this.tokens.includes(headers.Authorization?.replace("Bearer ", "")))
      return json(401, { error: "bad_token" });
    if (name === "POST messages") return this.#take(JSON.parse(body));
    if (name === "POST cues") return this.#see(JSON.parse(body));
    if (name === "POST feedback") return this.#rate(JSON.parse(body));
    if (name === "GET messages") return this.#list(Number(url.searchParams.get("after")));
    return this.#stream(Number(headers["Last-Event-ID"]), signal);
  }

  #open({ customer_token: customerToken }) {
    if (customerToken === "expired") return json(401, { error: "bad_token" });
    this.tokens.push(`token-${(this.#issued += 1)}-${customerToken ?? "guest"}`);
    return json(201, { token: this.tokens.at(-1), conversation: "c" });
  }

  #take(message) {
    const known = this.items.find(({ data }) => data.client === message.id);
    if (known) return json(200, { seq: known.id });
    this.taken.push(message);
    const seq = this.tell("message", {
      speaker: "customer",
      text: message.text ?? "a choice",
      client: message.id,
    });
    return json(202, { seq });
  }

  #see(cue) {
    this.cues.push(cue);
    const offer = this.offers.shift();
    return offer ? json(200, { offer }) : new Response(null, { status: 204 });
  }

  #end(id, { outcome }) {
    this.ends.push([id, outcome]);
    if (outcome !== "accepted") return new Response(null, { status: 204 });
    this.tokens.push(`token-of-${id}`);
    return json(200, { token: this.tokens.at(-1), conversation: `conversation-of-${id}` });
  }

  #rate(rating) {
    this.ratings.push(rating);
    return new Response(null, { status: 204 });
  }

  #list(after) {
    const ended = (seq) => this.items.find(({ event, data }) => event === "turn" && data.seq === seq)?.data;
    const entries = this.items.filter(({ id, event }) => event === "message" && id > after);
    return json(200, { entries: entries.map(({ data }) => ({ ...data, turn: ended(data.seq) })) });
  }

  #stream(after, signal) {
    let mine;
    const body = new ReadableStream({
      start: (stream) => {
        mine = stream;
        this.#streams.add(stream);
        stream.enqueue(new TextEncoder().encode("retry: 1000\n: open\n\n"));
        for (const item of this.items) if (item.id > after) this.#write(stream, item);
      },
    });
    signal.addEventListener("abort", () => this.#streams.delete(mine) && mine.error(signal.reason));
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }

  #write(stream, { id, event, data }) {
    stream.enqueue(new TextEncoder().encode(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  }
}
