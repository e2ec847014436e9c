// What this browser remembers: each person's zone, the look, and what was read.

const PREFIX = "unpinch-sandbox:";

/** A remembered text, or `otherwise`; a browser that keeps nothing is fine. */
export function recall(name, otherwise = "") {
  try {
    return localStorage.getItem(PREFIX + name) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Remember a text; the empty one is forgotten. */
export function remember(name, value) {
  try {
    if (value) localStorage.setItem(PREFIX + name, value);
    else localStorage.removeItem(PREFIX + name);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}
