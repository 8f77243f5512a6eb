// Marking words in a transcript: by mouse, by touch, and by keyboard alone.
// A place is an offset into the source's text, in code points; the page counts in UTF-16 units.

const said = [...document.querySelectorAll(".said > li")];
const marking = document.querySelector("#marking");
const undoing = document.querySelector("#undoing");
let from = null; // the sentences chosen by keyboard: from one, to another
let to = null;
let held = null; // where the keyboard was when it let go

const points = (text) => [...text].length;
const startOf = (sentence) => Number(sentence.id.slice(1));

function place(node, offset) {
  const sentence = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".said > li");
  if (!sentence) return null;
  const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : "";
  return startOf(sentence) + points(before);
}

function chosenByMouse() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = place(range.startContainer, range.startOffset);
  const end = place(range.endContainer, range.endOffset);
  return start !== null && end > start ? { start, end, words: selection.toString() } : null;
}

function chosenByKeyboard() {
  if (from === null) return null;
  const [first, last] = from <= to ? [from, to] : [to, from];
  const words = said.slice(first, last + 1).map((one) => one.textContent).join(" ");
  return { start: startOf(said[first]), end: Number(said[last].dataset.end), words };
}

function offer(chosen) {
  marking.hidden = !chosen;
  if (!chosen) return;
  marking.elements.start.value = chosen.start;
  marking.elements.end.value = chosen.end;
  marking.querySelector("#chosen").textContent = chosen.words;
}

// Where to go on from: the sentence that was linked to, else the last one held, else what is in view.
function where() {
  const linked = said.findIndex((one) => `#${one.id}` === location.hash);
  if (held !== null) return held;
  return linked >= 0 ? linked : said.findIndex((one) => one.getBoundingClientRect().bottom > 80);
}

function letGo() {
  held = to ?? held;
  from = to = null;
  for (const one of document.querySelectorAll(".said > li.chosen")) one.classList.remove("chosen");
  getSelection().removeAllRanges();
  offer(null);
}

function step(by, extend) {
  const here = to ?? where() - by;
  const next = Math.min(said.length - 1, Math.max(0, here + by));
  const turn = said[next].closest(".turn");
  if (extend && from !== null && said[from].closest(".turn") !== turn) return; // a quote is of one turn
  from = extend && from !== null ? from : next;
  to = held = next;
  for (const one of document.querySelectorAll(".said > li.chosen")) one.classList.remove("chosen");
  const [first, last] = from <= to ? [from, to] : [to, from];
  for (let n = first; n <= last; n++) said[n].classList.add("chosen");
  said[to].focus({ preventScroll: true });
  said[to].scrollIntoView({ block: "nearest" });
  offer(chosenByKeyboard());
}

async function post(address, form) {
  const answer = await fetch(address, {
    method: "POST", body: new FormData(form), headers: { "HX-Request": "true" },
  });
  const text = await answer.text();
  if (answer.ok) return text;
  const page = new DOMParser().parseFromString(text, "text/html");
  say(page.querySelector(".problem")?.textContent ?? "That was not saved. Reload the page.");
  return null;
}

async function mark() {
  const line = await post(marking.action, marking);
  if (line === null) return;
  const start = Number(marking.elements.start.value);
  const margin = sentenceAt(start).closest(".turn").querySelector(".margin");
  margin.append(document.createRange().createContextualFragment(line));
  marking.elements.codes.value = marking.elements.memo.value = "";
  letGo();
  paint();
}

function undo() {
  if (held !== null) undoing.elements.back.value = `${location.pathname}#${said[held].id}`;
  undoing.requestSubmit();
}

async function remove(button) {
  if ((await post(button.formAction, button.form)) === null) return;
  button.closest(".mark").remove();
  paint();
}

function say(what) {
  let line = document.querySelector("#said-problem");
  if (!line) {
    line = Object.assign(document.createElement("p"), { id: "said-problem", className: "problem" });
    line.setAttribute("role", "alert");
    document.body.append(line);
  }
  line.textContent = what;
}

// Marks are painted without touching the text, so that they may overlap and cost nothing.
function paint() {
  if (!CSS.highlights) return;
  const ranges = [];
  for (const mark of document.querySelectorAll(".mark")) {
    const range = rangeOf(Number(mark.dataset.start), Number(mark.dataset.end));
    if (range) ranges.push(range);
  }
  CSS.highlights.set("marked", new Highlight(...ranges));
}

function rangeOf(start, end) {
  const first = sentenceAt(start);
  const last = sentenceAt(end - 1);
  if (!first || !last) return null;
  const range = new Range();
  range.setStart(first.firstChild, units(first, start - startOf(first)));
  range.setEnd(last.firstChild, units(last, end - startOf(last)));
  return range;
}

function sentenceAt(at) {
  let low = 0;
  let high = said.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(said[middle]) <= at) low = middle;
    else high = middle - 1;
  }
  return said[low];
}

const units = (sentence, count) =>
  Math.min([...sentence.textContent].slice(0, count).join("").length, sentence.firstChild.length);

// Only once the selection is made: the form would otherwise open under the pointer.
for (const done of ["pointerup", "touchend"]) {
  document.addEventListener(done, (event) => {
    if (event.target.closest?.("#marking")) return;
    setTimeout(() => {
      const chosen = chosenByMouse();
      if (chosen) offer(chosen);
    });
  });
}

document.querySelector("#letting-go").addEventListener("click", letGo);

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape") letGo();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const acts = {
    ArrowDown: () => step(1, event.shiftKey),
    ArrowUp: () => step(-1, event.shiftKey),
    h: () => marking.hidden || mark(),
    c: () => marking.hidden || marking.elements.codes.focus(),
    u: () => undo(),
  };
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

marking.addEventListener("submit", (event) => {
  event.preventDefault();
  mark();
});

document.querySelector("#removing").addEventListener("submit", (event) => {
  event.preventDefault();
  remove(event.submitter);
});

paint();
