// Keys of one character, which a person can switch off, and the list of them behind "?".

const off = document.documentElement.dataset.shortcuts === "off";
const list = document.querySelector("#keys");

// Calls the act of the key that was pressed, unless somebody is typing.
export function onKeys(acts) {
  document.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || list?.open) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (off && key.length === 1) return;
    const act = acts[key.length === 1 ? key.toLowerCase() : key];
    if (act && act(event) !== false) event.preventDefault();
  });
}

if (list) {
  onKeys({ "?": () => list.showModal() });
  document.querySelector("[commandfor=keys]").addEventListener("click", () => {
    if (!list.open) list.showModal(); // where the browser does not know the command
  });
}
