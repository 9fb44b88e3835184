// Says what changed between blocks, as the editor does: `node difference.mjs static/src` reads
// [{was, becomes}] and writes [{pieces, changes}].

import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import path from "node:path";

const base = path.resolve(process.argv[2]);
const load = (place) => import(pathToFileURL(path.join(base, place)).href);
const { schema } = await load("js/editor/schema.js");
const { changes, pieces } = await load("js/editor/difference.js");
const { Fragment, Node } = await load("node_modules/prosemirror-model/dist/index.js");

const nodes = (blocks) => blocks.map((each) => Node.fromJSON(schema, each));
const between = (blocks, [from, to]) => Fragment.from(blocks).textBetween(from, to, "\n");

const answers = JSON.parse(readFileSync(0, "utf8")).map((each) => {
  const [was, becomes] = [nodes(each.was), nodes(each.becomes)];
  const found = changes(was, becomes).map((change) => ({
    removed: change.removed,
    added: change.added,
    isForm: change.isForm,
    was: between(was, change.old),
    now: between(becomes, change.now),
  }));
  return { pieces: pieces(was, becomes), changes: found };
});
process.stdout.write(JSON.stringify(answers));
