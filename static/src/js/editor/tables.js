// Tables without joined cells: rows and columns come and go, Tab walks from cell to cell.

import { Fragment } from "prosemirror-model";
import { Selection } from "prosemirror-state";
import { schema } from "./schema.js";

const { table: tableType, table_row: rowType, table_cell: cell, table_header: header } = schema.nodes;

const fresh = (type) => type.createAndFill();

/** Where the caret stands in a table: the table, its place, the row and the column; or null. */
export function spot(state) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type !== tableType) continue;
    if ($from.depth < depth + 2) return null;
    return {
      table: $from.node(depth),
      pos: $from.before(depth),
      row: $from.index(depth),
      column: $from.index(depth + 1),
    };
  }
  return null;
}

const rowsOf = (table) => {
  const rows = [];
  table.forEach((row) => rows.push(row));
  return rows;
};

/** Put the caret into a cell. */
function enter(tr, pos, row, column) {
  const table = tr.doc.nodeAt(pos);
  let at = pos + 1;
  for (let each = 0; each < row; each += 1) at += table.child(each).nodeSize;
  at += 1;
  for (let each = 0; each < column; each += 1) at += table.child(row).child(each).nodeSize;
  return tr.setSelection(Selection.near(tr.doc.resolve(at + 1)));
}

const rebuilt = (change) => (state, dispatch) => {
  const here = spot(state);
  if (!here) return false;
  const found = change(here);
  if (!found) return false;
  if (dispatch) {
    const { rows, row, column } = found;
    const end = here.pos + here.table.nodeSize;
    const { tr } = state;
    if (rows.length) {
      tr.replaceWith(here.pos + 1, end - 1, rows);
      enter(tr, here.pos, row, column);
    } else {
      tr.delete(here.pos, end);
    }
    dispatch(tr.scrollIntoView());
  }
  return true;
};

const withCells = (row, change) => {
  const cells = [];
  row.forEach((each) => cells.push(each));
  change(cells);
  return row.copy(Fragment.from(cells));
};

export const addRow = rebuilt(({ table, row, column }) => {
  const rows = rowsOf(table);
  const cells = rows[0].children.map(() => fresh(cell));
  rows.splice(row + 1, 0, rowType.create(null, cells));
  return { rows, row: row + 1, column };
});

export const addColumn = rebuilt(({ table, row, column }) => ({
  rows: rowsOf(table).map((each, number) =>
    withCells(each, (cells) => cells.splice(column + 1, 0, fresh(number ? cell : header))),
  ),
  row,
  column: column + 1,
}));

export const removeRow = rebuilt(({ table, row, column }) => {
  const rows = rowsOf(table);
  rows.splice(row, 1);
  return { rows, row: Math.max(0, row - 1), column };
});

export const removeColumn = rebuilt(({ table, row, column }) => {
  const isLast = table.firstChild.childCount === 1;
  const rows = isLast ? [] : rowsOf(table).map((each) => withCells(each, (cells) => cells.splice(column, 1)));
  return { rows, row, column: Math.max(0, column - 1) };
});

export const removeTable = rebuilt(() => ({ rows: [] }));

/** Put a table of three columns and two rows after the block of the caret. */
export function insertTable(state, dispatch) {
  const { $from } = state.selection;
  if (spot(state) || !$from.depth) return false;
  if (dispatch) {
    const line = (type) => rowType.create(null, [fresh(type), fresh(type), fresh(type)]);
    const at = $from.after(1);
    const tr = state.tr.insert(at, tableType.create(null, [line(header), line(cell)]));
    dispatch(enter(tr, at, 0, 0).scrollIntoView());
  }
  return true;
}

/** Go to the next or the previous cell; past the last one, a new row. */
export const step = (by) => (state, dispatch) => {
  const here = spot(state);
  if (!here) return false;
  const width = here.table.firstChild.childCount;
  const next = here.row * width + here.column + by;
  if (next < 0) return false;
  if (next >= width * here.table.childCount) return addRow(state, dispatch && ((tr) => dispatch(firstOf(tr, here))));
  if (dispatch) dispatch(enter(state.tr, here.pos, Math.floor(next / width), next % width).scrollIntoView());
  return true;
};

const firstOf = (tr, here) => enter(tr, here.pos, here.table.childCount, 0);
