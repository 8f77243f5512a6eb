// What the server does not have yet. Each entry is kept in this browser under the sender's own id
// until the server took it, sent one after the other, and sent again after longer and longer pauses.
// Tabs of one browser share what is kept; only one of them sends at a time.

const SOONEST = 1000;
const LONGEST = 15_000;
const SILENCE = 20_000;
const LATER = new Set([408, 429, 502, 503, 504, 507]);
const NOT_MINE = new Set([401, 403]);

export function fresh() {
  return crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
}

export class Outbox {
  #sending = false;
  #waiting = null;
  #pause = SOONEST;
  #refused = new Set();
  #held = new Map(); // where the browser keeps nothing, as long as the page is open

  // `post` sends an entry and gives the answer; `took` is told of what was taken, and lets go of the
  // entry, or says false where that is no answer of ours; `refused` of what the server will not have; `told` how sending goes: sending, saved, away
  // (kept and sent again by itself), out (signed out: kept until somebody signs in), nowhere (this
  // browser keeps nothing).
  constructor(shelf, { post, took, refused, told }) {
    Object.assign(this, { shelf, post, took, refused, told });
    addEventListener("online", () => this.retry());
    addEventListener("focus", () => this.retry());
    document.addEventListener("visibilitychange", () => document.hidden || this.retry());
  }

  all() {
    const keys = Object.keys(this.#store()).filter((key) => key.startsWith(`${this.shelf}:`));
    const kept = keys.map((key) => ({ id: key.slice(this.shelf.length + 1), n: 0, ...read(key) }));
    return [...kept, ...this.#held.values()].sort((one, other) => one.n - other.n);
  }

  get(id) {
    return read(this.#key(id)) ?? this.#held.get(id) ?? null;
  }

  put(entry) {
    entry.n ??= Math.max(Date.now(), 1 + (this.all().at(-1)?.n ?? 0));
    try {
      localStorage.setItem(this.#key(entry.id), JSON.stringify(entry));
      this.#held.delete(entry.id);
    } catch {
      this.#held.set(entry.id, entry);
      this.told("nowhere", entry);
    }
    return entry;
  }

  drop(id) {
    this.#held.delete(id);
    this.#refused.delete(id);
    try {
      localStorage.removeItem(this.#key(id));
    } catch {
      // it was never kept there
    }
  }

  isRefused(id) {
    return this.#refused.has(id);
  }

  again(id) {
    this.#refused.delete(id);
    this.send();
  }

  retry() {
    this.#pause = SOONEST;
    if (this.all().length) this.send();
  }

  async send() {
    if (this.#sending) return;
    this.#sending = true;
    clearTimeout(this.#waiting);
    try {
      await alone(this.shelf, () => this.#run());
    } finally {
      this.#sending = false;
    }
  }

  async #run() {
    for (let entry; (entry = this.all().find((one) => !this.#refused.has(one.id))); ) {
      this.told("sending", entry);
      const answer = await this.post(entry, AbortSignal.timeout(SILENCE)).catch(() => null);
      if (!answer || answer.status >= 500 || LATER.has(answer.status)) return this.#later("away", entry);
      if (answer.redirected || NOT_MINE.has(answer.status)) return this.#later("out", entry);
      this.#pause = SOONEST;
      const page = await answer.text().catch(() => null);
      if (page === null) return this.#later("away", entry);
      if (answer.ok || answer.status === 410) {
        if (this.took(entry, page, answer) === false) return this.#later("away", entry); // not from us
      } else {
        this.#refused.add(entry.id);
        this.refused(entry, page, answer);
      }
    }
    this.told("saved");
  }

  #later(why, entry) {
    this.told(why, entry);
    this.#waiting = setTimeout(() => this.send(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST);
  }

  #key(id) {
    return `${this.shelf}:${id}`;
  }

  #store() {
    try {
      return { ...localStorage };
    } catch {
      return {};
    }
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

const alone = (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work());

// The token that goes with a form: the newest, where somebody signed in again in another tab.
export function token(form) {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
}

// Why something was refused, as the server's page says it.
export function reason(page) {
  const told = new DOMParser().parseFromString(page, "text/html").querySelector(".problem, main p");
  return told?.textContent.trim() ?? "";
}
