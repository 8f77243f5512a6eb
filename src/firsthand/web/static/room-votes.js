// Votes: while they are given, a button beside each group and each note that stands alone, and how
// many of one's own are left; afterwards the totals, most first. Nobody is told whose vote is whose.

import { act, room, words } from "./room-acts.js";
import { counted, fill, groupOf, leads, nameOf, now, part, settled, standing, told } from "./room-groups.js";
import { lineOf } from "./room-notes.js";
import { say } from "./room-voice.js";

const POLL = 4_000;
const own = new Map(Object.entries(JSON.parse(told.own || "{}")));
const sent = new Map(); // id of an act that is on its way: what it does
let asking = null;
let before = now.phase;
let shown = now.phase; // the phase as it was drawn last
let voted = told.votedNow ? Number(told.votedNow) : null;
now.budget ??= Number(told.budget || 3);

const given = () => [...own.values()].reduce((sum, n) => sum + n, 0);
const left = () => Math.max(0, now.budget - given());
const voting = () => now.phase === "vote" && words.writes !== undefined;

function draw() {
  part("voting").hidden = now.phase !== "vote";
  if (now.phase === "vote") {
    part("voting").querySelector(".left").textContent = fill(told.left, { left: left(), all: now.budget });
    part("voting").querySelector(".voted").textContent = voted === null ? "" : fill(told.voted, { n: voted });
  }
  for (const row of standing()) drawOne(row);
  for (const line of room.querySelectorAll(".group .map-note")) line.querySelector(".voting")?.remove();
  rank();
  if (shown === now.phase) return;
  if (now.phase === "vote") sayLeft();
  else if (shown === "vote") sayFirst();
  shown = now.phase;
}

const sayLeft = () => say(fill(told.left, { left: left(), all: now.budget }), "votes");

function sayFirst() {
  const [first] = part("ranking").querySelectorAll("li");
  if (first) say(fill(told.first, { name: first.querySelector(".text").textContent, votes: first.querySelector(".note").textContent }), "votes");
}

function drawOne(row) {
  const key = row.dataset.key;
  const place = row.querySelector(row.matches(".group") ? "h3 .extra" : ".extra");
  let box = row.querySelector(":scope > .voting");
  if (!voting() || row.dataset.hidden !== undefined || row.dataset.v === "0") box?.remove();
  else {
    box ??= made(row);
    const n = own.get(key) ?? 0;
    box.querySelector(".yours").textContent = n ? fill(told.yours, { n }) : "";
    box.querySelector("[data-do=unvote]").hidden = !n;
    box.querySelector("[data-do=vote]").setAttribute("aria-disabled", left() < 1);
  }
  let total = place.querySelector(".total");
  const votes = now.phase === "vote" ? 0 : Number(row.dataset.votes ?? 0);
  if (!votes) total?.remove();
  else {
    if (!total) place.append((total = Object.assign(document.createElement("span"), { className: "total" })));
    total.textContent = counted(votes, told.votesOne, told.votes);
  }
}

function made(row) {
  const box = Object.assign(document.createElement("span"), { className: "voting" });
  const yours = Object.assign(document.createElement("span"), { className: "yours" });
  box.append(button("vote", told.vote, row), yours, button("unvote", told.back, row));
  row.querySelector(row.matches(".group") ? "h3" : ":scope > .note").after(box);
  return box;
}

function button(doing, text, row) {
  const one = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: text });
  one.dataset.do = doing;
  one.setAttribute("aria-label", `${text}: ${nameOf(row)}`);
  return one;
}

room.addEventListener("click", ({ target }) => {
  const pressed = target.closest(".voting [data-do]");
  if (!pressed) return;
  const doing = pressed.dataset.do;
  const row = pressed.closest(".map-note, .group");
  if (doing === "vote" && left() < 1) return say(fill(told.allGiven, { all: now.budget }));
  if (doing === "unvote" && own.get(row.dataset.key) === 1) pressed.parentElement.querySelector("[data-do=vote]").focus();
  act(doing, { [row.matches(".group") ? "group" : "note"]: row.dataset.key });
});

room.addEventListener("room:act", ({ detail: { id, sent: asked, how } }) => {
  if (asked.do !== "vote" && asked.do !== "unvote") return;
  const by = asked.do === "vote" ? 1 : -1;
  const key = asked.group || asked.note;
  if (how === "kept" && !sent.has(id)) {
    sent.set(id, by);
    change(key, by);
  }
  if (sent.has(id) && (how === "refused" || how === "dropped")) {
    sent.delete(id);
    change(key, -by);
  }
  if (how === "saved") {
    sent.delete(id);
    sayLeft();
  }
  settled();
});

function change(key, by) {
  const n = (own.get(key) ?? 0) + by;
  if (n > 0) own.set(key, n);
  else own.delete(key);
}

// What one voted for may go, or come into a group: then the server says what became of the votes.
room.addEventListener("room:told", ({ detail }) => {
  const gone = [...(detail.gone ?? []), ...(detail.gone_groups ?? [])].some((key) => own.has(key));
  const went = (detail.notes ?? []).some((note) => note.group && own.has(note.key));
  if (now.phase === "vote" && (gone || went)) ask(went);
});
room.addEventListener("room:state", () => {
  if (now.phase === "vote" && before !== "vote") ask(false);
  before = now.phase;
});
if (leads) setInterval(() => { if (now.phase === "vote" && !document.hidden) look(); }, POLL);

function ask(went) {
  asking ??= setTimeout(async () => {
    const had = given();
    await look();
    asking = null;
    const back = had - given();
    if (back > 0) say(fill(told.cameBack, { n: back }), "votes");
    else if (went) say(told.went, "votes");
  }, 200 + Math.random() * 1_800);
}

async function look() {
  try {
    const answer = await fetch(`/rooms/${words.map}/votes/`);
    if (!answer.ok || sent.size) return;
    const found = await answer.json();
    own.clear();
    for (const [key, n] of Object.entries(found.own)) own.set(key, n);
    if (found.voted !== null) voted = found.voted;
    settled();
  } catch {
    // away: asked again by the next change
  }
}

// What has votes, most first; equal votes share a place.
export const votesFor = (line) => Number((line.closest(".group") ?? line).dataset.votes ?? 0);

function rank() {
  const rows = [...standing()].filter((row) => row.dataset.votes && now.phase !== "vote");
  rows.sort((a, b) => b.dataset.votes - a.dataset.votes);
  part("ranking").hidden = !rows.length;
  part("ranking").querySelector("ol").replaceChildren(...rows.map((row) => placed(row, rows)));
}

function placed(row, rows) {
  const votes = Number(row.dataset.votes);
  const tied = rows.filter((one) => Number(one.dataset.votes) === votes).length - 1;
  const line = document.createElement("li");
  line.value = 1 + rows.filter((one) => Number(one.dataset.votes) > votes).length;
  const text = Object.assign(document.createElement("span"), { className: "text", textContent: nameOf(row) });
  const told_ = counted(votes, told.votesOne, told.votes) + (tied ? `, ${counted(tied, told.tiedOne, told.tied)}` : "");
  line.append(text, " ", Object.assign(document.createElement("span"), { className: "note", textContent: told_ }));
  return line;
}

export const rowOf = (key) => groupOf(key) ?? lineOf(key);
settled(draw);
