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

/** A text whose https addresses, and the demo's own, are links; their lines end between words where that is
 * possible. @param {string} text @returns {(Node | string)[]} */
export function linked(text) {
  return text.split(/((?:https:\/\/|http:\/\/127\.0\.0\.1:)[^\s<>"]*[^\s<>".,;:!?)\]])/).map((part, at) => {
    const words = part.split(/(?<=\w[/?&=])/).flatMap((word, nth) => (nth ? [make("wbr"), word] : word));
    const link = make("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, ...words);
    return at % 2 && link.host ? link : part;
  });
}
