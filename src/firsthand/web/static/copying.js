// Copies the text of a ticket in one click. Without this the link leads to the page with the text.

const said = Object.assign(document.createElement("p"), { className: "copied" });
said.setAttribute("role", "status");
document.body.append(said);

async function textAt(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  const part = new DOMParser().parseFromString(await answer.text(), "text/html");
  const text = answer.ok && part.querySelector("textarea");
  if (!text) throw new Error("no text is given");
  return text.value;
}

// The clipboard has to be asked while the click is still one; what goes in may come later.
async function copy(text) {
  if (window.ClipboardItem && navigator.clipboard?.write) {
    const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  } else {
    copyByHand(await text);
  }
}

function copyByHand(words) {
  const field = Object.assign(document.createElement("textarea"), { value: words, readOnly: true });
  field.className = "sr";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("nothing was copied");
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.copying");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  said.textContent = "";
  try {
    await copy(textAt(link.href));
    said.textContent = "Copied. Paste it into the ticket.";
    setTimeout(() => { said.textContent = ""; }, 6000);
    link.focus();
  } catch {
    location.assign(link.href);
  }
});
