// "How do we know?": the assumptions one after the other, most votes first, with what came of each.

import { room, words } from "./room-acts.js";
import { fill, isSolid, nameOf, now, part, settled, told } from "./room-groups.js";
import { lineOf } from "./room-notes.js";
import { votesFor } from "./room-votes.js";

const form = room.querySelector("#note-acts [data-do=challenge]");
const list = part("challenging").querySelector("ol");
for (const [key, [came, by]] of Object.entries(JSON.parse(told.came || "{}"))) {
  const line = lineOf(key);
  if (line) Object.assign(line.dataset, { came, askedBy: by });
}

function draw() {
  const all = [...room.querySelectorAll(".map-note[data-key]:not([data-hidden])")];
  for (const line of all) shown(line);
  part("challenging").hidden = now.phase !== "challenge";
  if (now.phase !== "challenge") return;
  const queue = all.filter((line) => !isSolid(line) || line.dataset.came);
  queue.sort((a, b) => votesFor(b) - votesFor(a));
  const done = queue.filter((line) => line.dataset.came).length;
  part("challenging").querySelector(".looked").textContent = fill(told.looked, { done, all: queue.length });
  const focused = list.contains(document.activeElement) ? document.activeElement.closest("li").dataset.of : null;
  list.replaceChildren(...queue.map(asked));
  if (focused) list.querySelector(`[data-of="${CSS.escape(focused)}"] a`)?.focus({ preventScroll: true });
}

function outcome({ dataset }) {
  const what = { stands: told.stands, ask: told.asked, evidence: told.evidence }[dataset.came];
  return what && dataset.askedBy ? `${what} · ${fill(told.askedBy, { who: dataset.askedBy })}` : (what ?? "");
}

function shown(line) {
  let place = line.querySelector(".extra .came");
  const text = outcome(line);
  if (!text) return place?.remove();
  if (!place) line.querySelector(".extra").append((place = Object.assign(document.createElement("span"), { className: "came" })));
  place.textContent = text;
}

// The item stays the same one: the focus comes back to it from the note's menu.
function asked(line) {
  const { key, came } = line.dataset;
  const item = list.querySelector(`[data-of="${CSS.escape(key)}"]`) ?? document.createElement("li");
  item.dataset.of = key;
  item.className = came ? "done" : "";
  if (!item.children.length) item.append(document.createElement("a"), " ", Object.assign(document.createElement("span"), { className: "note" }));
  Object.assign(item.querySelector("a"), { href: line.querySelector("a.more").href, textContent: nameOf(line) });
  item.querySelector(".note").textContent = outcome(line);
  return item;
}

list.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  lineOf(link.parentElement.dataset.of).querySelector("a.more").click();
  form?.elements.ask.focus();
});

// What to ask whom, where nobody said it yet: a suggestion to change.
room.addEventListener("room:menu", async ({ detail: { note } }) => {
  if (!form || form.hidden || note.ask || !note.v) return;
  try {
    const answer = await fetch(`/rooms/${words.map}/notes/${encodeURIComponent(note.key)}/asking/`);
    if (!answer.ok) return;
    const { ask, whom } = await answer.json();
    if (form.elements.key.value !== note.key || form.elements.ask.value || form.elements.whom.value) return;
    form.elements.ask.value = ask;
    form.elements.whom.value = whom;
  } catch {
    // away: it is typed without a suggestion
  }
});

settled(draw);
