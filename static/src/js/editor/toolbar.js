// The toolbar: one stop for Tab, arrows inside (APG), Alt+F10 leads in, Escape out again.

import { TextSelection } from "prosemirror-state";
import { COMMANDS, linkAt, PRESSED } from "./keys.js";
import { hrefIsSafe, schema } from "./schema.js";
import { spot } from "./tables.js";

const { link } = schema.marks;
// As much of the words as a comment names.
const LONGEST_QUOTE = 400;

export class Toolbar {
  /** `pane()` gives the pane that the toolbar works on. */
  constructor(root, pane) {
    Object.assign(this, { root, pane, buttons: [...root.querySelectorAll("button")] });
    this.buttons.forEach((button, number) => {
      button.tabIndex = number ? -1 : 0;
    });
    root.addEventListener("keydown", (event) => this.walk(event));
    root.addEventListener("click", (event) => this.press(event.target.closest("button")));
    // On a phone the row scrolls: what has the focus comes out from behind the switch.
    root.addEventListener("focusin", ({ target }) => target.scrollIntoView({ block: "nearest", inline: "center" }));
    // A press with the mouse leaves the caret where it is.
    root.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
    this.dialogs(root.closest("[data-editor]"));
  }

  dialogs(around) {
    this.linking = around.querySelector("[data-link]");
    this.referring = around.querySelector("[data-refer]");
    this.linking?.querySelector("form").addEventListener("submit", (event) => this.putLink(event));
    this.referring?.querySelector("form").addEventListener("submit", (event) => this.putReference(event));
    for (const dialog of [this.linking, this.referring].filter(Boolean)) {
      dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => this.pane().view.focus());
    }
    this.linking?.querySelector("[data-unlink]").addEventListener("click", () => this.unlink());
  }

  get shown() {
    return this.buttons.filter((button) => !button.hidden);
  }

  focus() {
    (this.shown.find((button) => button.tabIndex === 0) ?? this.shown[0]).focus();
  }

  walk(event) {
    const { shown } = this;
    const at = shown.indexOf(document.activeElement);
    const rtl = getComputedStyle(this.root).direction === "rtl";
    const moves = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 };
    let next = null;
    if (event.key in moves) next = (at + moves[event.key] + shown.length) % shown.length;
    else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = shown.length - 1;
    else if (event.key === "Escape") this.pane().view.focus();
    else return;
    event.preventDefault();
    if (next === null) return;
    for (const button of this.buttons) button.tabIndex = -1;
    shown[next].tabIndex = 0;
    shown[next].focus();
  }

  press(button) {
    const pane = this.pane();
    if (button?.dataset.command === "suggesting") {
      pane.desk.turn();
      return;
    }
    if (!button || !pane?.view.editable || button.getAttribute("aria-disabled") === "true") return;
    const { command } = button.dataset;
    if (command === "link") this.askLink();
    else if (command === "reference") this.referring.showModal();
    else if (command === "comment") this.remark(command);
    else {
      COMMANDS[command](pane.view.state, pane.view.dispatch, pane.view);
      pane.view.focus();
    }
  }

  /** Say something about the block of the caret, on a page of its own; what is not sent is kept. */
  async remark(command) {
    const pane = this.pane();
    const { state } = pane.view;
    const { $from, from, to } = state.selection;
    if (!$from.depth) return;
    await pane.save();
    const words = $from.sameParent(state.selection.$to) ? state.doc.textBetween(from, to, "\n") : "";
    const quote = [...words].slice(0, LONGEST_QUOTE).join("");
    const address = this.root.dataset[command].replace("/en/blocks/", `/${pane.language}/blocks/`);
    const there = address.replace("0000000000", pane.proposals.anchor($from.node(1).attrs.id));
    location.assign(quote ? `${there}?quote=${encodeURIComponent(quote)}` : there);
  }

  /** Show what holds at the caret and what is possible there. */
  update() {
    const pane = this.pane();
    if (!pane) return;
    const { state } = pane.view;
    const inTable = Boolean(spot(state));
    for (const button of this.buttons) {
      const { command } = button.dataset;
      if (command === "suggesting") {
        button.setAttribute("aria-pressed", String(pane.desk.isSuggesting));
        button.setAttribute("aria-disabled", String(!pane.desk.mayWrite));
        continue;
      }
      if (button.dataset.table !== undefined) button.hidden = !inTable;
      if (PRESSED[command]) button.setAttribute("aria-pressed", String(PRESSED[command](state)));
      const possible = pane.view.editable && (!COMMANDS[command] || COMMANDS[command](state));
      button.setAttribute("aria-disabled", String(!possible));
    }
    if (!this.shown.some((button) => button.tabIndex === 0)) this.shown[0].tabIndex = 0;
  }

  askLink() {
    const found = linkAt(this.pane().view.state);
    const form = this.linking.querySelector("form");
    form.elements.href.value = found?.mark.attrs.href ?? "";
    this.say(form.elements.href, "");
    this.linking.querySelector("[data-unlink]").hidden = !found;
    this.linking.showModal();
    form.elements.href.focus();
  }

  say(field, words) {
    const error = field.closest(".field").querySelector(".error");
    error.textContent = words;
    error.hidden = !words;
    field.setAttribute("aria-invalid", String(Boolean(words)));
  }

  putLink(event) {
    event.preventDefault();
    const field = event.target.elements.href;
    let href = field.value.trim();
    if (/^[^\s/:@]+\.[^\s/:]+/.test(href)) href = `https://${href}`;
    if (!hrefIsSafe(href)) {
      this.say(field, field.dataset.wrong);
      return;
    }
    const { view } = this.pane();
    const { state } = view;
    const { from, to } = linkAt(state) ?? state.selection;
    const { tr } = state;
    const mark = link.create({ href });
    if (from === to) tr.insert(from, schema.text(href, [mark]));
    else tr.removeMark(from, to, link).addMark(from, to, mark);
    view.dispatch(tr);
    this.linking.close();
  }

  unlink() {
    const { view } = this.pane();
    const found = linkAt(view.state);
    if (found) view.dispatch(view.state.tr.removeMark(found.from, found.to, link));
    this.linking.close();
  }

  /** A reference is the number of an element that leads to it, in the language of the text. */
  putReference(event) {
    event.preventDefault();
    const [chosen] = event.target.elements.element.selectedOptions;
    const pane = this.pane();
    const { state } = pane.view;
    const href = chosen.value.replace(/^\/[a-z]{2}\//, `/${pane.language}/`);
    const words = schema.text(chosen.dataset.number, [link.create({ href })]);
    const at = state.selection.to;
    const tr = state.tr.insert(at, words);
    pane.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + words.nodeSize)).removeStoredMark(link));
    this.referring.close();
  }
}
