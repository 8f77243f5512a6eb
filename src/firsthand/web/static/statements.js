// Ticking many at once: all, a range by Shift, and by keys. The form works without.
import { keys, walk } from "./walking.js";

const form = document.querySelector("#deciding");

if (form) {
  const rows = [...form.querySelectorAll(".pick-row")];
  const boxes = rows.map((row) => row.querySelector("input[name=place]"));
  const all = form.querySelector("#all");
  const here = walk(rows);
  if (all) tick(rows, boxes, all, here);
}

function tick(rows, boxes, all, here) {
  const said = form.querySelector(".count");
  const ticked = () => boxes.filter((box) => box.checked).length;
  let last = null;

  const count = () => {
    said.textContent = ticked() ? `${ticked()} ${said.dataset.some}` : said.dataset.none;
    form.querySelector(".ticked").classList.toggle("stuck", ticked() > 0);
    all.checked = ticked() === boxes.length;
    all.indeterminate = ticked() > 0 && !all.checked;
  };

  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  for (const [place, box] of boxes.entries()) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last !== null) {
        const [from, to] = [Math.min(last, place), Math.max(last, place)];
        for (let n = from; n <= to; n++) boxes[n].checked = box.checked;
      }
      last = place;
      count();
    });
  }
  // Kinds that are chosen stand in the place of those that were.
  const [same, ...kinds] = form.querySelectorAll("input[name=kinds]");
  for (const kind of kinds) kind.addEventListener("change", () => { if (kind.checked) same.checked = false; });

  const decide = (as) => () => {
    if (!ticked() && !here()) return;
    if (!ticked()) here().querySelector("input[name=place]").checked = true;
    form.querySelector(`.ticked [name=as][value=${as}]`).click();
  };
  if (form.querySelector("[data-keys]")) {
    keys({
      x: () => here()?.querySelector("input[name=place]").click(),
      a: decide("right"),
      r: decide("nothing"),
      u: () => document.querySelector("#undoing")?.requestSubmit(),
    });
  }
  count();
}
