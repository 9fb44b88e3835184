// The schema that the server declares (schema.json is written from it), armed with validators and
// with the DOM's forms of each node. Both sides are compared by a test.

import { Schema } from "prosemirror-model";
import declaration from "./schema.json" with { type: "json" };

const ID = /^[0-9A-HJKMNP-TV-Z]{10}$/;
const HREF = /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@|#|\/(?![/\\]))[^\s<>"\\]*$/;

/** Say whether a link may lead there: the web, a mailbox, or inside the portal. */
export const hrefIsSafe = (href) => typeof href === "string" && [...href].length <= 1000 && HREF.test(href);

const must = (holds, what) => {
  if (!holds) throw new RangeError(what);
};
const isId = (value) => typeof value === "string" && ID.test(value);
export const VALIDATORS = {
  id: (value) => must(value === null || isId(value), "A block id is ten characters of Crockford's base 32."),
  section_id: (value) => must(isId(value), "A section needs an id."),
  level: (value) => must([2, 3, 4].includes(value), "A heading has level 2, 3 or 4."),
  href: (value) => must(hrefIsSafe(value), "A link leads to http, https, mailto, # or / only."),
};

const idOf = (dom) => ({ id: isId(dom.dataset.id) ? dom.dataset.id : null });
const block = (tag) => ({
  toDOM: (node) => [tag, { "data-id": node.attrs.id }, 0],
  parseDOM: [{ tag, getAttrs: idOf }],
});
const plain = (tag, attrs = {}) => ({ toDOM: () => [tag, attrs, 0], parseDOM: [{ tag }] });
const nodeForms = {
  doc: {},
  text: {},
  section: { toDOM: () => ["section", 0] },
  paragraph: block("p"),
  // The page has its own headings above: the text's begin one level below the section's.
  heading: {
    toDOM: (node) => [`h${node.attrs.level + 1}`, { "data-id": node.attrs.id, "data-level": node.attrs.level }, 0],
    parseDOM: ["h1", "h2", "h3", "h4", "h5", "h6"].map((tag) => ({
      tag,
      getAttrs: (dom) => ({
        ...idOf(dom),
        level: Math.min(4, Math.max(2, Number(dom.dataset.level) || Number(tag[1]))),
      }),
    })),
  },
  bullet_list: block("ul"),
  ordered_list: block("ol"),
  list_item: plain("li"),
  blockquote: block("blockquote"),
  table: {
    toDOM: (node) => ["table", { "data-id": node.attrs.id }, ["tbody", 0]],
    parseDOM: [{ tag: "table", getAttrs: idOf }],
  },
  table_row: plain("tr"),
  table_header: plain("th", { scope: "col" }),
  table_cell: plain("td"),
};
// Pasted styles are renamed before they are read (see order.js): the page's policy allows none.
const styled = (pattern) => ({ tag: "span[data-style]", getAttrs: (dom) => pattern.test(dom.dataset.style) && null });
const markForms = {
  link: {
    toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noreferrer" }, 0],
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => (hrefIsSafe(dom.getAttribute("href")) ? { href: dom.getAttribute("href") } : false),
      },
    ],
  },
  strong: {
    toDOM: () => ["strong", 0],
    parseDOM: [
      { tag: "strong" },
      // Word processors wrap whole texts in a <b> of normal weight.
      { tag: "b", getAttrs: (dom) => !/font-weight:\s*(normal|400)/i.test(dom.dataset.style) && null },
      styled(/font-weight:\s*(bold|[6-9]00)/i),
    ],
  },
  em: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }, styled(/font-style:\s*italic/i)] },
};

const armed = (specs, forms) =>
  Object.fromEntries(
    Object.entries(specs).map(([name, { attrs, ...rest }]) => {
      const checked = Object.entries(attrs ?? {}).map(([key, rule]) => [
        key,
        { ...rule, validate: VALIDATORS[rule.validate] },
      ]);
      return [name, { ...rest, ...(attrs ? { attrs: Object.fromEntries(checked) } : {}), ...forms[name] }];
    }),
  );

export const schema = new Schema({
  topNode: declaration.topNode,
  nodes: armed(declaration.nodes, nodeForms),
  marks: armed(declaration.marks, markForms),
});

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A fresh random block id, as the server makes them. */
export const newId = () => [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => ALPHABET[byte & 31]).join("");
