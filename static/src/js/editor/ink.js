// Suggestions in the line: what they add is underlined, what they remove is struck. They are drawn
// over the text and are no part of it, so that no text can ever carry them away.

import { Plugin, PluginKey, Selection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { changes } from "./difference.js";

const key = new PluginKey("ink");

const hidden = (words) => {
  const place = document.createElement("span");
  place.className = "vh";
  place.textContent = words;
  return place;
};

/** Words with what happens to them, said as well as shown. */
export function inked(kind, text, words, who = "") {
  const place = document.createElement(kind);
  const told = kind === "ins" ? words.added : words.removed;
  place.append(hidden(`${who ? `${who} ` : ""}${told} `), text, hidden(` ${words.end}`));
  if (who) place.title = who;
  return place;
}

/** Where a line can take words: at the place itself, else at the end of the line before it. */
function inLine(doc, at) {
  const $at = doc.resolve(Math.min(at, doc.content.size));
  return $at.parent.inlineContent ? at : Selection.near($at, -1).from;
}

/**
 * Draw one suggestion. `item`: {id, at, was, becomes, who, isLaid}; laid means that the text shown is
 * the suggested one, so that what it removes has to be put in, else what it adds.
 */
function drawn(doc, item, words) {
  const { id, at, was, becomes, who, isLaid } = item;
  const found = [];
  const put = (kind, place, text, number) => {
    const spec = { key: `${id}${number}${kind}${text}${who}`, side: -1, id, ignoreSelection: true };
    found.push(Decoration.widget(inLine(doc, at + place), () => inked(kind, text, words, who), spec));
  };
  for (const [number, change] of changes(was, becomes).entries()) {
    const [from, to] = isLaid ? change.now : change.old;
    const [seen, unseen] = isLaid ? ["added", "removed"] : ["removed", "added"];
    const [kind, other] = isLaid ? ["ins", "del"] : ["del", "ins"];
    if (change.isForm) {
      const attrs = { class: "reshaped", title: `${who} ${words.reshaped}`.trim() };
      if (to - from > 1 || doc.resolve(at + from).parent.inlineContent) {
        found.push(Decoration.inline(at + from, at + to, attrs, { id }));
      }
      continue;
    }
    if (change[unseen].trim() || change[unseen]) put(other, isLaid ? from : to, change[unseen], number);
    if (change[seen].trim() === "¶") put(kind, to, change[seen], `${number}p`);
    else if (change[seen]) {
      const attrs = { nodeName: kind, class: "ink", title: who, "data-told": words[seen], "data-end": words.end };
      found.push(Decoration.inline(at + from, at + to, attrs, { id }));
    }
  }
  const shown = isLaid ? becomes : was;
  const isReshaped = becomes.length > 0 && !was[0].sameMarkup(becomes[0]);
  const form = isReshaped ? { "data-form": words.reshaped } : {};
  let place = at;
  for (const node of shown) {
    found.push(Decoration.node(place, place + node.nodeSize, { class: "is-suggested", ...form }, { id }));
    place += node.nodeSize;
  }
  return found;
}

/** `items(doc)` names what is drawn on a text; `isLaid`: the text shown is the suggested one. */
export function ink({ items, words, isLaid, isComposing }) {
  const redraw = (doc, before) => {
    const found = [];
    for (const item of items(doc)) {
      // The text under it is not what it was made for: it stays where it stood until that is heard.
      if (item.isLate) found.push(...before.find(undefined, undefined, (spec) => spec.id === item.id));
      else found.push(...drawn(doc, item, words));
    }
    return DecorationSet.create(doc, found);
  };
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set, _before, { doc }) => {
        const mapped = tr.docChanged ? set.map(tr.mapping, tr.doc) : set;
        const isDue = tr.getMeta(key) || (isLaid && tr.docChanged && !isComposing());
        return isDue ? redraw(doc, mapped) : mapped;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Have the suggestions drawn anew. */
export const reinked = (state) => state.apply(state.tr.setMeta(key, true).setMeta("addToHistory", false));
