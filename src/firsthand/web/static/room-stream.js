// What everybody does in a room comes down by one stream, each entry of the journal once, in order.
// Told on #room: `room:told` (an entry's data), `room:whole` (everything, instead of what is shown),
// `room:state` (the room as it is now: phase, timer, counts), `room:link` (open, cut, over, differs).
// Where this page's rows differ from the server's, everything is read anew.

import { Refused, events } from "./events.js";
import { room, tell, words } from "./room-acts.js";

const HIDING = 5_000;
const SPREAD = 1_500;

const rows = new Map(); // key: version, of all notes and groups that everybody is shown
for (const { dataset } of room.querySelectorAll("[data-key][data-v]:not([data-hidden])")) rows.set(dataset.key, Number(dataset.v));

let cursor = Number(words.cursor);
let phase = words.phase;
let stream = null; // what ends the open one
let tries = 0;
let whole = false;
let over = false;
let hiding = null;
let differed = null;

export async function listen() {
  if (stream || over || document.hidden) return;
  const end = (stream = new AbortController());
  try {
    for await (const fields of events(`/rooms/${words.map}/live/${whole ? "?whole" : ""}`, cursor, end, opened)) {
      if (stream === end) take(fields);
    }
  } catch (cutBy) {
    if (cutBy instanceof Refused) finish(); // else the network, the server, or the silence
  } finally {
    if (stream === end) {
      stream = null;
      again();
    }
  }
}

function opened() {
  tries = 0;
  tell("room:link", "open");
}

// Everything is read anew, by a stream of its own.
export function anew() {
  whole = true;
  tries = 0;
  const open = stream;
  stream = null;
  open?.abort();
  listen();
}

function take(fields) {
  const kind = fields.get("event");
  if (kind === "over") return finish();
  if (kind === "anew") return anew();
  if (!fields.get("data")) return;
  const data = JSON.parse(fields.get("data"));
  if (kind === "whole") return replace(data);
  if (kind === "beat") return compare(data);
  if (whole || !(data.id > cursor)) return;
  cursor = data.id;
  for (const one of [...(data.notes ?? []), ...(data.groups ?? [])]) {
    if (one.v >= (rows.get(one.key) ?? 0)) rows.set(one.key, one.v);
  }
  for (const key of [...(data.gone ?? []), ...(data.gone_groups ?? [])]) rows.delete(key);
  tell("room:told", data);
  if (data.room) now(data.room);
}

function replace(data) {
  whole = false;
  cursor = data.id;
  rows.clear();
  for (const one of [...data.notes, ...data.groups]) rows.set(one.key, one.v);
  tell("room:whole", data);
  if (data.room) now(data.room);
}

// What was hidden is shown when the silent phase ends; not everybody asks for it in one moment.
function now(state) {
  const ended = phase === "collect" && state.phase !== "collect";
  phase = state.phase;
  tell("room:state", state);
  if (ended) setTimeout(anew, Math.random() * SPREAD);
}

// A page that differs twice at the same place was not just behind.
function compare({ at, count, hash }) {
  const same = count === rows.size && hash === hashed();
  if (!same && differed === at) {
    tell("room:link", "differs");
    differed = null;
    return anew();
  }
  differed = same ? null : at;
}

function hashed() {
  let sum = 0;
  for (const [key, version] of rows) sum ^= fnv(`${key}:${version}`);
  return (sum >>> 0).toString(16).padStart(8, "0");
}

// FNV-1a, 32 bits, over UTF-8 (Fowler, Noll, Vo).
function fnv(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

// At once and not all together the first time, then longer each time, up to two seconds.
function again() {
  if (over || document.hidden) return;
  if (tries === 1) tell("room:link", "cut");
  setTimeout(listen, tries ? Math.min(2000, 250 * 2 ** tries) * (0.5 + Math.random() / 2) : Math.random() * 500);
  tries += 1;
}

function finish() {
  over = true;
  stream?.abort();
  tell("room:link", "over");
}

// A hidden page needs no connection: browsers have few. It catches up when it is shown.
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (!document.hidden) return void listen();
  hiding = setTimeout(() => {
    const open = stream;
    stream = null;
    open?.abort();
  }, HIDING);
});
addEventListener("online", () => { tries = 0; listen(); });
