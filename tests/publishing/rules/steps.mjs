// Does random steps to texts, in the editor's own schema: `node steps.mjs static/src` reads
// [{blocks, seed, count}] and writes [{steps, blocks}].

import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import path from "node:path";

const base = path.resolve(process.argv[2]);
const load = (place) => import(pathToFileURL(path.join(base, place)).href);
const { schema } = await load("js/editor/schema.js");
const { Node, Slice, Fragment } = await load("node_modules/prosemirror-model/dist/index.js");
const { Transform } = await load("node_modules/prosemirror-transform/dist/index.js");

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const WORDS = ["a", "Customs", " é", "œuvre ", "😀", "“", "«", " ", "2019", "x<y", "&amp;", "мир"];

// A small generator that gives the same numbers for the same seed.
const dice = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const surrogate = (code) => code >= 0xd800 && code <= 0xdfff;
const inHalf = (doc, pos) => {
  const at = doc.resolve(pos);
  const after = at.nodeAfter;
  if (!at.textOffset || !at.parent.isTextblock) return false;
  return Boolean(after) && surrogate(after.text.charCodeAt(0)) && after.text.charCodeAt(0) >= 0xdc00;
};

const acts = (roll) => {
  const below = (most) => Math.floor(roll() * most);
  const id = () => Array.from({ length: 10 }, () => ALPHABET[below(32)]).join("");
  const place = (tr) => {
    for (let tries = 0; tries < 40; tries += 1) {
      const pos = below(tr.doc.content.size + 1);
      if (tr.doc.resolve(pos).parent.isTextblock && !inHalf(tr.doc, pos)) return pos;
    }
    return null;
  };
  const range = (tr) => {
    const first = place(tr);
    if (first === null) return null;
    const at = tr.doc.resolve(first);
    let last = Math.min(at.end(), first + below(12));
    if (inHalf(tr.doc, last)) last += 1;
    return first < last ? [first, last] : null;
  };
  return [
    (tr) => {
      const pos = place(tr);
      if (pos !== null) tr.insert(pos, schema.text(WORDS[below(WORDS.length)]));
    },
    (tr) => {
      const found = range(tr);
      if (found) tr.delete(...found);
    },
    (tr) => {
      const found = range(tr);
      const mark = [
        schema.mark("strong"),
        schema.mark("em"),
        schema.mark("link", { href: "https://example.org/é?a=1" }),
      ][below(3)];
      if (found) tr[roll() < 0.6 ? "addMark" : "removeMark"](...found, mark);
    },
    (tr) => {
      const pos = place(tr);
      if (pos === null || tr.doc.resolve(pos).depth !== 1) return;
      tr.split(pos, 1, [{ type: schema.nodes.paragraph, attrs: { id: id() } }]);
    },
    (tr) => {
      const pos = place(tr);
      const at = pos === null ? null : tr.doc.resolve(pos);
      if (!at || at.depth !== 1) return;
      const attrs = { id: at.parent.attrs.id, level: 2 + below(3) };
      if (roll() < 0.5) tr.setBlockType(pos, pos, schema.nodes.heading, attrs);
      else tr.setBlockType(pos, pos, schema.nodes.paragraph, { id: at.parent.attrs.id });
    },
    (tr) => {
      const index = below(tr.doc.childCount + 1);
      let pos = 0;
      for (let each = 0; each < index; each += 1) pos += tr.doc.child(each).nodeSize;
      const text = schema.text(WORDS[below(WORDS.length)].trim() || "x");
      const line = schema.nodes.paragraph.create(null, text);
      const item = schema.nodes.list_item.create(null, line);
      const made = [
        () => schema.nodes.paragraph.create({ id: id() }, text),
        () => schema.nodes.bullet_list.create({ id: id() }, [item, item]),
        () => schema.nodes.blockquote.create({ id: id() }, line),
      ][below(3)]();
      tr.replace(pos, pos, new Slice(Fragment.from(made), 0, 0));
    },
    (tr) => {
      if (tr.doc.childCount < 3) return;
      const index = below(tr.doc.childCount);
      let pos = 0;
      for (let each = 0; each < index; each += 1) pos += tr.doc.child(each).nodeSize;
      tr.delete(pos, pos + tr.doc.child(index).nodeSize);
    },
  ];
};

const walk = (doc, roll, count) => {
  const tr = new Transform(doc);
  const possible = acts(roll);
  for (let number = 0; number < count; number += 1) possible[Math.floor(roll() * possible.length)](tr);
  return tr;
};

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ blocks, seed, count }) => {
  const doc = Node.fromJSON(schema, { type: "doc", content: blocks });
  doc.check();
  const tr = walk(doc, dice(seed), count);
  tr.doc.check();
  return { steps: tr.steps.map((step) => step.toJSON()), blocks: tr.doc.toJSON().content ?? [] };
});
process.stdout.write(JSON.stringify(answers));
