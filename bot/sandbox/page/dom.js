// Small tools for building the page: elements, icons, and nothing that reads markup from text.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  sliders: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  close: "M6 6l12 12M18 6L6 18",
  clip: "M8 12l6-6a3 3 0 0 1 4.500 4.500l-8 8a5 5 0 0 1-7-7l7.500-7.500",
  reply: "M10 6l-6 6 6 6M4 12h9a7 7 0 0 1 7 7",
  send: "M4 12l16-7-6 15-3-6z",
  keys: "M4 6h16v12H4zM8 10h.01M12 10h.01M16 10h.01M8 14h8",
  muted: "M7 16V11a5 5 0 0 1 8-4M17 11v5H8M11 19h2M4 4l16 16",
  down: "M6 9l6 6 6-6",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  pin: "M12 21s6-5.5 6-11a6 6 0 0 0-12 0c0 5.5 6 11 6 11zM12 10h.01",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 4M15 9h.01",
  voice: "M12 4v9M9 8v1M15 8v1M6 11a6 6 0 0 0 12 0M12 17v3",
  sticker: "M12 4a8 8 0 1 0 8 8l-8-8zM9 11h.01M9 15c1.500 1.300 3.500 1.300 5 0",
  video: "M4 6h11v12H4zM15 11l5-3v8l-5-3z",
};

/** The element with this id; the page is broken without it. */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** A new element. `on...` values become listeners; strings among the children become text. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A line drawing of 24 by 24. With a label it speaks, without one it is silent. */
export function icon(name, label = "") {
  const drawing = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  if (label) {
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", label);
  } else {
    drawing.setAttribute("aria-hidden", "true");
  }
  line.setAttribute("d", ICONS[name]);
  drawing.append(line);
  return drawing;
}
