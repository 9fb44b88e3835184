// The desk of a section: both languages side by side, one toolbar, who else is here, whether it is
// saved. What is typed is never lost: it stays in the browser until the server has it.

import { Listed } from "./listed.js";
import { makeRows, shareRows } from "./marks.js";
import { findLeft, holdName, keepUnsent, Mode } from "./memory.js";
import { Pane } from "./pane.js";
import { People } from "./people.js";
import { send } from "./server.js";
import { Toolbar } from "./toolbar.js";
import { Loose } from "./unsaid.js";

const ALONE = 15000;
const TOGETHER = 1000;
const IDLE = 120000;

/** Open the editor in place of the text areas; when that fails, they stay. */
export async function openDesk(root) {
  const { text, section, person } = root.dataset;
  const place = `${text}:${section}:${person}`;
  const left = await findLeft(place).catch(() => null);
  const { status, found } = await send(root.dataset.join, { section, client: left?.client ?? "" });
  if (status !== 200) return;
  if (left?.client !== found.client) await holdName(found.client);
  new Desk(root, place, found, left?.client === found.client ? left.panes : {});
}

class Desk {
  constructor(root, place, opened, left) {
    Object.assign(this, { root, place, client: opened.client, section: root.dataset.section });
    this.mayWrite = root.dataset.mayWrite !== undefined;
    this.mode = new Mode(root.dataset.text);
    this.isSuggesting = !this.mayWrite;
    this.mark = "";
    this.words = this.readWords();
    this.active = Date.now();
    this.line = true;
    this.places = new Map([...root.querySelectorAll("[data-part]")].map((each) => [each.dataset.part, each.textContent]));
    this.people = new People(root.querySelector("[data-people]"), root.querySelector("[data-live]"), this.words);
    this.status = root.querySelector("[data-status]");
    this.dialog = root.querySelector("[data-sign-in]");
    this.notice = root.querySelector("[data-notice]");
    this.loose = new Loose(root.querySelector("[data-unsaid]"), () => this.current.view.focus());
    this.toolbar = new Toolbar(root.querySelector("[role=toolbar]"), () => this.current);
    this.open_(opened, left);
    this.listen();
  }

  open_(opened, left) {
    this.root.hidden = false;
    for (const each of document.querySelectorAll("[data-without-script]")) each.hidden = true;
    this.fold(document.querySelector(".pairs"));
    this.panes = [...this.root.querySelectorAll("[data-pane]")].map((place) => {
      const language = place.dataset.pane;
      return new Pane(place, {
        language,
        label: place.dataset.label,
        address: place.dataset.steps,
        keep: place.dataset.keep,
        start: left[language] ?? opened.documents[language],
        desk: this,
      });
    });
    [this.current] = this.panes;
    this.listed = new Listed(this.root, this);
    this.ready = true;
    // What was being suggested when a window died is taken up where it was.
    this.suggest(!this.mayWrite || this.mode.isSuggesting || this.panes.some((pane) => pane.proposals.unsent));
    this.hearSuggestions(opened.suggestions);
    this.stays(opened.part);
    this.people.show(opened.people, this.section, this.places);
    this.states(opened.states);
    this.rows();
    this.toolbar.update();
    this.tell();
    this.tick(Object.keys(left).length ? 0 : this.pace);
  }

  /** The list of both languages says what is to be translated: on demand, for the text stands here. */
  fold(list) {
    if (!list) return;
    const box = document.createElement("details");
    const head = document.createElement("summary");
    head.textContent = this.words.pairs;
    box.open = Boolean(list.querySelector(":target"));
    list.before(box);
    box.append(head, list);
  }

  readWords() {
    const { dataset } = this.root;
    const states = Object.entries(dataset).filter(([name]) => name.startsWith("state"));
    return {
      ...dataset,
      states: Object.fromEntries(states.map(([name, word]) => [name.slice(5).toLowerCase(), word])),
    };
  }

  listen() {
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => send(this.root.dataset.leave, { client: this.client }, { last: true }));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.save();
      else this.tick(0);
    });
    addEventListener("beforeunload", (event) => {
      if (this.unsent && !this.isForgotten && (!this.line || this.stopped)) event.preventDefault();
    });
    this.notice.querySelector("a").addEventListener("click", (event) => this.forget(event));
    this.dialog.addEventListener("close", () => this.tick(0));
    this.dialog.querySelector("[data-again]").addEventListener("click", () => this.rejoin());
  }

  get unsent() {
    return this.panes.some((pane) => pane.unsent || pane.proposals.unsent);
  }

  save() {
    for (const pane of this.panes) {
      pane.save();
      pane.proposals.save();
    }
  }

  get pace() {
    return this.people.isTogether(this.section) && !document.hidden ? TOGETHER : ALONE;
  }

  twin(pane) {
    return this.panes?.find((each) => each !== pane);
  }

  enter(pane) {
    this.current = pane;
    if (this.ready) this.toolbar.update();
  }

  open(name, pane) {
    this.current = pane;
    if (name === "toolbar") this.toolbar.focus();
    else if (name === "suggesting") this.turn();
    else this.toolbar.askLink();
    return true;
  }

  /** From writing to suggesting and back; who may only suggest does nothing else. */
  turn() {
    if (!this.mayWrite) return;
    this.suggest(!this.isSuggesting);
    this.mode.keep(this.isSuggesting);
    this.current.view.focus();
  }

  suggest(isOn) {
    this.isSuggesting = isOn;
    this.root.dataset.mode = isOn ? "suggesting" : "writing";
    this.tellMode();
    for (const pane of this.panes) pane.suggest(isOn);
    this.rows();
    this.toolbar.update();
  }

  tellMode() {
    const isEmpty = this.panes.every((pane) => !pane.text.doc.childCount);
    const words = this.isSuggesting ? (isEmpty ? this.words.nothing : this.words.suggesting) : this.words.writing;
    const place = this.root.querySelector("[data-mode-told]");
    if (place.textContent !== words) place.textContent = words;
  }

  /** Who suggested something, in words. */
  by({ mine, name }) {
    return this.words.by.replace("{name}", mine ? this.words.me : name);
  }

  hearSuggestions({ mark, open }) {
    if (!open || (this.listed.isEmpty && !open.length && this.panes.every((pane) => !pane.proposals.kept.size))) return;
    const fits = this.panes.map((pane) => pane.hearSuggestions(open.filter((each) => each.language === pane.language)));
    this.listed.show(open);
    // What did not fit the text as it is here is asked for again.
    this.mark = fits.every(Boolean) ? mark : "";
  }

  moved(pane, tr) {
    if (!this.ready) return;
    if (tr.docChanged || tr.selectionSet) this.active = Date.now();
    if (pane === this.current) this.toolbar.update();
  }

  /** After each change: keep what is not sent, let the rows of both languages meet. */
  changed() {
    if (!this.ready || this.planned) return;
    this.planned = true;
    queueMicrotask(() => {
      this.planned = false;
      this.keep();
      this.rows();
      this.tell();
      this.tellMode();
    });
  }

  keep() {
    const waiting = this.panes.filter((pane) => pane.unsent || pane.proposals.unsent);
    const open = waiting.filter((pane) => !(this.isForgotten && pane.closed)).map((pane) => [pane.language, pane.left]);
    keepUnsent(this.place, this.client, Object.fromEntries(open));
  }

  rows() {
    const rows = shareRows(this.panes.map((pane) => pane.view.state.doc));
    const mark = [...rows].join();
    if (mark === this.rowMark) return;
    this.rowMark = mark;
    makeRows(rows.size);
    for (const pane of this.panes) pane.show({ rows });
  }

  states(states) {
    if (!states) return;
    for (const pane of this.panes) pane.show({ states: states[pane.language] ?? {} });
  }

  heard(status) {
    this.line = status !== 0;
    if (status === 200) this.savedAt = new Date();
  }

  /** The line that says whether the text is safe. */
  tell() {
    if (!this.ready) return;
    let [state, words] = ["saved", this.words.saved];
    if (this.stopped) [state, words] = ["refused", this.stopped];
    else if (!this.line) [state, words] = ["offline", this.words.offline];
    else if (this.unsent) [state, words] = ["saving", this.words.saving];
    else if (this.savedAt) {
      const time = this.savedAt.toLocaleTimeString(document.documentElement.lang, {
        hour: "2-digit",
        minute: "2-digit",
        hour12: false,
      });
      words = this.words.savedAt.replace("{time}", time);
    }
    this.status.dataset.state = state;
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  refused(_pane, { code, title = "" } = {}) {
    this.stopped = `${this.words.refused} ${title}`;
    // A text that is closed for a while takes later what waits; anything else it never will.
    if (code !== "text_closed") {
      this.isRefused = true;
      this.note(this.words.stuck, location.href);
    }
    this.tell();
  }

  /** Go on from the text as it stands, without what it does not take. */
  forget(event) {
    // From a part that was taken out the link leads to the whole, and what was typed stays kept.
    if (!this.isRefused || this.isLost) return;
    event.preventDefault();
    this.isForgotten = true;
    this.keep();
    location.reload();
  }

  tick(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.present(), delay);
  }

  /** Say that the window is here, hear who else is and what was written. */
  async present() {
    const turns = this.turns();
    const { language, place } = this.current;
    const since = Object.fromEntries(this.panes.map((pane) => [pane.language, pane.base]));
    const { status, found } = await send(this.root.dataset.presence, {
      client: this.client,
      section: this.section,
      language,
      place,
      idle: Date.now() - this.active > IDLE,
      since,
      suggestions: this.mark,
    });
    if (status === 401 || found?.code === "client_unknown") {
      this.signInAgain();
      return;
    }
    this.line = status !== 0;
    // What takes the part out of the text is not taken in: what was typed there stays to be copied.
    if (status === 200 && !this.stays(found.part)) return;
    if (status === 200) {
      // A proposal that went out meanwhile is not in what was asked before.
      const open = turns === this.turns() ? found.suggestions.open : undefined;
      for (const pane of this.panes) {
        if (open) pane.proposals.hold(open.filter((each) => each.mine && each.typed && each.language === pane.language));
        pane.hear(found.documents[pane.language]);
        pane.show({ carets: this.people.carets(this.section, pane.language) });
        if (pane.unsent && !pane.busy) pane.plan(pane.pending ? 0 : 1000);
      }
      this.hearSuggestions({ mark: found.suggestions.mark, open });
      this.people.show(found.people, this.section, this.places);
      this.states(found.states);
    }
    this.tell();
    this.tick(status ? this.pace : 3000);
  }

  /** Whether the part is in the text still; says so when it was moved or renamed. */
  stays({ gone, place, whole } = {}) {
    if (gone) {
      this.lose(whole);
      return false;
    }
    if (place && this.standing && place !== this.standing) this.note(this.words.moved.replace("{place}", place));
    this.standing = place;
    return true;
  }

  /** The part was taken out: nothing is sent any more, and nothing is thrown away. */
  lose(whole) {
    if (this.isLost) return;
    this.isLost = true;
    clearTimeout(this.timer);
    for (const pane of this.panes) pane.close();
    this.keep();
    this.stopped = this.words.lost;
    this.note(this.unsent ? this.words.copy : this.words.taken, whole);
    this.tell();
  }

  note(words, whole) {
    this.notice.querySelector("p").textContent = words;
    const link = this.notice.querySelector("a");
    link.hidden = !whole;
    if (whole) link.href = whole;
    this.notice.hidden = false;
    this.notice.scrollIntoView({ block: "center" });
  }

  /** How often proposals went out and came back. */
  turns() {
    return this.panes.map((pane) => (pane.proposals.busy ? -pane.proposals.turn : pane.proposals.turn)).join();
  }

  /** The session has ended: the text stays, sign-in opens beside it. */
  signInAgain() {
    clearTimeout(this.timer);
    for (const pane of this.panes) {
      clearTimeout(pane.timer);
      clearTimeout(pane.proposals.timer);
    }
    this.keep();
    this.rejoin();
  }

  async rejoin() {
    const { status, found } = await send(this.root.dataset.join, { section: this.section, client: this.client });
    if (status === 200 && found.client === this.client) {
      if (this.dialog.open) this.dialog.close();
      for (const pane of this.panes) {
        pane.plan(0);
        pane.proposals.plan(0);
      }
      this.tick(0);
      return;
    }
    if (status === 200) {
      // Somebody else signed in: what was written under another name is not sent under this one.
      this.stopped = this.words.other;
      for (const pane of this.panes) pane.close();
      if (this.dialog.open) this.dialog.close();
      this.tell();
      return;
    }
    if (status === 401 && !this.dialog.open) this.dialog.showModal();
    this.timer = setTimeout(() => this.rejoin(), 3000);
  }
}
