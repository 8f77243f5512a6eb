// Everything that can be done to a note, in a dialog that its "More" opens; without script that link
// leads to the note's own page with the same forms. Whoever adds an entry fills it on `room:menu`.

import { room, tell } from "./room-acts.js";
import { noteOf } from "./room-notes.js";

const menu = room.querySelector("#note-menu");

room.addEventListener("click", (event) => {
  const more = event.target.closest("a.more");
  if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const note = noteOf(more.closest(".map-note").dataset.key);
  menu.querySelector(".text").textContent = note.text;
  tell("room:menu", { note, menu });
  menu.showModal();
});
menu.querySelector(".close").addEventListener("click", () => menu.close());
