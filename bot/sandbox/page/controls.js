// The side panel: the clock, the people, what they send, and their phone.

import { byId, el, icon } from "./dom.js";
import { askPerson } from "./dialogs.js";
import { deviceZone } from "./times.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const OFTEN = ["Europe/Lisbon", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Auckland", "UTC"];
const WIDE = matchMedia("(min-width: 900px)");

/** The panel; `hooks` are what its buttons do, and `clock` is the sandbox's clock. */
export class Controls {
  #times = null;
  #runs = false;

  constructor(hooks, clock) {
    this.hooks = hooks;
    this.clock = clock;
    this.panel = byId("panel");
    this.said = byId("said");
    this.opener = byId("open-panel");
    this.opener.append(icon("sliders"));
    byId("close-panel").append(icon("close"));
    fillZones(byId("zone"));
    this.#wireDrawer();
    this.#wireClock();
    this.#wirePeople();
    this.#wirePhone();
    setInterval(() => this.#tick(), 1000);
  }

  /** Draw the panel; `unheard` are ids of people with unread messages. */
  show(state, times, unheard) {
    this.#times = times;
    this.#tick();
    byId("zone").value = times.zone;
    byId("block").textContent = state.chat.blocked ? "Unblock the bot" : "Block the bot";
    this.block = !state.chat.blocked;
    for (const form of ["txt", "json"]) byId(`transcript-${form}`).href = `/sandbox/transcript.${form}?user=${state.user}`;
    byId("people").replaceChildren(...state.users.map((one) => this.#person(one, state.user, unheard)));
  }

  /** Close the drawer of a narrow window. */
  close() {
    this.#slide(false);
  }

  #tick() {
    if (!this.#times) return;
    const now = this.clock.now();
    const utc = new Date(now * 1000).toISOString();
    byId("clock").textContent = this.#times.clock(now);
    byId("clock").dateTime = utc;
    byId("clock-utc").textContent = `${utc.slice(11, 16)} UTC`;
  }

  #person(one, current, unheard) {
    const notes = [one.language_code || "no language", one.blocked ? "blocked the bot" : ""];
    const dot = unheard.has(one.id) ? el("i", { class: "dot", role: "img", "aria-label": "unread" }) : null;
    return el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          "aria-current": one.id === current ? "true" : null,
          onclick: () => this.hooks.be(one.id),
        },
        el("b", {}, one.first_name),
        el("small", {}, notes.filter(Boolean).join(", ")),
        dot,
      ),
    );
  }

  #wireDrawer() {
    this.opener.addEventListener("click", () => this.#slide(true));
    byId("close-panel").addEventListener("click", () => this.close());
    byId("shade").addEventListener("click", () => this.close());
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    WIDE.addEventListener("change", () => this.#slide(false));
    this.#slide(false);
  }

  #slide(open) {
    const was = this.panel.classList.contains("open");
    this.panel.classList.toggle("open", open);
    this.panel.inert = !open && !WIDE.matches;
    byId("shade").hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (open) byId("close-panel").focus();
    else if (was && !WIDE.matches) this.opener.focus();
  }

  #wireClock() {
    const deeds = {
      jump: () => this.#run("Jumping…", this.hooks.jump),
      hour: () => this.#run("Winding the clock…", () => this.hooks.wind(HOUR)),
      day: () => this.#run("Winding the clock…", () => this.hooks.wind(DAY)),
      morning: () => this.#run("Winding the clock…", () => this.hooks.windTo("morning")),
      change: () => this.#run("Winding the clock…", () => this.hooks.windTo("change")),
    };
    for (const button of this.panel.querySelectorAll("[data-clock]")) {
      button.addEventListener("click", deeds[button.dataset.clock]);
    }
    byId("restart").addEventListener("click", () => this.#run("Restarting the bot…", this.hooks.restart));
  }

  /** Do one slow thing at a time and say so; `deed` resolves to a sentence. */
  async #run(words, deed) {
    if (this.#runs) return;
    this.#busy(true);
    this.said.textContent = words;
    this.hooks.toast(words);
    try {
      this.said.textContent = (await deed()) || "";
    } finally {
      this.#busy(false);
    }
  }

  #busy(runs) {
    this.#runs = runs;
    this.panel.classList.toggle("runs", runs);
    for (const button of this.panel.querySelectorAll("[data-clock], #restart")) {
      button.setAttribute("aria-disabled", String(runs));
    }
  }

  #wirePeople() {
    byId("newcomer").addEventListener("click", () => askPerson(this.hooks.add));
    byId("block").addEventListener("click", () => this.hooks.block(this.block));
    byId("share-place").addEventListener("click", () => this.hooks.askPlace());
    byId("edit-last").addEventListener("click", () => {
      this.close();
      this.hooks.editLast();
    });
    for (const button of this.panel.querySelectorAll("[data-media]")) {
      button.addEventListener("click", () => this.hooks.send(button.dataset.media));
    }
  }

  #wirePhone() {
    byId("zone").addEventListener("change", (event) => this.hooks.zone(event.target.value));
    byId("look").addEventListener("change", (event) => this.hooks.look(event.target.value));
  }
}

function fillZones(select) {
  const device = deviceZone();
  const often = [device, ...OFTEN.filter((zone) => zone !== device)];
  const rest = Intl.supportedValuesOf("timeZone").filter((zone) => !often.includes(zone));
  const option = (zone) => el("option", { value: zone }, zone === device ? `${zone} (this device)` : zone);
  select.append(
    el("optgroup", { label: "Often used" }, ...often.map(option)),
    el("optgroup", { label: "All" }, ...rest.map(option)),
  );
}
