// What lies over the chat: lines that fade, alerts, and small forms.

import { byId, el } from "./dom.js";

const FADES = 3500; // milliseconds
const LISTEN = 6000;
const CITIES = [
  ["Lisbon", 38.72, -9.14],
  ["Auckland", -36.85, 174.76],
  ["New York", 40.71, -74.01],
  ["London", 51.51, -0.13],
  ["Kolkata", 22.57, 88.36],
  ["São Paulo", -23.55, -46.63],
];

/** A line over the chat that goes away by itself. */
export function toast(words) {
  show(el("p", { class: "toast" }, words), FADES);
}

/** A line that says what went wrong. */
export function problem(words) {
  show(el("p", { class: "toast wrong" }, words), LISTEN);
}

function show(line, milliseconds) {
  byId("toasts").replaceChildren(line);
  setTimeout(() => line.remove(), milliseconds);
}

/** A message that waits for OK. */
export function alertBox(words) {
  byId("alert-text").textContent = words;
  open(byId("alert"));
}

/** A picture as large as the window lets it be. */
export function view(url, words) {
  const box = byId("viewer");
  const picture = box.querySelector("img");
  picture.src = url;
  picture.alt = words;
  open(box);
}

/** Ask for a place; `share(latitude, longitude)` in degrees, or nothing when refused. */
export function askPlace(share) {
  const box = byId("place");
  const { latitude, longitude } = box.querySelector("form").elements;
  const fill = ([, lat, lon]) => {
    latitude.value = lat;
    longitude.value = lon;
  };
  const buttons = CITIES.map((city) => el("button", { type: "button", onclick: () => fill(city) }, city[0]));
  byId("cities").replaceChildren(...buttons);
  fill(CITIES[0]);
  onSubmit(box, () => share(latitude.valueAsNumber, longitude.valueAsNumber));
  open(box);
}

/** Ask who joins; `add(first_name, language_code)`. */
export function askPerson(add) {
  const box = byId("person");
  const form = box.querySelector("form");
  form.reset();
  onSubmit(box, () => add(form.elements.first_name.value, form.elements.language_code.value.trim()));
  open(box);
}

/** Every "close" button closes its own dialog. */
export function wireDialogs() {
  for (const box of document.querySelectorAll("dialog")) {
    for (const button of box.querySelectorAll("[data-close]")) {
      button.addEventListener("click", () => box.close());
    }
  }
}

function onSubmit(box, act) {
  box.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    box.close();
    act();
  };
}

function open(box) {
  if (!box.open) box.showModal();
}
