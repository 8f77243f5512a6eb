// Every quote plays its own clip. Nothing is loaded until somebody asks for sound.
// A place is an offset into the source's text; `stops` are where offsets and seconds meet.

import { sentenceAt, spanOf } from "./places.js";

const player = document.querySelector(".player");
const sound = player.querySelector("audio, video");
const offset = Number(player.dataset.offset);
const clipButton = document.querySelector("#play-clip");
const follow = document.querySelector("#follow");
let known = null;
let until = null; // where the clip that plays ends, in the recording's seconds
let spoken = null;

function moments() {
  known ??= fetch(player.dataset.moments).then((answer) => (answer.ok ? answer.json() : { stops: [], turns: [] }));
  return known;
}

// The last index whose key is at most `value`; -1 where none is.
function last(rows, value, key) {
  let low = -1;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rows[middle][key] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function clipOf(stops, start, end) {
  const before = last(stops, start, 0);
  if (before < 0) return null;
  const began = stops[before][1];
  const after = stops.slice(last(stops, end - 1, 0) + 1).find((stop) => stop[1] > began);
  return { from: began, to: after ? after[1] : null };
}

function play(from, to) {
  until = to === null ? null : to + offset;
  sound.currentTime = Math.max(0, from + offset);
  return sound.play();
}

async function playWords(start, end) {
  const { stops } = await moments();
  const clip = clipOf(stops, start, end);
  if (clip) await play(clip.from, clip.to);
}

sound.addEventListener("timeupdate", async () => {
  if (until !== null && sound.currentTime >= until) {
    sound.pause();
    until = null;
  }
  const { turns } = await moments();
  show(turns);
});

// Whoever moves the player by hand is after more than the clip.
sound.addEventListener("seeking", () => {
  if (until !== null && sound.currentTime > until) until = null;
});

function show(turns) {
  const here = last(turns, sound.currentTime - offset, 1);
  const turn = here < 0 ? null : sentenceAt(turns[here][0])?.closest(".turn");
  if (turn === spoken) return;
  spoken?.classList.remove("spoken");
  spoken = turn;
  if (!turn || sound.paused) return;
  turn.classList.add("spoken");
  if (!follow.checked) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  turn.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}

// Time stamps and lines in the margin become things that play, a few at a time.
function placeOf(line) {
  if (line.dataset.start) return [Number(line.dataset.start), Number(line.dataset.end)];
  const link = line.querySelector('a[href^="#s"]');
  const sentence = link && sentenceAt(Number(link.hash.slice(2)));
  return sentence ? Object.values(spanOf(sentence)) : null;
}

function button(name, label, start, end) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: `quiet ${name}`, textContent: label });
  made.dataset.start = start;
  made.dataset.end = end;
  return made;
}

function equip(one) {
  if (one.querySelector(":scope button.play, :scope button.at")) return;
  if (one.matches("time")) {
    const first = one.closest(".turn")?.querySelector(".said > li");
    if (!first) return;
    const made = button("at", one.textContent, ...Object.values(spanOf(first)));
    made.dataset.on = "yes";
    made.setAttribute("aria-label", `${player.dataset.play} ${one.textContent}`);
    one.replaceChildren(made);
    return;
  }
  const place = placeOf(one);
  if (!place) return;
  const made = button("play", "▶", ...place);
  made.setAttribute("aria-label", `${player.dataset.play}: ${one.querySelector("q")?.textContent ?? ""}`);
  one.append(" ", made);
}

function equipAll(root) {
  const waiting = [...root.querySelectorAll(".turn h2 time, .margin > li")];
  const some = () => {
    for (const one of waiting.splice(0, 200)) equip(one);
    if (waiting.length) setTimeout(some);
  };
  some();
}

document.addEventListener("click", (event) => {
  const asked = event.target.closest?.("button.play, button.at");
  if (!asked) return;
  event.preventDefault();
  const [start, end] = [Number(asked.dataset.start), Number(asked.dataset.end)];
  if (!asked.dataset.on) playWords(start, end);
  else playWords(start, end).then(() => { until = null; });
});

const transcript = document.querySelector(".transcript");
equipAll(document);
new MutationObserver((changes) => {
  if (changes.some((one) => [...one.addedNodes].some((node) => node.nodeType === 1 && !node.matches("button")))) equipAll(transcript);
}).observe(transcript, { childList: true, subtree: true });

// A link from another page: ?from=SECONDS&to=SECONDS. Browsers may want a press before they play.
const asked = new URLSearchParams(location.search);
const from = Number.parseFloat(asked.get("from"));
if (Number.isFinite(from)) {
  const to = Number.parseFloat(asked.get("to"));
  const clip = () => play(from, Number.isFinite(to) ? to : null);
  clipButton.hidden = false;
  clipButton.addEventListener("click", clip);
  clip().catch(() => clipButton.focus());
}
