// A session that is watched: one key per event, kept here until the server has it.

import { onKeys } from "./keys.js";
import { Outbox, fresh, reason, token } from "./outbox.js";
import { away, fill, lineOf, lines, mark, nameOf, show, take } from "./seen.js";
import { clock, SessionClock } from "./session-clock.js";
import * as standing from "./standing.js";

const room = document.querySelector("#observing");
const words = room.dataset;
const pad = document.querySelector("#pad");
const saying = document.querySelector("#saying");
const say = document.querySelector("#say");
const state = document.querySelector("#state");
const shelf = `firsthand-events-${words.me}-${words.session}`;
const drafted = `${shelf}-draft`;
const RECORDING = "recording";

let recorded = words.recorded ? Number(words.recorded) : null;
let over = false;
let draft = null; // words that are being written: when, on what, and for which event

const time = new SessionClock(Number(words.elapsed), words.clock, (now) => {
  if (!pad) return void (recorded = now.recorded);
  recorded = box.get(RECORDING)?.seconds ?? now.recorded;
  if (now.over && !over) {
    over = true;
    tell(words.ended);
  }
});

const tell = (what) => { state.textContent = what; };

// What is sent: an event made, changed or taken back, or that a recording began.

async function post(entry, signal) {
  const [address, values] = asked(entry);
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token(pad));
  for (const [name, value] of Object.entries(values)) data.set(name, value ?? "");
  return fetch(address, { method: "POST", body: data, headers: { "HX-Request": "true" }, signal });
}

function asked({ id, pk, gone, since, seconds, act, task, step, text }) {
  if (id === RECORDING) return [document.querySelector("#record").action, { seconds }];
  const seen = { act, task, step, text, seconds };
  if (!pk) return [words.events, { line: id, ...seen }];
  if (gone) return [`${words.events}${pk}/removal/`, {}];
  return [`${words.events}${pk}/`, { since, ...seen }];
}

const same = (one, other) =>
  ["act", "task", "step", "text", "seconds"].every((name) => String(one[name]) === String(other[name]));

// The server has it as it was sent; what was done to it meanwhile is still to be sent.
function took(sent, html, answer) {
  const now = box.get(sent.id);
  if (sent.id === RECORDING || (sent.pk && sent.gone)) {
    if (answer.status !== 204) return false;
  }
  if (sent.id === RECORDING) {
    if (now?.seconds === sent.seconds) box.drop(sent.id);
    return;
  }
  if (answer.status === 410 || (sent.pk && sent.gone)) {
    box.drop(sent.id);
    return away(lineOf(sent.id));
  }
  const came = new DOMParser().parseFromString(`<ol>${html}</ol>`, "text/html").querySelector("li[data-id]");
  if (came?.dataset.line !== sent.id) return false; // a page that somebody put between us
  if (now && (now.gone || !same(now, sent))) {
    box.put({ ...now, pk: came.dataset.id, since: came.dataset.version });
  } else {
    box.drop(sent.id);
  }
  take(html, (id) => box.get(id));
  const line = lineOf(sent.id);
  if (line && !box.get(sent.id)) mark(line, "saved");
}

function refused(entry, page, answer) {
  if (entry.gone && answer.status === 404) {
    box.drop(entry.id);
    return away(lineOf(entry.id));
  }
  if (entry.id === RECORDING) {
    box.drop(entry.id);
    return tell(reason(page));
  }
  const line = show({ ...entry, gone: false }, "refused");
  mark(line, "refused", reason(page));
  const acts = line.querySelector(".state");
  if (answer.status === 409) acts.append(" ", button(words.over, () => { box.put({ ...entry, since: "" }); box.again(entry.id); }));
  acts.append(" ", button(words.dropped, () => letGo(entry)));
}

// It is not sent any more; the line stands again as the server has it.
async function letGo(entry) {
  box.drop(entry.id);
  away(lineOf(entry.id));
  if (entry.pk) await look([entry.pk]);
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: text });
  made.addEventListener("click", act);
  return made;
}

function told(how, entry) {
  const n = box.all().length;
  const line = entry && lineOf(entry.id);
  if (how === "sending") {
    if (line && !line.hidden) mark(line, "sending");
    if (!entry.tried) box.put({ ...entry, tried: true });
  }
  if (how === "away" || how === "out") {
    for (const one of box.all()) {
      const kept = lineOf(one.id);
      if (kept && !box.isRefused(one.id)) mark(kept, "kept");
    }
    tell(fill(words[how], { n }));
  }
  if (how === "nowhere") tell(words.nowhere);
  if (how === "saved" && cut) { tell(words.allSaved); time.sync(); }
  cut = how === "away" || how === "out" || (cut && how !== "saved");
}
let cut = false;

const box = new Outbox(shelf, { post, took, refused, told });

// What is pressed.

function log(act, text = "", at = {}) {
  const entry = { id: fresh(), act, text, seconds: Number(time.now().toFixed(2)), ...standing.chosen(), ...at };
  box.put(entry);
  show(entry, "kept");
  standing.showAll(time.now());
  tell(fill(words.logged, { what: nameOf(act), when: clock(entry.seconds) }));
  box.send();
}

const mine = () => lines().filter((one) => one.dataset.by === words.me && one.querySelector(".change"));

function entryOf(line) {
  const { line: id, id: pk, version: since, act, task, step, seconds } = line.dataset;
  const text = line.querySelector(".words")?.textContent ?? "";
  return box.get(id) ?? { id, pk: pk ?? null, since, act, task, step, text, seconds: Number(seconds) };
}

function takeBack(line) {
  const entry = entryOf(line);
  const { act, seconds } = entry;
  tell(fill(words.undone, { what: nameOf(act), when: clock(seconds) }));
  if (!entry.pk && !entry.tried) { // nobody else knows of it
    box.drop(entry.id);
    away(line);
  } else {
    show(box.put({ ...entry, gone: true }), "kept");
  }
  standing.showAll(time.now());
  box.send();
}

function undo() {
  const [last] = mine();
  if (last) takeBack(last);
  else tell(words.nothing);
}

function change(line, values) {
  const entry = { ...entryOf(line), ...values };
  box.put(entry);
  show(entry, "kept");
  standing.showAll(time.now());
  if (box.isRefused(entry.id)) box.again(entry.id);
  else box.send();
}

function record() {
  recorded = Number(time.now().toFixed(2));
  box.drop(RECORDING);
  box.put({ id: RECORDING, seconds: recorded });
  tick();
  box.send();
}

// Words: of a quote, or a note on the last event. The moment is when the key was pressed.

function write(line = null) {
  const label = document.querySelector("label[for=say]");
  draft = { seconds: Number(time.now().toFixed(2)), ...standing.chosen(), text: "", of: line?.dataset.line ?? null };
  if (line) {
    const { act, seconds, text } = entryOf(line);
    label.textContent = fill(label.dataset.note, { what: `${nameOf(act)}, ${clock(seconds)}` });
    draft.text = text;
  } else {
    label.textContent = label.dataset.quote;
  }
  open(draft.text);
}

function open(text) {
  saying.hidden = false;
  say.value = text;
  document.querySelector("#quote").setAttribute("aria-expanded", "true");
  say.focus();
  keepDraft();
}

function leave() {
  draft = null;
  say.value = "";
  saying.hidden = true;
  document.querySelector("#quote").setAttribute("aria-expanded", "false");
  keepDraft();
  document.querySelector("#content").focus({ preventScroll: true });
}

function keepDraft() {
  try {
    if (draft) localStorage.setItem(drafted, JSON.stringify({ ...draft, text: say.value }));
    else localStorage.removeItem(drafted);
  } catch {
    tell(words.nowhere);
  }
}

function keepWords(event) {
  event.preventDefault();
  const text = say.value.trim();
  if (!text) return;
  const line = draft?.of && lineOf(draft.of);
  if (line) change(line, { text });
  else log("quote", text, draft ? { seconds: draft.seconds, task: draft.task, step: draft.step } : {});
  leave();
}

// Changing a line: in a dialog, which needs no connection.

const dialog = document.querySelector("#changing");
const form = dialog?.querySelector("form");
let changing = null;

function edit(line) {
  changing = line;
  const { act, task, step, text, seconds } = entryOf(line);
  form.elements.act.value = act;
  form.elements.place.value = step ? `${task}:${step}` : task;
  form.elements.text.value = text;
  form.elements.seconds.value = seconds;
  dialog.returnValue = "";
  dialog.showModal();
}

function changed() {
  const line = changing && lineOf(changing.dataset.line);
  if (!line) return;
  if (dialog.returnValue === "back") takeBack(line);
  if (dialog.returnValue !== "save") return;
  const [task, step = ""] = form.elements.place.value.split(":");
  change(line, { act: form.elements.act.value, task, step, text: form.elements.text.value.trim(), seconds: Number(form.elements.seconds.value) });
}

// What others saw.

async function look(keys) {
  const answer = await fetch(`${words.events}?only=${keys.join(",")}`).catch(() => null);
  if (answer?.ok && !answer.redirected) take(await answer.text(), (id) => box.get(id));
  standing.showAll(time.now());
}

document.addEventListener("firsthand:entry", (event) => {
  const { about, changes, more } = event.detail;
  if (!about.split(" ").includes(`session:${words.session}`)) {
    if (changes.some((one) => one.model === "session" && String(one.id) === words.session)) time.sync();
    return;
  }
  event.preventDefault();
  if (more) return void look([]);
  const seen = changes.filter((one) => one.model === "event");
  for (const one of seen.filter(({ act }) => act === "removed")) {
    const line = document.querySelector(`#e${one.id}`);
    if (line && !box.get(line.dataset.line)) away(line);
  }
  const known = ({ id, act }) => act === "removed" || (act === "added" && document.querySelector(`#e${id}`));
  const there = seen.filter((one) => !known(one)).map(({ id }) => id);
  if (there.length) look(there);
  else standing.showAll(time.now());
  if (changes.some((one) => one.model === "session")) time.sync();
});

function tick() {
  const now = time.now();
  document.querySelector("#clock").textContent = clock(now);
  const shown = document.querySelector("#recording");
  shown.hidden = recorded === null;
  if (recorded !== null) shown.querySelector("time").textContent = clock(Math.max(0, now - recorded));
  standing.showAll(now);
}

function ready() {
  const acts = Object.fromEntries([...document.querySelectorAll("#pad [name=act]")].map((one) => [one.dataset.key, () => log(one.value)]));
  const quote = document.querySelector("#quote");
  const note = () => (mine().length ? write(mine()[0]) : tell(words.first));
  const steps = Object.fromEntries([..."0123456789"].map((n) => [n, () => standing.step(Number(n))]));
  const keys = {
    ...acts, ...steps, [quote.dataset.key]: () => write(), [words.note]: note, [words.undo]: undo,
    [document.querySelector("#record button").dataset.key]: record,
    [words.next]: () => standing.go(1), [words.previous]: () => standing.go(-1),
  };
  onKeys(Object.fromEntries(Object.entries(keys).map(([key, act]) => [key, (event) => (event.repeat || dialog.open ? true : act())])));

  for (const one of document.querySelectorAll("#quote, #note, #leave")) one.hidden = false;
  saying.hidden = true;
  quote.addEventListener("click", () => write());
  document.querySelector("#note").addEventListener("click", note);
  document.querySelector("#leave").addEventListener("click", leave);
  pad.addEventListener("submit", (event) => { event.preventDefault(); if (event.submitter) log(event.submitter.value); });
  document.querySelector("#undo").addEventListener("submit", (event) => { event.preventDefault(); undo(); });
  document.querySelector("#record").addEventListener("submit", (event) => { event.preventDefault(); record(); });
  saying.addEventListener("submit", keepWords);
  saying.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); });
  say.addEventListener("input", keepDraft);
  document.querySelector("#log").addEventListener("click", (event) => {
    const link = event.target.closest(".change");
    if (!link) return;
    event.preventDefault();
    edit(link.closest("li"));
  });
  const nudges = dialog.querySelector("#nudges");
  dialog.querySelector(".nudge").append(nudges.content);
  dialog.querySelector(".nudge").addEventListener("click", ({ target }) => {
    const field = form.elements.seconds;
    if (target.dataset.by) field.value = Math.max(0, Number(field.value) + Number(target.dataset.by)).toFixed(2);
  });
  dialog.addEventListener("close", changed);
  document.querySelector("#ending")?.addEventListener("submit", (event) => {
    const n = box.all().length + (say.value.trim() ? 1 : 0);
    if (!n) return;
    event.preventDefault();
    tell(fill(words.unsent, { n }));
  });
  addEventListener("storage", ({ key }) => { if (key === null || key.startsWith(`${shelf}:`)) overlay(); });
  restore();
}

// What is still to be sent, over what the server has; another tab may have sent some of it.
function overlay() {
  const kept = box.all();
  for (const entry of kept) if (entry.id !== RECORDING && !box.isRefused(entry.id)) show(entry, "kept");
  for (const line of document.querySelectorAll("#log .waiting")) {
    if (!kept.some(({ id }) => id === line.dataset.line)) mark(line, "saved");
  }
}

function restore() {
  overlay();
  try {
    draft = JSON.parse(localStorage.getItem(drafted));
  } catch {
    draft = null;
  }
  if (draft) open(draft.text);
  box.send();
}

for (const link of document.querySelectorAll("#previous, #next")) {
  link.addEventListener("click", (event) => { event.preventDefault(); standing.go(link.id === "next" ? 1 : -1); });
}
for (const link of document.querySelectorAll("[data-step]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    standing.step([...link.closest("ol").querySelectorAll("[data-step]")].indexOf(link) + 1);
  });
}
if (pad) ready();
tick();
setInterval(tick, 500);
if (innerWidth < 640) document.querySelector(".now").scrollIntoView(); // the pad is what is needed
