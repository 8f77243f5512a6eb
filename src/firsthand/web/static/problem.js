// Tells whoever hears the page what the check says, all at once and after a pause in the typing.
const check = document.querySelector("#check");
const told = document.querySelector("#told");
const PAUSE = 900;
let waiting;

function tell() {
  const summary = check.querySelector("[data-told]")?.dataset.told ?? "";
  if (told.textContent !== summary) told.textContent = summary;
}

if (check && told) {
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, PAUSE);
  }).observe(check, { childList: true, subtree: true });
}
