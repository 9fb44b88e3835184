// How much is left of dots or points while somebody types: shown at once, said after a pause.

const PAUSE = 900;
const number = (field) => Math.max(0, Math.trunc(Number(field.value)) || 0);

export class Budget extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.budget) return;
    this.shown = this.querySelector("[data-remainder]");
    this.said = this.querySelector("[role=status]");
    this.addEventListener("input", () => this.count());
    this.count();
  }

  count() {
    const { budget, left, over } = this.dataset;
    const fields = [...this.querySelectorAll("input[type=number]")];
    const rest = Number(budget) - fields.reduce((sum, field) => sum + number(field), 0);
    const words = (rest < 0 ? over : left).replace("{left}", rest).replace("{over}", -rest).replace("{budget}", budget);
    this.shown.textContent = words;
    this.toggleAttribute("data-is-over", rest < 0);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => (this.said.textContent = words), PAUSE);
  }
}
