// "How do we know?": the assumptions one after the other, most votes first, with what came of each.

import { room } from "./room-acts.js";
import { fill, isSolid, nameOf, now, part, settled, told } from "./room-groups.js";
import { lineOf } from "./room-notes.js";
import { votesFor } from "./room-votes.js";

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

function asked(line) {
  const item = document.createElement("li");
  item.dataset.of = line.dataset.key;
  item.className = line.dataset.came ? "done" : "";
  const link = Object.assign(document.createElement("a"), { href: line.querySelector("a.more").href, textContent: nameOf(line) });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    line.querySelector("a.more").click();
  });
  item.append(link, " ", Object.assign(document.createElement("span"), { className: "note", textContent: outcome(line) }));
  return item;
}

settled(draw);
