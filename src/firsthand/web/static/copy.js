// Copies what stands in a field; without script the field is there to be selected.
const field = (button) => document.getElementById(button.dataset.copy);

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    field(button).select();
    await navigator.clipboard.writeText(field(button).value);
    document.getElementById("copied").textContent = button.dataset.done;
  });
}
