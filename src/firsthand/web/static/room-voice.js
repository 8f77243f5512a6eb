// The one polite line of a room, read out by screen readers and seen by everybody: never more than
// about one message in four seconds, many notes in one sentence, and it can be switched off.

import { room, words } from "./room-acts.js";

const GAP = 4_000;
const speaking = room.querySelector("#speaking");
const switched = "firsthand-room-quiet";
const line = room.querySelector("#voice");
let lines = [];
let came = new Map(); // lens: how many
let waiting = null;
let last = -GAP;

// Says a sentence soon; one that was said of the same matter and waits still is replaced.
export function say(what, about = what) {
  lines = lines.filter((one) => one.about !== about);
  lines.push({ what, about });
  soon();
}

// Counts a new note in that part of the map; how many came is said in one sentence.
export function heard(lens) {
  if (!speaking.checked) return;
  came.set(lens, (came.get(lens) ?? 0) + 1);
  soon();
}

function soon() {
  waiting ??= setTimeout(speak, Math.max(300, last + GAP - performance.now()));
}

// What is outside an open dialog is told to nobody: it waits until that is closed.
function speak() {
  waiting = null;
  const dialog = room.querySelector("dialog[open]");
  if (dialog) return void dialog.addEventListener("close", soon, { once: true });
  last = performance.now();
  const told = lines.map((one) => one.what);
  for (const [lens, n] of came) {
    const name = room.querySelector(`[data-lens="${lens}"] h2 .name`)?.textContent ?? "";
    told.push((n === 1 ? words.cameOne : words.came).replace("{n}", n).replace("{part}", name));
  }
  lines = [];
  came = new Map();
  line.textContent = told.join(" ");
}

// Whether new notes are told; what happens to one's own always is.
speaking.checked = read() !== "yes";
speaking.addEventListener("change", () => {
  try {
    localStorage.setItem(switched, speaking.checked ? "no" : "yes");
  } catch {
    // it holds for this page
  }
});

function read() {
  try {
    return localStorage.getItem(switched);
  } catch {
    return null;
  }
}
