// What is shown at the text without being part of it: the state of each block, the rows that the two
// languages share, where the others' carets stand.

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const key = new PluginKey("marks");

function caret({ name, look }) {
  const place = document.createElement("span");
  place.className = `caret look-${look}`;
  const label = document.createElement("i");
  label.textContent = name;
  place.append(label);
  return place;
}

function draw(state, { states, words, rows, carets }) {
  const found = [];
  const { $from } = state.selection;
  const here = $from.depth ? $from.before(1) : -1;
  state.doc.forEach((node, pos) => {
    const { id } = node.attrs;
    const attrs = {};
    if (rows.has(id)) attrs["data-row"] = String(rows.get(id));
    if (states[id]) Object.assign(attrs, { "data-state": states[id], "data-word": words[states[id]] ?? "" });
    if (pos === here) attrs.class = "is-here";
    found.push(Decoration.node(pos, pos + node.nodeSize, attrs));
  });
  for (const each of carets) {
    const at = Math.min(each.place, state.doc.content.size);
    found.push(Decoration.widget(at, () => caret(each), { key: each.client + each.look, side: 10 }));
  }
  return DecorationSet.create(state.doc, found);
}

/** `words` names the states of a translation. */
export function marks(words) {
  const empty = { states: {}, rows: new Map(), carets: [], words };
  return new Plugin({
    key,
    state: {
      init: () => empty,
      apply: (tr, value) => ({
        ...value,
        carets: value.carets.map((each) => ({ ...each, place: tr.mapping.map(each.place) })),
        ...tr.getMeta(key),
      }),
    },
    props: { decorations: (state) => draw(state, key.getState(state)) },
  });
}

/** What is shown at a text, to be shown at another one. */
export const looks = (state) => key.getState(state);

/** Show something else at the text: any of `states`, `rows`, `carets`. */
export const shown = (state, change) => state.apply(state.tr.setMeta(key, change).setMeta("addToHistory", false));

/** Give the blocks of both languages common rows, so that translations stand beside each other. */
export function shareRows(docs) {
  const ids = docs.map((doc) => {
    const found = [];
    doc.forEach((node) => found.push(node.attrs.id));
    return found;
  });
  const [one, other] = ids;
  const rows = new Map();
  let row = 1;
  let at = 0;
  for (const id of one) {
    const there = other.indexOf(id, at);
    if (there >= 0) {
      for (; at < there; at += 1) if (!one.includes(other[at])) rows.set(other[at], row++);
      at = there + 1;
    }
    rows.set(id, row++);
  }
  for (; at < other.length; at += 1) if (!rows.has(other[at])) rows.set(other[at], row++);
  for (const id of other) if (!rows.has(id)) rows.set(id, row++);
  return rows;
}

const sheet = new CSSStyleSheet();
let ready = 0;

/** Rules for so many rows, in a sheet of our own: no style attribute is needed. */
export function makeRows(count) {
  if (!ready) document.adoptedStyleSheets.push(sheet);
  for (; ready < count + 8; ready += 1) {
    sheet.insertRule(`.panes [data-row="${ready + 1}"] { grid-row: ${ready + 1}; }`, ready);
  }
}
