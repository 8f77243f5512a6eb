// A room, put together: acts go up (room-acts.js), what everybody does comes down (room-stream.js),
// notes are shown in lists (room-notes.js), and one line says what is new (room-voice.js).

import { box, room, words } from "./room-acts.js";
import { listen } from "./room-stream.js";
import { write } from "./room-notes.js";
import "./room-menu.js";
import { say } from "./room-voice.js";

const state = document.querySelector("#state");
const form = document.querySelector("#writing");

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const sent = Object.fromEntries(new FormData(form));
  delete sent.csrfmiddlewaretoken;
  delete sent.act;
  if (!sent.text.trim()) return;
  write(sent);
  form.elements.text.value = "";
  form.elements.text.focus();
});

room.addEventListener("room:sending", ({ detail }) => {
  state.textContent = { away: words.away, out: words.out, nowhere: words.nowhere }[detail] ?? "";
});
room.addEventListener("room:act", ({ detail }) => {
  if (detail.how === "refused" || detail.how === "differs") say(detail.why || words.refused);
});
room.addEventListener("room:link", ({ detail }) => {
  if (detail === "over") state.textContent = words.over;
  if (detail === "differs") say(words.differs);
});

box.retry();
listen();
