// Notes that say nearly the same, offered to whoever groups. Their page asks for them every few
// seconds while the map is written on: a few pages ask, and hundreds need not be told.

import { room, words } from "./room-acts.js";
import { fill, leads, mayGroup, now, part, settled, told } from "./room-groups.js";
import { say } from "./room-voice.js";

const EVERY = leads ? 2_500 : 45_000;
const LINGERS = 10_000; // after the last change: the worker needs a moment
const NEVER = ["collect", "vote", "challenge"];
const place = part("offers");
let changed = performance.now();
let waiting = false; // an answer stands back while somebody is at the offers
let there = offered(place);

const wanted = () => mayGroup() && !NEVER.includes(now.phase);

async function look() {
  if (document.hidden || !wanted() || performance.now() - changed > LINGERS + EVERY) return;
  try {
    const answer = await fetch(`/rooms/${words.map}/offers/`);
    if (answer.ok) show(await answer.text());
  } catch {
    // away: asked again after the next change
  }
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html").body;
  const found = offered(page);
  if (found.join() === there.join()) return;
  if (place.querySelector("form")?.contains(document.activeElement)) return void (waiting = true);
  waiting = false;
  const more = found.filter((one) => !there.includes(one)).length;
  there = found;
  place.replaceChildren(...page.childNodes);
  if (more) say(fill(told.offersCame, { n: found.length }), "offers");
}

function offered(page) {
  return [...page.querySelectorAll("form.offer")].map((form) => new FormData(form).getAll("offered").join(" "));
}

// What was decided goes at once, and focus to the heading over what is left.
part("offers").parentElement.addEventListener("together:sent", ({ detail: { form } }) => {
  if (!form.matches(".offer")) return;
  form.remove();
  there = offered(place);
  place.querySelector("h2").focus({ preventScroll: true });
  changed = performance.now();
  setTimeout(look, 400);
});
place.addEventListener("focusout", () => { if (waiting) setTimeout(look, 50); });
room.addEventListener("room:told", () => { changed = performance.now(); });
room.addEventListener("room:state", () => { changed = performance.now(); if (wanted()) setTimeout(look, Math.random() * 1_000); });
setInterval(look, EVERY);
settled(() => { place.hidden = !wanted(); });
