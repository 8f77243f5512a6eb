// Going through a list by J and K, and keys that act on where one is.

let rows = [];
let at = -1;

// Takes the rows to walk through; answers with a function that gives the row one is at.
export function walk(list) {
  rows = list;
  const linked = rows.findIndex((row) => `#${row.id}` === location.hash);
  if (linked >= 0) go(linked);
  for (const [place, row] of rows.entries()) row.addEventListener("focusin", () => { at = place; });
  return () => rows[at];
}

function go(to) {
  if (!rows.length) return;
  at = Math.min(rows.length - 1, Math.max(0, to));
  rows[at].focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
  const { top } = rows[at].getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) rows[at].scrollIntoView({ block: "start" });
}

export function keys(acts) {
  const every = { j: () => go(at + 1), k: () => go(at < 0 ? 0 : at - 1), ...acts };
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    const act = every[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
