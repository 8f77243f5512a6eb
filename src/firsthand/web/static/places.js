// Where words stand: from an offset into the source's text to a node of the page, and back.
// The text counts code points, the page UTF-16 units. A turn says where its words begin; its
// sentences hold every character up to the next, so a place is what stands before it.

const wide = /[\ud800-\udfff]/;
const turns = [...document.querySelectorAll(".said")];
const known = new WeakMap();

export const points = (text) => (wide.test(text) ? [...text].length : text.length);
export const turnOf = (sentence) => sentence.parentElement;
export const wordsOf = (turn) => turn.textContent;
export const startOfTurn = (turn) => Number(turn.dataset.start);

const textOf = (sentence) => sentence.lastChild;
const units = (text, count) => (wide.test(text) ? [...text].slice(0, count).join("").length : count);

function startsOf(turn) {
  if (!known.has(turn)) {
    let at = startOfTurn(turn);
    known.set(turn, [...turn.children].map((sentence) => {
      const start = at;
      at += points(sentence.textContent);
      return start;
    }));
  }
  return known.get(turn);
}

function lastNotAfter(count, start, at) {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (start(middle) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function sentenceAt(at) {
  if (!turns.length) return null;
  const turn = turns[lastNotAfter(turns.length, (n) => startOfTurn(turns[n]), at)];
  const starts = startsOf(turn);
  return turn.children[lastNotAfter(starts.length, (n) => starts[n], at)] ?? null;
}

export function spanOf(sentence) {
  const turn = turnOf(sentence);
  const start = startsOf(turn)[[...turn.children].indexOf(sentence)];
  return { start, end: start + points(sentence.textContent.trimEnd()) };
}

// The offset of a place in the page; null outside of people's words.
export function placeOf(node, offset) {
  const inText = node.nodeType === Node.TEXT_NODE;
  const sentence = (inText ? node.parentElement : node).closest?.(".said > li");
  if (!sentence) return null;
  return spanOf(sentence).start + (inText ? points(node.data.slice(0, offset)) : 0);
}

export function rangeOf(start, end) {
  const [first, last] = [sentenceAt(start), sentenceAt(end - 1)];
  if (!first || !last) return null;
  const range = new Range();
  const into = (sentence, at) => {
    const text = textOf(sentence);
    return [text, Math.min(units(text.data, at - spanOf(sentence).start), text.length)];
  };
  range.setStart(...into(first, start));
  range.setEnd(...into(last, end));
  return range;
}
