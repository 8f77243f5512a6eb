// Nodes of a recording as nodes of this document, by number. Nothing is parsed: each node is made by
// itself, and whatever the page calls its elements, the document's own functions are the ones called.

const own = (method) => Function.prototype.call.bind(method);
const D = Document.prototype, N = Node.prototype, E = Element.prototype;
const create = D.createElement.bind(document);
const createDrawn = D.createElementNS.bind(document, "http://www.w3.org/2000/svg");
const createText = D.createTextNode.bind(document);
const createComment = D.createComment.bind(document);
const [insertBefore, removeChild, setAttribute, removeAttribute, attachShadow] =
  [N.insertBefore, N.removeChild, E.setAttribute, E.removeAttribute, E.attachShadow].map(own);
const [parentOf, nextOf, firstOf] = ["parentNode", "nextSibling", "firstChild"]
  .map((name) => own(Object.getOwnPropertyDescriptor(N, name).get));
const say = own(Object.getOwnPropertyDescriptor(N, "textContent").set);
const [DOCUMENT, ELEMENT, TEXT] = [0, 2, 3];
const XLINKED = /^(?:xml|xlink):/;

export class Building {
  nodes = new Map();
  shadows = new Map(); // by the number of their host

  // The whole page, instead of whatever was there.
  picture(tree, offset) {
    this.nodes = new Map();
    this.shadows = new Map();
    while (firstOf(document)) removeChild(document, firstOf(document));
    this.scrolled = [];
    this.nodes.set(tree.id, document);
    for (const one of tree.type === DOCUMENT ? tree.childNodes ?? [] : [tree]) this.#place(document, this.build(one), null);
    scrollTo({ left: offset.left, top: offset.top, behavior: "instant" });
    this.#settle();
  }

  build(node) {
    const made = this.#made(node);
    this.nodes.set(node.id, made);
    if (node.isShadowHost) this.#host(node.id, made);
    for (const child of node.childNodes ?? []) {
      const built = this.build(child);
      this.#place(this.#within(node.id, made, child), built, null);
    }
    return made;
  }

  #made(node) {
    if (node.type === TEXT) return createText(node.textContent);
    if (node.type !== ELEMENT) return createComment("");
    try {
      const made = node.isSVG ? createDrawn(node.tagName) : create(node.tagName);
      for (const [name, value] of Object.entries(node.attributes)) this.#give(made, name, value);
      return made;
    } catch {
      return createComment("");
    }
  }

  #give(made, name, value) {
    if (name === "_cssText") say(made, value);
    else if (name === "rr_width" || name === "rr_height") made.style[name.slice(3)] = value;
    else if (name === "rr_scrollLeft") this.scrolled?.push([made, "scrollLeft", Number(value)]);
    else if (name === "rr_scrollTop") this.scrolled?.push([made, "scrollTop", Number(value)]);
    else if (!XLINKED.test(name)) setAttribute(made, name, value);
    if (name === "value" && made instanceof HTMLTextAreaElement) made.value = value;
  }

  #host(id, made) {
    try {
      this.shadows.set(id, attachShadow(made, { mode: "open" }));
    } catch { /* an element that can't be one: its nodes stand in it */ }
  }

  #within(id, made, child) { return (child.isShadow && this.shadows.get(id)) || made; }

  #place(within, made, before) {
    try {
      insertBefore(within, made, before);
    } catch { /* it can't stand there: it stays out */ }
  }

  // What can only be said once all nodes stand in their places.
  #settle() {
    for (const [made, side, value] of this.scrolled) made[side] = value;
    this.scrolled = [];
  }

  change({ removes, adds, texts, attributes }) {
    for (const { id } of removes) this.#remove(id);
    for (const one of adds) this.#add(one);
    for (const { id, value } of texts) {
      const node = this.nodes.get(id);
      if (node) say(node, value);
    }
    for (const one of attributes) this.#alter(one);
    this.#settle();
  }

  #remove(id) {
    const node = this.nodes.get(id);
    const parent = node && parentOf(node);
    if (parent) removeChild(parent, node);
    this.nodes.delete(id);
  }

  #add({ parentId, node, nextId, previousId }) {
    const parent = this.nodes.get(parentId);
    const [next, previous] = [this.nodes.get(nextId), this.nodes.get(previousId)];
    const old = this.nodes.get(node.id);
    if (old && parentOf(old) && node.id !== parentId) removeChild(parentOf(old), old);
    const made = this.build(node);
    if (!parent) return;
    const within = this.#within(parentId, parent, node);
    if (previous && parentOf(previous) === within) this.#place(within, made, nextOf(previous));
    else this.#place(within, made, next && parentOf(next) === within ? next : null);
  }

  #alter({ id, attributes }) {
    const node = this.nodes.get(id);
    if (!(node instanceof Element)) return;
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "style" && typeof value === "object" && value !== null) this.#restyle(node, value);
      else if (value === null) removeAttribute(node, name);
      else this.#give(node, name, value);
      if (name === "value" || name === "checked" || name === "selected") {
        node[name] = name === "value" ? value ?? "" : value !== null;
      }
    }
  }

  #restyle(node, parts) {
    for (const [property, part] of Object.entries(parts)) {
      if (part === false) node.style.removeProperty(property);
      else node.style.setProperty(property, ...[part].flat());
    }
  }

  write({ id, text, isChecked }) {
    const node = this.nodes.get(id);
    if (node instanceof HTMLInputElement && ["checkbox", "radio"].includes(node.type)) node.checked = isChecked;
    else if (node && "value" in node && !(node instanceof HTMLInputElement && node.type === "file")) node.value = text;
  }

  scroll({ id, x, y }) {
    const node = this.nodes.get(id);
    if (node === document) scrollTo({ left: x, top: y, behavior: "instant" });
    else node?.scrollTo?.({ left: x, top: y, behavior: "instant" });
  }

  select(ranges) {
    const chosen = getSelection();
    chosen.removeAllRanges();
    for (const { start, startOffset, end, endOffset } of ranges.slice(0, 1)) {
      try {
        chosen.setBaseAndExtent(this.nodes.get(start), startOffset, this.nodes.get(end), endOffset);
      } catch { /* a place that is not there any more */ }
    }
  }
}
