// Finds canned replies and colleagues by some of their words. Pure.

/** Those in which every word occurs, the ones with a word in the title first.
 * @template {{title: string, text?: string}} T @param {T[]} things @param {string} words @returns {T[]} */
export function found(things, words) {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const isIn = (text) => wanted.every((word) => plain(text).includes(word));
  const hits = things.filter(({ title, text = "" }) => isIn(`${title} ${text}`));
  const isTitled = ({ title }) => wanted.some((word) => plain(title).includes(word));
  return [...hits.filter(isTitled), ...hits.filter((it) => !isTitled(it))];
}

/** Without accents and capitals. */
function plain(text) {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
