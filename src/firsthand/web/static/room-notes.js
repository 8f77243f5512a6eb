// The lists of notes: each note a line in the list of its part of the map, or of its group.

import { act, box, room, words } from "./room-acts.js";
import { heard } from "./room-voice.js";

const MARKS = { observed: "■", past_behaviour: "◆", general: "●", stated_preference: "○", second_hand: "◌", assumption: "◇" };
const shape = document.querySelector("#note").content.querySelector("li");
const mine = new Set(words.mine?.split(" ").filter(Boolean));

export const lineOf = (key) => room.querySelector(`.map-note[data-key="${CSS.escape(key)}"]`);
export const isMine = (key) => mine.has(key);

// What this page knows of a note.
export function noteOf(key) {
  const line = lineOf(key);
  if (!line) return null;
  const { v, group, basis } = line.dataset;
  const lens = Number(line.closest(".lens").dataset.lens);
  return { key, lens, group, basis, v: Number(v), text: line.querySelector(".text").textContent, mine: isMine(key) };
}

// Shows a note as it is now; says whether it is new here.
export function put(note) {
  const old = lineOf(note.key);
  if (old && note.v && Number(old.dataset.v) >= note.v) return false;
  const line = old ?? shape.cloneNode(true);
  line.dataset.key = note.key;
  line.dataset.v = note.v;
  line.dataset.group = note.group ?? "";
  line.dataset.basis = note.basis ?? "";
  line.querySelector(".mark").textContent = MARKS[note.grade] ?? "";
  line.querySelector(".text").textContent = note.text;
  line.querySelector(".grade").textContent = note.grade?.replace("_", " ") ?? "";
  line.querySelector(".by").textContent = note.by;
  const home = homeOf(note);
  if (home && line.parentElement !== home) home.append(line);
  return !old;
}

// The list that a note stands in: that of its group, where the group is shown.
export function homeOf(note) {
  const group = note.group && room.querySelector(`.group[data-key="${CSS.escape(note.group)}"] ul`);
  return group || room.querySelector(`.lens[data-lens="${note.lens}"] ul`);
}

export function away(key) {
  lineOf(key)?.remove();
}

export function mark(key, how) {
  const place = lineOf(key)?.querySelector(".state");
  if (place) place.textContent = how;
}

export function write(given) {
  const key = act("note", given);
  mine.add(key);
  return key;
}

function draft({ sent }) {
  put({ key: sent.act, lens: Number(sent.lens), text: sent.text, v: 0, grade: null, by: "", group: "" });
}

room.addEventListener("room:act", ({ detail: { id, sent, how } }) => {
  if (sent.do !== "note") return;
  if (how === "kept" && !lineOf(id)) draft({ sent });
  mark(id, words[how] ?? "");
});

room.addEventListener("room:told", ({ detail }) => {
  for (const note of detail.notes ?? []) if (put(note) && !isMine(note.key)) heard(note.lens);
  for (const key of detail.gone ?? []) away(key);
});

room.addEventListener("room:whole", ({ detail }) => {
  const keys = new Set(detail.notes.map((one) => one.key));
  for (const { dataset } of room.querySelectorAll(".map-note[data-key]")) {
    if (!keys.has(dataset.key) && !isMine(dataset.key)) away(dataset.key);
  }
  for (const note of detail.notes) put(note);
});

for (const entry of box.all()) if (entry.sent.do === "note") draft(entry);
