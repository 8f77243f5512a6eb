// The timer of a room. What the time is the server says: clocks of those who look on may be wrong,
// so it is counted by the clock of this page that nobody can set, and put right whenever the server
// tells what the time is there. Nothing ends when it runs out.

import { room, words } from "./room-acts.js";
import { say } from "./room-voice.js";

const SLEPT = 1_500;
const line = room.querySelector("#timer");
const told = room.querySelector("#session")?.dataset;

let offset = null; // the server's time less this page's steady one, in milliseconds
let wall = Date.now() - performance.now();
let timer = null; // { ends } in the server's time, or { left }; and of: all of it
let before = null; // how much was left when it was looked at last

// An answer says what the time was when it left: the later it came, the smaller the difference.
export function heard(now, at = performance.now(), anew = false) {
  const found = Date.parse(now) - at;
  if (Number.isFinite(found) && (anew || offset === null || found > offset)) offset = found;
}

// Takes what the server says of the timer; what is new in it is said.
export function set(row, quietly) {
  if (row?.now) heard(row.now);
  const next = row ? { ends: row.ends ? Date.parse(row.ends) : null, left: row.left ?? null, of: row.of ?? null } : null;
  const same = JSON.stringify(next) === JSON.stringify(timer);
  timer = next;
  if (same) return;
  before = null;
  draw();
  if (!quietly) say(timer ? told.set.replace("{time}", clock(left())) : told.off, "timer");
}

export function clock(seconds) {
  const two = (n) => String(n).padStart(2, "0");
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function left() {
  if (timer.ends === null) return timer.left;
  return Math.max(0, (timer.ends - (offset ?? wall) - performance.now()) / 1000);
}

function draw() {
  line.hidden = !timer;
  if (!timer) return;
  const now = left();
  const how = timer.ends === null ? "stands" : now > 0 ? "runs" : "up";
  const text = clock(now);
  const face = line.querySelector(".clock");
  if (face.textContent !== text) face.textContent = text;
  for (const one of line.querySelectorAll("[data-how]")) one.hidden = one.dataset.how !== how;
  if (timer.ends !== null) passed(now);
}

// Said once each: the half, one minute, the end.
function passed(now) {
  const last = before;
  before = now;
  if (last === null) return;
  const crossed = (mark) => last > mark && now <= mark;
  if (crossed(0) || (last > 0 && now === 0)) say(told.up, "timer");
  else if (crossed(60)) say(told.minute, "timer");
  else if (timer.of && timer.of > 120 && crossed(timer.of / 2)) say(told.half.replace("{time}", clock(now)), "timer");
}

// The steady clock of some machines stands still while they sleep.
function tick() {
  const drift = Date.now() - performance.now() - wall;
  if (Math.abs(drift) > SLEPT) {
    wall += drift;
    if (timer?.ends) ask();
  }
  draw();
}

async function ask() {
  const asked = performance.now();
  const answer = await fetch(`/rooms/${words.map}/clock/`).then((one) => (one.ok ? one.json() : null)).catch(() => null);
  if (answer) heard(answer.now, (asked + performance.now()) / 2, true);
}

if (line) {
  const { ends, left: stands, of, now } = line.dataset;
  const answered = performance.getEntriesByType("navigation")[0]?.responseStart || performance.now();
  if (now) heard(now, Math.min(answered, performance.now()));
  if (!line.hidden) set({ ends, left: stands === "" ? null : Number(stands), of: of === "" ? null : Number(of) }, true);
  setInterval(tick, 500);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && timer?.ends) setTimeout(ask, Math.random() * 2000); });
}
