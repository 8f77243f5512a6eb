// A session as it is led: phase, timer and who comes in for everybody, what leads it for who may. What is
// led goes up at once or not at all, so that nothing old is led when a connection comes back; an
// undo goes up behind the notes that wait.

import { act, box, fresh, room, words } from "./room-acts.js";
import { adopt, away } from "./room-notes.js";
import { set } from "./room-timer.js";
import { say } from "./room-voice.js";

const session = room.querySelector("#session");
const led = room.querySelector("#led");
const ASKED = 2_000; // who has written is asked at most so often

let phase = words.phase;
let asking = null;

if (session) {
  room.addEventListener("room:state", ({ detail }) => take(detail));
  room.addEventListener("room:told", ({ detail }) => {
    for (const one of detail.came ?? []) here(one);
    for (const key of detail.left ?? []) session.querySelector(`#here [data-who="${key}"]`)?.remove();
    if (session.querySelector("#written")) asking ??= setTimeout(written, ASKED);
  });
}

// Parts that were renamed are; for one that is new or gone the page has to be loaded again.
room.addEventListener("room:told", ({ detail }) => {
  if (!detail.lenses) return;
  const parts = [...room.querySelectorAll(".lens[data-lens]")];
  for (const { id, name, ask } of detail.lenses) {
    const part = parts.find((one) => Number(one.dataset.lens) === id);
    if (part) part.querySelector("h2 .name").textContent = name;
    if (part?.querySelector(".question")) part.querySelector(".question").textContent = ask;
  }
  const same = detail.lenses.map((one) => one.id).join() === parts.map((one) => one.dataset.lens).join();
  if (!same) say(room.querySelector("#undoing-words").dataset.parts, "parts");
});

function take(state) {
  if (state.phase !== phase) began(state.phase);
  set(state.timer);
  turns(state.timer);
}

function began(next) {
  phase = next;
  room.dataset.phase = next;
  for (const one of session.querySelectorAll(".phase")) one.hidden = one.dataset.of !== next;
  for (const one of session.querySelectorAll("button[name=phase]")) one.setAttribute("aria-pressed", one.value === next);
  session.querySelector("#lobby").hidden = next !== "lobby" || !session.querySelector("#here");
  const now = session.querySelector(`.phase[data-of="${next}"]`);
  if (now) say(session.dataset.begun.replace("{phase}", now.querySelector("strong").textContent), "phase");
}

function turns(timer) {
  for (const one of session.querySelectorAll("#leading [data-when]")) {
    one.hidden = { on: !timer, runs: !timer?.ends, stands: !timer || Boolean(timer.ends) }[one.dataset.when];
  }
}

// Who has written, for whoever leads; nothing moves under a focus.
async function written() {
  const place = session.querySelector("#written");
  const answer = await fetch(place.dataset.from, { headers: { "HX-Request": "true" } }).catch(() => null);
  asking = null;
  if (answer?.ok && !answer.redirected && !place.contains(document.activeElement)) place.innerHTML = await answer.text();
}

function here({ id, name, role }) {
  const list = session.querySelector("#here");
  if (!list || list.querySelector(`[data-who="${id}"]`)) return;
  const line = document.createElement("li");
  line.dataset.who = id;
  line.textContent = name;
  if (role) {
    const what = document.createElement("span");
    what.className = "note";
    what.textContent = role;
    line.append(" ", what);
  }
  list.append(line);
}

// Leading.

for (const form of room.querySelectorAll("form.lead")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = { ...Object.fromEntries(new FormData(form, event.submitter)), act: fresh() };
    delete sent.csrfmiddlewaretoken;
    const answer = await fetch(`/rooms/${words.map}/acts/`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent), signal: AbortSignal.timeout(10_000),
    }).catch(() => null);
    led.textContent = answer?.ok ? "" : ((await answer?.json().catch(() => null))?.problem ?? session.dataset.away);
    if (led.textContent) say(led.textContent, "led");
  });
}

// Undo, for everybody.

for (const form of room.querySelectorAll("form.undo")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { csrfmiddlewaretoken, act: id, do: doing, ...given } = Object.fromEntries(new FormData(form, event.submitter));
    act(doing, given);
  });
}

room.addEventListener("room:act", ({ detail: { id, sent, how, why } }) => {
  if (sent.do !== "undo" && sent.do !== "redo") return;
  if (how === "refused") {
    box.drop(id);
    say(why || words.refused, "undo");
  }
  if (how !== "saved") return;
  const said = room.querySelector("#undoing-words").dataset;
  say(sent.do === "undo" ? said.undone : said.redone, "undo");
  if (phase === "collect") mine();
});

// What only its writer sees comes down by no stream: it is read from the page.
async function mine() {
  const answer = await fetch(`/rooms/${words.map}/`).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const hidden = [...page.querySelectorAll(".map-note[data-hidden]")];
  const kept = new Set(hidden.map((one) => one.dataset.key));
  for (const { dataset } of room.querySelectorAll(".map .map-note[data-hidden]")) if (!kept.has(dataset.key)) away(dataset.key);
  hidden.forEach(adopt);
}
