// Where a person writes: the text field, the command list, editing, and the bot's keyboard.

import { byId, el, icon } from "./dom.js";
import { nameOf } from "./media.js";

const TALLEST = 132; // pixels

/** The foot of the phone. `hooks`: say(text, replyTo), upload(file, caption), edit(id, text), typed(text), replyBefore(id), askPlace(), problem(sentence). */
export class Composer {
  #commands = [];
  #shown = []; // the commands in the open list
  #picked = -1;
  #editing = null; // id of the message being changed
  #replying = null; // id of the message being answered
  #file = null; // what is about to be sent, with the text as its caption
  #keyboard = ""; // the keyboard as last drawn
  #folded = false; // the person put the keyboard away

  constructor(hooks) {
    this.hooks = hooks;
    this.form = byId("composer");
    this.text = byId("text");
    this.list = byId("suggestions");
    this.menu = byId("menu");
    this.keys = byId("keys");
    this.showKeys = byId("show-keys");
    byId("send").append(icon("send"));
    byId("editing-stop").append(icon("close"));
    this.showKeys.append(icon("keys"));
    byId("attach").append(icon("clip"));
    this.#listen();
  }

  /** Draw the foot for a chat in Telegram's terms. */
  show({ chat, bot }) {
    const unmet = !chat.started && !chat.messages.length;
    this.#commands = bot.commands;
    this.form.hidden = chat.blocked || unmet;
    this.menu.hidden = !bot.commands.length;
    byId("unblock").hidden = !chat.blocked;
    byId("start").hidden = chat.blocked || !unmet;
    this.#drawKeyboard(this.form.hidden ? null : chat.reply_keyboard);
    if (this.form.hidden) {
      this.#close();
      this.stopEditing();
    }
  }

  /** Bring one of the person's own messages back into the field. */
  startEditing(message) {
    this.#editing = message.id;
    this.#replying = null;
    this.#file = null;
    this.#head("Editing your message", message);
    this.text.value = message.text;
    this.#grow();
    this.text.focus();
  }

  /** Answer a message; `who` wrote it. What stands in the field stays. */
  startReply(message, who) {
    if (this.#editing) this.stopEditing();
    this.#file = null;
    this.#replying = message.id;
    this.#head(`Reply to ${who}`, message);
    this.text.focus();
  }

  /** Get a file ready; what stands in the field becomes its caption. */
  startFile(file) {
    if (this.#editing) this.stopEditing();
    this.#replying = null;
    this.#file = file;
    this.#head("Send with the text below", { text: file.name });
    this.text.focus();
  }

  /** Leave a reply or a file; what stands in the field stays. */
  stopReply() {
    this.#replying = null;
    this.#file = null;
    byId("editing").hidden = true;
  }

  #head(title, message) {
    byId("editing-title").textContent = title;
    byId("editing-text").textContent = message.text || nameOf(message.media?.kind || "");
    byId("editing").hidden = false;
  }

  /** Leave editing, replying and the file, with an empty field. */
  stopEditing() {
    this.hooks.typed("");
    this.#file = null;
    this.#replying = null;
    this.#editing = null;
    byId("editing").hidden = true;
    this.text.value = "";
    this.#grow();
  }

  #listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.text.addEventListener("input", () => {
      this.#grow();
      this.#suggest();
      this.hooks.typed(this.text.value);
    });
    this.text.addEventListener("keydown", (event) => this.#key(event));
    this.menu.addEventListener("click", () => this.#toggleMenu());
    this.menu.addEventListener("keydown", (event) => event.key === "Escape" && this.#close());
    byId("editing-stop").addEventListener("click", () => this.#leave());
    byId("attach").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", (event) => {
      if (event.target.files[0]) this.startFile(event.target.files[0]);
      event.target.value = ""; // so that the same file can be chosen again
    });
    this.showKeys.addEventListener("click", () => this.#fold(!this.#folded));
    document.addEventListener("pointerdown", (event) => {
      if (!byId("foot").contains(event.target)) this.#close();
    });
  }

  async #send() {
    const words = this.text.value.trim();
    const file = this.#file;
    if (!words && !file) return;
    const editing = this.#editing;
    const replying = this.#replying;
    this.#close();
    this.stopEditing();
    const done = file
      ? this.hooks.upload(file, words)
      : editing
        ? this.hooks.edit(editing, words)
        : this.hooks.say(words, replying);
    // What could not be sent comes back, so that nobody has to type it twice.
    if (!(await done) && !this.text.value) {
      this.text.value = words;
      this.#grow();
    }
  }

  #key(event) {
    if (event.isComposing) return;
    if (!this.list.hidden && this.#listKey(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && (this.#editing || this.#replying || this.#file)) {
      this.#leave();
    } else if (event.key === "ArrowUp" && event.ctrlKey) {
      event.preventDefault();
      this.hooks.replyBefore(this.#replying);
    } else if (event.key === "ArrowUp" && !this.text.value) {
      event.preventDefault();
      this.hooks.editLast();
    }
  }

  #leave() {
    if (this.#editing) this.stopEditing();
    else this.stopReply();
    this.text.focus();
  }

  /** Keys while the list is open; true when the key was used. */
  #listKey(event) {
    const many = this.#shown.length;
    if (event.key === "ArrowDown") this.#pick((this.#picked + 1) % many);
    else if (event.key === "ArrowUp") this.#pick((this.#picked - 1 + many) % many);
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Tab" && !event.shiftKey && this.#picked >= 0) this.#complete(this.#shown[this.#picked]);
    else if (event.key === "Enter" && !event.shiftKey && this.#picked >= 0) this.#choose(this.#shown[this.#picked]);
    else return false;
    return true;
  }

  #suggest() {
    const typed = /^\/(\w*)$/.exec(this.text.value);
    if (!typed) return this.#close();
    const begun = typed[1].toLowerCase();
    return this.#open(this.#commands.filter((one) => one.command.startsWith(begun)));
  }

  #toggleMenu() {
    if (this.list.hidden) this.#open(this.#commands);
    else this.#close();
    this.text.focus();
  }

  #open(commands) {
    this.#shown = commands;
    if (!commands.length) return this.#close();
    this.list.replaceChildren(...commands.map((one, index) => this.#option(one, index)));
    this.list.hidden = false;
    this.menu.setAttribute("aria-expanded", "true");
    return this.#pick(-1);
  }

  #option(one, index) {
    const choose = (event) => {
      event.preventDefault(); // the text field keeps the focus
      this.#choose(one);
    };
    return el(
      "li",
      { role: "option", id: `command-${index}`, "aria-selected": "false", onclick: choose },
      el("b", {}, `/${one.command}`),
      el("span", {}, one.description),
    );
  }

  #pick(index) {
    this.#picked = index;
    for (const [at, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(at === index));
      if (at === index) option.scrollIntoView({ block: "nearest" });
    }
    if (index >= 0) this.text.setAttribute("aria-activedescendant", `command-${index}`);
    else this.text.removeAttribute("aria-activedescendant");
  }

  #choose(one) {
    this.#close();
    this.text.value = "";
    this.#grow();
    this.hooks.say(`/${one.command}`);
  }

  #complete(one) {
    this.text.value = `/${one.command} `;
    this.#close();
  }

  #close() {
    this.list.hidden = true;
    this.menu.setAttribute("aria-expanded", "false");
    this.#pick(-1);
  }

  #grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST)}px`;
  }

  #drawKeyboard(markup) {
    const signature = JSON.stringify(markup);
    this.text.placeholder = markup?.input_field_placeholder || "Message";
    if (signature === this.#keyboard) return;
    this.#keyboard = signature;
    const rows = markup?.keyboard || [];
    this.keys.replaceChildren(...rows.map((row) => this.#keyRow(row, markup)));
    this.#fold(!rows.length);
  }

  #keyRow(row, markup) {
    const press = (key) => {
      if (markup.one_time_keyboard) this.#fold(true);
      this.#pressKey(key);
    };
    const keys = row.map((one) => (typeof one === "string" ? { text: one } : one));
    const made = keys.map((key) =>
      el("button", { type: "button", class: key.style || null, onclick: () => press(key) }, key.text),
    );
    return el("div", { class: "button-row" }, ...made);
  }

  #pressKey(key) {
    const asks = Object.keys(key).find((name) => name.startsWith("request_"));
    if (key.request_location) this.hooks.askPlace();
    else if (asks || key.web_app) this.hooks.problem("The sandbox cannot do what this button asks for.");
    else this.hooks.say(key.text);
  }

  #fold(folded) {
    this.#folded = folded;
    this.keys.hidden = folded;
    this.showKeys.hidden = !this.keys.childElementCount;
    this.showKeys.setAttribute("aria-expanded", String(!folded));
  }
}
