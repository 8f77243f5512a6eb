// A room, put together: acts go up (room-acts.js), what everybody does comes down (room-stream.js),
// notes stand in lists (room-notes.js), are written and changed (room-writing.js, room-changes.js,
// room-menu.js, room-drag.js), and one line says what is new (room-voice.js).

import { box, room, words } from "./room-acts.js";
import "./room-writing.js";
import "./room-menu.js";
import "./room-together.js";
import "./room-drag.js";
import { listen } from "./room-stream.js";
import { say } from "./room-voice.js";

const state = room.querySelector("#state");
let link = "open";
let sending = "saved";

room.addEventListener("room:sending", ({ detail }) => { sending = detail; tellState(); });
room.addEventListener("room:link", ({ detail }) => {
  if (detail === "differs") return say(words.differs);
  if (detail === "open" && link === "cut") say(words.back);
  if (link !== "over") link = detail;
  tellState();
});

// How one stands to the server, in one sentence that stays; it is said once when it changes.
function tellState() {
  const now = link === "over" ? words.over : words[sending] && sending !== "saved" ? words[sending] : link === "cut" ? words.away : "";
  if (state.textContent === now) return;
  state.textContent = now;
  if (now) say(now, "state");
}

document.documentElement.classList.add("scripted");
box.retry();
listen();
