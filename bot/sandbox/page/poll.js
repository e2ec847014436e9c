// A poll or quiz inside a bubble: its options before the vote, its counts after it.

import { el } from "./dom.js";

/** The element of a poll message; `onVote(message, places)` votes, no places take it back. */
export function pollElement(message, onVote) {
  const asked = message.media.details;
  const over = asked.is_closed || message.vote !== null;
  return el(
    "div",
    { class: "poll", role: "group", "aria-label": asked.question },
    el("b", { dir: "auto" }, asked.question),
    el("small", {}, kind(asked)),
    ...(over ? results(message, asked, onVote) : choices(message, asked, onVote)),
  );
}

function kind(asked) {
  if (asked.is_closed) return "Final results";
  const words = asked.type === "quiz" ? "quiz" : "poll";
  return asked.is_anonymous ? `Anonymous ${words}` : `Public ${words}`;
}

function choices(message, asked, onVote) {
  if (!asked.allows_multiple_answers) {
    const option = (one, place) =>
      el("button", { type: "button", class: "option", onclick: () => onVote(message, [place]) }, one.text);
    return [...asked.options.map(option), count(asked)];
  }
  const boxes = asked.options.map(() => el("input", { type: "checkbox" }));
  const option = (one, place) => el("label", { class: "option" }, boxes[place], one.text);
  const chosen = () => [...boxes.keys()].filter((place) => boxes[place].checked);
  const vote = () => chosen().length && onVote(message, chosen());
  return [...asked.options.map(option), el("button", { type: "button", class: "vote", onclick: vote }, "Vote")];
}

function results(message, asked, onVote) {
  const parts = asked.options.map((one, place) => result(one, place, message.vote || [], asked));
  if (asked.explanation) parts.push(el("p", { class: "explanation", dir: "auto" }, asked.explanation));
  parts.push(count(asked));
  if (message.vote && asked.allows_revoting && !asked.is_closed) {
    parts.push(el("button", { type: "button", class: "vote", onclick: () => onVote(message, []) }, "Retract vote"));
  }
  return parts;
}

function result(one, place, vote, asked) {
  const share = asked.total_voter_count ? Math.round((100 * one.voter_count) / asked.total_voter_count) : 0;
  const note = mark(place, vote, asked);
  const words = `${one.text}, ${share}%${note ? `, ${note.words}` : ""}`;
  const bar = el("i", { class: "share", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(share / 100));
  return el(
    "div",
    { class: `result${note ? ` ${note.name}` : ""}`, role: "img", "aria-label": words },
    el("b", {}, `${share}%`),
    el("span", { dir: "auto" }, one.text, note ? ` ${note.sign}` : ""),
    bar,
  );
}

function mark(place, vote, asked) {
  const chosen = vote.includes(place);
  if (asked.type !== "quiz") return chosen ? { name: "chosen", sign: "✓", words: "your vote" } : null;
  const right = (asked.correct_option_ids || []).includes(place);
  if (right) return { name: "right", sign: "✓", words: chosen ? "your vote, right" : "the right answer" };
  return chosen ? { name: "missed", sign: "✗", words: "your vote, not right" } : null;
}

function count(asked) {
  const many = asked.total_voter_count;
  return el("small", {}, many === 1 ? "1 vote" : many ? `${many} votes` : "No votes yet");
}
