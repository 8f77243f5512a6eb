// Others' marks and decisions, put into the margin of an open transcript and taken out of it.
// Focus and selection stay where they are: the words themselves are never touched.

const source = Number(document.querySelector(".transcript").dataset.source);
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
  const old = margin?.querySelector(`a.why[href="statements/${one.start}/"]`)?.closest("li");
  if (!margin || old?.contains(document.activeElement)) return;
  if (!one.html) old?.remove();
  else if (old) old.replaceWith(made(one.html));
  else margin.prepend(made(one.html));
}

const marginOf = (one) => document.querySelector(`#t${one.turn} .margin`);
const made = (html) => document.createRange().createContextualFragment(html);

function add(one) {
  marginOf(one)?.append(made(one.html));
  changed();
}

function drop(line) {
  if (line.contains(document.activeElement)) {
    line.closest(".turn").querySelector(".said > li")?.focus({ preventScroll: true });
  }
  line.remove();
  changed();
}

const changed = () => document.dispatchEvent(new CustomEvent("firsthand:changed"));
