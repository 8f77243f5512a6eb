// Notes that say nearly the same, offered to whoever groups. Their page asks for them every few
// seconds while the map is written on: a few pages ask, and hundreds need not be told.

import { room, words } from "./room-acts.js";
import { counted, fill, leads, mayGroup, now, part, settled, told } from "./room-groups.js";
import { say } from "./room-voice.js";

const EVERY = leads ? 2_500 : 45_000;
const LINGERS = 10_000; // after the last change: the worker needs a moment
const NEVER = ["collect", "vote", "challenge"];
const place = part("offers");
const list = place.querySelector(".offered");
let changed = performance.now();
let before = now.phase;
let waiting = false; // an answer stands back while somebody is at the offers
let taken = false; // an offer was decided on: how many are left is not shown yet
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
  if (found.join() === there.join() && !taken) return;
  if (list.contains(document.activeElement)) return void (waiting = true);
  waiting = taken = false;
  const more = found.filter((one) => !there.includes(one)).length;
  there = found;
  const all = Number(page.querySelector("[data-in-all]").dataset.inAll);
  list.replaceChildren(...page.childNodes);
  place.querySelector("summary .note").textContent = counted(all, told.offerOne, told.offers);
  if (more) say(fill(told.offersCame, { n: all }), "offers");
}

function offered(page) {
  return [...page.querySelectorAll("form.offer")].map((form) => new FormData(form).getAll("offered").join(" "));
}

// What was decided goes at once, and focus to the line over what is left.
part("offers").parentElement.addEventListener("together:sent", ({ detail: { form } }) => {
  if (!form.matches(".offer")) return;
  form.remove();
  there = offered(place);
  taken = true;
  place.querySelector("summary").focus({ preventScroll: true });
  changed = performance.now();
  setTimeout(look, 400);
});
place.addEventListener("focusout", () => { if (waiting) setTimeout(look, 50); });
room.addEventListener("room:told", () => { changed = performance.now(); });
room.addEventListener("room:state", () => {
  changed = performance.now();
  if (now.phase === "group" && before !== "group") place.open = true;
  before = now.phase;
  if (wanted()) setTimeout(look, Math.random() * 1_000);
});
setInterval(look, EVERY);
settled(() => { place.hidden = !wanted(); });
