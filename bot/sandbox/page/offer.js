// The results for words behind the bot's name: asked for while typing, and one of them sent.

import { byId, el } from "./dom.js";

const REST = 250; // milliseconds without a key until the bot is asked

/** The list above the text field. `hooks`: ask(text), choose(queryId, resultId), open(word). */
export class Offer {
  #words = null; // what stands behind the bot's name now; null when the name is not typed
  #timer = 0;

  constructor(hooks) {
    this.hooks = hooks;
    this.list = byId("offer");
  }

  /** The text field changed. */
  typed(text, botUser) {
    const words = behind(text, botUser);
    if (words === this.#words) return;
    this.#words = words;
    clearTimeout(this.#timer);
    if (words === null) this.list.hidden = true;
    else this.#timer = setTimeout(() => this.hooks.ask(words), REST);
  }

  /** Draw what the bot offered, unless something else was typed since. */
  show(offered) {
    const fits = offered && offered.query === this.#words && offered.results !== null;
    this.list.hidden = !fits;
    if (!fits) return;
    const found = offered.results.map((one) => this.#result(offered.id, one));
    const above = offered.button ? [this.#above(offered.button)] : [];
    const none = found.length ? [] : [el("p", {}, "The bot found nothing.")];
    this.list.replaceChildren(...above, ...found, ...none);
  }

  #result(queryId, one) {
    const choose = () => this.hooks.choose(queryId, one.id);
    const kind = one.kind === "article" ? null : el("span", {}, one.kind === "photo" ? "Photo" : "Clip");
    return el(
      "button",
      { type: "button", onclick: choose },
      el("b", { dir: "auto" }, one.title),
      kind,
      one.description ? el("span", { dir: "auto" }, one.description) : null,
    );
  }

  #above(button) {
    const open = () => this.hooks.open(button.start_parameter);
    return el("button", { type: "button", class: "above", onclick: open }, button.text);
  }
}

/** The words behind "@name ", null when the text does not begin so. */
function behind(text, botUser) {
  const found = /^@(\w+)\s([\s\S]*)$/.exec(text);
  const ours = found && found[1].toLowerCase() === botUser?.toLowerCase();
  return ours ? found[2].slice(0, 256) : null;
}
