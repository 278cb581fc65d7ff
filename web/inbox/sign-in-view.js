// The form by which a support agent signs in.

import { isPassing } from "./inbox-client.js";

/** @import {Problem} from "./types" */

const WHY = {
  first: "For the support team.",
  signed_out: "You have signed out.",
  expired: "Your session has ended. Sign in again, and go on where you were.",
};

export class SignInView {
  #node = document.getElementById("sign-in");
  #form = this.#node.querySelector("form");
  #problem = document.getElementById("sign-in-problem");
  #signIn;

  /** @param {(email: string, password: string) => Promise<void>} signIn */
  constructor(signIn) {
    this.#signIn = signIn;
    this.#form.onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
  }

  /** @param {keyof typeof WHY} why */
  show(why) {
    document.getElementById("sign-in-why").textContent = WHY[why];
    this.#node.hidden = false;
    const [email, password] = this.#fields;
    (email.value ? password : email).focus();
  }

  hide() {
    this.#node.hidden = true;
  }

  get #fields() {
    return [...this.#form.querySelectorAll("input")];
  }

  async #submit() {
    const [email, password] = this.#fields;
    const button = this.#form.querySelector("button");
    if (button.disabled) return;
    this.#problem.textContent = "";
    button.disabled = true;
    try {
      await this.#signIn(email.value, password.value);
      password.value = "";
    } catch (problem) {
      this.#problem.textContent = sayProblem(problem);
      password.select();
    } finally {
      button.disabled = false;
    }
  }
}

/** @param {Problem} problem */
function sayProblem(problem) {
  const { code, kind, message, retryAfter } = problem;
  if (code === "wrong_sign_in") return "That e-mail address and password don’t belong together.";
  if (retryAfter) return `Too many tries. Try again in ${inWords(retryAfter)}.`;
  if (kind && isPassing(problem)) return "Deskbell can’t be reached. Please try again.";
  if (!kind) throw problem;
  return message || "That did not work.";
}

function inWords(ms) {
  const minutes = Math.ceil(ms / 60_000);
  if (ms <= 90_000) return `${Math.ceil(ms / 1000)} seconds`;
  return `${minutes} minutes`;
}
