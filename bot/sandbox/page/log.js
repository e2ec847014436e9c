// The list of messages: only what changed is drawn anew, and the reader's place is kept.

import { byId, el, icon } from "./dom.js";
import { settleQuotes } from "./format.js";
import { messageElement } from "./message.js";

const NEAR = 40; // pixels from the end that still count as being there

/** Draws the messages of one chat and keeps the scroll position and the unread mark. */
export class Log {
  #drawn = new Map(); // message id -> {element, signature}
  #chat = null;
  #last = 0; // the newest message drawn
  #firstUnread = null;
  #unread = 0;
  #sticks = true;
  #size = ""; // of the paper at the last scroll

  constructor() {
    this.scroll = byId("scroll");
    this.list = byId("log");
    this.pill = byId("pill");
    this.scroll.addEventListener("scroll", () => this.#scrolled());
    this.pill.addEventListener("click", () => this.toEnd(true));
    // Pictures arrive and keyboards open after the words: stay at the end then, too.
    const grown = new ResizeObserver(() => {
      settleQuotes(this.list);
      if (this.#sticks) this.toEnd();
      this.#size = this.#measure();
    });
    grown.observe(this.list);
    grown.observe(this.scroll);
    document.addEventListener("visibilitychange", () => this.#scrolled());
  }

  /** How many messages of the bot nobody has seen. */
  get unread() {
    return this.#unread;
  }

  /** Show `messages`; `waiting` are taps without an answer; `key` tells chats and phones apart. */
  show(messages, waiting, key, setting) {
    const fresh = key !== this.#chat;
    if (fresh) this.#forget(key);
    const newer = messages.filter((one) => one.id > this.#last);
    const mine = newer.some((one) => !one.from_bot);
    const attended = this.#sticks && !document.hidden;
    if (mine) this.#firstUnread = null;
    if (!fresh && !attended) this.#count(newer.filter((one) => one.from_bot));
    this.#last = Math.max(this.#last, ...messages.map((one) => one.id));
    this.#place(messages, waiting, setting);
    settleQuotes(this.list);
    if (fresh || mine || this.#sticks) this.toEnd();
    this.#pill();
  }

  /** Go to the newest message. */
  toEnd(smooth = false) {
    this.#sticks = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroll.scrollTo({
      top: this.scroll.scrollHeight,
      behavior: smooth && !calm ? "smooth" : "instant",
    });
  }

  #forget(key) {
    this.#chat = key;
    this.#drawn.clear();
    this.list.replaceChildren();
    this.#last = 0;
    this.#unread = 0;
    this.#firstUnread = null;
    this.#sticks = true;
  }

  #count(unseen) {
    if (!unseen.length) return;
    this.#unread += unseen.length;
    this.#firstUnread ??= unseen[0].id;
  }

  #place(messages, waiting, setting) {
    const wanted = [];
    let day = null;
    for (const [index, message] of messages.entries()) {
      const today = setting.times.day(message.date);
      if (today !== day) wanted.push(separator("day", setting.times.dayWords(message.date, setting.now())));
      day = today;
      if (message.id === this.#firstUnread) wanted.push(separator("unread", "Unread messages"));
      const element = this.#element(message, waiting, setting);
      const next = messages[index + 1];
      element.classList.toggle("ends-group", !next || next.from_bot !== message.from_bot);
      wanted.push(element);
    }
    for (const id of this.#drawn.keys()) {
      if (!messages.some((one) => one.id === id)) this.#drawn.delete(id);
    }
    arrange(this.list, wanted);
  }

  #element(message, waiting, setting) {
    const busy = new Set(waiting.filter((tap) => tap.message_id === message.id).map((tap) => tap.data));
    const signature = JSON.stringify([message, [...busy]]);
    const known = this.#drawn.get(message.id);
    if (known?.signature === signature) return known.element;
    const element = messageElement(message, busy, setting);
    this.#drawn.set(message.id, { element, signature });
    if (known) swap(known.element, element);
    return element;
  }

  #measure() {
    return `${this.scroll.scrollHeight} ${this.scroll.clientHeight}`;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    const size = this.#measure();
    // A keyboard that opens also scrolls; only a person who scrolls leaves the end.
    const moved = size === this.#size;
    this.#size = size;
    const atEnd = scrollHeight - scrollTop - clientHeight <= NEAR;
    if (moved || atEnd) this.#sticks = atEnd;
    if (this.#sticks && !document.hidden) this.#unread = 0;
    this.#pill();
  }

  #pill() {
    this.pill.hidden = this.#sticks && !this.#unread;
    const words = this.#unread === 1 ? "1 new message" : `${this.#unread} new messages`;
    this.pill.setAttribute("aria-label", this.#unread ? `${words}. Go to the end` : "Go to the end");
    this.pill.replaceChildren(icon("down"), ...(this.#unread ? [el("b", {}, words)] : []));
  }
}

function separator(kind, words) {
  return el("p", { class: `separator ${kind}`, "data-separator": `${kind} ${words}` }, el("span", {}, words));
}

/** Put the new drawing of a message in the old one's place, with the focus where it was. */
function swap(old, fresh) {
  const within = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
  const open = [...old.querySelectorAll("blockquote.expandable")].map((one) => one.classList.contains("open"));
  old.replaceWith(fresh);
  for (const [index, quote] of fresh.querySelectorAll("blockquote.expandable").entries()) {
    if (open[index]) quote.querySelector(".more").click();
  }
  if (within < 0) return;
  const places = fresh.querySelectorAll("button, a");
  (places[Math.min(within, places.length - 1)] || fresh).focus({ preventScroll: true });
}

/** Make `wanted` the children of `list`, moving as little as possible. */
function arrange(list, wanted) {
  let at = list.firstChild;
  for (const node of wanted) {
    const same = at?.dataset.separator && at.dataset.separator === node.dataset.separator;
    if (at === node || same) {
      at = at.nextSibling;
    } else {
      list.insertBefore(node, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}
