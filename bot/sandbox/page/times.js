// Instants in words: the wound clock, bubbles, days, and Telegram's date_time entities.

const DAY = 86_400;
const STEPS = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["week", 7 * DAY],
  ["day", DAY],
  ["hour", 3600],
  ["minute", 60],
];
const PARTS = {
  w: { weekday: "long" },
  d: { year: "2-digit", month: "numeric", day: "numeric" },
  D: { year: "numeric", month: "long", day: "numeric" },
  t: { hour: "numeric", minute: "2-digit" },
  T: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

/** The sandbox's clock as this page knows it; it runs on between two looks. */
export class Clock {
  #seconds = Date.now() / 1000;
  #read = performance.now();

  set(iso) {
    this.#seconds = Date.parse(iso) / 1000;
    this.#read = performance.now();
  }

  /** Unix seconds. */
  now() {
    return this.#seconds + (performance.now() - this.#read) / 1000;
  }
}

/** Words for instants on one person's phone: their zone and their language. */
export class Times {
  constructor(zone, language) {
    this.zone = zone;
    this.language = known(language) ? language : "en";
  }

  /** The time on a bubble: 08:00. */
  bubble(unix) {
    return this.#words(unix, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  /** A key that is the same for all instants of one local day. */
  day(unix) {
    return new Intl.DateTimeFormat("en-CA", { timeZone: this.zone }).format(unix * 1000);
  }

  /** The words between two days: Today, Yesterday, or the date. */
  dayWords(unix, now) {
    const day = this.day(unix);
    if (day === this.day(now)) return "Today";
    if (day === this.day(now - DAY)) return "Yesterday";
    return this.#words(unix, { weekday: "long", day: "numeric", month: "long" }, "en-GB");
  }

  /** The wound clock, with its seconds. */
  clock(unix) {
    const day = { weekday: "short", day: "numeric", month: "short" };
    const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
    return this.#words(unix, { ...day, ...time }, "en-GB");
  }

  /** A date_time entity: "r", or any of w, d or D, t or T. An unknown format gives null. */
  entity(unix, format, now) {
    if (format === "r") return this.#relative(unix - now);
    const letters = [...format];
    if (!letters.length || letters.some((letter) => !PARTS[letter])) return null;
    return this.#words(unix, Object.assign({}, ...letters.map((letter) => PARTS[letter])));
  }

  /** The whole date, shown when one points at a date_time entity. */
  whole(unix) {
    return this.#words(unix, { dateStyle: "full", timeStyle: "short" });
  }

  #relative(seconds) {
    const words = new Intl.RelativeTimeFormat(this.language, { numeric: "auto" });
    for (const [unit, length] of STEPS) {
      if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit);
    }
    return words.format(Math.round(seconds), "second");
  }

  #words(unix, style, language = this.language) {
    return new Intl.DateTimeFormat(language, { ...style, timeZone: this.zone }).format(unix * 1000);
  }
}

/** The zone of the device this page runs on. */
export function deviceZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

function known(language) {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
  } catch {
    return false;
  }
}
