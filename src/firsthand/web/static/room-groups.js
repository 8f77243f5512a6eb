// Groups: each a heading with its notes in the part of the map that it is of; notes in none stand
// below under "Said once". What is done to a note or a group goes up as an act; what everybody does
// comes down and is drawn here. `settled(draw)` draws again after anything changed.

import { act, room, words } from "./room-acts.js";
import { lineOf, mayChange, moved } from "./room-notes.js";

const place = room.querySelector("#together");
const shape = place.querySelector("#group").content.querySelector(".group");
const menu = place.querySelector("#group-menu");
const acts = room.querySelector("#note-acts");
const draws = [];
let drawing = null;
let everyone = place.dataset.everyone !== undefined;

export const told = place.dataset;
export const now = { phase: words.phase ?? "" };
export const part = (id) => place.querySelector(`#${id}`);
export const fill = (sentence, given) => sentence.replace(/\{(\w+)\}/g, (_all, name) => given[name]);
export const counted = (n, one, many) => (n === 1 ? one : fill(many, { n }));
export const groupOf = (key) => room.querySelector(`.group[data-key="${CSS.escape(key)}"]`);
export const leads = words.facilitates !== undefined;

export function mayGroup() {
  if (!now.phase) return told.team !== undefined;
  return leads || (everyone && now.phase === "group" && words.writes !== undefined);
}

// Draws again soon, once for all that changed meanwhile.
export function settled(draw) {
  if (draw) draws.push(draw);
  drawing ??= setTimeout(() => {
    drawing = null;
    for (const one of draws) one();
  }, 60);
}

// Notes and groups that stand for themselves: what is voted for.
export function* standing() {
  yield* room.querySelectorAll(".group[data-key]");
  for (const line of room.querySelectorAll(".lens > ul > .map-note[data-key]")) yield line;
}

export const nameOf = (row) => row.querySelector(row.matches(".group") ? ".name" : ".text").textContent;

// Drawing.

function put(group) {
  const old = groupOf(group.key);
  if (old && Number(old.dataset.v) > group.v) return;
  const row = old ?? shape.cloneNode(true);
  row.dataset.key = group.key;
  row.dataset.v = group.v;
  votesOf(row, group.votes);
  for (const one of row.querySelectorAll(".name, .called")) one.textContent = group.name;
  row.querySelector(".more-group").href = `/rooms/${words.map}/groups/${encodeURIComponent(group.key)}/`;
  const lens = room.querySelector(`.lens[data-lens="${group.lens}"]`);
  if (!old) lens?.querySelector(".groups").append(row);
  for (const line of lens?.querySelectorAll(`.map-note[data-group="${CSS.escape(group.key)}"]`) ?? []) moved(line, row.querySelector("ul"));
}

function votesOf(row, votes) {
  if (votes) row.dataset.votes = votes;
  else delete row.dataset.votes;
}

function away(key) {
  const row = groupOf(key);
  if (!row) return;
  const list = row.closest(".lens").querySelector(":scope > ul");
  for (const line of row.querySelectorAll(".map-note")) moved(line, list);
  row.remove();
}

function noted(notes) {
  for (const note of notes) {
    const line = lineOf(note.key);
    if (!line?.isConnected) continue; // it waits until whoever reads there wants it
    votesOf(line, note.votes);
    if (note.came) line.dataset.came = note.came;
    else delete line.dataset.came;
    line.dataset.askedBy = note.asked_by ?? "";
    const group = note.group && groupOf(note.group);
    moved(line, group ? group.querySelector("ul") : line.closest(".lens").querySelector(":scope > ul"));
  }
}

function head() {
  for (const row of room.querySelectorAll(".group[data-key]")) {
    const n = row.querySelectorAll(".map-note").length;
    row.querySelector(".n").textContent = counted(n, told.noteOne, told.notes);
  }
  for (const lens of room.querySelectorAll(".lens")) {
    const alone = lens.querySelector(":scope > ul > .map-note");
    lens.querySelector(".once").hidden = !alone || !lens.querySelector(".group");
  }
}

room.addEventListener("room:told", ({ detail }) => {
  for (const group of detail.groups ?? []) put(group);
  noted(detail.notes ?? []);
  for (const key of detail.gone_groups ?? []) away(key);
  settled();
});
room.addEventListener("room:whole", ({ detail }) => {
  const keys = new Set(detail.groups.map((one) => one.key));
  for (const { dataset } of room.querySelectorAll(".group[data-key]")) if (!keys.has(dataset.key)) away(dataset.key);
  for (const group of detail.groups) put(group);
  noted(detail.notes);
  settled();
});
room.addEventListener("room:state", ({ detail }) => {
  now.phase = detail.closed ? "" : detail.phase;
  if (detail.everyone_groups !== undefined) everyone = detail.everyone_groups;
  if (detail.budget) now.budget = detail.budget;
  settled();
});
settled(head);

// The menus.

room.addEventListener("room:menu", ({ detail: { note } }) => {
  if (!acts) return;
  const line = lineOf(note.key);
  const at = (doing) => acts.querySelector(`form[data-do="${doing}"]`);
  for (const field of acts.querySelectorAll("[name=notes], [name=key]")) field.value = note.key;
  for (const field of acts.querySelectorAll("[name=version]")) field.value = note.v;
  if (at("put")) {
    at("put").hidden = !mayGroup();
    at("take_out").hidden = !mayGroup() || !line.closest(".group");
    at("challenge").hidden = isSolid(line);
    at("challenge").querySelector(".above").hidden = !mayChange(note.key);
    choices(acts.querySelector("select[name=with]"), line);
    at("challenge").elements.ask.value = note.ask ?? "";
    at("challenge").elements.whom.value = note.whom ?? "";
  }
});

export function isSolid({ dataset }) {
  return ["quote", "observation", "own_once", "own_usually"].includes(dataset.basis) || (dataset.basis === "seen" && Boolean(dataset.seen));
}

function choices(select, line) {
  const lens = line.closest(".lens");
  const own = line.closest(".group");
  const options = [];
  for (const row of lens.querySelectorAll(".group[data-key]")) {
    if (row !== own) options.push([`group:${row.dataset.key}`, fill(told.groupName, { name: nameOf(row) })]);
  }
  for (const other of lens.querySelectorAll(":scope > ul > .map-note[data-key]")) {
    if (other !== line) options.push([`note:${other.dataset.key}`, nameOf(other)]);
  }
  options.push(["", told.itsOwn]);
  select.replaceChildren(...options.map(([value, text]) => new Option(text.length > 60 ? `${text.slice(0, 59)}…` : text, value)));
}

room.addEventListener("click", (event) => {
  const more = event.target.closest("a.more-group");
  if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const row = more.closest(".group");
  for (const field of menu.querySelectorAll("[name=key]")) field.value = row.dataset.key;
  menu.querySelector("[name=version]").value = row.dataset.v;
  menu.querySelector("form[data-do=rename] [name=name]").value = nameOf(row);
  const others = [...row.closest(".lens").querySelectorAll(".group[data-key]")].filter((one) => one !== row);
  menu.querySelector("[name=into]").replaceChildren(...others.map((one) => new Option(nameOf(one), one.dataset.key)));
  for (const form of menu.querySelectorAll(".group-acts form")) form.hidden = !mayGroup() || (form.dataset.do === "merge" && !others.length);
  menu.showModal();
});

// What a form asks for, as an act.

room.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("#note-acts form, .group-acts form, form.offer")) return;
  event.preventDefault();
  const [doing, given] = meant(event.submitter?.dataset.do ?? form.dataset.do, new FormData(form));
  form.closest("dialog")?.close();
  act(doing, given);
  place.dispatchEvent(new CustomEvent("together:sent", { detail: { form, given, doing } }));
});

function meant(doing, data) {
  const given = Object.fromEntries([...data].filter(([name]) => !["csrfmiddlewaretoken", "act", "notes", "offered", "with"].includes(name)));
  const notes = data.getAll("notes").filter(Boolean);
  const offered = data.getAll("offered");
  if (doing === "refuse") return [doing, { notes: offered, group: given.group ?? "" }];
  if (notes.length) given.notes = notes;
  if (offered.length) given.left = offered.filter((key) => !notes.includes(key));
  if (doing !== "put") return [doing, given];
  const [kind, key] = /^(\w+):(.*)$/s.exec(data.get("with"))?.slice(1) ?? [];
  if (kind === "group") return ["add", { ...given, key }];
  return ["group", { ...given, notes: kind === "note" ? [...notes, key] : notes }];
}

// Dragging is an extra for a mouse: everything is in the menus too.

let dragged = null;
if (matchMedia("(hover: hover) and (pointer: fine)").matches) {
  room.addEventListener("pointerover", ({ target }) => {
    const line = target.closest?.(".map-note[data-key]");
    if (line && mayGroup() && Number(line.dataset.v) > 0) queueMicrotask(() => { line.draggable = true; });
  });
  room.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".map-note[data-key]") ?? null;
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  room.addEventListener("dragend", () => { dragged = null; over(null); });
  room.addEventListener("dragover", (event) => {
    const target = dropAt(event.target);
    over(target);
    if (target) event.preventDefault();
  });
  room.addEventListener("drop", (event) => {
    const target = dropAt(event.target);
    if (!target) return;
    event.preventDefault();
    const { key } = target.dataset;
    if (target.matches(".group")) act("add", { key, notes: [dragged.dataset.key] });
    else act("group", { notes: [key, dragged.dataset.key] });
    dragged = null;
    over(null);
  });
}

function dropAt(target) {
  const on = target.closest?.(".group[data-key]") ?? target.closest?.(".map-note[data-key]");
  const fits = dragged && on && on !== dragged && !on.contains(dragged) && on.closest(".lens") === dragged.closest(".lens");
  return fits ? on : null;
}

function over(target) {
  for (const one of room.querySelectorAll(".over")) if (one !== target) one.classList.remove("over");
  target?.classList.add("over");
}
