// What other programs put on the clipboard, brought into the forms that a text has: Word's lists are
// paragraphs with a typed sign, lists stand inside lists, cells reach over several columns and rows.

import { DOMParser } from "prosemirror-model";
import { schema } from "./schema.js";

const LISTED = /mso-list:\s*l\d+\s+level\d/i;
const BLOCKS = "p, div, ul, ol, li, h1, h2, h3, h4, h5, h6, blockquote, table, tbody, thead, tr, td, th, br";
// Where Word keeps what hangs on the words and is none of them.
const BESIDE = "a.msocomanchor, .MsoCommentReference, [data-style*='mso-element:comment']";
const MOST = 63;

const styleOf = (node) => node.dataset?.style ?? "";
const isListed = (node) => node?.matches?.("p") && LISTED.test(styleOf(node));
const unwrap = (node) => node.replaceWith(...node.childNodes);

/** Take the typed sign off a paragraph of Word's; says with which list it belongs. */
function kindOf(paragraph) {
  const sign = [...paragraph.querySelectorAll("span")].find((each) => /mso-list:\s*ignore/i.test(styleOf(each)));
  const words = sign?.textContent.trim() ?? "";
  sign?.remove();
  return /^\(?(\d+|[a-z]|[ivxl]+)[.)]/i.test(words) ? "ol" : "ul";
}

function putWordLists(dom) {
  for (const first of [...dom.querySelectorAll("p")].filter(isListed)) {
    const kind = kindOf(first);
    const before = first.previousElementSibling;
    const isNext = before?.dataset.listed === kind;
    const list = isNext ? before : first.ownerDocument.createElement(kind);
    const item = first.ownerDocument.createElement("li");
    list.dataset.listed = kind;
    if (!isNext) first.before(list);
    list.append(item);
    item.append(first);
  }
}

/** A list inside a list is part of it: its items follow the one that they stood under. */
function unroll(dom) {
  for (const inner of [...dom.querySelectorAll("li ul, li ol, ul > ul, ul > ol, ol > ul, ol > ol")].reverse()) {
    const item = inner.parentElement.closest("li");
    if (item?.contains(inner)) {
      item.after(...inner.children);
      inner.remove();
    } else unwrap(inner);
  }
}

/** A cell holds one paragraph; where it held several blocks a space parts them. */
function putCells(dom) {
  for (const inner of [...dom.querySelectorAll("td table, th table")].reverse()) flatten(inner);
  for (const each of dom.querySelectorAll("td, th")) {
    const blocks = each.querySelectorAll(BLOCKS);
    if (blocks.length > 1 || (blocks.length && !each.querySelector("p"))) flatten(each);
  }
}

function flatten(cell) {
  for (const block of [...cell.querySelectorAll(BLOCKS)].reverse()) {
    block.before(" ");
    block.after(" ");
    unwrap(block);
  }
}

/** Cells that reach further get empty ones beside and below them, so that columns stay columns. */
function spread(table) {
  const covered = new Map();
  [...table.rows].forEach((row, number) => {
    let column = 0;
    const fill = (before) => {
      for (; covered.get(`${number} ${column}`); column += 1) {
        const empty = row.ownerDocument.createElement("td");
        if (before) before.before(empty);
        else row.append(empty);
      }
    };
    for (const cell of [...row.cells]) {
      fill(cell);
      const [wide, high] = [Math.min(cell.colSpan, MOST), Math.min(cell.rowSpan || 1, table.rows.length)];
      for (let down = 0; down < high; down += 1) {
        for (let right = 0; right < wide; right += 1) {
          if (down || right) covered.set(`${number + down} ${column + right}`, true);
        }
      }
      cell.removeAttribute("colspan");
      cell.removeAttribute("rowspan");
      column += 1;
    }
    fill(null);
  });
}

/** Read what was pasted. */
export const pasted = {
  parseSlice(dom, options) {
    for (const each of dom.querySelectorAll(BESIDE)) each.remove();
    // Word's own marks: they lead nowhere here.
    for (const each of dom.querySelectorAll("a[href^='#_']")) unwrap(each);
    putWordLists(dom);
    unroll(dom);
    putCells(dom);
    for (const table of dom.querySelectorAll("table")) spread(table);
    return DOMParser.fromSchema(schema).parseSlice(dom, options);
  },
};
