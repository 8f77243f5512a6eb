// Marking words in a transcript: by mouse, by touch, and by keyboard alone.

import { onKeys } from "./keys.js";
import {
  placeOf, points, rangeOf, sentenceAt, spanOf, startOfTurn, turnOf, wordsOf,
} from "./places.js";

const marking = document.querySelector("#marking");
const undoing = document.querySelector("#undoing");
const removing = document.querySelector("#removing");
let chosen = null; // { start, end }: the words a mark would be of
let here = null; // the sentence the keyboard is at
let from = null; // where "from here" was said

const sentences = () => [...document.querySelectorAll(".said > li")];

function choose(start, end) {
  chosen = { start, end };
  marking.hidden = false;
  marking.elements.start.value = start;
  marking.elements.end.value = end;
  const range = rangeOf(start, end);
  marking.querySelector("#chosen").textContent = range?.toString() ?? "";
  CSS.highlights?.set("chosen", new Highlight(...(range ? [range] : [])));
}

function letGo() {
  chosen = from = null;
  marking.hidden = true;
  getSelection().removeAllRanges();
  CSS.highlights?.delete("chosen");
  say("");
}

// By keyboard: sentence by sentence, more of them within a turn, then fewer words.

function step(by, extend) {
  const all = sentences();
  const at = here ? all.indexOf(here) + by : firstInView(all);
  const next = all[Math.min(all.length - 1, Math.max(0, at))];
  if (!next) return;
  if (extend && here && turnOf(next) !== turnOf(here)) return; // a quote is of one turn
  const span = spanOf(next);
  if (extend && chosen) {
    const start = Math.min(chosen.start, span.start);
    choose(by > 0 ? chosen.start : start, by > 0 ? span.end : chosen.end);
  } else {
    choose(span.start, span.end);
  }
  here = next;
  here.tabIndex = -1;
  here.focus({ preventScroll: true });
  here.scrollIntoView({ block: "nearest" });
}

function firstInView(all) {
  const linked = location.hash ? all.indexOf(document.querySelector(location.hash)?.closest("li")) : -1;
  if (linked >= 0) return linked;
  return Math.max(0, all.findIndex((one) => one.getBoundingClientRect().bottom > 80));
}

function fromHere() {
  if (!chosen) return;
  from = chosen.start;
  say(marking.dataset.fromHere);
}

function toHere() {
  if (from === null || !here) return;
  const turn = turnOf(here);
  if (turn !== turnOf(sentenceAt(from))) return say(marking.dataset.oneTurn);
  const { start, end } = spanOf(here);
  choose(Math.min(from, start), Math.max(end, chosen?.end ?? end));
}

// Moves the beginning or the end of what is chosen by one word of its turn.
function byWord(edge, by) {
  if (!chosen) return false;
  const turn = turnOf(sentenceAt(chosen.start));
  const origin = startOfTurn(turn);
  const words = [...wordsOf(turn).matchAll(/\S+/g)].map((one) => {
    const start = origin + points(wordsOf(turn).slice(0, one.index));
    return { start, end: start + points(one[0]) };
  });
  const inside = words.filter((one) => one.end > chosen.start && one.start < chosen.end);
  const first = words.indexOf(inside[0]) + (edge === "start" ? by : 0);
  const last = words.indexOf(inside.at(-1)) + (edge === "end" ? by : 0);
  if (first <= last && words[first] && words[last]) choose(words[first].start, words[last].end);
}

// By mouse and by touch: whatever is selected is what a mark would be of.

function chooseSelection() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start !== null && end !== null && end > start) choose(start, end);
}

// Only once the selection is made: the form would otherwise open under the pointer.
document.addEventListener("pointerup", (event) => {
  if (!event.target.closest?.("#marking")) setTimeout(chooseSelection);
});
document.addEventListener("touchend", () => setTimeout(chooseSelection));

document.querySelector(".transcript").addEventListener("click", (event) => {
  const sentence = event.target.closest(".said > li");
  if (!sentence || event.pointerType !== "touch" || !getSelection().isCollapsed) return;
  here = sentence;
  if (from !== null) return toHere();
  const { start, end } = spanOf(sentence);
  choose(start, end);
});

// What is sent.

async function post(form, button) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form, button)),
    headers: { "HX-Request": "true" },
  }).catch(() => null);
  if (answer?.ok) return answer.text();
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  say(page?.querySelector(".problem")?.textContent ?? marking.dataset.notSaved);
  return null;
}

async function mark() {
  const { start } = chosen;
  const line = await post(marking);
  if (line === null) return;
  const margin = turnOf(sentenceAt(start)).parentElement.querySelector(".margin");
  const made = document.createRange().createContextualFragment(line);
  // Live updates may have brought it before the answer did.
  if (!document.getElementById(made.firstElementChild.id)) margin.append(made);
  marking.elements.codes.value = marking.elements.memo.value = "";
  letGo();
  changed();
}

async function remove(button) {
  if ((await post(removing, button)) === null) return;
  button.closest(".mark").remove();
  changed();
}

function undo() {
  if (here) undoing.elements.back.value = `${location.pathname}#s${spanOf(here).start}`;
  undoing.requestSubmit();
}

function say(what) {
  const line = document.querySelector("#said");
  line.textContent = what;
  line.hidden = !what;
}

// Marks are painted without touching the text, so that they may overlap and cost nothing.

function paint() {
  if (!CSS.highlights) return;
  const marks = [...document.querySelectorAll(".mark")].map((one) => one.dataset);
  const ranges = marks.map(({ start, end }) => rangeOf(Number(start), Number(end)));
  CSS.highlights.set("marked", new Highlight(...ranges.filter(Boolean)));
}

const changed = () => document.dispatchEvent(new CustomEvent("firsthand:changed"));
document.addEventListener("firsthand:changed", paint);

// A link to a place that has no name of its own: it gets one.
function find() {
  const at = /^#s(\d+)$/.exec(location.hash);
  if (!at || document.querySelector(location.hash)) return;
  const sentence = sentenceAt(Number(at[1]));
  if (!sentence) return;
  const starts = spanOf(sentence).start === Number(at[1]);
  const place = starts ? sentence : document.createElement("a");
  place.id = location.hash.slice(1);
  if (!starts) sentence.prepend(place);
  location.replace(location.href);
}

document.querySelector("#letting-go").addEventListener("click", letGo);
document.querySelector("#from-here").addEventListener("click", fromHere);

marking.addEventListener("submit", (event) => {
  event.preventDefault();
  mark();
});
removing.addEventListener("submit", (event) => {
  event.preventDefault();
  remove(event.submitter);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") letGo();
});
addEventListener("hashchange", find);

onKeys({
  ArrowDown: (event) => step(1, event.shiftKey),
  ArrowUp: (event) => step(-1, event.shiftKey),
  ArrowRight: (event) => byWord(event.shiftKey ? "end" : "start", 1),
  ArrowLeft: (event) => byWord(event.shiftKey ? "end" : "start", -1),
  f: fromHere,
  t: toHere,
  h: () => chosen && mark(),
  c: () => marking.hidden || marking.elements.codes.focus(),
  u: undo,
});

find();
paint();
