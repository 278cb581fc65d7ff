// What somebody has begun to write, and what has not been sent yet: kept for a reload and for the time after the
// session has ended.

/** @import {Outgoing} from "./types" */

const KEY = "deskbell-inbox:drafts";

export class Drafts {
  /** In the order written. @type {Outgoing[]} */
  unsent;
  #storage;
  #agent;
  #texts;

  /** Nobody reads another agent's drafts: they are dropped. @param {() => Storage} storage
   * @param {string} agent  the id */
  constructor(storage, agent) {
    [this.#storage, this.#agent] = [storage, agent];
    const kept = this.#kept();
    [this.#texts, this.unsent] = kept.agent === agent ? [kept.texts, kept.unsent ?? []] : [{}, []];
    this.#store();
  }

  /** @param {string} conversation @param {string} kind */
  of(conversation, kind) {
    return this.#texts[`${conversation} ${kind}`] ?? "";
  }

  get holdSomething() {
    return Object.values(this.#texts).some((text) => text.trim());
  }

  /** @param {string} conversation @param {string} kind @param {string} text */
  keep(conversation, kind, text) {
    const { [`${conversation} ${kind}`]: _, ...others } = this.#texts;
    this.#texts = text ? { ...others, [`${conversation} ${kind}`]: text } : others;
    this.#store();
  }

  /** What could not be sent comes before what was written since.
   * @param {string} conversation @param {string} kind @param {string} text */
  giveBack(conversation, kind, text) {
    this.keep(conversation, kind, [text, this.of(conversation, kind)].filter(Boolean).join("\n"));
  }

  /** @param {Outgoing[]} unsent */
  keepUnsent(unsent) {
    this.unsent = unsent;
    this.#store();
  }

  clear() {
    [this.#texts, this.unsent] = [{}, []];
    this.#store();
  }

  #kept() {
    try {
      return JSON.parse(this.#storage().getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  }

  #store() {
    const kept = JSON.stringify({ agent: this.#agent, texts: this.#texts, unsent: this.unsent });
    try {
      this.#storage().setItem(KEY, kept);
    } catch {
      // Full, or not allowed: then a reload forgets them.
    }
  }
}
