// A recording as a row of events, and the page as it was at any moment of it.

import { Building } from "./building.js";
import { Sheets } from "./sheets.js";

const [PICTURE, STEP, META, CUSTOM, PLUGIN] = [2, 3, 4, 5, 6];
const [MUTATION, MOVE, MOUSE, SCROLL, RESIZE, INPUT, TOUCH, RULE, DRAG, DECLARATION, SELECTION, ADOPTED] =
  [0, 1, 2, 3, 4, 5, 6, 8, 12, 13, 14, 15];
const PRESSES = new Set([2, 4, 7]); // click, double click, touch
const PRESS_SEEN = 0.8; // seconds

export class Show {
  #building = new Building();
  #sheets = new Sheets(this.#building);
  #next = 0; // the first event that is not shown yet
  #at = -1;

  constructor(events) {
    const first = events.length ? events[0].timestamp : 0;
    this.events = events.map((one) => ({ ...one, at: (one.timestamp - first) / 1000 }));
    this.pictures = this.#places((one) => one.type === PICTURE);
    this.sizes = this.#told((one) => one.type === META || (one.type === STEP && one.data.source === RESIZE));
    this.pages = this.#told((one) => one.type === META);
    this.presses = this.#told((one) => one.type === STEP && one.data.source === MOUSE && PRESSES.has(one.data.type));
    this.moves = this.#moves();
    this.notes = this.events
      .filter((one) => one.type === CUSTOM || one.type === PLUGIN)
      .map((one) => [one.at, one.data.tag ?? one.data.plugin ?? ""]);
  }

  run(running) { this.#sheets.hold(!running); }

  // Shows the moment and says what there is to draw over it.
  go(seconds) {
    const picture = this.pictures.findLast((place) => this.events[place].at <= seconds) ?? this.pictures[0] ?? 0;
    if (seconds < this.#at || picture >= this.#next) this.#next = picture;
    while (this.#next < this.events.length && (this.events[this.#next].at <= seconds || this.#next === picture)) {
      this.#show(this.events[this.#next]);
      this.#next += 1;
    }
    this.#at = seconds;
    const size = last(this.sizes, seconds) ?? this.sizes[0];
    const press = last(this.presses, seconds);
    const move = last(this.moves, seconds);
    return {
      seconds,
      width: size?.data.width ?? 1024,
      height: size?.data.height ?? 768,
      pointer: move ? [move.data.x, move.data.y] : null,
      press: press && seconds - press.at <= PRESS_SEEN ? [press.data.x, press.data.y] : null,
      href: (last(this.pages, seconds) ?? this.pages[0])?.data.href ?? "",
      notes: this.notes.slice(0, 200),
    };
  }

  #show(event) {
    const { data } = event;
    if (event.type === PICTURE) {
      this.#sheets.forget();
      this.#building.picture(data.node, data.initialOffset);
      return;
    }
    if (event.type !== STEP) return;
    const building = this.#building;
    switch (data.source) {
      case MUTATION: return building.change(data);
      case SCROLL: return building.scroll(data);
      case INPUT: return building.write(data);
      case SELECTION: return building.select(data.ranges);
      case RULE: return this.#sheets.rules(data);
      case DECLARATION: return this.#sheets.declare(data);
      case ADOPTED: return this.#sheets.adopt(data);
    }
  }

  #places(is) { return this.events.flatMap((one, place) => (is(one) ? [place] : [])); }

  #told(is) { return this.events.filter(is); }

  // Where the pointer was: movements are written down some at a time, each with how long ago it was.
  #moves() {
    const found = this.presses.map(({ at, data }) => ({ at, data }));
    for (const one of this.events) {
      if (one.type !== STEP || ![MOVE, TOUCH, DRAG].includes(one.data.source)) continue;
      for (const data of one.data.positions) found.push({ at: one.at + data.timeOffset / 1000, data });
    }
    return found.sort((a, b) => a.at - b.at);
  }
}

// The last of them at or before that second.
function last(row, seconds) {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle].at <= seconds) low = middle + 1;
    else high = middle;
  }
  return row[low - 1];
}
