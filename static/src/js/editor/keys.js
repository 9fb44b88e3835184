// What the keys and the toolbar do.

import { baseKeymap, chainCommands, setBlockType, toggleMark, wrapIn, lift } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { Plugin } from "prosemirror-state";
import { schema } from "./schema.js";
import * as tables from "./tables.js";

const { nodes, marks } = schema;
const keepId = (node) => ({ id: node?.attrs.id ?? null });

/** Whether the caret stands in a node of this kind. */
export const inside = (state, type, attrs = {}) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type === type) return Object.entries(attrs).every(([key, value]) => node.attrs[key] === value);
  }
  return false;
};

const heading = (level) => (state, dispatch, view) => {
  const node = state.selection.$from.parent;
  const isOne = node.type === nodes.heading && node.attrs.level === level;
  return setBlockType(isOne ? nodes.paragraph : nodes.heading, { ...keepId(node), ...(isOne ? {} : { level }) })(
    state,
    dispatch,
    view,
  );
};
const paragraph = (state, dispatch, view) =>
  setBlockType(nodes.paragraph, keepId(state.selection.$from.parent))(state, dispatch, view);

/** Wrap into a list, or out of it; from one kind of list to the other. */
const list = (type) => (state, dispatch, view) => {
  const { $from } = state.selection;
  const outer = $from.depth ? $from.node(1) : null;
  if (outer?.type === type) return liftListItem(nodes.list_item)(state, dispatch, view);
  if (outer?.type === nodes.bullet_list || outer?.type === nodes.ordered_list) {
    if (dispatch) dispatch(state.tr.setNodeMarkup($from.before(1), type, keepId(outer)));
    return true;
  }
  return wrapInList(type)(state, dispatch, view);
};

const quote = (state, dispatch, view) =>
  inside(state, nodes.blockquote) ? lift(state, dispatch, view) : wrapIn(nodes.blockquote)(state, dispatch, view);

/** The link at the caret: where it leads and how far it reaches; or null. */
export function linkAt(state) {
  const { $from, from, to, empty } = state.selection;
  const mark = marks.link.isInSet($from.marks()) || ($from.nodeAfter && marks.link.isInSet($from.nodeAfter.marks));
  if (!mark) return null;
  if (!empty) return { mark, from, to };
  let start = $from.start();
  let found = null;
  $from.parent.forEach((child, offset) => {
    const at = start + offset;
    if (mark.isInSet(child.marks) && at <= from && from <= at + child.nodeSize) {
      found = { mark, from: at, to: at + child.nodeSize };
    }
  });
  return found;
}

export const COMMANDS = {
  strong: toggleMark(marks.strong),
  em: toggleMark(marks.em),
  paragraph,
  heading2: heading(2),
  heading3: heading(3),
  heading4: heading(4),
  bullet_list: list(nodes.bullet_list),
  ordered_list: list(nodes.ordered_list),
  blockquote: quote,
  table: tables.insertTable,
  row: tables.addRow,
  column: tables.addColumn,
  row_away: tables.removeRow,
  column_away: tables.removeColumn,
  table_away: tables.removeTable,
  undo,
  redo,
};

const hasMark = (type) => (state) => {
  const { from, $from, to, empty } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
};

/** What is pressed in the toolbar for the caret. */
export const PRESSED = {
  strong: hasMark(marks.strong),
  em: hasMark(marks.em),
  link: hasMark(marks.link),
  heading2: (state) => inside(state, nodes.heading, { level: 2 }),
  heading3: (state) => inside(state, nodes.heading, { level: 3 }),
  bullet_list: (state) => inside(state, nodes.bullet_list),
  ordered_list: (state) => inside(state, nodes.ordered_list),
  blockquote: (state) => inside(state, nodes.blockquote),
};

const letters = (text) =>
  Intl.Segmenter ? [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment) : [...text];

/**
 * Take away a letter or a word beside the caret. Left to the browser, it remembers the look of what
 * went, a suggestion's say, and writes it as a style, which the policy of the page forbids.
 */
const erase = (by, isWord) => (state, dispatch) => {
  const { $from, from, empty } = state.selection;
  const { parent, parentOffset: at } = $from;
  if (!empty || !parent.isTextblock) return false;
  const text = by < 0 ? parent.textBetween(0, at) : parent.textBetween(at, parent.content.size);
  if (!text) return false;
  const found = isWord ? (by < 0 ? /\S*\s*$/ : /^\s*\S*/).exec(text)[0] : letters(text).at(by < 0 ? -1 : 0);
  const [start, end] = by < 0 ? [from - found.length, from] : [from, from + found.length];
  if (dispatch) dispatch(state.tr.delete(start, end).scrollIntoView());
  return true;
};

// Escape, then Tab: out of a table.
function escapes() {
  let free = false;
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        if (event.key === "Escape") free = true;
        else if (event.key === "Tab" && !free) {
          return tables.step(event.shiftKey ? -1 : 1)(view.state, view.dispatch);
        } else if (event.key !== "Shift") free = false;
        return false;
      },
    },
  });
}

const inLine = (rule) =>
  // A list or a quotation begins only from a paragraph of its own.
  new InputRule(rule.match, (state, match, start, end) =>
    state.selection.$from.depth === 1 ? rule.handler(state, match, start, end) : null,
  );

/** All keys; `open(name)` opens the dialogue for links. */
export function keys(open) {
  const bound = {
    "Mod-b": COMMANDS.strong,
    "Mod-i": COMMANDS.em,
    "Mod-k": () => open("link"),
    "Alt-F10": () => open("toolbar"),
    "Mod-Shift-e": () => open("suggesting"),
    "Mod-z": undo,
    "Mod-y": redo,
    "Mod-Shift-z": redo,
    "Mod-Alt-0": paragraph,
    "Mod-Alt-2": COMMANDS.heading2,
    "Mod-Alt-3": COMMANDS.heading3,
    "Mod-Alt-4": COMMANDS.heading4,
    "Mod-Shift-7": COMMANDS.ordered_list,
    "Mod-Shift-8": COMMANDS.bullet_list,
    "Mod-Shift-9": COMMANDS.blockquote,
    Backspace: erase(-1, false),
    Delete: erase(1, false),
    "Ctrl-Backspace": erase(-1, true),
    "Ctrl-Delete": erase(1, true),
    Enter: splitListItem(nodes.list_item),
    "Shift-Enter": splitListItem(nodes.list_item),
  };
  const rules = [
    wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
    wrappingInputRule(/^1\.\s$/, nodes.ordered_list),
    wrappingInputRule(/^>\s$/, nodes.blockquote),
    textblockTypeInputRule(/^(#{2,4})\s$/, nodes.heading, (match) => ({ level: match[1].length })),
  ];
  return [
    inputRules({ rules: rules.map(inLine) }),
    escapes(),
    keymap(bound),
    keymap({ ...baseKeymap, Enter: chainCommands(baseKeymap.Enter) }),
  ];
}
