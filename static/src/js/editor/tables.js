// Tables without joined cells: rows and columns come and go, Tab walks from cell to cell.

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

/** Where a row of a table begins, from where the table does. */
function startOf(table, row) {
  let at = 1;
  for (let each = 0; each < row; each += 1) at += table.child(each).nodeSize;
  return at;
}

/** Where a cell of a row begins, from where the row does. */
function cellOf(row, column) {
  let at = 1;
  for (let each = 0; each < column; each += 1) at += row.child(each).nodeSize;
  return at;
}

/** Put the caret into a cell. */
function enter(tr, pos, row, column) {
  const table = tr.doc.nodeAt(pos);
  const at = pos + startOf(table, row) + cellOf(table.child(row), column);
  return tr.setSelection(Selection.near(tr.doc.resolve(at + 1)));
}

/**
 * A command on the table of the caret: `change(tr, here)` makes it and names the cell for the caret.
 * Only the rows and cells that come or go are touched, so that nobody's words in another cell are.
 */
const changing = (change) => (state, dispatch) => {
  const here = spot(state);
  if (!here) return false;
  if (!dispatch) return true;
  const { tr } = state;
  const cellAt = change(tr, here);
  if (cellAt) enter(tr, here.pos, ...cellAt);
  dispatch(tr.scrollIntoView());
  return true;
};

const away = (tr, { table, pos }) => {
  tr.delete(pos, pos + table.nodeSize);
};

export const addRow = changing((tr, { table, pos, row, column }) => {
  const cells = table.firstChild.children.map(() => fresh(cell));
  tr.insert(pos + startOf(table, row + 1), rowType.create(null, cells));
  return [row + 1, column];
});

export const addColumn = changing((tr, { table, pos, row, column }) => {
  for (let each = table.childCount - 1; each >= 0; each -= 1) {
    const at = pos + startOf(table, each) + cellOf(table.child(each), column + 1);
    tr.insert(at, fresh(each ? cell : header));
  }
  return [row, column + 1];
});

export const removeRow = changing((tr, here) => {
  const { table, pos, row, column } = here;
  if (table.childCount === 1) return away(tr, here);
  const at = pos + startOf(table, row);
  tr.delete(at, at + table.child(row).nodeSize);
  return [Math.max(0, row - 1), column];
});

export const removeColumn = changing((tr, here) => {
  const { table, pos, row, column } = here;
  if (table.firstChild.childCount === 1) return away(tr, here);
  for (let each = table.childCount - 1; each >= 0; each -= 1) {
    const at = pos + startOf(table, each) + cellOf(table.child(each), column);
    tr.delete(at, at + table.child(each).child(column).nodeSize);
  }
  return [row, Math.max(0, column - 1)];
});

export const removeTable = changing(away);

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
