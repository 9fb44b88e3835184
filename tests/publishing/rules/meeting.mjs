// Two windows change one text at once: `node meeting.mjs static/src` reads [{blocks, first, second}]
// and writes [{blocks, unsaid}]: what stands in the second window once it heard the first one's act,
// and what it wrote there that found no place. An act is {command, at} or {type, at}: a command of
// the toolbar, or words that are typed, with the caret behind the words `at`.

import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import path from "node:path";

const base = path.resolve(process.argv[2]);
const load = (place) => import(pathToFileURL(path.join(base, place)).href);
const { schema } = await load("js/editor/schema.js");
const { COMMANDS } = await load("js/editor/keys.js");
const { order } = await load("js/editor/order.js");
const { unsaid } = await load("js/editor/unsaid.js");
const { Node } = await load("node_modules/prosemirror-model/dist/index.js");
const { EditorState, TextSelection } = await load("node_modules/prosemirror-state/dist/index.js");
const { collab, receiveTransaction, sendableSteps } = await load("node_modules/prosemirror-collab/dist/index.js");

const open = (blocks, clientID) =>
  EditorState.create({
    doc: Node.fromJSON(schema, { type: "doc", content: blocks }),
    plugins: [order(() => null), collab({ version: 0, clientID })],
  });

function behind(doc, words) {
  let found = null;
  doc.descendants((node, pos) => {
    if (node.isText && node.text.includes(words)) found ??= pos + node.text.indexOf(words) + words.length;
  });
  return found;
}

function done(state, { command, type, at, remove }) {
  const place = behind(state.doc, at);
  if (remove) {
    const $at = state.doc.resolve(place);
    return state.apply(state.tr.delete($at.before(1), $at.after(1)));
  }
  if (type) return state.apply(state.tr.insertText(type, place));
  let next = state.apply(state.tr.setSelection(TextSelection.create(state.doc, place)));
  COMMANDS[command](next, (tr) => {
    next = next.apply(tr);
  });
  return next;
}

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ blocks, first, second }) => {
  const one = first.reduce(done, open(blocks, "one"));
  const two = second.reduce(done, open(blocks, "two"));
  const { steps } = sendableSteps(one);
  const state = two.apply(receiveTransaction(two, steps, steps.map(() => "one")));
  return { blocks: state.doc.toJSON().content, unsaid: unsaid(two, state) };
});
process.stdout.write(JSON.stringify(answers));
