// Pictures, clips, files and places inside a bubble.

import { el, icon } from "./dom.js";

const NAMES = {
  photo: "Photo",
  animation: "Animation",
  document: "File",
  video: "Video",
  voice: "Voice message",
  sticker: "Sticker",
  location: "Location",
  poll: "Poll",
};
const DRAWINGS = {
  photo: "picture",
  animation: "video",
  document: "file",
  video: "video",
  voice: "voice",
  sticker: "sticker",
  location: "pin",
  poll: "file",
};

/** The element for what a message carries; `caption` describes it to a screen reader. */
export function carried(media, caption, onView) {
  if (media.kind === "location") return place(media);
  if (!media.url) return card(media, NAMES[media.kind], "");
  if (media.kind === "document") return download(media);
  if ((media.type || "").startsWith("video/")) return clip(media, caption);
  if ((media.type || "").startsWith("image/")) return picture(media, caption, onView);
  if ((media.type || "").startsWith("audio/")) return el("audio", { src: media.url, controls: true });
  return download(media);
}

/** What a message without words is called in a quote. */
export function nameOf(kind) {
  return NAMES[kind] || kind;
}

function picture(media, caption, onView) {
  const { width, height } = media.details;
  const alt = caption.split("\n")[0] || `${NAMES[media.kind]} without words`;
  const shown = el("img", { src: media.url, alt, width, height, decoding: "async" });
  shown.addEventListener("error", () => shown.parentElement.replaceWith(download(media)));
  const view = () => onView(media.url, alt);
  return el("button", { type: "button", class: "picture", onclick: view }, shown);
}

function clip(media, caption) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const loops = media.kind === "animation" && !still;
  const { width, height } = media.details;
  const shown = el("video", {
    src: media.url,
    width,
    height,
    playsinline: true,
    loop: media.kind === "animation",
    controls: !loops,
    "aria-label": caption.split("\n")[0] || NAMES[media.kind],
  });
  shown.muted = media.kind === "animation"; // a browser lets only a silent clip start by itself
  shown.autoplay = loops;
  const tag = media.kind === "animation" ? el("span", { class: "tag", "aria-hidden": "true" }, "GIF") : null;
  return el("div", { class: "clip" }, shown, tag);
}

function download(media) {
  const name = media.name || NAMES[media.kind];
  const size = media.size ? sizeWords(media.size) : "";
  return el("a", { class: "card", href: media.url, download: name }, ...inside(media, name, size));
}

function card(media, title, detail) {
  return el("div", { class: "card" }, ...inside(media, title, detail));
}

function inside(media, title, detail) {
  return [
    el("span", { class: "badge" }, icon(DRAWINGS[media.kind])),
    el("span", { class: "lines" }, el("b", {}, title), detail ? el("small", {}, detail) : null),
  ];
}

function place(media) {
  const { latitude, longitude } = media.details;
  return card(media, NAMES.location, `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`);
}

function sizeWords(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
