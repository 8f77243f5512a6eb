// How long a session runs: counted by the clock of this page that nobody can set, and put right by
// the server's whenever it can be asked.

const ASKED = 3;
const SLOW = 3_000; // an answer that took longer says too little
const SLEPT = 1_500;

export function clock(seconds) {
  const two = (n) => String(Math.floor(n)).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

export class SessionClock {
  #address;
  #told;
  #base;
  #steady;
  #wall;

  // `told` is given what the server says of the session each time it is asked.
  constructor(elapsed, address, told = () => {}) {
    this.#address = address;
    this.#told = told;
    const answered = performance.getEntriesByType("navigation")[0]?.responseStart || performance.now();
    this.#set(elapsed, Math.min(answered, performance.now()));
    this.sync();
    setInterval(() => this.sync(), 60_000);
    addEventListener("online", () => this.sync());
    document.addEventListener("visibilitychange", () => document.hidden || this.sync());
  }

  // The steady clock of some machines stands still while they sleep; their wall clock does not.
  now() {
    const steady = performance.now() - this.#steady;
    const wall = Date.now() - this.#wall;
    if (wall - steady > SLEPT) {
      this.#set(this.#base + wall / 1000, performance.now());
      this.sync();
      return this.#base;
    }
    return Math.max(0, this.#base + steady / 1000);
  }

  // Of some answers the one that came fastest says best what the time is.
  async sync() {
    let best = null;
    for (let n = 0; n < ASKED; n += 1) {
      const asked = performance.now();
      const answer = await fetch(this.#address).then((one) => (one.ok && !one.redirected ? one.json() : null)).catch(() => null);
      const came = performance.now();
      if (!answer) return;
      this.#told(answer);
      if (answer.elapsed !== null && (!best || came - asked < best.took)) {
        best = { took: came - asked, elapsed: answer.elapsed, at: (asked + came) / 2 };
      }
    }
    if (best && best.took < SLOW) this.#set(best.elapsed, best.at);
  }

  #set(elapsed, at) {
    this.#base = elapsed;
    this.#steady = at;
    this.#wall = Date.now() - (performance.now() - at);
  }
}
