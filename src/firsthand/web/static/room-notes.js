// The lists of notes: each note a line in the list of its part of the map, or of its group.

import { room, tell, words } from "./room-acts.js";
import { heard } from "./room-voice.js";

const GRADES = JSON.parse(words.grades); // name: [mark, words]
const OF = { seen: "observed", own_once: "past_behaviour", own_usually: "general", heard: "second_hand", nothing: "assumption" };
const shape = document.querySelector("#note").content.querySelector("li");
const anchors = CSS.supports("overflow-anchor", "auto");
const known = new Map(); // key: the note as the server told it last
const changed = new Map(); // key: what this browser has asked to be changed in it
const held = new Map(); // key: a line that waits until whoever reads in its list wants it
const mine = new Set(words.mine.split(" ").filter(Boolean));

export const lineOf = (key) => held.get(key) ?? room.querySelector(`.map-note[data-key="${CSS.escape(key)}"]`);
export const isMine = (key) => mine.has(key);
export const mayChange = (key) => "writes" in words && (mine.has(key) || "facilitates" in words);
export const listOf = (lens) => room.querySelector(`.lens[data-lens="${lens}"] > ul`);

// The note as it is shown.
export function noteOf(key) {
  const line = lineOf(key);
  if (!known.has(key) && line) known.set(key, readFrom(line));
  const note = known.get(key);
  return note && { ...note, ...changed.get(key), mine: mine.has(key) };
}

// Shows a note as it is now; says whether it is new here.
export function put(note) {
  const before = noteOf(note.key);
  if (before && note.v < before.v) return false;
  known.set(note.key, note);
  draw(note.key);
  return !before;
}

// Shows what was asked for, before the server has done it; nothing takes it back.
export function showAs(key, given) {
  if (given) changed.set(key, graded(given));
  else changed.delete(key);
  draw(key);
}

// A note of one's own that the server does not have yet.
export function draft(key, given) {
  mine.add(key);
  put({ key, v: 0, by: "", group: "", ask: "", whom: "", grade: "assumption", ...graded(given) });
  count();
}

export function saved(key, version) {
  const note = noteOf(key);
  if (!note) return;
  changed.delete(key);
  if (version >= note.v) put({ ...note, v: version });
}

export function away(key) {
  lineOf(key)?.remove();
  for (const one of [known, changed, held]) one.delete(key);
}

export function draw(key) {
  const note = noteOf(key);
  if (!note) return;
  const old = lineOf(key);
  const line = old ?? shape.cloneNode(true);
  const [mark, grade] = GRADES[note.grade] ?? ["", ""];
  const assumed = Boolean(note.spoken) && !note.quote;
  Object.assign(line.dataset, { key, v: note.v, group: note.group ?? "", basis: note.basis ?? "", seen: note.seen_on ?? "",
    ask: note.ask ?? "", whom: note.whom ?? "" });
  line.toggleAttribute("data-hidden", note.mine && room.dataset.phase === "collect" && ("hidden" in line.dataset || !old));
  line.toggleAttribute("data-spoken", Boolean(note.spoken));
  line.classList.toggle("assumed", assumed);
  line.classList.toggle("mine", note.mine);
  const inside = (name) => line.querySelector(name);
  inside(".text").textContent = note.text;
  inside("blockquote").textContent = note.quote?.exact ?? "";
  inside("blockquote").hidden = !note.quote;
  inside(".mark").textContent = mark;
  inside(".grade").textContent = grade;
  inside(".tag").hidden = !assumed;
  inside(".on-day").textContent = note.seen_on ?? "";
  inside(".by").textContent = note.mine ? words.yours : note.by;
  inside(".ask").textContent = note.ask ? `${words.toAsk} ${note.ask}${note.whom ? ` (${note.whom})` : ""}` : "";
  inside(".more").href = `/rooms/${words.map}/notes/${encodeURIComponent(key)}/`;
  inside(".more").setAttribute("aria-label", `${words.more}: ${short(note.text)}`);
  place(line, note, !old);
  tell("room:drawn", { note, line });
}

// The list that a note stands in: that of its group, where the group is shown.
export function homeOf(note) {
  const group = note.group && room.querySelector(`.group[data-key="${CSS.escape(note.group)}"] ul`);
  return group || listOf(note.lens);
}

// At the end of its list, unless somebody reads there by keyboard: then under a button.
function place(line, note, isNew) {
  const home = homeOf(note);
  if (!home || line.parentElement === home) return;
  const part = home.closest(".lens");
  if (isNew && !note.mine && part.matches(":has(:focus-visible)")) {
    held.set(note.key, line);
    offer(part);
  } else if (!held.has(note.key)) kept(() => moved(line, home));
}

// Focus stays on what it was on, wherever that is moved to.
export function moved(line, list) {
  if (!list || line.parentElement === list) return;
  const focused = line.contains(document.activeElement) ? document.activeElement : null;
  list.append(line);
  focused?.focus({ preventScroll: true });
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
const heldIn = (part) => [...held].filter(([key]) => String(known.get(key).lens) === part.dataset.lens);

function offer(part) {
  const button = part.querySelector(".newer");
  const n = heldIn(part).length;
  button.hidden = !n;
  button.textContent = words.show.replace("{n}", n);
}

export function reveal(part) {
  const lines = heldIn(part);
  for (const [key, line] of lines) {
    held.delete(key);
    homeOf(known.get(key)).append(line);
  }
  offer(part);
  return lines[0]?.[1];
}

// Where the browser does not hold on to what is read by itself, this does.
function kept(insert) {
  if (anchors || scrollY === 0) return insert();
  const reading = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("li, h2, p");
  const before = reading?.getBoundingClientRect().top;
  insert();
  if (reading) scrollBy(0, reading.getBoundingClientRect().top - before);
}

function graded(given) {
  const asked = { ...given };
  if (given.lens) asked.lens = Number(given.lens);
  if (given.basis === "") delete asked.basis;
  if (given.basis) {
    asked.grade = OF[given.basis] ?? "assumption";
    asked.seen_on = given.basis === "seen" ? given.seen_on : "";
    asked.quote = undefined;
  }
  if ("spoken" in given) asked.spoken = Boolean(given.spoken);
  return asked;
}

function readFrom(line) {
  const { key, v, group, basis, seen } = line.dataset;
  const said = (name) => line.querySelector(name).textContent;
  const mark = said(".mark");
  return {
    key, group, basis, v: Number(v), lens: Number(line.closest(".lens").dataset.lens), text: said(".text"),
    grade: Object.keys(GRADES).find((one) => GRADES[one][0] === mark), spoken: "spoken" in line.dataset,
    by: said(".by"), seen_on: seen, ask: line.dataset.ask, whom: line.dataset.whom,
    quote: said("blockquote") ? { exact: said("blockquote") } : undefined,
  };
}

// A line as the server drew it, of what only its writer sees.
export function adopt(line) {
  const note = readFrom(line);
  mine.add(note.key);
  known.set(note.key, note);
  draw(note.key);
}

let silent = words.phase === "collect"; // then there are notes that are not shown
let all = Number(room.querySelector(".counts .all .n").textContent);

export function count() {
  for (const part of room.querySelectorAll(".lens")) {
    const n = part.querySelectorAll(".map-note").length;
    for (const place of room.querySelectorAll(`[data-count="${part.dataset.lens}"]`)) place.textContent = n;
  }
  const shown = room.querySelectorAll(".map-note[data-key]").length + held.size;
  room.querySelector(".counts .all .n").textContent = silent ? Math.max(all, shown) : shown;
  const own = [...mine].filter(lineOf).length;
  room.querySelector(".counts .own").hidden = !own;
  room.querySelector(".counts .own .n").textContent = own;
}

let counting = null;
const countSoon = () => { counting ??= requestAnimationFrame(() => { counting = null; count(); }); };

room.addEventListener("room:told", ({ detail }) => {
  for (const note of detail.notes ?? []) {
    if (put(note) && !mine.has(note.key)) heard(note.lens);
  }
  all += detail.hidden ?? 0;
  for (const key of detail.gone ?? []) away(key);
  countSoon();
});

room.addEventListener("room:whole", ({ detail }) => {
  const keys = new Set(detail.notes.map((one) => one.key));
  const stays = (key) => keys.has(key) || (mine.has(key) && (noteOf(key)?.v === 0 || detail.room?.phase === "collect"));
  for (const { dataset } of room.querySelectorAll(".map-note[data-key]")) if (!stays(dataset.key)) away(dataset.key);
  for (const key of [...held.keys()]) if (!stays(key)) away(key);
  for (const note of detail.notes) if (put(note) && !mine.has(note.key)) heard(note.lens);
  countSoon();
});

room.addEventListener("room:state", ({ detail }) => {
  all = detail.notes;
  silent = detail.phase === "collect";
  room.querySelector(".counts .people").hidden = Boolean(detail.closed);
  room.querySelector(".counts .people .n").textContent = detail.people;
  countSoon();
});

room.addEventListener("click", ({ target }) => {
  if (target.matches(".newer")) reveal(target.closest(".lens"))?.querySelector(".more").focus();
});
room.addEventListener("focusout", ({ target, relatedTarget }) => {
  const part = target.closest(".lens");
  if (part && !part.contains(relatedTarget) && document.hasFocus()) reveal(part);
});

for (const key of mine) draw(key);
