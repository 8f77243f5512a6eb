// Notes of a live conversation. A line is kept here until the server has it: what could not be sent
// stays, says so, and is sent again; a reload finds the draft and the waiting lines as they were.

const noting = document.querySelector(".noting");
const form = document.querySelector("#noting");
const list = document.querySelector("#lines");
const state = document.querySelector("#state");
const began = Date.now() - Number(noting.dataset.elapsed) * 1000;
const shelf = `firsthand-notes-${noting.dataset.session}`;
let draft = { text: "", heard: "said", seconds: null };
let waiting = []; // lines the server does not have yet, each kept under a key of its own
let sending = false;
let pause = 1000;

const elapsed = () => Math.max(0, (Date.now() - began) / 1000);

function clock(seconds) {
  const two = (n) => String(Math.floor(n)).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    say("This browser keeps nothing: don't close the page before a line is saved.");
  }
}

function read(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

const keepDraft = () => keep(shelf, draft);
const keyOf = (line) => `${shelf}:${line.line}`;

function take() {
  draft = { ...draft, ...read(shelf, {}) };
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${shelf}:`));
  waiting = keys.map((key) => read(key, null)).filter(Boolean).sort((one, other) => one.seconds - other.seconds);
}

const say = (what) => { state.textContent = what; };

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

async function post(line) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const name of ["line", "heard", "text", "seconds"]) data.set(name, line[name]);
  return fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
}

// What the server will not have is told beside the line, which stays until it is taken away by hand.
function refused(line, page) {
  const told = new DOMParser().parseFromString(page, "text/html").querySelector(".problem, main p");
  const shown = shownAs(line.line);
  shown.querySelector(".told")?.remove();
  const why = document.createElement("p");
  why.className = "told";
  why.textContent = `${told?.textContent.trim() ?? "It was not taken."} `;
  const away = Object.assign(document.createElement("button"), { className: "quiet", type: "button", textContent: "Take it away" });
  away.addEventListener("click", () => { drop(line); shown.remove(); });
  why.append(away);
  shown.append(why);
  line.refused = true;
}

function drop(line) {
  waiting = waiting.filter((one) => one.line !== line.line);
  localStorage.removeItem(keyOf(line));
}

// One after the other, those too that are added meanwhile.
async function send() {
  if (sending) return;
  sending = true;
  for (let line; (line = waiting.find((one) => !one.refused)); ) {
    const answer = await post(line).catch(() => null);
    if (!answer || answer.status >= 500) {
      say("Not sent yet: no connection. It is kept here and sent again.");
      setTimeout(send, pause);
      pause = Math.min(pause * 2, 15000);
      break;
    }
    pause = 1000;
    const text = await answer.text();
    if (answer.ok && !answer.redirected) {
      shownAs(line.line).replaceWith(document.createRange().createContextualFragment(text.trim()));
      drop(line);
      say("Saved.");
    } else if (answer.redirected || answer.status === 403) {
      say("Not sent yet: you are signed out, or may not write here. It is kept; sign in again and reload.");
      break;
    } else {
      refused(line, text);
    }
  }
  sending = false;
}

function fresh() {
  return crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = form.elements.text.value.trim();
  if (!text) return;
  const line = { line: fresh(), heard: form.elements.heard.value, text, seconds: draft.seconds ?? elapsed() };
  waiting.push(line);
  keep(keyOf(line), line);
  draft.text = form.elements.text.value = "";
  draft.seconds = null;
  keepDraft();
  show(line);
  form.elements.text.focus();
  send();
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
  if (!waiting.length && !form.elements.text.value.trim()) {
    localStorage.removeItem(shelf);
    return;
  }
  event.preventDefault();
  say("There is a line that is not saved yet. Save it or take it away first.");
  form.elements.text.focus();
});

if (form) {
  take();
  form.elements.text.value ||= draft.text; // what was typed before this ran stays
  form.querySelector(`[value="${draft.heard}"]`).checked = true;
  for (const line of [...waiting]) {
    if (shownAs(line.line)) drop(line);
    else show(line);
  }
  form.elements.text.focus();
  addEventListener("online", send);
  send();
}
setInterval(() => { document.querySelector("#clock").textContent = clock(elapsed()); }, 1000);
