// What this browser remembers for whoever sits here; nothing, where it may not.

const PREFIX = "deskbell-inbox:";

/** @param {string} name */
export function kept(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
export function keep(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Then it is so until a reload.
  }
}
