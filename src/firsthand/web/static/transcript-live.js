// Others' marks and decisions, put into the margin of an open transcript and taken out of it.
// Focus and selection stay where they are: the words themselves are never touched.

const transcript = document.querySelector(".transcript");
const source = Number(/sources\/(\d+)\//.exec(transcript.dataset.marks)[1]);
const me = document.querySelector("#live").dataset.me;
const OWN = 1_500; // the page that marked puts its own line in when its answer comes

document.addEventListener("firsthand:entry", (event) => {
  const entry = event.detail;
  const here = entry.changes.filter((one) => one.source === source);
  for (const one of here) {
    if (one.model === "highlight") setTimeout(place, String(entry.who) === me ? OWN : 0, one);
    if (one.model === "verdict") decide(one);
  }
  if (here.length) event.preventDefault();
});

function place(one) {
  const there = document.getElementById(`h${one.id}`);
  if (one.act === "removed" || !one.html) return void (there && drop(there));
  if (!there) add(one);
  else if (one.act === "changed" && !there.contains(document.activeElement)) there.replaceWith(made(one.html));
}

// The suggestion's line as it stands now; none where it was refused.
function decide(one) {
  const margin = marginOf(one);
  const old = margin?.querySelector(`a.why[href$="/statements/${one.start}/"]`)?.closest("li");
  if (!margin || old?.contains(document.activeElement)) return;
  if (!one.html) old?.remove();
  else if (old) old.replaceWith(made(one.html));
  else margin.prepend(made(one.html));
}

const marginOf = (one) => document.querySelector(`#t${one.turn} .margin`);
const made = (html) => document.createRange().createContextualFragment(html);

function add(one) {
  marginOf(one)?.append(made(one.html));
  const range = rangeOf(one);
  if (range) CSS.highlights?.get("marked")?.add(range);
}

function drop(line) {
  const range = rangeOf({ start: Number(line.dataset.start), end: Number(line.dataset.end) });
  const painted = CSS.highlights?.get("marked") ?? new Set();
  const same = [...painted].find((one) => range && isSame(one, range));
  painted.delete(same);
  if (line.contains(document.activeElement)) line.closest(".turn").querySelector(".said > li")?.focus({ preventScroll: true });
  line.remove();
}

const isSame = (one, other) =>
  one.compareBoundaryPoints(Range.START_TO_START, other) === 0 && one.compareBoundaryPoints(Range.END_TO_END, other) === 0;

// A place in the page as it is made now: each sentence says where it begins.
function rangeOf({ start, end }) {
  const [first, last] = [sentenceAt(start), sentenceAt(end - 1)];
  if (!first || !last) return null;
  const range = new Range();
  range.setStart(first.firstChild, units(first, start));
  range.setEnd(last.firstChild, units(last, end));
  return range;
}

function sentenceAt(at) {
  const before = [...document.querySelectorAll(".said > li[id]")].filter((one) => Number(one.id.slice(1)) <= at);
  return before.at(-1);
}

const units = (sentence, at) =>
  [...sentence.textContent].slice(0, at - Number(sentence.id.slice(1))).join("").length;
