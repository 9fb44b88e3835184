// Keeps the text in the order that the server asks for: every block has one id of its own, tables
// are rectangular with one row of headings. Runs after every change, before it is sent.

import { Fragment, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { newId, schema } from "./schema.js";

const { table_header: header, table_cell: cell } = schema.nodes;

/**
 * Which id a new block gets: that of the block that stood here and is gone (it became a list, say),
 * that of the other language's block in the same gap, or a fresh one.
 */
function idFor({ doc, before, index, taken, twin }) {
  const gone = index < before.childCount ? before.child(index).attrs.id : null;
  if (gone && !taken.has(gone)) return gone;
  if (twin) {
    const kind = doc.child(index).type;
    let before = index - 1;
    while (before >= 0 && !doc.child(before).attrs.id) before -= 1;
    const from = before < 0 ? -1 : places(twin).get(doc.child(before).attrs.id);
    if (from !== undefined && from + 1 < twin.childCount) {
      const other = twin.child(from + 1);
      if (other.type === kind && other.attrs.id && !taken.has(other.attrs.id)) return other.attrs.id;
    }
  }
  return newId();
}

const places = (doc) => {
  const found = new Map();
  doc.forEach((node, _pos, index) => found.set(node.attrs.id, index));
  return found;
};

/** Say who keeps an id that stands twice: whoever has words, else the first. */
function keepers(doc) {
  const found = new Map();
  doc.forEach((node, _pos, index) => {
    const { id } = node.attrs;
    if (!id) return;
    const known = found.get(id);
    if (known === undefined || (!doc.child(known).content.size && node.content.size)) found.set(id, index);
  });
  return found;
}

function nestedId(node) {
  let found = null;
  node.descendants((inner) => {
    found ??= inner.attrs?.id ?? null;
  });
  return found;
}

function putIds(tr, before, twin) {
  const doc = tr.doc;
  const kept = keepers(doc);
  const taken = new Set(kept.keys());
  doc.forEach((node, pos, index) => {
    const own = node.attrs.id;
    const inner = node.isTextblock ? null : nestedId(node);
    if (!own || kept.get(own) !== index) {
      const id = inner && !taken.has(inner) ? inner : idFor({ doc, before, index, taken, twin });
      taken.add(id);
      tr.setNodeAttribute(pos, "id", id);
    }
    if (inner === null) return;
    node.descendants((each, offset) => {
      if (each.attrs?.id) tr.setNodeAttribute(pos + 1 + offset, "id", null);
    });
  });
}

/**
 * Equally long rows, headings in the first one and only there. A cell is changed where it stands: its
 * words may be somebody else's, who is writing them.
 */
function putTable(tr, table, pos) {
  const width = Math.max(...table.children.map((row) => row.childCount));
  const starts = table.children.map((_row, number) =>
    table.children.slice(0, number).reduce((at, row) => at + row.nodeSize, pos + 1),
  );
  for (let number = table.childCount - 1; number >= 0; number -= 1) {
    const row = table.child(number);
    const type = number ? cell : header;
    const end = starts[number] + row.nodeSize - 1;
    const lacking = Array.from({ length: width - row.childCount }, () => type.createAndFill());
    if (lacking.length) tr.insert(end, lacking);
    row.forEach((each, offset) => {
      if (each.type !== type) tr.setNodeMarkup(starts[number] + 1 + offset, type);
    });
  }
}

function putTables(tr) {
  const found = [];
  tr.doc.forEach((node, pos) => node.type.name === "table" && found.unshift([node, pos]));
  for (const [node, pos] of found) putTable(tr, node, pos);
}

/** `twin()` gives the other language's text. */
export function order(twin) {
  return new Plugin({
    appendTransaction(transactions, before, state) {
      if (!transactions.some((each) => each.docChanged)) return null;
      const { tr } = state;
      putTables(tr);
      putIds(tr, before.doc, twin());
      return tr.docChanged ? tr.setMeta("addToHistory", false) : null;
    },
  });
}

/** Pasted pages without what the policy of the page forbids; styles are kept under another name. */
export const harmless = (html) =>
  html
    .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-off="));

/** Pasted blocks keep an id only if this text had it before: cut and pasted, they are the same. */
export function familiar(slice, known) {
  const walk = (fragment) => {
    const nodes = [];
    fragment.forEach((node) => {
      const strange = node.attrs?.id && !known.has(node.attrs.id);
      const attrs = strange ? { ...node.attrs, id: null } : node.attrs;
      nodes.push(node.isText ? node : node.type.create(attrs, walk(node.content), node.marks));
    });
    return Fragment.from(nodes);
  };
  const content = walk(slice.content);
  // A section is not part of a section: its blocks are.
  const flat = [];
  content.forEach((node) => (node.type.name === "section" ? flat.push(...node.children) : flat.push(node)));
  return new Slice(Fragment.from(flat), slice.openStart, slice.openEnd);
}
