// What a person would stumble over in an open page; evaluated by the tests, after axe.
// Every function gives lines of text, nothing when all is well.

window.look = (() => {
  const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  // What depends on where things stand, and so on the width and the length of the texts.
  const PLACED = ["target-size", "scrollable-region-focusable"];
  // What differs from one row of a list to the next without changing how the row looks.
  const OWN = new Set(["id", "href", "src", "name", "value", "for", "action", "title", "d", "x", "y", "data-name", "headers"]);
  const ACCENTED = { a: "á", e: "é", i: "í", o: "ó", u: "ú", y: "ý", A: "Á", E: "É", I: "Í", O: "Ó", U: "Ú" };
  // The script comes before the page: ask for the root when it is there.
  const root = () => document.documentElement;

  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const short = (element) => element.cloneNode(false).outerHTML.slice(0, 120);

  const run = async (options, context = document) => {
    const { violations } = await axe.run(context, { resultTypes: ["violations"], preload: false, ...options });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
  };

  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      if (walker.currentNode.data.trim() && !walker.currentNode.parentElement.closest("script, style")) found.push(walker.currentNode);
    }
    return found;
  };

  // How an element comes to its colours: itself and all it stands in, without what is its own.
  const kind = (element) => {
    const steps = [];
    for (let at = element; at; at = at.parentElement) {
      const said = [...at.attributes].filter(({ name }) => !OWN.has(name) && !name.startsWith("data-look-") && !name.startsWith("aria-label") && name !== "aria-describedby" && name !== "data-label");
      steps.push(at.localName + said.map(({ name, value }) => `[${name}=${value}]`).sort().join(""));
    }
    return steps.join("<");
  };

  // At most so many elements of each kind; what the list has seen is not taken, and it grows.
  const few = (elements, count, before = []) => {
    const had = new Map(before.map((its) => [its, count]));
    return [...elements].filter((element) => {
      const its = kind(element);
      had.set(its, (had.get(its) ?? 0) + 1);
      return had.get(its) <= count;
    });
  };

  // Of rows that look alike a few are enough for the two rules that cost most.
  const limit = (rule, elements) => {
    const mark = `data-look-${rule}`;
    for (const element of document.querySelectorAll(`[${mark}]`)) element.removeAttribute(mark);
    for (const element of elements) element.setAttribute(mark, "");
    axe.configure({ rules: [{ id: rule, selector: `[${mark}]` }] });
  };

  const coloured = () => {
    const elements = new Set(texts().map((text) => text.parentElement));
    for (const field of document.querySelectorAll("input, select, textarea")) elements.add(field);
    return elements;
  };
  const targets = () => document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");

  return {
    // All rules in light; said again in the other language, a page keeps its colours and sizes.
    async rules(again) {
      limit("color-contrast", again ? [] : few(coloured(), 1));
      limit("target-size", again ? [] : few(targets(), 3));
      const found = await run({ runOnly: RULES });
      if (document.querySelector("[style]")) found.push("a style attribute");
      return found;
    },

    async placed() {
      limit("target-size", few(targets(), 3));
      return run({ runOnly: PLACED });
    },

    // The contrast in the dark of what no page showed before; gives back what it saw for the first time.
    async dark(before) {
      const elements = few(coloured(), 1, before);
      const kinds = elements.map(kind);
      if (!kinds.length) return { found: [], kinds };
      root().dataset.theme = "dark";
      limit("color-contrast", elements);
      const found = await run({ runOnly: ["color-contrast"] });
      delete root().dataset.theme;
      return { found, kinds };
    },

    wide() {
      const squeezed = [...document.querySelectorAll("h1, h2")].filter((heading) => {
        const size = Number.parseFloat(getComputedStyle(heading).fontSize);
        return shown(heading) && !heading.closest(".vh") && heading.clientWidth < 4 * size && heading.clientHeight > 4 * size;
      });
      const excess = root().scrollWidth - root().clientWidth;
      if (excess <= 0) return squeezed.map((heading) => `no room for ${short(heading)}`);
      const out = [...document.querySelectorAll("body *")].find((element) => {
        const { left, right } = element.getBoundingClientRect();
        return right > root().clientWidth + 1 || left < -1;
      });
      return [`${excess} pixels too wide at ${out ? short(out) : "nothing"}`];
    },

    // Words that are cut off, or run out of the box that they stand in.
    spilt() {
      const found = [];
      for (const element of new Set(texts().map((text) => text.parentElement))) {
        const style = getComputedStyle(element);
        if (!element.clientWidth || style.clipPath !== "none" || element.closest("svg, select, .vh") || !shown(element)) continue;
        const cut = style.overflowX !== "visible" && element.scrollHeight > element.clientHeight + 1 && style.overflowY !== "auto";
        if (cut || (element.scrollWidth > element.clientWidth + 1 && !["auto", "scroll"].includes(style.overflowX))) {
          found.push(`words do not fit: ${short(element)}`);
        }
      }
      return found;
    },

    // A language that nobody speaks: accents, two fifths longer, written from right to left.
    pseudo() {
      for (const text of texts()) {
        if (text.parentElement.closest("svg, code, option, [translate=no]")) continue;
        text.data = text.data.replace(/\p{L}{3,}/gu, (word) => {
          if (word === word.toUpperCase()) return word;
          const accented = word.replace(/[aeiouyAEIOU]/g, (letter) => ACCENTED[letter]);
          return accented.slice(0, -1) + "é".repeat(Math.ceil(word.length * 0.4)) + accented.slice(-1);
        });
      }
      root().dir = "rtl";
    },
  };
})();
