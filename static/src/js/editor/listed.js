// The open suggestions beside the text: how many, whose, what each changes, and the buttons that decide.

import { pieces } from "./difference.js";
import { inked } from "./ink.js";
import { blocksOf, parsed } from "./proposals.js";
import { send } from "./server.js";

export class Listed {
  constructor(root, desk) {
    Object.assign(this, { desk, words: desk.words, open: [] });
    this.count = root.querySelector("[data-count]");
    this.box = root.querySelector("#suggestions");
    const part = (name) => this.box.querySelector(`[data-${name}]`);
    for (const name of ["none", "trouble", "told", "list", "row", "all", "authors"]) this[name] = part(name);
    this.decides("accept-all", () => ["all", "accept"]);
    this.decides("reject-all", () => ["all", "reject"]);
  }

  decides(name, what) {
    this.box.querySelector(`[data-${name}]`)?.addEventListener("click", () => this.settle(...what()));
  }

  /** Whether it is known and shown that there is none. */
  get isEmpty() {
    return !this.open.length && Boolean(this.count.textContent);
  }

  show(open) {
    this.open = open;
    const { none, one, many } = { none: this.words.openNone, one: this.words.openOne, many: this.words.openMany };
    const told = [none, one][open.length] ?? many.replace("{count}", open.length);
    if (this.count.textContent !== told) this.count.textContent = told;
    const at = this.focused();
    this.list.replaceChildren(...open.map((each, number) => this.rowOf(each, number + 1)));
    this.none.hidden = open.length > 0;
    if (this.all) {
      this.all.hidden = !open.length;
      this.authors.replaceChildren(...this.byAuthor(open));
    }
    if (at !== null) (this.box.querySelector(at) ?? this.box).focus();
  }

  /** Which button the keyboard was at, so that it finds its way back. */
  focused() {
    const here = document.activeElement;
    if (here === this.box || !this.box.contains(here)) return null;
    return here.dataset.key ? `[data-key="${here.dataset.key}"]` : null;
  }

  rowOf(each, number) {
    const row = this.row.content.cloneNode(true);
    const part = (name) => row.querySelector(`[data-${name}]`);
    this.place(part("place"), each);
    part("name").textContent = each.mine ? this.words.me : each.name;
    part("at").textContent = new Date(each.at).toLocaleString(document.documentElement.lang.replace(/^en$/, "en-GB"), {
      dateStyle: "medium",
      timeStyle: "short",
    });
    part("at").dateTime = each.at;
    part("words").lang = each.language;
    part("words").append(...this.said(each));
    part("why").textContent = each.why;
    part("why").hidden = !each.why;
    part("clash").hidden = !each.clash;
    part("mine").hidden = !each.mine;
    part("other").hidden = each.mine;
    for (const about of row.querySelectorAll("[data-about]")) about.textContent = `${number}`;
    const may = Boolean(this.all);
    for (const act of ["accept", "reject"]) {
      const button = part(act);
      if (!button) continue;
      button.hidden = !may && !each.mine;
      button.dataset.key = `${act}-${each.id}`;
      button.addEventListener("click", () => this.settle(each.id, act, each.at));
    }
    return row;
  }

  /** Where it stands, as a way there. */
  place(link, { language, block }) {
    const pane = this.desk.panes.find((each) => each.language === language);
    const number = [...blocksOf(pane.text.doc).keys()].indexOf(block) + 1;
    const words = language === "fr" ? this.words.blockFr : this.words.blockEn;
    link.textContent = number ? words.replace("{number}", number) : this.words.gone;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const place = pane.view.dom.querySelector(`[data-id="${block}"]`);
      place?.scrollIntoView({ block: "center" });
      pane.view.focus();
    });
  }

  said(each) {
    const was = each.from ? parsed([each.from]) : [];
    const found = pieces(was, parsed(each.blocks));
    if (found.every(({ fate }) => !fate)) found.push({ text: ` (${this.words.reshaped})`, fate: "" });
    return found.map(({ text, fate }) => {
      if (!fate) return text;
      return inked(fate === "added" ? "ins" : "del", text, this.words);
    });
  }

  byAuthor(open) {
    const authors = new Map(open.map((each) => [each.author, each]));
    return [...authors.values()].flatMap((each) => {
      const accept = this.words.acceptBy.replace("{name}", each.name);
      const reject = each.mine ? this.words.withdrawAll : this.words.rejectBy.replace("{name}", each.name);
      return [
        this.button(accept, "", `by-${each.author}`, "accept"),
        this.button(reject, " quiet", `by-${each.author}`, "reject"),
      ];
    });
  }

  button(words, kind, chosen, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn small${kind}`;
    made.textContent = words;
    made.dataset.key = `${act}-${chosen}`;
    made.addEventListener("click", () => this.settle(chosen, act));
    return made;
  }

  /** Decide on what was seen: what is newer stays open. */
  async settle(chosen, act, until = this.newest()) {
    const { root, section } = this.desk;
    const { status, found } = await send(root.dataset.settle, { chosen, act, until, section });
    const isDone = status === 200;
    this.trouble.textContent = isDone ? "" : (found?.title ?? this.words.undecided);
    this.trouble.hidden = isDone;
    if (isDone) this.told.textContent = this.words.decided;
    if (status === 401) this.desk.signInAgain();
    else this.desk.tick(0);
  }

  newest() {
    return this.open.reduce((newest, each) => (each.at > newest ? each.at : newest), "");
  }
}
