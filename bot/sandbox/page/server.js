// Talks to the sandbox on this computer: one look, one act, and a stream of changes.

const SILENT = "The sandbox does not answer. Is it still running?";
const FAILED = "The sandbox could not do that. Its terminal says why.";
const AGAIN = 1000; // milliseconds until a broken stream is tried again

/** Something went wrong; the message is a sentence for the person at the page. */
export class Problem extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

/** Everything to show for a person; without a number, for the first one. */
export function look(user) {
  return ask(user ? `/sandbox/state?user=${encodeURIComponent(user)}` : "/sandbox/state");
}

/** Do something: say, press, vote, query, choose, edit, location, media, block, users, trouble, jump, wind, wind_to, restart. */
export function act(name, body) {
  return ask(`/sandbox/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Send a file of the person's own, with a caption or none. */
export function upload(user, file, caption) {
  const about = new URLSearchParams({ user, name: file.name, caption });
  return ask(`/sandbox/upload?${about}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  });
}

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Problem(SILENT, 0);
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Problem(body.error || FAILED, answer.status);
  return body;
}

/** Call back on each change of a person's chat and on each answered tap; returns how to stop. */
export function follow(user, { onChange, onToast, onLine }) {
  let stream = null;
  let timer = 0;

  function open() {
    stream = new EventSource(`/sandbox/events?user=${encodeURIComponent(user)}`);
    stream.addEventListener("open", () => onLine(true));
    stream.addEventListener("revision", () => onChange());
    stream.addEventListener("toast", (event) => onToast(JSON.parse(event.data)));
    stream.addEventListener("error", () => {
      onLine(false);
      // A browser gives up for good when the server answers with an error; we do not.
      if (stream.readyState === EventSource.CLOSED) {
        timer = setTimeout(() => {
          onChange();
          open();
        }, AGAIN);
      }
    });
  }

  open();
  return () => {
    clearTimeout(timer);
    stream.close();
  };
}
