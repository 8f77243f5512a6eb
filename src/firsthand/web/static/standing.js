// How each task stands, from all that was seen: running since when, or how it ended.

import { clock } from "./session-clock.js";
import { fill, lines, nameOf } from "./seen.js";

const words = document.querySelector("#observing").dataset;
const tasks = [...document.querySelectorAll("section.task")];
const fields = [...document.querySelectorAll("#pad, #saying")];

export let task = tasks.find((one) => !one.hidden) ?? null;

export const chosen = () => ({
  task: task?.dataset.task ?? "",
  step: task?.querySelector("[aria-current]")?.dataset.step ?? "",
});

export function go(by) {
  const to = tasks[Math.min(tasks.length - 1, Math.max(0, tasks.indexOf(task) + by))];
  if (to) turnTo(to);
}

export function turnTo(to) {
  for (const one of tasks) one.hidden = one !== to;
  if (task !== to) step(null);
  task = to;
  tell();
}

// The step of that number, none for 0; the one that is chosen is let go.
export function step(number) {
  const steps = [...(task?.querySelectorAll("[data-step]") ?? [])];
  const wanted = number ? steps[number - 1] : null;
  if (number && !wanted) return false;
  for (const one of steps) {
    if (one === wanted && !one.hasAttribute("aria-current")) one.setAttribute("aria-current", "step");
    else one.removeAttribute("aria-current");
  }
  tell();
  return true;
}

function tell() {
  for (const form of fields) Object.entries(chosen()).forEach(([name, value]) => { form.elements[name].value = value; });
  if (task) history.replaceState(null, "", `?task=${task.dataset.task}`);
}

// As `method/observing.py` has it: what several logged counts once.
function standing(of) {
  let now = { began: null, ended: null, took: null };
  const here = lines().filter((one) => one.dataset.task === of);
  for (const { dataset } of here.sort((one, other) => one.dataset.seconds - other.dataset.seconds)) {
    const seconds = Number(dataset.seconds);
    if (dataset.act === "start" && now.began === null) now = { began: seconds, ended: null, took: null };
    else if (["success", "failure"].includes(dataset.act) && (now.began !== null || now.ended === null)) {
      now = { began: null, ended: dataset.act, took: now.began === null ? null : seconds - now.began };
    }
  }
  return now;
}

export function showAll(seconds) {
  for (const one of tasks) {
    const now = standing(one.dataset.task);
    one.classList.toggle("running", now.began !== null);
    one.querySelector(".stands").textContent = inWords(now, seconds);
  }
}

function inWords({ began, ended, took }, seconds) {
  if (began !== null) return fill(words.sinceStart, { time: clock(Math.max(0, seconds - began)) });
  if (ended === null) return words.notBegun;
  const act = nameOf(ended).toLowerCase();
  return took === null ? fill(words.doneUnknown, { act }) : fill(words.done, { act, time: clock(took) });
}
