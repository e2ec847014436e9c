// One message: its bubble and the buttons under it.

import { el, icon } from "./dom.js";
import { formatted } from "./format.js";
import { carried, nameOf } from "./media.js";
import { pollElement } from "./poll.js";

const STYLES = new Set(["primary", "success", "danger"]);

/**
 * The element of a message. `busy` holds the data of its taps that wait for an answer.
 * `setting` carries `botName`, `botUser`, `times`, `now`, `onCommand`, `onPress`, `onReply`, `onVote`, `onView`.
 */
export function messageElement(message, busy, setting) {
  const bubble = el("div", { class: message.media ? "bubble has-media" : "bubble" }, ...content(message, setting));
  bubble.style.setProperty("--foot", `${footWidth(message)}px`);
  const side = message.from_bot ? "theirs" : "mine";
  const rows = message.buttons.map((row) => buttonRow(message, row, busy, setting));
  const keyboard = rows.length ? el("div", { class: "buttons" }, ...rows) : null;
  return el(
    "article",
    { class: `row ${side}`, "data-id": message.id, tabindex: "-1", "aria-label": spoken(message, setting) },
    el("div", { class: keyboard ? "stack with-buttons" : "stack" }, bubble, keyboard),
    replyButton(message, setting),
  );
}

/** For the pointer; in the text field Ctrl and the up key do the same. */
function replyButton(message, setting) {
  const reply = () => setting.onReply(message);
  const label = { "aria-label": "Reply", title: "Reply (Ctrl+↑ in the text field)" };
  return el("button", { type: "button", class: "reply", tabindex: "-1", onclick: reply, ...label }, icon("reply"));
}

function spoken(message, setting) {
  const who = message.from_bot ? setting.botName : "You";
  const marks = `${message.silent ? ", silent" : ""}${message.edited ? ", edited" : ""}`;
  return `${who}, ${setting.times.bubble(message.date)}${marks}`;
}

function content(message, setting) {
  const parts = [];
  if (message.via_bot) parts.push(el("small", { class: "via" }, `via @${setting.botUser}`));
  if (message.reply_to) parts.push(answered(message.reply_to, setting));
  if (message.media?.kind === "poll") parts.push(pollElement(message, setting.onVote));
  else if (message.media) parts.push(carried(message.media, message.text, setting.onView));
  if (message.text) {
    const words = formatted(message.text, message.entities, setting);
    const spacer = el("span", { class: "spacer" });
    parts.push(el("div", { class: "words", dir: "auto" }, ...words, spacer));
  }
  parts.push(foot(message, setting));
  return parts;
}

function answered(quoted, setting) {
  const who = quoted.from_bot ? setting.botName : "You";
  return el("div", { class: "answered" }, el("b", {}, who), el("span", {}, nameOf(quoted.text)));
}

function foot(message, setting) {
  const when = new Date(message.date * 1000).toISOString();
  return el(
    "div",
    { class: "meta" },
    message.reaction ? el("span", { class: "reaction", title: "The bot's reaction" }, message.reaction) : null,
    message.edited ? el("span", {}, "edited") : null,
    message.silent ? icon("muted", "sent without a sound") : null,
    el("time", { datetime: when, title: setting.times.whole(message.date) }, setting.times.bubble(message.date)),
  );
}

/** About how wide the foot is, in pixels. */
function footWidth({ edited, silent, reaction }) {
  return 46 + (edited ? 44 : 0) + (silent ? 18 : 0) + (reaction ? 38 : 0);
}

function buttonRow(message, row, busy, setting) {
  return el("div", { class: "button-row" }, ...row.map((one) => inlineButton(message, one, busy, setting)));
}

/** What a link to this bot would start it with, null for any other link. */
function startWord(url, botUser) {
  if (!URL.canParse(url)) return null;
  const { hostname, pathname, searchParams } = new URL(url);
  const ours = hostname === "t.me" && pathname.slice(1).toLowerCase() === botUser?.toLowerCase();
  return ours ? searchParams.get("start") : null;
}

function inlineButton(message, button, busy, setting) {
  const style = STYLES.has(button.style) ? ` ${button.style}` : "";
  const label = el("span", { class: "label" }, button.text);
  const word = button.url ? startWord(button.url, setting.botUser) : null;
  if (word) {
    const open = () => setting.onCommand(`/start ${word}`);
    return el("button", { type: "button", class: `inline${style}`, title: button.url, onclick: open }, label);
  }
  if (button.url) {
    const safe = /^https?:/i.test(button.url);
    const target = safe ? { href: button.url, target: "_blank", rel: "noreferrer noopener" } : {};
    return el("a", { class: `inline${style}`, title: button.url, ...target }, label, el("span", { class: "corner", "aria-hidden": "true" }, "↗"));
  }
  const waits = busy.has(button.callback_data);
  return el(
    "button",
    {
      type: "button",
      class: `inline${style}${waits ? " waits" : ""}`,
      title: button.text,
      "aria-busy": waits ? "true" : null,
      onclick: () => setting.onPress(message, button),
    },
    label,
  );
}
