// Notes written, changed, moved and taken away, and how that goes, in words beside each.

import { act, box, forget, instead, room, words } from "./room-acts.js";
import { away, count, draft, draw, isMine, lineOf, noteOf, put, saved, showAs } from "./room-notes.js";
import { say } from "./room-voice.js";

const unsent = document.querySelector("#unsent").content.firstElementChild;
const gone = document.querySelector("#gone").content.firstElementChild;
let sending = "saved"; // how sending goes in all

export const write = (given) => act("note", given);

// As it was shown: `version` is what it was when whoever changes it began.
export function change(key, given, version) {
  const waiting = waitsFor(key, "note") ?? waitsFor(key, "edit");
  if (waiting) return void instead(waiting.id, given);
  act("edit", { ...given, key, version: version || noteOf(key).v });
}

export function move(key, lens) {
  const waiting = waitsFor(key, "note") ?? waitsFor(key, "move");
  if (waiting) instead(waiting.id, waiting.sent.do === "note" ? { ...bare(waiting.sent), ...waiting.then, lens } : { lens });
  else act("move", { key, lens, version: noteOf(key).v });
  say(words.moved.replace("{part}", room.querySelector(`#lens-${lens} .name`).textContent));
}

// A line stays in the note's place from which it is brought back.
export function takeAway(key) {
  const line = lineOf(key);
  const note = noteOf(key);
  const waiting = waitsFor(key, "note");
  const stub = gone.cloneNode(true);
  stub.querySelector(".text").textContent = note.text;
  for (const old of room.querySelectorAll("li.gone")) old.remove();
  line.before(stub);
  const button = stub.querySelector("button");
  if (waiting) {
    forget(key, { do: "remove" });
    button.addEventListener("click", () => back(stub, () => write(bare(waiting.sent))));
  } else {
    const id = act("remove", { key });
    button.addEventListener("click", () => back(stub, () => (isUnsent(id) ? restore(id, note) : act("undo", {}))));
  }
  away(key);
  count();
  button.focus({ preventScroll: true });
  say(words.taken);
}

const isUnsent = (id) => box.get(id)?.tried === false;

function restore(id, note) {
  forget(id);
  if (note.mine) draft(note.key, note);
  put(note);
}

function back(stub, bring) {
  const heading = stub.closest(".lens").querySelector("h2");
  stub.remove();
  heading.focus({ preventScroll: true });
  bring();
  say(words.undone);
}

const bare = ({ act: _act, do: _do, ...given }) => given;

function waitsFor(key, doing) {
  return box.all().find(({ id, sent }) => sent.do === doing && (doing === "note" ? id : sent.key) === key);
}

// How it goes.

room.addEventListener("room:act", ({ detail: { id, sent, how, why, answer } }) => {
  const key = sent.do === "note" ? id : sent.key;
  if (sent.do === "challenge" || sent.do === "stand") return void asked(id, sent, how, why);
  if (!["note", "edit", "move", "remove"].includes(sent.do)) return;
  if (how === "dropped") return void dropped(key, sent);
  if (sent.do === "note" && (how === "kept" || how === "sending")) draft(id, bare(sent));
  if (sent.do === "edit" || sent.do === "move") showAs(key, how === "refused" || how === "differs" ? null : bare(sent));
  if (how === "saved" && sent.do === "note") {
    saved(id, answer.version);
    say(words.noteSaved, "note");
  }
  if (how === "saved" && sent.do === "edit") {
    saved(key, answer.version);
    say(words.changed, "edit");
  }
  if (how === "saved" && sent.do === "move") saved(key, answer.version);
  if (how === "saved" && sent.do !== "remove") stopOthers(id);
  mark(key, how === "differs" ? "refused" : how);
  const line = lineOf(key);
  line?.querySelector(".unsent")?.remove();
  if (how === "refused" || how === "differs") explain(id, sent, how, why);
  else if (how === "kept" && sending === "out") explain(id, sent, "out", words.out);
});

// How we know is asked of anybody's note: beside it stands only what was not taken.
function asked(id, sent, how, why) {
  lineOf(sent.key)?.querySelector(".unsent")?.remove();
  if (how === "refused" || how === "differs") explain(id, sent, how, why);
}

room.addEventListener("room:sending", ({ detail }) => {
  sending = detail;
  if (detail === "out") for (const { id, sent } of box.all()) explain(id, sent, "out", words.out);
});

function mark(key, how) {
  const place = lineOf(key)?.querySelector(".state");
  if (place && words[how]) place.textContent = words[how];
  if (place) place.dataset.how = how;
}

// The undo of a removal undoes what one did last; once something else was done, it is not offered.
function stopOthers(id) {
  for (const stub of room.querySelectorAll("li.gone")) if (stub.dataset.act !== id) stub.querySelector("button")?.remove();
}

function dropped(key, sent) {
  const line = lineOf(key);
  if (sent.do === "note") return void away(key);
  showAs(key, null);
  line?.querySelector(".unsent")?.remove();
  mark(key, "saved");
}

// What was not taken: why, and what can be done about it.
function explain(id, sent, how, why) {
  const key = sent.do === "note" ? id : sent.key;
  const line = lineOf(key);
  if (!line || line.querySelector(".unsent")) return;
  const block = unsent.cloneNode(true);
  const reason = how === "differs" ? words.theirs : how === "out" ? why : words.notSaved.replace("{why}", why || words.noReason);
  block.querySelector(".why").textContent = reason;
  block.querySelector(".yours").textContent = how === "differs" || sent.do === "edit" ? sent.text ?? sent.ask ?? "" : "";
  const fits = { mine: how === "differs", change: "text" in sent && how === "refused", again: how === "refused", copy: "text" in sent || "ask" in sent, drop: true };
  for (const button of block.querySelectorAll("[data-do]")) {
    button.hidden = !fits[button.dataset.do];
    button.addEventListener("click", () => choose(button.dataset.do, id, sent, line));
  }
  line.append(block);
  if (how !== "out") say(reason, key);
}

function choose(what, id, sent, line) {
  const key = sent.do === "note" ? id : sent.key;
  if (what === "copy") return void copy(sent.text ?? sent.ask);
  if (what === "again") box.again(id);
  if (what === "change") return void line.querySelector(".more").click();
  if (what === "mine") {
    box.drop(id);
    act(sent.do, { ...bare(sent), version: noteOf(key).v });
  }
  if (what === "drop") {
    const next = line.nextElementSibling ?? line.closest(".lens");
    forget(id);
    (line.isConnected ? line : next).querySelector(".more, h2")?.focus();
  } else line.querySelector(".more")?.focus();
  count();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(words.copied);
  } catch {
    prompt(words.copied, text); // where the clipboard is closed to pages
  }
}

// What another tab of this browser sends stands here too.
addEventListener("storage", ({ key, newValue }) => {
  if (!key?.startsWith(`${box.shelf}:`) || !newValue) return;
  const { id, sent } = JSON.parse(newValue);
  if (sent.do === "note" && !lineOf(id)) { draft(id, bare(sent)); mark(id, "kept"); }
});

for (const key of words.mine.split(" ").filter(Boolean)) mark(key, "saved");
for (const { id, sent } of box.all()) {
  if (sent.do === "note" && !lineOf(id)) { draft(id, bare(sent)); mark(id, "kept"); }
  if (sent.do === "edit" || sent.do === "move") { showAs(sent.key, bare(sent)); mark(sent.key, "kept"); }
}
room.addEventListener("room:drawn", ({ detail: { note } }) => { if (isMine(note.key) && note.v && !waits(note.key)) mark(note.key, "saved"); });
const waits = (key) => box.all().some(({ id, sent }) => (sent.key ?? id) === key);
