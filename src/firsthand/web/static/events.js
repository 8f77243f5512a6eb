// A server's stream of events, read by `fetch`, which says why it ended where EventSource does not.

const QUIET = 40_000; // the server says something at least every 15 s

// The stream may not be read, or not any more.
export class Refused extends Error {}

// The events from the entry `last` on, each as a map of its fields, until the server ends it. `end` is
// the AbortController of the request: aborted by the caller, or here where nothing is heard for long.
// `opened` is called once it is open. Throws Refused, and whatever a cut throws.
export async function* events(address, last, end, opened) {
  let silent = null;
  const heard = () => {
    clearTimeout(silent);
    silent = setTimeout(() => end.abort(), QUIET);
  };
  heard();
  try {
    const headers = { Accept: "text/event-stream", "Last-Event-ID": String(last) };
    const answer = await fetch(address, { headers, signal: end.signal });
    if (answer.status === 403 || answer.status === 404) throw new Refused();
    if (!answer.ok) throw new Error(answer.status);
    opened();
    let rest = "";
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) yield new Map(part.split("\n").map((line) => line.split(/: ?(.*)/s, 2)));
    }
  } finally {
    clearTimeout(silent);
  }
}
