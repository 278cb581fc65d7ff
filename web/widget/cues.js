// Asks whether help may be offered, once a sign was seen often enough. Mostly the answer is silence.

import { DeskbellClient } from "./deskbell-client.js";
import { Memory } from "./memory.js";
import { Offer } from "./offer.js";

/** @import {DeskbellChat, Offering, Sign} from "./types" */

const OFFERED = "deskbell:offered";

/** Shows what is offered, if anything, and carries the answer to the gateway. Without a cue it is what was
 * offered on the page before.
 * @param {DeskbellChat} host @param {ShadowRoot} root @param {Record<string, any>} visit
 * @param {string} [cue] @param {string} [orderNumber] @returns {Promise<Offering | undefined>} */
export async function offerHelp(host, root, visit, cue, orderNumber) {
  const { customerToken } = host.page;
  const client = new DeskbellClient(host.gateway);
  const memory = new Memory(() => localStorage, host.gateway, customerToken);
  if (cue) {
    const made = await askForOffer(client, memory, { cue, orderNumber, customerToken });
    if (!made) return;
    visit[OFFERED] = JSON.stringify({ ...made, cue });
  }
  const offer = JSON.parse(visit[OFFERED]);
  const shown = new Offer(visit, offer.text, (outcome) => endOffer(client, memory, offer, outcome, host));
  if (host.isOpen) shown.end("ignored");
  else shown.showIn(root, !cue);
  return shown;
}

/** Nothing where the gateway wants silence, where it can't be asked, and where no "no" could be remembered.
 * @param {DeskbellClient} client @param {Memory} memory @param {Sign} sign
 * @returns {Promise<{id: string, text: string} | undefined>} */
export async function askForOffer(client, memory, { cue, orderNumber, customerToken }) {
  const visitor = visitorOf(memory);
  if (!visitor) return;
  const page = orderNumber && { order_number: orderNumber };
  const ask = (token) => client.post("cues", { visitor, cue, page, customer_token: customerToken }, token);
  const token = memory.session?.token;
  // A conversation that is gone keeps nobody from help.
  const askAgain = ({ kind }) => (token && kind === "unknown" ? ask() : undefined);
  return (await ask(token).catch(askAgain))?.offer;
}

/** Everything but "accepted" is a no, and "never" is one for good.
 * @param {DeskbellClient} client @param {Memory} memory @param {{id: string, cue: string}} offer
 * @param {string} outcome @param {{takeUp: () => unknown}} host */
export async function endOffer(client, memory, { id, cue }, outcome, host) {
  if (outcome === "never") memory.note("never", 1);
  const session = await client.post(`offers/${id}`, { outcome }).catch(() => {});
  if (outcome !== "accepted") return;
  // Where it came too late for the offer, the chat opens without it.
  // The conversation before stays within reach: in it something may be promised.
  if (session) memory.session = { ...session, cue, before: memory.session };
  return host.takeUp();
}

/** A random id of 128 bits, made when a device asks for the first time. */
function visitorOf(memory) {
  if (!memory.noted("visitor")) {
    memory.note("visitor", crypto.getRandomValues(new BigUint64Array(2)).join("-"));
  }
  return memory.noted("visitor");
}
