// What this browser holds of a room that one is not in any more: to be copied, or let go.

const place = document.querySelector("#kept");
const shelf = new RegExp(`^firsthand-room-${place.dataset.map}-guest-\\d+:`);
const told = place.querySelector("[role=status]");

function all() {
  try {
    return Object.keys(localStorage).filter((key) => shelf.test(key)).map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
  } catch {
    return [];
  }
}

const texts = () => all().map(({ sent }) => sent.text).filter(Boolean);

function show() {
  place.hidden = !texts().length;
  place.querySelector("ul").replaceChildren(...texts().map((text) => Object.assign(document.createElement("li"), { textContent: text })));
}

place.addEventListener("click", async ({ target }) => {
  if (target.dataset.do === "drop") {
    for (const { key } of all()) localStorage.removeItem(key);
    show();
  }
  if (target.dataset.do === "copy") {
    await navigator.clipboard.writeText(texts().join("\n\n"));
    told.textContent = place.dataset.copied;
  }
});

show();
