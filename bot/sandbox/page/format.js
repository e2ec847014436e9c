// Telegram's text with entities as elements; what people and bots wrote stays text nodes.

import { el } from "./dom.js";

const SIMPLE = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = new Set(["http:", "https:"]);

/**
 * Nodes for `text`; offsets and lengths count UTF-16 units, as JavaScript does.
 * `setting` carries `times`, `now` (a function) and `onCommand`.
 */
export function formatted(text, entities, setting) {
  const order = [...entities].sort((one, two) => one.offset - two.offset || two.length - one.length);
  return stretch(text, 0, text.length, order, setting);
}

function stretch(text, start, end, entities, setting) {
  const nodes = [];
  let at = start;
  const left = [...entities];
  while (left.length) {
    const entity = left.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    push(nodes, text.slice(at, from));
    const inner = [];
    while (left.length && left[0].offset < to) inner.push(left.shift());
    nodes.push(marked(entity, text.slice(from, to), stretch(text, from, to, inner, setting), setting));
    at = to;
    // A block ends its own line: the line break after it would show as an empty line.
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
  }
  push(nodes, text.slice(at, end));
  return nodes;
}

function push(nodes, words) {
  if (words) nodes.push(words);
}

function marked(entity, words, inner, setting) {
  if (SIMPLE[entity.type]) return el(SIMPLE[entity.type], {}, ...inner);
  switch (entity.type) {
    case "pre":
      return el("pre", { "data-language": entity.language || null }, ...inner);
    case "blockquote":
      return el("blockquote", {}, ...inner);
    case "expandable_blockquote":
      return folded(inner);
    case "spoiler":
      return spoiler(inner);
    case "text_link":
      return link(entity.url, inner);
    case "url":
      return link(words.includes("://") ? words : `https://${words}`, inner);
    case "bot_command":
      return command(words, setting);
    case "date_time":
      return moment(entity, words, setting);
    default:
      return el("span", { class: "mark" }, ...inner);
  }
}

function link(address, inner) {
  if (!URL.canParse(address) || !SAFE.has(new URL(address).protocol)) {
    return el("span", { class: "mark", title: address }, ...inner);
  }
  return el(
    "a",
    { href: address, title: address, target: "_blank", rel: "noreferrer noopener" },
    ...inner,
  );
}

function command(words, setting) {
  const press = () => setting.onCommand(words);
  return el("button", { type: "button", class: "command", onclick: press }, words);
}

/** A time in the reader's own zone; the bot's words stay for old clients and bad formats. */
function moment(entity, words, setting) {
  const { times, now } = setting;
  const format = entity.date_time_format || "";
  const shown = times.entity(entity.unix_time, format, now()) ?? words;
  return el(
    "time",
    {
      class: "moment",
      datetime: new Date(entity.unix_time * 1000).toISOString(),
      title: times.whole(entity.unix_time),
      "data-relative": format === "r" ? entity.unix_time : null,
    },
    shown,
  );
}

function spoiler(inner) {
  const hidden = el("span", { class: "hidden", inert: true }, ...inner);
  const cover = el("span", {
    class: "spoiler",
    role: "button",
    tabindex: "0",
    "aria-label": "Hidden text. Press to show it.",
  });
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (event.type === "keydown") event.preventDefault();
    cover.replaceWith(...inner);
  };
  cover.addEventListener("click", show);
  cover.addEventListener("keydown", show);
  cover.append(hidden);
  return cover;
}

function folded(inner) {
  const body = el("div", { class: "body" }, ...inner);
  const more = el("button", { type: "button", class: "more", "aria-expanded": "false" }, "Show more");
  const quote = el("blockquote", { class: "expandable" }, body, more);
  more.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    more.setAttribute("aria-expanded", String(open));
    more.textContent = open ? "Show less" : "Show more";
  });
  return quote;
}

/** Once on the page: a quote that fits its three lines needs no button. */
export function settleQuotes(within) {
  for (const quote of within.querySelectorAll("blockquote.expandable:not(.open)")) {
    const body = quote.querySelector(".body");
    const hides = body.scrollHeight > body.clientHeight + 2;
    quote.classList.toggle("short", !hides);
    quote.querySelector(".more").hidden = !hides;
  }
}
