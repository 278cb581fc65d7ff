// Asks before something that can't be taken back with one key.

/** @param {HTMLDialogElement} dialog @param {string} title @param {string} text @param {string} yes
 * @returns {Promise<boolean>} */
export function ask(dialog, title, text, yes) {
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("p").textContent = text;
  dialog.querySelector("button.main").textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  });
}
