// What one support agent works with: who they are, the queue, the open conversation, and what they write.

import { backoff, wait } from "../widget/deskbell-client.js";
import { Drafts } from "./drafts.js";
import { OpenConversation } from "./open-conversation.js";
import { Outbox } from "./outbox.js";
import {
  heardOf,
  listOf,
  queueOf,
  withNews,
  withPage,
  withRead,
  withRow,
  wordsOfTheCustomer,
} from "./queue.js";
import { isShown, lastSeq } from "./thread.js";
import { nameOfAgent } from "./words.js";

/** @import {InboxClient} from "./inbox-client.js" */
/** @import {Link, ListName, Me, News, Outgoing, Problem, Queue, Row, World} from "./types" */

const RECOUNT_AFTER = 1000; // ms

/** `tell` hears of what an agent should not miss.
 * @typedef {{onChange: () => void, tell: (what: string, row?: Row) => void, isVisible: () => boolean,
 *   storage: () => Storage} & Partial<World>} Surroundings */

export class Workplace {
  /** @type {Me | undefined} */ me;
  /** @type {Queue | undefined} */ queue;
  /** @type {OpenConversation | undefined} */ open;
  /** @type {Drafts | undefined} */ drafts;
  /** @type {Link} */ link = "fine";
  outbox;
  #client;
  #around;
  #wait;
  #following = new AbortController();
  #recounting;
  #canned;
  #agent = "";

  /** @param {InboxClient} client @param {Surroundings} around */
  constructor(client, around) {
    [this.#client, this.#around, this.#wait] = [client, around, around.wait ?? wait];
    const giveBack = (outgoing, problem) => this.#giveBack(outgoing, problem);
    this.outbox = new Outbox(
      (outgoing) => this.#deliver(outgoing),
      () => {
        this.drafts?.keepUnsent(this.outbox.unsent);
        this.#change();
      },
      giveBack,
      around,
    );
  }

  // who

  /** Whether somebody is signed in already. Throws a `Problem` when nobody can say. */
  async start() {
    try {
      this.#enter(await this.#client.me());
    } catch (problem) {
      if (problem.kind !== "signed_out") throw problem;
    }
    return !!this.me;
  }

  /** Throws a `Problem`. @param {string} email @param {string} password */
  async signIn(email, password) {
    this.#enter(await this.#client.signIn(email, password));
  }

  /** Throws a `Problem` when the gateway has not heard of it. */
  async signOut() {
    await this.#client.signOut().catch((problem) => {
      if (problem.kind !== "signed_out") throw problem;
    });
    this.drafts?.clear();
    this.#forget();
    this.#leave("signed_out");
  }

  #enter(me) {
    if (this.#agent !== me.agent.id) this.#forget();
    [this.me, this.#agent] = [me, me.agent.id];
    this.drafts = new Drafts(this.#around.storage, me.agent.id);
    this.#following = new AbortController();
    this.#run(this.#following.signal);
    this.outbox.restore(this.drafts.unsent);
  }

  /** What one agent has seen is not left to the next one. */
  #forget() {
    [this.queue, this.#canned] = [undefined, undefined];
    if (this.open) this.show(this.open.id);
    this.outbox.clear();
  }

  #leave(why) {
    if (!this.me) return;
    this.me = undefined;
    this.#following.abort();
    this.#around.tell(why);
    this.#change();
  }

  #change() {
    this.#tidy();
    this.#lookAtMine();
    this.#around.onChange();
  }

  // what comes

  async #run(signal) {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        this.queue = queueOf(this.#agent, await this.#client.get("queue"));
        this.#takeLink("fine");
        failures = 0;
        this.open?.load();
        await this.#follow(signal);
      } catch (problem) {
        if (signal.aborted) return;
        if (!problem.kind) throw problem;
        if (problem.kind === "signed_out") return this.#leave("expired");
        this.#takeLink("lost");
        await this.#wait(problem.retryAfter ?? backoff(failures), signal);
      }
    }
  }

  /** Until the stream wants the queue to be loaded again. */
  async #follow(signal) {
    for await (const { type, data } of this.#client.follow(this.queue.cursor, signal)) {
      if (signal.aborted) return;
      if (type === "link") this.#takeLink(data);
      if (type === "conversation") this.#takeNews(data);
      if (type === "note" && this.open?.id === data.conversation) this.open.takeNote(data.note);
      this.#change();
    }
  }

  #takeLink(link) {
    const isBack = link === "fine" && this.link === "lost";
    this.link = link;
    if (isBack) this.outbox.retry();
    this.#change();
  }

  /** @param {News} news */
  #takeNews(news) {
    const { conversation: row, items } = news;
    const before = this.queue.rows[row.id];
    const isOpen = this.open?.id === row.id;
    const isSeen = isOpen && this.#around.isVisible();
    this.queue = withNews(this.queue, news, isSeen);
    if (this.queue.isMiscounted) this.#recountSoon();
    if (isOpen) this.open.takeItems(items);
    this.#report(before, row, items, isSeen);
  }

  /** What an agent should not miss. What I do myself is no news. */
  #report(before, row, items, isSeen) {
    const [was, is] = [before && this.listOf(before), this.listOf(row)];
    const isMyDoing = this.open?.id === row.id && this.open.doing;
    if (is === "mine" && was !== "mine" && this.open?.id === row.id) this.open.problem = "";
    if (is === "waiting" && was !== "waiting") this.#around.tell("waiting", row);
    if (is === "mine" && was !== "mine" && before && !isMyDoing) this.#around.tell("passed", row);
    if (is === "colleagues" && was === "mine" && !isMyDoing) this.#lose(row);
    const isWritten = wordsOfTheCustomer(items, heardOf(before)) > 0;
    if (is === "mine" && was === "mine" && isWritten && !isSeen) this.#around.tell("words", row);
  }

  #lose(row) {
    this.#around.tell("taken", row);
    if (this.open?.id === row.id) this.open.problem = `${nameOfAgent(row.agent)} took this over from you.`;
  }

  #recountSoon() {
    clearTimeout(this.#recounting);
    this.#recounting = setTimeout(async () => {
      const { counts } = await this.#client.get("queue?limit=1").catch(() => ({ counts: undefined }));
      if (counts && this.queue) this.queue = { ...this.queue, counts, isMiscounted: false };
      this.#change();
    }, RECOUNT_AFTER);
  }

  /** The page is back in view. */
  look() {
    this.open?.markRead();
    this.#change();
  }

  /** The network is back. */
  hurry() {
    this.#client.hurry();
    this.outbox.retry();
  }

  // the queue, and one conversation of it

  /** Opens a conversation; without an id there is none. @param {string} [id] */
  show(id) {
    this.open = id ? this.#opened(id) : undefined;
    if (this.queue) this.open?.load();
    this.#change();
  }

  #opened(id) {
    const onRow = (row) => {
      if (this.queue) this.queue = withRow(this.queue, row);
    };
    const onRead = () => {
      if (this.queue) this.queue = withRead(this.queue, id);
    };
    const onSignedOut = () => this.#leave("expired");
    const { isVisible } = this.#around;
    return new OpenConversation(id, this.#client, {
      onChange: () => this.#change(),
      ...{ onRow, onRead, onSignedOut, isVisible },
    });
  }

  /** Of the open conversation. @type {Row | undefined} */
  get row() {
    return this.queue?.rows[this.open?.id];
  }

  /** Each look at an order is written down: with my own conversations it goes without saying. */
  #lookAtMine() {
    const { thread, look } = this.open ?? {};
    if (this.me && this.isMine && thread?.maySeeOrders && look.fate === "none") this.open.lookAtOrders();
  }

  /** @param {Row} row */
  listOf(row) {
    return listOf(row, this.#agent);
  }

  /** Whether something is written that nobody has got yet. */
  get holdsWords() {
    return this.outbox.holdsSomething || !!this.drafts?.holdSomething;
  }

  get isMine() {
    return !!this.row && this.listOf(this.row) === "mine";
  }

  /** @param {ListName} list */
  async loadMore(list) {
    const query = `list=${list}&more=${encodeURIComponent(this.queue.more[list])}`;
    const page = await this.#ask(`conversations?${query}`);
    if (page && this.queue) this.queue = withPage(this.queue, list, page);
    this.#change();
  }

  async colleagues() {
    return (await this.#ask("agents"))?.agents;
  }

  async cannedReplies() {
    this.#canned ??= (await this.#ask("canned-replies"))?.replies;
    return this.#canned;
  }

  async #ask(path) {
    try {
      return await this.#client.get(path);
    } catch (problem) {
      if (problem.kind === "signed_out") this.#leave("expired");
      else this.#around.tell("failed");
    }
  }

  // what I write

  /** To the open conversation. @param {"reply" | "note"} kind @param {string} text */
  write(kind, text) {
    const { id, thread } = this.open;
    this.drafts.keep(id, kind, "");
    this.open.problem = "";
    this.outbox.write(kind, id, text, lastSeq(thread));
  }

  /** @param {string} key  of something that was not sent */
  takeBack(key) {
    const outgoing = this.outbox.all.find((it) => it.key === key);
    if (!outgoing) return;
    this.drafts.giveBack(outgoing.conversation, outgoing.kind, outgoing.text);
    this.outbox.drop(key);
  }

  async #deliver({ key: id, conversation, kind, text }) {
    const path = `conversations/${encodeURIComponent(conversation)}/${kind === "reply" ? "replies" : "notes"}`;
    const { note } = await this.#client.post(path, { id, text });
    if (note && this.open?.id === conversation) this.open.takeNote(note);
  }

  /** It was not taken: the writer has it again. @param {Outgoing} outgoing @param {Problem} problem */
  #giveBack({ conversation, kind, text }, problem) {
    if (problem.kind === "signed_out") return this.#leave("expired");
    this.drafts?.giveBack(conversation, kind, text);
    if (problem.conversation && this.queue) this.queue = withRow(this.queue, problem.conversation);
    if (this.open?.id === conversation) this.open.fail(problem, "Not sent: ");
    else this.#around.tell("failed");
    this.#change();
  }

  /** What the conversation shows by now, or what nobody looks at, is not kept. */
  #tidy() {
    const isDone = (it) =>
      it.fate === "sent" &&
      !(this.open?.id === it.conversation && this.open.thread && !isShown(this.open.thread, it));
    const done = this.outbox.all.filter(isDone);
    if (done.length) this.outbox.forget(done);
  }
}
