// Where notes are written: what is typed there stays through a reload until it is added.

import { room, words } from "./room-acts.js";
import { write } from "./room-changes.js";
import { onBasis } from "./room-basis.js";

const form = room.querySelector("#writing");
const shelf = `firsthand-room-draft-${words.map}-${words.who}`;
const FIELDS = ["lens", "text", "basis", "seen_on"];

function begin() {
  const { lens, text } = form.elements;
  const refresh = onBasis(form);
  restore();
  refresh();
  ask();
  form.addEventListener("input", () => { keep(); ask(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); add(); });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  room.addEventListener("click", (event) => {
    const link = event.target.closest(".add a");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    lens.value = link.closest(".lens").dataset.lens;
    ask();
    keep();
    text.focus();
  });

  function add() {
    if (!text.value.trim()) return void text.focus();
    const { act: _act, csrfmiddlewaretoken: _token, ...given } = Object.fromEntries(new FormData(form));
    write({ ...given, spoken: form.querySelector("[type=checkbox]").checked });
    text.value = "";
    form.elements.basis.value = "nothing"; // each note says anew what it rests on
    form.querySelector("[type=checkbox]").checked = false;
    refresh();
    keep();
    text.focus({ preventScroll: true });
  }

  function ask() {
    form.querySelector("#asked").textContent = lens.selectedOptions[0]?.dataset.ask ?? "";
  }

  // In this tab, and for another that is opened after it.
  function keep() {
    const typed = JSON.stringify(Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value])));
    for (const store of stores()) {
      try { store.setItem(shelf, typed); } catch { /* full: it stands in the field */ }
    }
  }

  function restore() {
    if (text.value) return; // the server sent it back
    const kept = stores().map((store) => store.getItem(shelf)).find(Boolean);
    if (!kept) return;
    const typed = JSON.parse(kept);
    for (const name of FIELDS) {
      const field = form.elements[name];
      const before = field.value;
      if (name === "lens" && new URLSearchParams(location.search).has("lens")) continue;
      field.value = typed[name] ?? "";
      if (field.matches("select") && !field.value) field.value = before;
    }
  }
}

function stores() {
  try {
    return [sessionStorage, localStorage];
  } catch {
    return [];
  }
}

if (form) begin();
