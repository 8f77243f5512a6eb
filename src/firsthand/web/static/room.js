// A room: notes go up by the outbox, one act after the other; what everybody writes comes down by
// one stream, in order. Where both differ from what the server holds, everything is read anew.

import { Outbox, fresh } from "./outbox.js";

const room = document.querySelector("#room");
const words = room.dataset;
const state = document.querySelector("#state");
const form = document.querySelector("#writing");
const shape = document.querySelector("#note").content.querySelector("li");
const MARKS = { observed: "■", past_behaviour: "◆", general: "●", stated_preference: "○", second_hand: "◌", assumption: "◇" };
const QUIET = 40_000;

let cursor = Number(words.cursor);
let shown = new Map(); // key: version, of all rows that everybody is shown
for (const line of document.querySelectorAll(".map-note[data-key]")) shown.set(line.dataset.key, Number(line.dataset.v));

// Sending.

const box = new Outbox(`firsthand-room-${words.map}-${words.who}`, {
  post: (entry, signal) => fetch(`/rooms/${words.map}/acts/`, {
    method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(entry.sent),
  }),
  took(entry, page, answer) {
    let came;
    try { came = JSON.parse(page); } catch { return false; }
    if (!came.id) return false;
    box.drop(entry.id);
    mark(entry.id, "saved");
  },
  refused(entry, page) {
    mark(entry.id, "refused");
    let why = "";
    try { why = JSON.parse(page).problem; } catch { /* no answer of ours */ }
    say(why || words.refused);
  },
  told(how, entry) {
    if (how === "sending") mark(entry.id, "sending");
    if (how === "away" || how === "out") { for (const one of box.all()) mark(one.id, "kept"); say(words.away); }
    if (how === "nowhere") say(words.nowhere);
    if (how === "saved" && state.textContent === words.away) say("");
  },
});

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const sent = Object.fromEntries(new FormData(form));
  delete sent.csrfmiddlewaretoken;
  sent.act = fresh();
  sent.do = "note";
  if (!sent.text.trim()) return;
  box.put({ id: sent.act, sent });
  put({ key: sent.act, lens: Number(sent.lens), text: sent.text, v: 0, grade: null, by: "" });
  form.elements.text.value = "";
  form.elements.text.focus();
  box.send();
});

// Showing.

function put(note) {
  if ((shown.get(note.key) ?? -1) >= note.v) return false;
  const old = lineOf(note.key);
  const line = old ?? shape.cloneNode(true);
  if (note.v) shown.set(note.key, note.v);
  line.dataset.key = note.key;
  line.querySelector(".mark").textContent = MARKS[note.grade] ?? "";
  line.querySelector(".text").textContent = note.text;
  line.querySelector(".grade").textContent = note.grade?.replace("_", " ") ?? "";
  line.querySelector(".by").textContent = note.by;
  const list = room.querySelector(`[data-lens="${note.lens}"] ul`);
  if (list && line.parentElement !== list) list.append(line);
  return !old;
}

function away(key) {
  shown.delete(key);
  lineOf(key)?.remove();
}

const lineOf = (key) => room.querySelector(`.map-note[data-key="${CSS.escape(key)}"]`);

function mark(key, how) {
  const place = lineOf(key)?.querySelector(".state");
  if (place) place.textContent = words[how];
}

function say(what) { state.textContent = what; }

// What comes down.

let stream = null;
let tries = 0;
let whole = false;
let over = false;

async function listen() {
  if (stream || over || document.hidden) return;
  const end = (stream = new AbortController());
  let silent = setTimeout(() => end.abort(), QUIET);
  try {
    const answer = await fetch(`/rooms/${words.map}/live/${whole ? "?whole" : ""}`, {
      headers: { Accept: "text/event-stream", "Last-Event-ID": String(cursor) }, signal: end.signal,
    });
    if (answer.status === 403 || answer.status === 404) return finish();
    if (!answer.ok) throw new Error(answer.status);
    tries = 0;
    let rest = "";
    const read = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await read.read();
      if (done) break;
      clearTimeout(silent);
      silent = setTimeout(() => end.abort(), QUIET);
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      parts.forEach(take);
    }
  } catch {
    // cut: by the network, the server, or the silence
  } finally {
    clearTimeout(silent);
    if (stream === end) {
      stream = null;
      again();
    }
  }
}

function take(part) {
  const fields = new Map(part.split("\n").map((line) => line.split(/: ?(.*)/s, 2)));
  const kind = fields.get("event");
  if (kind === "over") return finish();
  if (kind === "anew") return anew();
  if (!fields.get("data")) return;
  const data = JSON.parse(fields.get("data"));
  if (kind === "whole") return replace(data);
  if (kind === "beat") return compare(data);
  if (!(data.id > cursor)) return;
  cursor = data.id;
  if (data.hidden === undefined && data.room && whole) return;
  let came = 0;
  for (const note of data.notes ?? []) came += put(note);
  for (const key of data.gone ?? []) away(key);
  if (data.room) phase(data.room);
  if (came) tell(came);
}

function replace(data) {
  whole = false;
  cursor = data.id;
  const keys = new Set(data.notes.map((one) => one.key));
  for (const key of [...shown.keys()]) if (!keys.has(key)) away(key);
  for (const note of data.notes) put(note);
}

let before = words.phase;
function phase(now) {
  if (before === "collect" && now.phase !== before) anew();
  before = now.phase;
}

function anew() {
  whole = true;
  stream?.abort();
}

// A client that differs twice at the same place was not just behind.
let differed = null;
function compare({ at, count, hash }) {
  const same = count === shown.size && hash === hashed();
  if (!same && differed === at) {
    say(words.differs);
    differed = null;
    return anew();
  }
  differed = same ? null : at;
}

function hashed() {
  let sum = 0;
  for (const [key, version] of shown) sum ^= fnv(`${key}:${version}`);
  return (sum >>> 0).toString(16).padStart(8, "0");
}

function fnv(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

function again() {
  if (over || document.hidden) return;
  setTimeout(listen, tries ? Math.min(2000, 250 * 2 ** tries) * (0.5 + Math.random() / 2) : Math.random() * 500);
  tries += 1;
}

function finish() {
  over = true;
  stream?.abort();
  say(words.over);
}

// One line for all that came meanwhile.
let many = 0;
let telling = null;
function tell(n) {
  many += n;
  telling ??= setTimeout(() => {
    say(words.came.replace("{n}", many));
    many = 0;
    telling = null;
  }, 3_000);
}

document.addEventListener("visibilitychange", () => document.hidden || listen());
addEventListener("online", () => { tries = 0; listen(); });
for (const { sent } of box.all()) if (sent.do === "note") put({ key: sent.act, lens: Number(sent.lens), text: sent.text, v: 0, grade: null, by: "" });
box.retry();
listen();
