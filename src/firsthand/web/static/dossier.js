// Asks whether a newer dossier is there, and shows it. Without this the page has a link that does it.
const WHILE_WORKING = 3000;

async function again() {
  const part = document.querySelector("#state");
  try {
    const answer = await fetch(part.dataset.again, { headers: { "HX-Request": "true" } });
    if (answer.ok) show(part, await answer.text());
  } catch {
    // The server is away for a moment: what stands here stays.
  }
  setTimeout(again, WHILE_WORKING);
}

function show(part, text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("#state");
  if (fresh.dataset.made !== part.dataset.made) location.reload();
  else if (fresh.textContent !== part.textContent) part.textContent = fresh.textContent;
}

setTimeout(again, WHILE_WORKING);
