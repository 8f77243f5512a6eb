// The list of what was seen: lines as the server has them, and over them what is only here yet.

import { clock } from "./session-clock.js";

const list = document.querySelector("#log");
const blank = document.querySelector("#blank");
const words = document.querySelector("#observing").dataset;

export const lines = () => [...list.children].filter((one) => !one.hidden);
export const lineOf = (id) => list.querySelector(`[data-line="${CSS.escape(id)}"]`);
export const fill = (what, given) => what.replace(/\{(\w+)\}/g, (_, name) => given[name] ?? "");

export function nameOf(act) {
  const button = document.querySelector(`#pad [value="${act}"]`) ?? document.querySelector(`#${act}`);
  return button?.firstChild.textContent.trim() ?? act;
}

// An entry that is only here, or is here as it shall be.
export function show(entry, state) {
  let line = lineOf(entry.id);
  if (!line) {
    line = blank.content.firstElementChild.cloneNode(true);
    line.dataset.line = entry.id;
    line.dataset.by = words.me;
    line.querySelector(".by").textContent = words.name;
  }
  Object.assign(line.dataset, { act: entry.act, seconds: entry.seconds, task: entry.task, step: entry.step });
  line.hidden = Boolean(entry.gone);
  line.querySelector("time").textContent = clock(entry.seconds);
  line.querySelector(".what").textContent = nameOf(entry.act);
  line.querySelector(".where").textContent = where(entry);
  say(line, entry);
  put(line);
  mark(line, state);
  return line;
}

function say(line, entry) {
  let text = line.querySelector(".words");
  if (!text) {
    text = Object.assign(document.createElement("p"), { className: "words" });
    line.querySelector(".where").after(text, " ");
  }
  text.textContent = entry.text;
  text.hidden = !entry.text;
  text.classList.toggle("quoted", entry.act === "quote");
}

function where({ task, step }) {
  const section = task && document.querySelector(`#task${task}`);
  const on = step && section?.querySelector(`[data-step="${step}"] span`);
  const parts = [section && fill(words.task, { n: section.dataset.number }), on?.textContent];
  return parts.filter(Boolean).join(" · ");
}

export function mark(line, state, why = "") {
  line.classList.toggle("waiting", state === "kept" || state === "sending");
  line.classList.toggle("refused", state === "refused");
  line.querySelector(".state").textContent = [words[state] ?? "", why].filter(Boolean).join(": ");
}

// Lines as the server has them; `over` says what of one is still to be sent.
export function take(html, over) {
  const came = document.createRange().createContextualFragment(html.trim());
  for (const line of came.querySelectorAll("li[data-line]")) {
    const old = lineOf(line.dataset.line);
    if (old?.contains(document.activeElement)) keepFocus(old, line);
    else if (old) old.replaceWith(line);
    put(line);
    const entry = over(line.dataset.line);
    if (entry) show(entry, "kept");
    else if (line.dataset.by === words.me) mark(line, "saved");
  }
  count();
}

function keepFocus(old, line) {
  old.replaceWith(line);
  line.querySelector(".change")?.focus({ preventScroll: true });
}

export function away(line) {
  line?.remove();
  count();
}

// The last stands on top.
function put(line) {
  const seconds = Number(line.dataset.seconds);
  const next = [...list.children].find((one) => one !== line && Number(one.dataset.seconds) <= seconds);
  if (line.nextElementSibling !== (next ?? null) || !line.isConnected) list.insertBefore(line, next ?? null);
  count();
}

function count() {
  const n = lines().length;
  document.querySelector("#count").textContent = n;
  document.querySelector("#none").hidden = n > 0;
}
