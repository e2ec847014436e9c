// The switch for trouble of the network, and the banner while one is on.

import { byId } from "./dom.js";

const WORDS = {
  slow: "Answers to the bot come 4 seconds late.",
  busy: "Each call of the bot is refused with 429.",
  lost: "Calls of the bot take effect, but their answers get lost.",
  gateway: "Each call of the bot is refused with 502.",
};

/** Let the switch and the banner's button call `turn(name)`; "" turns all off. */
export function wireTrouble(turn) {
  byId("trouble").addEventListener("change", (event) => turn(event.target.value));
  byId("trouble-off").addEventListener("click", () => {
    byId("text").focus(); // the button is about to go
    turn("");
  });
}

/** Show which trouble is on. */
export function showTrouble(name) {
  byId("trouble").value = name;
  byId("trouble-banner").hidden = !name;
  byId("trouble-words").textContent = WORDS[name] || "";
}
