// Notes that one may change can be dragged to another part of the map too; the menu does the same.

import { room } from "./room-acts.js";
import { move } from "./room-changes.js";
import { mayChange, noteOf } from "./room-notes.js";

let dragged = null;

room.addEventListener("pointerdown", ({ target, pointerType }) => {
  const line = target.closest(".map-note[data-key]");
  if (line && pointerType === "mouse" && mayChange(line.dataset.key)) line.draggable = true;
});

room.addEventListener("dragstart", (event) => {
  const line = event.target.closest?.(".map-note[data-key]");
  if (!line) return;
  dragged = line.dataset.key;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", noteOf(dragged).text);
});

room.addEventListener("dragover", (event) => {
  const part = event.target.closest(".lens");
  if (!dragged || !part) return;
  event.preventDefault();
  over(part);
});

room.addEventListener("drop", (event) => {
  const part = event.target.closest(".lens");
  if (!dragged || !part || event.defaultPrevented) return; // dropped on another note, it is grouped
  event.preventDefault();
  if (Number(part.dataset.lens) !== noteOf(dragged).lens) move(dragged, part.dataset.lens);
});

room.addEventListener("dragend", () => { dragged = null; over(null); });

function over(part) {
  for (const one of room.querySelectorAll(".lens")) one.classList.toggle("over", one === part);
}
