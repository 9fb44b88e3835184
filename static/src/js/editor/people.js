// Who else is here: by name, letter and pattern; told politely, not more often than every 10 s.

const SELDOM = 10000;
const LOOKS = 6;

/** The letters of a name. */
const initials = (name) =>
  name
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
    .slice(0, 2)
    .map((word) => word[0].toLocaleUpperCase())
    .join("");

export class People {
  constructor(list, live, words) {
    Object.assign(this, { list, live, words, looks: new Map(), others: [], told: 0, was: "" });
  }

  look(name) {
    if (!this.looks.has(name)) this.looks.set(name, this.looks.size % LOOKS);
    return this.looks.get(name);
  }

  /** Take in who is there; `places` names the sections. */
  show(people, section, places) {
    this.others = people.filter((each) => !each.me);
    const rows = this.others.map((each) => {
      const row = document.createElement("li");
      const disc = document.createElement("span");
      disc.className = `who look-${this.look(each.name)}`;
      disc.setAttribute("aria-hidden", "true");
      disc.textContent = initials(each.name);
      const place = each.section === section ? this.words.here : (places.get(each.section) ?? "");
      const parts = [each.name, place, each.idle ? this.words.idle : ""].filter(Boolean);
      row.append(disc, parts.join(", "));
      return row;
    });
    this.list.replaceChildren(...rows);
    this.list.hidden = !rows.length;
    this.tell(this.others.filter((each) => each.section === section));
  }

  tell(near) {
    const names = [...new Set(near.map((each) => each.name))].sort().join(", ");
    if (names === this.was || Date.now() - this.told < SELDOM) return;
    this.live.textContent = names ? this.words.together.replace("{names}", names) : this.words.alone;
    this.told = Date.now();
    this.was = names;
  }

  /** Whether somebody moves in the same section: then the window asks more often. */
  isTogether(section) {
    return this.others.some((each) => each.section === section && !each.idle);
  }

  carets(section, language) {
    return this.others
      .filter((each) => each.section === section && each.language === language && each.place !== null)
      .map((each) => ({ client: each.client, name: each.name, look: this.look(each.name), place: each.place }));
  }
}
