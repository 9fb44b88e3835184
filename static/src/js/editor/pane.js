// One language of a section in the browser: what is typed is sent a second after the last key, in
// order and once; what others wrote is taken in and ours is laid on top of it. While its writer
// suggests, the view shows their proposals (see proposals.js) and the text goes on beneath.

import { collab, receiveTransaction, sendableSteps } from "prosemirror-collab";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { Node } from "prosemirror-model";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { Step } from "prosemirror-transform";
import { EditorView } from "prosemirror-view";
import { ink, reinked } from "./ink.js";
import { keys } from "./keys.js";
import { marks, shown } from "./marks.js";
import { familiar, harmless, order } from "./order.js";
import { pasted } from "./pasted.js";
import { across, blocksOf, followed, parsed, Proposals } from "./proposals.js";
import { schema } from "./schema.js";
import { send } from "./server.js";
import { unsaid } from "./unsaid.js";

const PAUSE = 1000;
const LONGEST = 5000;
const MOST = 200;

const docOf = (blocks) => Node.fromJSON(schema, { type: "doc", content: blocks });

export class Pane {
  /**
   * `start`: {version, blocks}, or what a dead window left: {base, blocks, steps, seq, pending}.
   * `desk`: what all panes share: client, section, words, and whom to tell.
   */
  constructor(place, { language, label, address, keep, start, desk }) {
    Object.assign(this, { language, address, desk, timer: 0, since: 0, wait: 2000, busy: false, closed: false });
    this.base = start.base ?? start.version;
    this.confirmed = docOf(start.blocks);
    this.seq = start.seq ?? 0;
    this.pending = start.pending ?? null;
    this.known = new Set();
    this.others = [];
    const plugins = [...this.plugins(false), collab({ version: 0, clientID: desk.client })];
    this.text = EditorState.create({ doc: this.confirmed, plugins });
    this.proposals = new Proposals(this, keep);
    this.view = new EditorView(place, {
      state: this.text,
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        "aria-describedby": "editor-help",
        lang: language,
      },
      editable: () => !this.closed && (desk.isSuggesting ? this.text.doc.childCount > 0 : desk.mayWrite),
      dispatchTransaction: (tr) => this.dispatch(tr),
      clipboardParser: pasted,
      transformPastedHTML: harmless,
      transformPasted: (slice) => familiar(slice, this.proposals.isOn ? new Set() : this.known),
    });
    this.learn();
    if (start.steps?.length) this.takeUp(start.steps);
    if (start.proposals?.length) this.proposals.takeUp(start.proposals);
  }

  /** `isLaid`: for the text with the proposals laid over it. */
  plugins(isLaid) {
    const { words } = this.desk;
    return [
      ...keys((name) => this.desk.open(name, this)),
      history(),
      gapCursor(),
      order(() => this.desk.twin(this)?.view.state.doc),
      marks(words.states),
      ink({
        isLaid,
        words,
        items: (doc) => [...this.own(doc, isLaid), ...this.suggestedBy(doc)],
        isComposing: () => this.view?.composing,
      }),
      new Plugin({ props: { handleDOMEvents: { focus: () => this.begin(), compositionend: () => this.composed() } } }),
    ];
  }

  /** What is typed with a method of input is drawn when it stands. */
  composed() {
    setTimeout(() => this.reink(), 50);
    return false;
  }

  /** Our own proposals, as they are drawn on the text or on what is laid over it. */
  own(doc, isLaid) {
    if (!this.proposals) return [];
    return this.proposals.proposed(isLaid ? doc : undefined).map(({ block, at, laidAt, was, becomes }) => ({
      id: `own ${block}`,
      at: isLaid ? laidAt : at,
      was,
      becomes,
      isLaid,
      who: isLaid ? "" : this.desk.by({ mine: true }),
    }));
  }

  /** What others suggest, and what we did by the form. */
  suggestedBy(doc) {
    const known = blocksOf(doc);
    return this.others
      .filter(({ block, clash }) => !clash && known.has(block))
      .map((each) => {
        const { at, node } = known.get(each.block);
        const was = parsed([each.from]);
        const [id, who] = [each.id, this.desk.by(each)];
        return { id, at, was, becomes: parsed(each.blocks), who, isLaid: false, isLate: !node.eq(was[0]) };
      });
  }

  /** Take in the open suggestions of this language; says whether they fit the text as it is here. */
  hearSuggestions(open) {
    const isTyped = (each) => each.mine && each.typed;
    this.others = open.filter((each) => !isTyped(each));
    const fits = this.proposals.hear(open.filter(isTyped));
    this.reink();
    return fits && !this.suggestedBy(this.text.doc).some((each) => each.isLate);
  }

  reink() {
    this.text = reinked(this.text);
    this.proposals.reink();
    this.render();
  }

  /** Turn to suggesting, or back to writing, with the caret where it was. */
  suggest(isOn) {
    const [before, after] = isOn ? [this.text, this.proposals.state] : [this.proposals.state, this.text];
    if (this.proposals.isOn === isOn) return;
    this.proposals.isOn = isOn;
    const turned = followed(after, before);
    if (isOn) this.proposals.state = turned;
    else this.text = turned;
    this.reink();
    this.view.setProps({});
  }

  /** Where the caret stands in the text, or null. */
  get place() {
    if (!this.view.hasFocus()) return null;
    const { doc, selection } = this.view.state;
    if (!this.proposals.isOn) return selection.head;
    // A block that is only suggested stands for the others at the end of the one that it hangs on.
    const id = selection.$head.depth ? selection.$head.node(1).attrs.id : null;
    const block = blocksOf(this.text.doc).get(this.proposals.anchor(id));
    if (!block) return null;
    return block.node.attrs.id === id ? across(doc, this.text.doc, selection.head) : block.at + block.node.nodeSize - 1;
  }

  /** Show something at the text that is no part of it. */
  show(change) {
    this.text = shown(this.text, change);
    const over = this.proposals.state;
    const carets = change.carets?.map((each) => ({ ...each, place: across(this.text.doc, over.doc, each.place) }));
    this.proposals.state = shown(over, carets ? { ...change, carets } : change);
    this.render();
  }

  render() {
    this.view.updateState(this.proposals.isOn ? this.proposals.state : this.text);
  }

  /** An empty section gets its first paragraph from whoever comes to write. */
  begin() {
    this.desk.enter(this);
    if (this.text.doc.childCount || !this.view.editable) return false;
    const { tr } = this.view.state;
    tr.insert(0, schema.nodes.paragraph.create());
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, 1)));
    return false;
  }

  /** Lay what a dead window left on the text that it was written on. */
  takeUp(steps) {
    const { tr } = this.text;
    for (const step of steps) tr.step(Step.fromJSON(schema, step));
    this.apply(tr.setMeta("addToHistory", false));
  }

  learn() {
    this.text.doc.forEach((node) => this.known.add(node.attrs.id));
  }

  dispatch(tr) {
    if (!this.proposals.isOn) {
      this.apply(tr);
      return;
    }
    this.proposals.dispatch(tr);
    this.render();
    if (tr.docChanged) this.desk.changed();
    this.desk.moved(this, tr);
  }

  /** The text goes on. */
  apply(tr) {
    const { state, transactions } = this.text.applyTransaction(tr);
    this.text = state;
    const steps = transactions.flatMap((each) => each.steps);
    if (steps.length) this.proposals.follow(steps);
    if (steps.length && this.proposals.proposed().length) this.reink();
    else this.render();
    if (tr.docChanged) {
      this.learn();
      this.desk.changed(this);
    }
    if (tr.docChanged && this.unsent) {
      this.since ||= Date.now();
      this.plan(Math.min(PAUSE, Math.max(0, this.since + LONGEST - Date.now())));
    }
    this.desk.moved(this, tr);
  }

  get unsent() {
    return sendableSteps(this.text)?.steps.length ?? 0;
  }

  /** What must be kept in the browser until the server has it. */
  get left() {
    const steps = sendableSteps(this.text)?.steps ?? [];
    return {
      base: this.base,
      blocks: this.confirmed.toJSON().content ?? [],
      steps: steps.map((step) => step.toJSON()),
      seq: this.seq,
      pending: this.pending,
      proposals: this.proposals.left,
    };
  }

  plan(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  /** Send what is not sent, the same act again for as long as it is not known what became of it. */
  async save() {
    const sendable = sendableSteps(this.text);
    if (!sendable || this.busy || this.closed || !this.desk.mayWrite) return;
    clearTimeout(this.timer);
    if (!this.pending) {
      this.seq += 1;
      this.pending = { seq: this.seq, count: Math.min(MOST, sendable.steps.length) };
    }
    const { seq, count } = this.pending;
    const steps = sendable.steps.slice(0, count).map((step) => step.toJSON());
    this.busy = true;
    this.desk.keep();
    this.desk.tell();
    const answer = await send(this.address, {
      client: this.desk.client,
      seq,
      base: this.base,
      section: this.desk.section,
      steps,
    });
    this.busy = false;
    this.settle(answer, seq);
  }

  settle({ status, found }, seq) {
    this.wait = status ? 2000 : Math.min(this.wait * 1.6, 15000);
    this.desk.heard(status);
    if (status === 200) {
      this.take(found.version, [{ client: this.desk.client, seq, version: found.version }]);
    } else if (status === 409) {
      this.take(found.version, found.acts);
    } else if (status === 401 || found?.code === "client_unknown") {
      this.desk.signInAgain();
    } else if (status) {
      this.refuse(found);
    }
    if (!this.closed && this.unsent) this.plan(status ? 0 : this.wait);
    this.desk.tell();
  }

  /** The server will not have it: nothing more is sent, and nothing is thrown away. */
  refuse(found) {
    this.close();
    this.desk.refused(this, found);
    // Where the part went, the next presence says.
    if (found?.code === "section_unknown") this.desk.tick(0);
  }

  /** Nothing more is sent, and nothing can be typed. */
  close() {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.proposals.timer);
    this.view.setProps({});
  }

  /** Take in acts in their order: our own are known to be part of the text now. */
  take(version, acts) {
    for (const act of acts) {
      if (act.version <= this.base) continue;
      if (this.isOurs(act)) this.confirm();
      else this.join(act);
      this.base = act.version;
    }
    this.base = Math.max(this.base, version);
    this.since = this.unsent ? Date.now() : 0;
    this.desk.changed(this);
  }

  /** Also when this window was killed before it knew that its act had been accepted. */
  isOurs({ client, seq, steps }) {
    if (client !== this.desk.client) return false;
    if (seq === this.pending?.seq) return true;
    const own = (sendableSteps(this.text)?.steps ?? []).slice(0, steps.length);
    if (JSON.stringify(own) !== JSON.stringify(steps)) return false;
    this.pending = { seq, count: steps.length };
    return true;
  }

  confirm() {
    const { steps } = sendableSteps(this.text);
    const ours = steps.slice(0, this.pending.count);
    for (const step of ours) this.confirmed = step.apply(this.confirmed).doc;
    this.pending = null;
    const names = ours.map(() => this.desk.client);
    this.apply(receiveTransaction(this.text, ours, names));
  }

  join(act) {
    // Somebody was first: what we sent on the old text was not accepted and goes anew.
    this.pending = null;
    const steps = act.steps.map((step) => Step.fromJSON(schema, step));
    for (const step of steps) this.confirmed = step.apply(this.confirmed).doc;
    const names = steps.map(() => act.client || "form");
    const before = this.text;
    this.apply(receiveTransaction(before, steps, names, { mapSelectionBackward: true }));
    this.desk.loose.show(unsaid(before, this.text), this.language);
  }

  /** Take in what the presence brought, unless our own act is on its way: then it comes again. */
  hear({ version, acts }) {
    if (!this.busy) this.take(version, acts);
  }
}
