// The keys that do something. Pure.

/** In the order of the overview: [key, what it does, the command]. */
export const SHORTCUTS = [
  ["j", "Next conversation", "next"],
  ["k", "Previous conversation", "previous"],
  ["n", "Who waits longest", "longest"],
  ["t", "Take it", "take"],
  ["r", "Write a reply", "reply"],
  ["i", "Write an internal note", "note"],
  ["c", "Canned replies (in an empty reply also /)", "canned"],
  ["p", "Pass it to a colleague", "pass"],
  ["b", "Hand it back to the bot", "handBack"],
  ["x", "Close it", "close"],
  ["o", "What is known, and the order", "facts"],
  ["?", "These shortcuts", "shortcuts"],
  ["Escape", "Leave the field, then the conversation", "leave"],
];

/** The command of a key. Single keys do nothing while somebody writes, or when they are switched off.
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, isComposing: boolean}} event
 * @param {{isWriting: boolean, isOn: boolean}} where @returns {string | undefined} */
export function commandOf({ key, ctrlKey, metaKey, altKey, isComposing }, { isWriting, isOn }) {
  if (ctrlKey || metaKey || altKey || isComposing) return undefined;
  const [, , command] = SHORTCUTS.find(([wanted]) => wanted === key) ?? [];
  return command === "leave" || (isOn && !isWriting) ? command : undefined;
}
