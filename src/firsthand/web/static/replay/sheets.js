// Rules that a page gave itself by script, in sheets of its elements or adopted ones; and ours.

const NOTES = "[data-firsthand-was] { outline: 1px dashed GrayText; outline-offset: -1px; }";
const HELD = "*, ::before, ::after { animation-play-state: paused !important; caret-color: transparent !important; }";

export class Sheets {
  #building;
  #adopted = new Map(); // by the recording's number
  #worn = [];
  #notes = new CSSStyleSheet();
  #held = new CSSStyleSheet();

  constructor(building) {
    this.#building = building;
    this.#notes.replaceSync(NOTES);
    this.hold(true);
  }

  // While the replay stands, what moves by itself stands too.
  hold(still) {
    this.#held.replaceSync(still ? HELD : "");
    this.#wear();
  }

  forget() {
    this.#adopted = new Map();
    this.#worn = [];
    this.#wear();
  }

  #wear() { document.adoptedStyleSheets = [this.#notes, ...this.#worn, this.#held]; }

  #sheet({ id, styleId }) { return this.#adopted.get(styleId) ?? this.#building.nodes.get(id)?.sheet; }

  rules(data) {
    const sheet = this.#sheet(data);
    if (!sheet) return;
    if (typeof data.replace === "string" && this.#adopted.has(data.styleId)) sheet.replaceSync(data.replace);
    for (const { index } of data.removes) this.#attempt(sheet, index, (in_, at) => in_.deleteRule(at));
    for (const { rule, index } of data.adds) this.#insert(sheet, rule, index);
  }

  #insert(sheet, rule, index) {
    this.#attempt(sheet, index.length ? index : [sheet.cssRules.length], (in_, at) =>
      in_.insertRule(rule, Math.min(at, in_.cssRules.length)));
  }

  // Does the act in the rule list that the places lead to, where there is one.
  #attempt(sheet, places, act) {
    try {
      let within = sheet;
      for (const place of places.slice(0, -1)) within = within.cssRules[place];
      act(within, places.at(-1));
    } catch { /* a rule that this browser does not know, or a place that is not there */ }
  }

  declare(data) {
    const sheet = this.#sheet(data);
    if (!sheet) return;
    this.#attempt(sheet, data.index, (in_, at) => {
      const { style } = in_.cssRules[at];
      if (data.set) style.setProperty(data.set.property, data.set.value, data.set.priority ?? "");
      if (data.remove) style.removeProperty(data.remove.property);
    });
  }

  adopt({ id, styles, styleIds }) {
    for (const { styleId, rules } of styles) {
      const made = new CSSStyleSheet();
      for (const { rule, index } of rules) this.#insert(made, rule, index);
      this.#adopted.set(styleId, made);
    }
    const sheets = styleIds.map((one) => this.#adopted.get(one)).filter(Boolean);
    const shadow = this.#building.shadows.get(id);
    if (shadow) shadow.adoptedStyleSheets = sheets;
    else {
      this.#worn = sheets;
      this.#wear();
    }
  }
}
