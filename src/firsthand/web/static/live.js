// What others do in this study, as it happens. Every entry of the journal goes out as an event,
// `firsthand:entry`, on the document: whoever shows it in place prevents the default. A part of the
// page that says what it rests on, `data-live="participant session"`, is renewed in place, or a line
// offers it where something is being typed. Without script, and while it is cut, nothing is lost.

import { Refused, events } from "./events.js";

const room = document.querySelector("#live");
const told = room.querySelector("[role=status]");
const [show, leave] = room.querySelectorAll("button");
const words = room.dataset;

const CUT = 5_000;
const LONGEST = 30_000;
let cursor = words.cursor;
let stream = null; // what ends the open one
let tries = 0;
let cut = null; // when a cut is to be said
let hiding = null;
let over = false;

async function listen() {
  if (stream || over || document.hidden) return;
  const end = (stream = new AbortController());
  try {
    for await (const fields of events(`${words.address}?after=${cursor}`, cursor, end, connected)) take(fields);
  } catch (cutBy) {
    if (cutBy instanceof Refused) finish(words.over); // else the network, the server, or the silence
  } finally {
    if (stream === end) {
      stream = null;
      again();
    }
  }
}

function take(fields) {
  if (fields.get("event") === "over") return finish(words.over);
  if (fields.get("event") === "anew") return offer(words.anew);
  if (!fields.get("id") || Number(fields.get("id")) <= Number(cursor)) return;
  cursor = fields.get("id");
  tell(JSON.parse(fields.get("data")));
}

// Longer each time, and not all at once after the server was away.
function again() {
  if (over || document.hidden) return;
  cut ??= setTimeout(() => say(words.away), CUT);
  const wait = Math.min(LONGEST, 500 * 2 ** tries++);
  setTimeout(listen, wait * (0.5 + Math.random() / 2));
}

function connected() {
  clearTimeout(cut);
  cut = null;
  tries = 0;
  if (told.textContent === words.away) say(words.back, 4_000);
}

function finish(what) {
  over = true;
  clearTimeout(cut);
  stream?.abort();
  say(what);
}

// A hidden page needs no connection: browsers have few. It catches up when it is shown.
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (!document.hidden) return void listen();
  hiding = setTimeout(() => {
    const open = stream;
    stream = null;
    clearTimeout(cut);
    cut = null;
    open?.abort();
  }, 5_000);
});
addEventListener("online", () => { tries = 0; listen(); });

// What was done is said in one line, a little later, for all that came meanwhile.

const mine = (entry) => String(entry.who) === words.me;
let heard = [];
let saying = null;

function tell(entry) {
  const event = new CustomEvent("firsthand:entry", { detail: entry, cancelable: true });
  const shown = !document.dispatchEvent(event);
  if (shown ? !mine(entry) : renew(entry) && !mine(entry)) {
    heard.push(entry);
    saying ??= setTimeout(sum, 1_200);
  }
}

function sum() {
  saying = null;
  const lines = new Set();
  for (const [who, entries] of Map.groupBy(heard, (entry) => entry.by)) {
    const marks = entries.filter(isMark).length;
    if (marks) lines.add(fill(marks === 1 ? words.marked : words.markedMany, { who, n: marks }));
    for (const { verb } of entries.filter((one) => !isMark(one))) lines.add(fill(words.did, { who, verb }));
  }
  heard = [];
  if (show.hidden && !cut) say([...lines].slice(-3).join(" "), 6_000);
}

const isMark = (entry) => entry.changes.some((one) => one.model === "highlight" && one.act === "added");

function fill(what, given) {
  return what.replace(/\{(\w+)\}/g, (_, name) => given[name] || words.somebody);
}

let fading = null;

function say(what, long) {
  clearTimeout(fading);
  show.hidden = leave.hidden = true;
  told.textContent = what;
  if (long) fading = setTimeout(() => say(""), long);
}

function offer(what) {
  say(what);
  show.hidden = leave.hidden = false;
}

show.addEventListener("click", () => location.reload());
leave.addEventListener("click", () => say(""));

// Parts that can be renewed, renewed at most every few seconds.

const GAP = 5_000;
const due = new Set();
let renewing = null;
let renewed = -GAP;

// Whether it is being shown in place. Where it can't be, a line offers it.
function renew(entry) {
  const names = new Set(entry.changes.flatMap(namesOf));
  const parts = [...document.querySelectorAll("[data-live]")].filter(
    (part) => entry.more || part.dataset.live.split(" ").some((name) => names.has(name)),
  );
  if (!parts.length) return false;
  if (parts.some((part) => !part.id || inUse(part))) {
    if (mine(entry)) return false;
    const given = { who: entry.by, at: clock(new Date(entry.at)) };
    if (parts.some(hasTyping)) say(fill(words.typing, given), 12_000);
    else offer(fill(words.changed, given));
    return false;
  }
  for (const part of parts) due.add(part.id);
  renewing ??= setTimeout(fetchParts, Math.max(300, renewed + GAP - performance.now()));
  return true;
}

// What a part may call what it rests on: `participant`, `participant:5`, `verdict@12-340`.
const namesOf = ({ model, id, source, start }) => [model, `${model}:${id}`, `${model}@${source}-${start}`];

async function fetchParts() {
  renewing = null;
  renewed = performance.now();
  const ids = [...due];
  due.clear();
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return offer(fill(words.changed, { who: "", at: clock() }));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ids) {
    const [old, now] = [document.getElementById(id), page.getElementById(id)];
    if (old && now && !inUse(old)) old.replaceWith(now);
  }
}

// Nothing that is being read by keyboard, chosen, or typed in is taken from under the hands.
function inUse(part) {
  const fields = part.querySelector("input:not([type=hidden]), textarea, select");
  const selection = getSelection();
  return (
    fields !== null || part.contains(document.activeElement) ||
    (!selection.isCollapsed && selection.containsNode(part, true))
  );
}

function hasTyping(part) {
  return [...part.querySelectorAll("input, textarea, option")].some((one) =>
    one.matches("option") ? one.selected && !one.defaultSelected && one.closest("select")?.querySelector("[selected]")
    : one.matches("[type=radio], [type=checkbox]") ? one.checked !== one.defaultChecked
    : one.type !== "hidden" && one.value !== one.defaultValue,
  );
}

const clock = (at = new Date()) => at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

listen();
