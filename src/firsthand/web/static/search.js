// Search as one types, `/` to the field, and what is known of a question that a new study asks.
// Without this every form works by itself.

const PAUSE = 200; // after the last key

function later(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE);
  };
}

let going;

async function fragment(address) {
  going?.abort();
  going = new AbortController();
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: going.signal });
    return answer.ok ? await answer.text() : null;
  } catch (problem) {
    if (problem.name === "AbortError") return null;
    throw problem;
  }
}

const form = document.querySelector("#search");

async function search() {
  const sent = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...sent]) if (!value || (name === "words" && value === "all")) sent.delete(name);
  const address = `${location.pathname}?${sent}`;
  const found = await fragment(address);
  if (found === null) return;
  document.querySelector("#found").outerHTML = found;
  history.replaceState(null, "", address);
}

form?.addEventListener("input", later(search));

const question = document.querySelector("[data-known]");

async function known() {
  const found = await fragment(`${question.dataset.known}?${new URLSearchParams({ question: question.value })}`);
  if (found !== null) document.querySelector("#known").innerHTML = found;
}

question?.addEventListener("input", later(known));
if (question?.value) known();

// A page may load this twice: the field of the head brings it too. Modules run once.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const fields = [...document.querySelectorAll("[data-slash]")];
  const field = fields.find((one) => one.id === "q") ?? fields[0];
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
