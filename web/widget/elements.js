// Makes the elements of the panel and of an offer; text only ever as text.

/** @param {string} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 * @returns {any} */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  node.append(...children);
  return node;
}

/** @param {Node | string} content @param {string} look @param {() => void} press
 * @returns {HTMLButtonElement} */
export function makeButton(content, look, press) {
  const button = make("button", { type: "button", class: look }, content);
  button.onclick = press;
  return button;
}
