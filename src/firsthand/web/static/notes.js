// Notes of a live conversation. A line is kept here until the server has it: what could not be sent
// stays, says so, and is sent again; a reload finds the draft and the waiting lines as they were.

import { Outbox, fresh, reason, token } from "./outbox.js";
import { clock } from "./session-clock.js";

const noting = document.querySelector(".noting");
const form = document.querySelector("#noting");
const list = document.querySelector("#lines");
const state = document.querySelector("#state");
const began = Date.now() - Number(noting.dataset.elapsed) * 1000;
const shelf = `firsthand-notes-${noting.dataset.session}`;
let draft = { text: "", heard: "said", seconds: null };

const elapsed = () => Math.max(0, (Date.now() - began) / 1000);
const say = (what) => { state.textContent = what; };

function keepDraft() {
  try {
    localStorage.setItem(shelf, JSON.stringify(draft));
  } catch {
    say(SAID.nowhere);
  }
}

function takeDraft() {
  try {
    draft = { ...draft, ...JSON.parse(localStorage.getItem(shelf)) };
  } catch {
    // it is no draft of ours
  }
}

function show(line) {
  const shown = document.createElement("li");
  shown.className = `line ${line.heard} waiting`;
  shown.dataset.line = line.line;
  const time = Object.assign(document.createElement("time"), { textContent: clock(line.seconds) });
  const label = form.querySelector(`[value="${line.heard}"]`).parentElement.firstChild.nextSibling;
  const heard = Object.assign(document.createElement("span"), { className: "heard", textContent: label.textContent.trim() });
  const words = Object.assign(document.createElement("p"), { className: "words", textContent: line.text });
  shown.append(time, heard, words);
  list.append(shown);
  document.querySelector("#nothing").hidden = true;
  shown.scrollIntoView({ block: "nearest" });
}

const shownAs = (id) => list.querySelector(`[data-line="${id}"]`);

async function post(line, signal) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token(form));
  for (const name of ["line", "heard", "text", "seconds"]) data.set(name, line[name]);
  return fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" }, signal });
}

// What the server will not have is told beside the line, which stays until it is taken away by hand.
function refused(line, page) {
  const shown = shownAs(line.line);
  shown.querySelector(".told")?.remove();
  const why = document.createElement("p");
  why.className = "told";
  why.textContent = `${reason(page) || "It was not taken."} `;
  const away = Object.assign(document.createElement("button"), { className: "quiet", type: "button", textContent: "Take it away" });
  away.addEventListener("click", () => { box.drop(line.id); shown.remove(); });
  why.append(away);
  shown.append(why);
}

function took(line, page) {
  if (!page.includes(`data-line="${line.line}"`)) return false;
  shownAs(line.line)?.replaceWith(document.createRange().createContextualFragment(page.trim()));
  box.drop(line.id);
  say("Saved.");
}

const SAID = {
  away: "Not sent yet: no connection. It is kept here and sent again.",
  out: "Not sent yet: you are signed out, or may not write here. It is kept; sign in again and reload.",
  nowhere: "This browser keeps nothing: don't close the page before a line is saved.",
};
const box = new Outbox(shelf, { post, took, refused, told: (how) => { if (SAID[how]) say(SAID[how]); } });

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = form.elements.text.value.trim();
  if (!text) return;
  const id = fresh();
  const line = box.put({ id, line: id, heard: form.elements.heard.value, text, seconds: draft.seconds ?? elapsed() });
  draft.text = form.elements.text.value = "";
  draft.seconds = null;
  keepDraft();
  show(line);
  form.elements.text.focus();
  box.send();
});

form?.addEventListener("input", () => {
  draft.text = form.elements.text.value;
  draft.heard = form.elements.heard.value;
  draft.seconds = draft.text ? (draft.seconds ?? elapsed()) : null;
  keepDraft();
});

document.addEventListener("keydown", (event) => {
  const number = /^(?:Digit|Numpad)([123])$/.exec(event.code)?.[1];
  if (!form || !number || !event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const choice = form.querySelectorAll("[name=heard]")[number - 1];
  choice.checked = true;
  draft.heard = choice.value;
  keepDraft();
  form.elements.text.focus();
});

for (const ticking of document.querySelectorAll(".ticking")) {
  ticking.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = ticking.querySelector("button");
    const data = new FormData(ticking, button);
    try {
      const answer = await fetch(ticking.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(answer.status);
    } catch {
      say("The tick was not saved. Try it again.");
      return;
    }
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    ticking.closest("li").classList.toggle("was-asked", on);
  });
}

document.querySelector("#ending")?.addEventListener("submit", (event) => {
  if (!box.all().length && !form.elements.text.value.trim()) {
    localStorage.removeItem(shelf);
    return;
  }
  event.preventDefault();
  say("There is a line that is not saved yet. Save it or take it away first.");
  form.elements.text.focus();
});

if (form) {
  takeDraft();
  form.elements.text.value ||= draft.text; // what was typed before this ran stays
  form.querySelector(`[value="${draft.heard}"]`).checked = true;
  for (const line of box.all()) {
    if (shownAs(line.line)) box.drop(line.id);
    else show(line);
  }
  form.elements.text.focus();
  box.send();
}
setInterval(() => { document.querySelector("#clock").textContent = clock(elapsed()); }, 1000);
