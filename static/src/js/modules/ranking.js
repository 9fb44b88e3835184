// Putting things in order: by dragging, by Space and arrows, by buttons, or by typing the place.
// Without this file the numbers alone are posted. All words come from data- attributes.

const EDGE = 60;

const fill = (pattern, words) => (pattern ?? "").replace(/\{(\w+)\}/g, (_, key) => words[key] ?? "");

export class Ranking extends HTMLElement {
  #held = null;
  #before = [];

  connectedCallback() {
    this.list = this.querySelector("ol");
    this.live = this.querySelector("[role=status]");
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("change", (event) => this.#type(event));
    this.addEventListener("pointerdown", (event) => this.#grab(event));
    this.#number();
  }

  get items() {
    return [...this.list.children];
  }

  #say(pattern, item) {
    const words = { name: item.dataset.name, position: this.items.indexOf(item) + 1, count: this.items.length };
    if (this.live) this.live.textContent = fill(this.dataset[pattern], words);
  }

  #number() {
    const cut = Number(this.dataset.cut ?? 0);
    this.items.forEach((item, index, all) => {
      item.querySelector(".position").textContent = String(index + 1);
      item.querySelector("input").value = String(index + 1);
      item.classList.toggle("leading", index < cut);
      item.classList.toggle("cut", index + 1 === cut && cut < all.length);
      item.querySelector("[data-move='-1']").disabled = index === 0;
      item.querySelector("[data-move='1']").disabled = index === all.length - 1;
    });
    const undo = this.querySelector("[data-undo]");
    if (undo) undo.hidden = this.#before.length === 0;
  }

  #remember() {
    this.#before.push(this.items);
  }

  #restore() {
    const order = this.#before.pop();
    if (order) this.list.append(...order);
    this.#number();
  }

  #place(item, index) {
    const others = this.items.filter((other) => other !== item);
    const place = Math.max(0, Math.min(others.length, index));
    if (place === others.length) this.list.append(item);
    else others[place].before(item);
    this.#number();
    this.#say("moved", item);
  }

  #click(event) {
    const undo = event.target.closest("[data-undo]");
    const move = event.target.closest("[data-move]");
    if (undo) this.#restore();
    if (!move) return;
    const item = move.closest("li");
    this.#remember();
    this.#place(item, this.items.indexOf(item) + Number(move.dataset.move));
    (move.disabled ? item.querySelector("[data-move]:not(:disabled)") : move)?.focus();
  }

  #type(event) {
    const item = event.target.closest("li");
    const wanted = Number.parseInt(event.target.value, 10);
    if (!item || !event.target.matches("input")) return;
    if (Number.isNaN(wanted)) {
      this.#number();
      return;
    }
    this.#remember();
    this.#place(item, wanted - 1);
    event.target.focus();
  }

  #key(event) {
    const grip = event.target.closest(".grip");
    const item = grip?.closest("li");
    if (!item) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === " " || event.key === "Enter") this.#held ? this.#drop(grip, "dropped") : this.#lift(grip, item);
    else if (this.#held === item && step) this.#place(item, this.items.indexOf(item) + step);
    else if (this.#held && event.key === "Escape") {
      this.#restore();
      this.#drop(grip, "cancelled");
    } else return;
    event.preventDefault();
    grip.focus();
  }

  #lift(grip, item) {
    this.#remember();
    this.#held = item;
    item.classList.add("held");
    grip.setAttribute("aria-pressed", "true");
    this.#say("lifted", item);
  }

  #drop(grip, pattern) {
    const item = this.#held;
    this.#held = null;
    item.classList.remove("held");
    grip.setAttribute("aria-pressed", "false");
    this.#say(pattern, item);
  }

  // Listeners stand on the window: putting a node elsewhere drops its pointer capture.
  #grab(event) {
    const grip = event.target.closest(".grip");
    if (!grip || event.button) return;
    event.preventDefault();
    const item = grip.closest("li");
    const stop = new AbortController();
    this.#remember();
    item.classList.add("dragged");
    addEventListener("pointermove", (move) => this.#drag(item, move.clientY), { signal: stop.signal });
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, () => {
        stop.abort();
        item.classList.remove("dragged");
        this.#number();
        this.#say("dropped", item);
      }, { signal: stop.signal });
    }
  }

  #drag(item, y) {
    if (y < EDGE) scrollBy(0, -12);
    else if (y > innerHeight - EDGE) scrollBy(0, 12);
    const over = this.items.find((other) => {
      const { top, bottom } = other.getBoundingClientRect();
      return other !== item && y > top && y < bottom;
    });
    if (!over) return;
    const { top, height } = over.getBoundingClientRect();
    if (y < top + height / 2) over.before(item);
    else over.after(item);
    this.#number();
  }
}
