// Asks again how far a job is, until it is over. Without this the page has a link that does it.
async function again() {
  const part = document.querySelector("[data-again]");
  if (!part) return;
  const answer = await fetch(part.dataset.again, { headers: { "HX-Request": "true" } });
  if (answer.ok) part.outerHTML = await answer.text();
  setTimeout(again, 500);
}
setTimeout(again, 500);
