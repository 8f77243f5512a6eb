// The frame of a replay and the one port to it. It is believed nothing but numbers and short words.

export class Stage {
  #port = null;
  #waiting = null;
  #busy = false;

  constructor(address, title, told) {
    this.told = told;
    this.frame = document.createElement("iframe");
    this.frame.setAttribute("sandbox", "allow-scripts");
    this.frame.setAttribute("referrerpolicy", "no-referrer");
    this.frame.title = title;
    this.frame.src = address;
    addEventListener("message", (event) => this.#greeted(event));
  }

  load(recording) { this.#port?.postMessage({ recording }); }

  run(running) { this.#port?.postMessage({ running }); }

  // One moment at a time: while it is being built, only the latest that was asked for waits.
  go(seconds) {
    if (!this.#port) return;
    if (this.#busy) this.#waiting = seconds;
    else {
      this.#busy = true;
      this.#port.postMessage({ go: seconds });
    }
  }

  // A sandboxed frame has no origin to name, so it is known by its window, and spoken to by a port
  // that only the document holds which is in it now.
  #greeted(event) {
    const ours = event.source === this.frame.contentWindow && event.origin === "null";
    if (!ours || event.data !== "ready" || this.#port) return;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }) => this.#heard(data);
    this.frame.contentWindow.postMessage("replay", "*", [port2]);
    this.told.ready();
  }

  #heard(data) {
    if (data === "broken") return this.told.broken();
    this.#busy = false;
    const what = sound(data);
    if (what) this.told.shown(what);
    if (this.#waiting !== null) {
      const next = this.#waiting;
      this.#waiting = null;
      this.go(next);
    }
  }
}

function sound(data) {
  const isNumber = (one) => typeof one === "number" && Number.isFinite(one);
  const point = (of) => (Array.isArray(of) && of.length === 2 && of.every(isNumber) ? of : null);
  const size = (one) => (isNumber(one) ? Math.min(10_000, Math.max(1, one)) : 1);
  if (typeof data !== "object" || data === null || !isNumber(data.seconds)) return null;
  const notes = Array.isArray(data.notes) ? data.notes.slice(0, 200) : [];
  return {
    seconds: data.seconds,
    width: size(data.width),
    height: size(data.height),
    pointer: point(data.pointer),
    press: point(data.press),
    href: typeof data.href === "string" ? data.href.slice(0, 2000) : "",
    notes: notes.filter((one) => Array.isArray(one) && isNumber(one[0]) && typeof one[1] === "string"),
  };
}
