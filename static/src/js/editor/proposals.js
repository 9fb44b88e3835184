// What somebody types while suggesting: the text with their proposals laid over it, as a state of its
// own that follows the text. Each block that reads otherwise is sent as their suggestion for it.

import { collab, receiveTransaction, sendableSteps } from "prosemirror-collab";
import { Fragment, Node } from "prosemirror-model";
import { EditorState, Plugin, Selection } from "prosemirror-state";
import { reinked } from "./ink.js";
import { looks, shown } from "./marks.js";
import { newId, schema } from "./schema.js";
import { send } from "./server.js";

const PAUSE = 1000;
const same = (one, other) => one.length === other.length && one.every((node, at) => node === other[at]);
const equal = (one, other) => one.length === other.length && one.every((node, at) => node.eq(other[at]));
export const parsed = (blocks) => blocks.map((each) => Node.fromJSON(schema, each));

/** The blocks of a text by their ids: {node, at}. */
export function blocksOf(doc) {
  const found = new Map();
  doc.forEach((node, at) => found.set(node.attrs.id, { node, at }));
  return found;
}

/** The same place in another form of the text: as far into the same block. */
export function across(one, other, at) {
  const $at = one.resolve(Math.min(at, one.content.size));
  const found = $at.depth ? blocksOf(other).get($at.node(1).attrs.id) : null;
  if (!found) return Math.min(at, other.content.size);
  return found.at + Math.min(at - $at.before(1), found.node.nodeSize - 1);
}

/** Put the caret where it was in another form of the text. */
export function followed(state, before) {
  const at = across(before.doc, state.doc, before.selection.head);
  return state.apply(state.tr.setSelection(Selection.near(state.doc.resolve(at))));
}

export class Proposals {
  /** `pane`: the language that is written in; `address`: where proposals are kept. */
  constructor(pane, address) {
    Object.assign(this, { pane, address, isOn: false, busy: false, turn: 0, timer: 0, wait: 2000 });
    this.dirty = new Set();
    this.kept = new Set();
    this.held = null;
    this.begin();
  }

  begin() {
    const plugins = [...this.pane.plugins(true), collab({ version: 0, clientID: "suggesting" }), this.inOrder()];
    this.state = EditorState.create({ doc: this.pane.text.doc, plugins });
  }

  // A block that was carried past another one is a new one there, and gone from where it was.
  inOrder() {
    return new Plugin({
      appendTransaction: (transactions, _before, state) => {
        if (!transactions.some((each) => each.docChanged)) return null;
        const order = [...blocksOf(this.pane.text.doc).keys()];
        const { tr } = state;
        let last = -1;
        state.doc.forEach((node, at) => {
          const place = order.indexOf(node.attrs.id);
          if (place < 0) return;
          if (place < last) tr.setNodeAttribute(at, "id", newId());
          else last = place;
        });
        return tr.docChanged ? tr.setMeta("addToHistory", false) : null;
      },
    });
  }

  /** What stands for each block of the text: itself, changed, several, or (missing here) nothing. */
  groups(doc = this.state.doc) {
    const known = blocksOf(this.pane.text.doc);
    const found = new Map();
    let name = null;
    let waiting = [];
    doc.forEach((node) => {
      if (known.has(node.attrs.id)) {
        name = node.attrs.id;
        found.set(name, [...waiting, node]);
        waiting = [];
      } else if (name) found.get(name).push(node);
      else waiting.push(node);
    });
    const [first] = known.keys();
    if (waiting.length && first) found.set(first, waiting);
    return found;
  }

  /** The blocks that somebody would have otherwise: {block, at, was, becomes}, laid on `doc`. */
  proposed(doc = this.state.doc) {
    const groups = this.groups(doc);
    const found = [];
    for (const [block, { node, at }] of blocksOf(this.pane.text.doc)) {
      const becomes = groups.get(block) ?? [];
      if (becomes.length === 1 && (becomes[0] === node || becomes[0].eq(node))) continue;
      found.push({ block, at, was: [node], becomes, laidAt: this.range(block, doc, groups)[0] });
    }
    return found;
  }

  /** The block of the text that a block shown stands for. */
  anchor(id) {
    for (const [block, nodes] of this.groups()) if (nodes.some((node) => node.attrs.id === id)) return block;
    return id;
  }

  /** Where what stands for a block begins and ends. */
  range(block, doc, groups) {
    const places = blocksOf(doc);
    const own = groups.get(block);
    if (own?.length) {
      const { at } = places.get(own[0].attrs.id);
      return [at, own.reduce((end, node) => end + node.nodeSize, at)];
    }
    const order = [...blocksOf(this.pane.text.doc).keys()];
    const next = order.slice(order.indexOf(block) + 1).find((each) => groups.get(each)?.length);
    const at = next ? places.get(groups.get(next)[0].attrs.id).at : doc.content.size;
    return [at, at];
  }

  get unsent() {
    return this.dirty.size;
  }

  /** What must be kept in the browser until the server has it. */
  get left() {
    const groups = this.groups();
    return [...this.dirty].map((block) => [block, (groups.get(block) ?? []).map((node) => node.toJSON())]);
  }

  takeUp(left) {
    for (const [block, blocks] of left) {
      if (!blocksOf(this.pane.text.doc).has(block)) continue;
      this.lay(block, parsed(blocks));
      this.dirty.add(block);
    }
    if (this.unsent) this.plan(PAUSE);
  }

  /** Something was typed. */
  dispatch(tr) {
    const before = this.groups();
    this.state = this.state.apply(tr);
    if (!tr.docChanged) return;
    const after = this.groups();
    for (const block of new Set([...before.keys(), ...after.keys()])) {
      if (!same(before.get(block) ?? [], after.get(block) ?? [])) this.dirty.add(block);
    }
    this.plan(PAUSE);
  }

  /** The text went on: the proposals go on with it. */
  follow(steps) {
    const names = steps.map(() => "text");
    this.giveUp();
    this.state = this.state.apply(receiveTransaction(this.state, steps, names, { mapSelectionBackward: true }));
  }

  /** What is being typed for a block that is gone has nothing left to be suggested for. */
  giveUp() {
    const [known, shown] = [blocksOf(this.pane.text.doc), blocksOf(this.state.doc)];
    const gone = [...this.dirty].filter((block) => !known.has(block));
    for (const block of gone) this.dirty.delete(block);
    const found = gone.map((block) => shown.get(block)?.node).filter(Boolean);
    this.pane.desk.loose.show(found.map((node) => node.textBetween(0, node.content.size, "\n")), this.pane.language);
  }

  /** Have a block read so. */
  lay(block, nodes) {
    const groups = this.groups();
    if (equal(groups.get(block) ?? [], nodes)) return;
    const [from, to] = this.range(block, this.state.doc, groups);
    const tr = this.state.tr.replaceWith(from, to, Fragment.from(nodes));
    this.state = this.state.apply(tr.setMeta("addToHistory", false));
  }

  /**
   * Before the text goes on: when one of ours is decided, what is being typed is held as it reads, for
   * the words that were accepted come back with the text.
   */
  hold(own) {
    if ([...this.kept].every((block) => own.some((each) => each.block === block))) return;
    const groups = this.groups();
    this.held = new Map([...this.dirty].map((block) => [block, groups.get(block) ?? []]));
  }

  /** Begin anew with the text as it stands, and lay on it what is held. */
  again() {
    const before = this.state;
    this.begin();
    for (const [block, nodes] of this.regrouped()) this.lay(block, nodes);
    this.held = null;
    this.state = followed(shown(this.state, looks(before)), before);
  }

  /**
   * Take in our suggestions as the server has them; what is being typed here goes before. Says
   * whether all of them fit the text that stands here.
   */
  hear(own) {
    const known = blocksOf(this.pane.text.doc);
    const open = new Map(own.map((each) => [each.block, each]));
    let isLate = false;
    // Nothing is proposed: the text itself is a better beginning than its long way here.
    const isIdle = !this.isOn && !this.unsent && !open.size && sendableSteps(this.state);
    if (this.held || isIdle) this.again();
    for (const [block, { from, blocks }] of open) {
      if (!known.has(block) || this.dirty.has(block)) continue;
      if (from && known.get(block).node.eq(parsed([from])[0])) this.lay(block, parsed(blocks));
      else isLate = true;
    }
    this.kept = new Set(open.keys());
    return !isLate;
  }

  /** What is held, by the blocks that the text has now: one that was proposed may be one of them. */
  regrouped() {
    const known = blocksOf(this.pane.text.doc);
    const found = new Map();
    for (const [block, nodes] of this.held ?? []) {
      if (!known.has(block)) continue;
      let name = block;
      found.set(name, []);
      for (const node of nodes) {
        const { id } = node.attrs;
        if (id !== name && known.has(id)) {
          name = id;
          found.set(name, []);
          this.dirty.add(name);
        }
        found.get(name).push(node);
      }
    }
    return found;
  }

  plan(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  /** Send a block that was typed in, once the text under it is the server's. */
  async save() {
    const { pane } = this;
    const [block] = this.dirty;
    if (!block || this.busy || pane.closed) return;
    if (!blocksOf(pane.text.doc).has(block)) this.dirty.delete(block);
    if (!this.dirty.has(block) || pane.unsent || pane.busy) {
      this.plan(PAUSE);
      return;
    }
    const nodes = this.groups().get(block) ?? [];
    this.busy = true;
    this.turn += 1;
    pane.desk.keep();
    const blocks = nodes.map((node) => node.toJSON());
    const { client, section } = pane.desk;
    // Out of sight, the window may be closing: what is on its way goes on without it.
    const last = document.hidden;
    const answer = await send(this.address, { client, section, base: pane.base, block, blocks }, { last });
    this.busy = false;
    this.turn += 1;
    this.settle(answer, block, nodes);
  }

  settle({ status, found }, block, nodes) {
    const { desk } = this.pane;
    this.wait = status ? 2000 : Math.min(this.wait * 1.6, 15000);
    desk.heard(status);
    if (status === 200) {
      if (found.id) this.kept.add(block);
      else this.kept.delete(block);
      if (equal(this.groups().get(block) ?? [], nodes)) this.dirty.delete(block);
      desk.tick(0);
    } else if (status === 409) desk.tick(0);
    else if (status === 401 || found?.code === "client_unknown") desk.signInAgain();
    else if (status) this.pane.refuse(found);
    if (this.unsent) this.plan(status === 200 ? PAUSE : this.wait);
    desk.changed();
  }

  reink() {
    this.state = reinked(this.state);
  }
}
