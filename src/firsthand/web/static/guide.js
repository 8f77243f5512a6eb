// Puts a rewrite in the place of the line it was made for, and has the line checked again.
const field = document.querySelector("#text");
const check = document.querySelector("#check");

function offer() {
  for (const button of check.querySelectorAll("[data-instead]")) button.hidden = false;
}

check.addEventListener("click", (event) => {
  const button = event.target.closest("[data-instead]");
  if (!button) return;
  const lines = field.value.split("\n");
  const plain = (text) => text.split(/\s+/).filter(Boolean).join(" ");
  field.value = lines.map((line) => (plain(line) === button.dataset.of ? button.dataset.instead : line)).join("\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

new MutationObserver(offer).observe(check, { childList: true, subtree: true });
offer();
