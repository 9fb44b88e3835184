// One language of a section in the browser: what is typed is sent a second after the last key, in
// order and once; what others wrote is taken in and ours is laid on top of it.

import { collab, receiveTransaction, sendableSteps } from "prosemirror-collab";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { Node } from "prosemirror-model";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { Step } from "prosemirror-transform";
import { EditorView } from "prosemirror-view";
import { keys } from "./keys.js";
import { marks } from "./marks.js";
import { familiar, harmless, order } from "./order.js";
import { schema } from "./schema.js";
import { send } from "./server.js";

const PAUSE = 1000;
const LONGEST = 5000;
const MOST = 200;

const docOf = (blocks) => Node.fromJSON(schema, { type: "doc", content: blocks });

export class Pane {
  /**
   * `start`: {version, blocks}, or what a dead window left: {base, blocks, steps, seq, pending}.
   * `desk`: what all panes share: client, section, words, and whom to tell.
   */
  constructor(place, { language, label, address, start, desk }) {
    Object.assign(this, { language, address, desk, timer: 0, since: 0, wait: 2000, busy: false, closed: false });
    this.base = start.base ?? start.version;
    this.confirmed = docOf(start.blocks);
    this.seq = start.seq ?? 0;
    this.pending = start.pending ?? null;
    this.known = new Set();
    const state = EditorState.create({ doc: this.confirmed, plugins: this.plugins() });
    this.view = new EditorView(place, {
      state,
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        "aria-describedby": "editor-help",
        lang: language,
      },
      editable: () => desk.mayWrite && !this.closed,
      dispatchTransaction: (tr) => this.dispatch(tr),
      transformPastedHTML: harmless,
      transformPasted: (slice) => familiar(slice, this.known),
    });
    this.learn();
    if (start.steps?.length) this.takeUp(start.steps);
  }

  plugins() {
    return [
      ...keys((name) => this.desk.open(name, this)),
      collab({ version: 0, clientID: this.desk.client }),
      history(),
      gapCursor(),
      order(() => this.desk.twin(this)?.view.state.doc),
      marks(this.desk.words.states),
      new Plugin({ props: { handleDOMEvents: { focus: () => this.begin() } } }),
    ];
  }

  /** An empty section gets its first paragraph from whoever comes to write. */
  begin() {
    this.desk.enter(this);
    if (this.view.state.doc.childCount || !this.view.editable) return false;
    const { tr } = this.view.state;
    tr.insert(0, schema.nodes.paragraph.create());
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, 1)));
    return false;
  }

  /** Lay what a dead window left on the text that it was written on. */
  takeUp(steps) {
    const { tr } = this.view.state;
    for (const step of steps) tr.step(Step.fromJSON(schema, step));
    this.view.dispatch(tr.setMeta("addToHistory", false));
  }

  learn() {
    this.view.state.doc.forEach((node) => this.known.add(node.attrs.id));
  }

  dispatch(tr) {
    this.view.updateState(this.view.state.apply(tr));
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
    return sendableSteps(this.view.state)?.steps.length ?? 0;
  }

  /** What must be kept in the browser until the server has it. */
  get left() {
    const steps = sendableSteps(this.view.state)?.steps ?? [];
    return {
      base: this.base,
      blocks: this.confirmed.toJSON().content ?? [],
      steps: steps.map((step) => step.toJSON()),
      seq: this.seq,
      pending: this.pending,
    };
  }

  plan(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  /** Send what is not sent, the same act again for as long as it is not known what became of it. */
  async save() {
    const sendable = sendableSteps(this.view.state);
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
    this.closed = true;
    this.view.setProps({});
    this.desk.refused(this, found?.title ?? "");
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
    const own = (sendableSteps(this.view.state)?.steps ?? []).slice(0, steps.length);
    if (JSON.stringify(own) !== JSON.stringify(steps)) return false;
    this.pending = { seq, count: steps.length };
    return true;
  }

  confirm() {
    const { steps } = sendableSteps(this.view.state);
    const ours = steps.slice(0, this.pending.count);
    for (const step of ours) this.confirmed = step.apply(this.confirmed).doc;
    this.pending = null;
    const names = ours.map(() => this.desk.client);
    this.view.dispatch(receiveTransaction(this.view.state, ours, names));
  }

  join(act) {
    // Somebody was first: what we sent on the old text was not accepted and goes anew.
    this.pending = null;
    const steps = act.steps.map((step) => Step.fromJSON(schema, step));
    for (const step of steps) this.confirmed = step.apply(this.confirmed).doc;
    const names = steps.map(() => act.client || "form");
    this.view.dispatch(receiveTransaction(this.view.state, steps, names, { mapSelectionBackward: true }));
  }

  /** Take in what the presence brought, unless our own act is on its way: then it comes again. */
  hear({ version, acts }) {
    if (!this.busy) this.take(version, acts);
  }
}
