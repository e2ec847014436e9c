// The chat page: looks at the sandbox, draws it, and does what the person asks.

import { Composer } from "./composer.js";
import { Controls } from "./controls.js";
import { alertBox, askPlace, problem, toast, view, wireDialogs } from "./dialogs.js";
import { byId, el } from "./dom.js";
import { Log } from "./log.js";
import { recall, remember } from "./memory.js";
import { Offer } from "./offer.js";
import { act, follow, look, upload } from "./server.js";
import { Clock, Times, deviceZone } from "./times.js";
import { showTrouble, wireTrouble } from "./trouble.js";

const TYPING_LASTS = 5500; // milliseconds; a little longer than Telegram shows it
const AGAIN = 1000; // milliseconds until a failed look is tried again
const FRESH = 20_000; // milliseconds between two looks at relative times

const clock = new Clock();
const log = new Log();
const heard = new Map(); // person -> newest message of the bot that this page showed
const taps = new Set(); // taps made on this page: only they show their answer here
const early = new Map(); // answers that came before the tap's own id

let user = Number(location.hash.slice(1)) || null;
let state = null;
let times = null;
let online = false;
let stop = () => {}; // ends the stream of the person in `followed`
let followed = null;
let looking = false;
let lookAgain = false;
let typingTimer = 0;

const offer = new Offer({
  ask: (text) => attempt("query", { user, text }),
  choose: async (query_id, result_id) => {
    composer.stopEditing();
    await attempt("choose", { user, query_id, result_id });
  },
  open: (word) => {
    composer.stopEditing();
    attempt("say", { user, text: `/start ${word}` });
  },
});

const composer = new Composer({
  typed: (text) => offer.typed(text, state?.bot.username),
  say: (text, reply_to = null) => attempt("say", { user, text, reply_to }),
  edit: (id, text) => attempt("edit", { user, message_id: id, text }),
  upload: (file, caption) => carryOut(() => upload(user, file, caption)),
  editLast,
  replyBefore,
  askPlace: place,
  problem,
});

const controls = new Controls(
  {
    be,
    add: async (first_name, language_code) => {
      const added = await attempt("users", { first_name, language_code });
      if (added) be(added.user);
    },
    block: (blocked) => attempt("block", { user, blocked }),
    send: async (kind) => (await attempt("media", { user, kind })) && controls.close(),
    askPlace: place,
    editLast,
    jump: async () => told(await attempt("jump", { user })),
    wind: async (seconds) => told(await attempt("wind", { seconds }), "The clock moved forward."),
    windTo: async (to) =>
      told(await attempt("wind_to", { to, zone: times.zone }), "The clock moved forward."),
    restart: async () => told(await attempt("restart", {}), "The bot is running again."),
    zone: (zone) => {
      remember(`zone:${user}`, zone);
      draw();
    },
    look: setLook,
    toast,
  },
  clock,
);

/** Do something; true or its answer when done, null when a sentence said why not. */
function attempt(name, body) {
  return carryOut(() => act(name, body));
}

async function carryOut(deed) {
  try {
    return await deed();
  } catch (fault) {
    problem(fault.message);
    return null;
  }
}

function told(answer, otherwise) {
  if (!answer) return "That did not work.";
  const sentence = answer.said || otherwise;
  toast(sentence);
  controls.close();
  return sentence;
}

async function press(message, button) {
  if (button.copy_text) {
    await navigator.clipboard.writeText(button.copy_text.text).then(
      () => toast("Copied."),
      () => problem("This browser did not let the page copy."),
    );
  } else if (button.callback_data) {
    const tapped = await attempt("press", { user, message_id: message.id, data: button.callback_data });
    if (tapped) awaitAnswer(tapped.callback_id);
  } else {
    problem("The sandbox cannot do what this button asks for.");
  }
}

function awaitAnswer(id) {
  if (early.has(id)) showAnswer(early.get(id));
  else taps.add(id);
}

/** The bot answered a tap. The answer may overtake the reply to the tap itself. */
function onToast(answer) {
  if (taps.delete(answer.callback_id)) showAnswer(answer);
  else early.set(answer.callback_id, answer);
}

function showAnswer(answer) {
  early.delete(answer.callback_id);
  if (!answer.text) return;
  if (answer.alert) alertBox(answer.text);
  else toast(answer.text);
}

function place() {
  controls.close();
  askPlace((latitude, longitude) => attempt("location", { user, latitude, longitude }));
}

function editLast() {
  const mine = state?.chat.messages.filter((one) => !one.from_bot && !one.media) || [];
  if (mine.length) composer.startEditing(mine.at(-1));
  else problem("There is no message of yours to edit.");
}

/** Reply to the message before the one with this id; without an id, to the newest. */
function replyBefore(id) {
  const older = state.chat.messages.filter((one) => !id || one.id < id);
  if (older.length) composer.startReply(older.at(-1), whoWrote(older.at(-1)));
}

function whoWrote(message) {
  return message.from_bot ? state.bot.name : "yourself";
}

/** Become another person. */
function be(number) {
  user = number;
  history.replaceState(null, "", `#${number}`);
  composer.stopEditing();
  controls.close();
  listen();
  refresh();
}

function listen() {
  stop();
  followed = user;
  online = false;
  stop = follow(user, {
    onChange: refresh,
    onToast,
    onLine: (there) => {
      online = there;
      presence();
    },
  });
}

/** Look once more; calls that come meanwhile lead to one further look. */
async function refresh() {
  if (looking) {
    lookAgain = true;
    return;
  }
  looking = true;
  try {
    const seen = await look(user);
    if (!user || seen.user === user) accept(seen);
  } catch (fault) {
    if (fault.status === 404 && user) forgetPerson();
    else {
      online = false;
      presence();
      setTimeout(refresh, AGAIN);
    }
  } finally {
    looking = false;
    if (lookAgain) {
      lookAgain = false;
      refresh();
    }
  }
}

/** The sandbox began anew and does not know this person: take the first one it has. */
function forgetPerson() {
  user = null;
  lookAgain = true;
}

function accept(seen) {
  state = seen;
  online = true;
  clock.set(seen.now);
  user = seen.user;
  if (followed !== user) listen();
  draw();
}

function draw() {
  if (!state) return;
  const me = state.users.find((one) => one.id === user);
  const zone = recall(`zone:${user}`, deviceZone());
  times = new Times(zone, me.language_code || "en");
  const setting = {
    botName: state.bot.name,
    botUser: state.bot.username,
    times,
    now: () => clock.now(),
    onCommand: (words) => attempt("say", { user, text: words }),
    onPress: press,
    onReply: (message) => composer.startReply(message, whoWrote(message)),
    onVote: (message, options) => attempt("vote", { user, message_id: message.id, options }),
    onView: view,
  };
  drawHeader();
  drawHello();
  showTrouble(state.trouble);
  composer.show(state);
  offer.show(state.inline);
  log.show(state.chat.messages, state.chat.waiting, `${user} ${zone} ${state.bot.name}`, setting);
  controls.show(state, times, unheard());
  refreshMoments();
  drawTitle();
}

function drawHeader() {
  byId("name").textContent = state.bot.name;
  byId("face").textContent = state.bot.name.slice(0, 1);
  byId("typing").hidden = !state.chat.typing;
  if (state.chat.typing) {
    clearTimeout(typingTimer);
    typingTimer = setTimeout(refresh, TYPING_LASTS);
  }
  presence();
}

function presence() {
  const words = state?.chat.typing ? "typing…" : "bot";
  byId("presence").textContent = online ? words : "connecting…";
}

/** What Telegram shows in a chat that has not begun: what the bot says it can do. */
function drawHello() {
  const hello = byId("hello");
  hello.hidden = state.chat.started || state.chat.messages.length > 0;
  hello.replaceChildren(
    el("b", {}, "What can this bot do?"),
    el("p", { dir: "auto" }, state.bot.description || "The bot has not said yet."),
  );
}

function unheard() {
  if (!document.hidden) heard.set(user, state.users.find((one) => one.id === user).last_heard);
  const waiting = state.users.filter((one) => one.last_heard > (heard.get(one.id) ?? 0));
  return new Set(waiting.map((one) => one.id));
}

function drawTitle() {
  const count = log.unread ? `(${log.unread}) ` : "";
  document.title = `${count}${state.bot.name} sandbox`;
}

function refreshMoments() {
  for (const moment of document.querySelectorAll("time[data-relative]")) {
    moment.textContent = times.entity(Number(moment.dataset.relative), "r", clock.now());
  }
}

function setLook(name) {
  if (name) document.documentElement.dataset.look = name;
  else delete document.documentElement.dataset.look;
  byId("look").value = name;
  remember("look", name);
}

byId("start").addEventListener("click", () => attempt("say", { user, text: "/start" }));
byId("unblock").addEventListener("click", () => attempt("block", { user, blocked: false }));
document.addEventListener("visibilitychange", draw);
log.scroll.addEventListener("scroll", () => state && drawTitle());
setInterval(() => times && refreshMoments(), FRESH);
wireDialogs();
wireTrouble((name) => attempt("trouble", { name }));
setLook(recall("look"));
refresh();
