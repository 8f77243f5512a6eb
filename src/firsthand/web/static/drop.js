// Files dropped anywhere on the page go into its form, which is sent.

const form = document.querySelector("[data-drop]");
const files = form.querySelector("input[type=file]");

function over(event) {
  if (![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  form.classList.add("over");
}

for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, over);

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("over");
});

document.addEventListener("drop", (event) => {
  form.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  files.files = event.dataTransfer.files;
  form.requestSubmit();
});
