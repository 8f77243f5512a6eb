// The page around a replay: its controls, and what is drawn over it. The recording itself is built
// in a frame that is nobody's origin; both talk over one port, and numbers are all we take from it.

import { onKeys } from "../keys.js";
import { Stage } from "./talking.js";

const place = document.querySelector(".replay");
if (place) begin();

function begin() {
  const { dataset } = place;
  const lasts = Number(dataset.lasts);
  const find = (of) => place.querySelector(of);
  const [screen, play, range, clock, speed, trouble] =
    [".screen", ".play", "input[type=range]", ".clock", "select", ".problem"].map(find);
  const moments = [...document.querySelectorAll(".moments [data-t]")];
  const pointer = drawn("pointer");
  const press = drawn("press");
  let now = Number(dataset.from) || 0;
  let running = false;
  let before = 0;

  place.hidden = false;
  const stage = new Stage(dataset.stage, dataset.title, { ready, shown, broken: () => tell(dataset.broken) });
  screen.append(stage.frame, pointer, press);
  new ResizeObserver(() => draw()).observe(place);

  function drawn(kind) {
    const made = document.createElement("span");
    made.className = kind;
    made.hidden = true;
    return made;
  }

  function tell(words) {
    trouble.textContent = words;
    trouble.hidden = false;
  }

  async function ready() {
    try {
      const answer = await fetch(dataset.events, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      stage.load(await answer.text());
      go(now);
    } catch {
      tell(dataset.failed);
    }
  }

  function go(seconds) {
    now = Math.min(Math.max(0, seconds), lasts);
    range.value = now;
    range.setAttribute("aria-valuetext", told(now));
    clock.textContent = `${told(now)} / ${told(lasts)}`;
    stage.go(now);
  }

  let last = null;
  function shown(what) {
    last = what;
    draw();
    find(".page-now").textContent = what.href;
    note(what.notes);
    place.dataset.shown = what.seconds;
  }

  function draw() {
    if (!last) return;
    const scale = Math.min(1, place.clientWidth / last.width, (innerHeight * 0.72) / last.height);
    Object.assign(screen.style, { width: `${last.width * scale}px`, height: `${last.height * scale}px` });
    Object.assign(stage.frame.style, {
      width: `${last.width}px`, height: `${last.height}px`, transform: `scale(${scale})`,
    });
    put(pointer, last.pointer, scale);
    put(press, last.press, scale);
  }

  function put(mark, at, scale) {
    mark.hidden = !at;
    if (at) Object.assign(mark.style, { left: `${at[0] * scale}px`, top: `${at[1] * scale}px` });
  }

  function note(notes) {
    const list = document.querySelector(".noted ol");
    if (!notes.length || list.children.length) return;
    for (const [seconds, words] of notes) {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.href = `?t=${seconds.toFixed(1)}`;
      link.dataset.t = seconds.toFixed(1);
      link.textContent = `${told(seconds)} ${words}`;
      line.append(link);
      list.append(line);
    }
    list.parentElement.hidden = false;
  }

  function run(on) {
    running = on && now < lasts;
    play.textContent = running ? dataset.pause : dataset.play;
    stage.run(running);
    before = performance.now();
    if (running) requestAnimationFrame(step);
    else remember();
  }

  function step(at) {
    if (!running) return;
    const passed = ((at - before) / 1000) * Number(speed.value);
    before = at;
    if (passed > 0) go(now + passed);
    if (now >= lasts) run(false);
    else requestAnimationFrame(step);
  }

  // The moment stands in the address, so that it can be sent to somebody.
  function remember() {
    const address = new URL(location.href);
    address.searchParams.set("t", now.toFixed(1));
    history.replaceState(null, "", address);
  }

  function lead(seconds) {
    run(false);
    go(seconds);
    remember();
    for (const one of moments) {
      const here = Math.abs(Number(one.dataset.t) - seconds) < 0.06;
      one.closest("li").classList.toggle("here", here);
      if (here) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
  }

  function neighbour(forward) {
    const times = moments.map((one) => Number(one.dataset.t)).sort((a, b) => a - b);
    const found = forward ? times.find((one) => one > now + 0.06) : times.findLast((one) => one < now - 0.06);
    if (found !== undefined) lead(found);
  }

  play.addEventListener("click", () => run(!running));
  find(".before").addEventListener("click", () => neighbour(false));
  find(".after").addEventListener("click", () => neighbour(true));
  range.addEventListener("input", () => { run(false); go(Number(range.value)); remember(); });
  document.addEventListener("click", (event) => {
    const asked = event.target.closest?.(".moments [data-t]");
    if (!asked || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    lead(Number(asked.dataset.t));
    place.scrollIntoView({ block: "nearest" });
  });
  onKeys({
    p: () => run(!running),
    n: () => neighbour(true),
    b: () => neighbour(false),
    ArrowRight: () => lead(now + 5),
    ArrowLeft: () => lead(now - 5),
  });
}

function told(seconds) {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (one) => String(one).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${two(minutes)}:${two(whole % 60)}`;
}
