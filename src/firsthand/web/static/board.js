// The board by keyboard, and a bar that comes when something is ticked. All of it works without.
import { keys, walk } from "./walking.js";

const board = document.querySelector("#board");
const bar = document.querySelector("#ticked");

function count() {
  const quotes = document.querySelectorAll("input[name=word][form=ticked]:checked").length;
  const patterns = document.querySelectorAll("input[name=pattern][form=ticked]:checked").length;
  bar.hidden = quotes + patterns === 0;
  bar.querySelector(".of-words").hidden = quotes === 0;
  bar.querySelector(".of-patterns").hidden = patterns === 0;
}

if (bar) {
  bar.classList.add("stuck");
  document.addEventListener("change", count);
  count();
}

const patterns = [...board.querySelectorAll(".pattern")];
const here = walk(patterns);
if (board.hasAttribute("data-keys")) {
  const act = (name) => () => here()?.querySelector(`[data-act=${name}]`)?.click();
  keys({
    a: act("accept"),
    r: act("refuse"),
    x: () => here()?.querySelector(".named input[type=checkbox]")?.click(),
    u: () => document.querySelector("#undoing")?.requestSubmit(),
  });
}
