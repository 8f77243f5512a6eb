// Everything that can be done to a note, in a dialog that its "More" opens; without script that link
// leads to the note's own page with the same forms. Whoever adds an entry fills it on `room:menu`.

import { room, tell, words } from "./room-acts.js";
import { onBasis } from "./room-basis.js";
import { change, move, takeAway } from "./room-changes.js";
import { lineOf, mayChange, noteOf } from "./room-notes.js";

const menu = room.querySelector("#note-menu");
const changing = menu.querySelector(".changing");
const editing = changing?.querySelector("[data-do=edit]");
const refresh = editing && onBasis(editing);
let open = null; // the key of the note
let shown = 0; // its version as it was shown

room.addEventListener("click", (event) => {
  const more = event.target.closest("a.more");
  if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(more.closest(".map-note").dataset.key);
});

function show(key) {
  const note = noteOf(key);
  open = key;
  shown = note.v;
  menu.querySelector(".text").textContent = note.text;
  menu.querySelector(".told").replaceChildren(lineOf(key).querySelector(".mark").cloneNode(true), ` ${standing(lineOf(key))}`);
  if (changing) {
    changing.hidden = !mayChange(key);
    if (!changing.hidden) fill(note);
  }
  tell("room:menu", { note, menu });
  menu.showModal();
}

// What the line says of the note, but for the sign before it.
function standing(line) {
  const said = line.querySelectorAll(".note > span:not(.mark, .extra, [hidden]), .extra > span");
  return [...said].map((one) => one.textContent.trim()).filter(Boolean).join(" · ");
}

function fill(note) {
  const { text, basis, seen_on: day } = editing.elements;
  const linked = note.basis === "quote" || note.basis === "observation";
  const kept = basis.querySelector(".linked");
  kept.hidden = kept.disabled = !linked;
  text.value = unsaved(note.key) ?? note.text;
  basis.value = linked ? "" : note.basis || "nothing";
  day.value = note.seen_on ?? "";
  editing.querySelector("[type=checkbox]").checked = Boolean(note.spoken);
  changing.querySelector("[data-do=move] select").value = note.lens;
  const linking = editing.querySelector(".linking");
  linking.hidden = !("linking" in words) || !note.v;
  linking.querySelector("a").href = `/rooms/${words.map}/notes/${encodeURIComponent(note.key)}/quote/`;
  refresh();
}

const ACTS = {
  edit(form) {
    const { text, basis, seen_on: day } = form.elements;
    change(open, { text: text.value, basis: basis.value, seen_on: day.value, spoken: form.querySelector("[type=checkbox]").checked }, shown);
  },
  move(form) {
    if (Number(form.elements.lens.value) !== noteOf(open).lens) move(open, form.elements.lens.value);
  },
  remove: () => takeAway(open),
};

changing?.addEventListener("submit", (event) => {
  event.preventDefault();
  forgetTyped(open);
  const key = open;
  menu.close();
  ACTS[event.target.dataset.do](event.target);
  lineOf(key)?.querySelector(".more").focus();
});

menu.addEventListener("close", () => {
  forgetTyped(open);
});

// What is typed here and not sent yet stays through a reload.

const shelf = (key) => `firsthand-room-change-${words.map}-${key}`;

editing?.elements.text.addEventListener("input", ({ target }) => {
  try { sessionStorage.setItem(shelf(open), target.value); } catch { /* it stands in the field */ }
});

function unsaved(key) {
  try { return sessionStorage.getItem(shelf(key)); } catch { return null; }
}

function forgetTyped(key) {
  try { sessionStorage.removeItem(shelf(key)); } catch { /* it was never kept */ }
}
