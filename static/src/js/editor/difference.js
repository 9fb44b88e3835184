// What changed between two forms of a block, by words, with the places in both.

const WORD = /[\p{L}\p{N}_]+(?:[’'‑-][\p{L}\p{N}_]+)*|\s+|[^\p{L}\p{N}_\s]/gu;
// Above this many pairs of words the whole stretch counts as one change.
const MOST = 1_000_000;

/** Cut blocks into words and the beginnings of what holds them; places count from the first block. */
function cut(nodes) {
  const found = [];
  let lines = 0;
  const take = (node, at) => {
    if (!node.isText) {
      const level = node.attrs.level ?? "";
      lines += Number(node.isTextblock);
      found.push({ key: `<${node.type.name}${level}`, text: node.isTextblock && lines > 1 ? " ¶ " : "", from: at, to: at + 1 });
      return;
    }
    const marks = node.marks.map((mark) => mark.type.name + (mark.attrs.href ?? "")).join();
    for (const { 0: word, index } of node.text.matchAll(WORD)) {
      found.push({ key: word, text: word, marks, from: at + index, to: at + index + word.length });
    }
  };
  let start = 0;
  for (const node of nodes) {
    take(node, start);
    const inner = start + 1;
    node.descendants((each, at) => take(each, inner + at));
    start += node.nodeSize;
  }
  return found;
}

/** Pair the words that both rows have in common, as many as can be: [[old, new], ...]. */
function pairs(old, now) {
  let first = 0;
  while (first < old.length && first < now.length && old[first].key === now[first].key) first += 1;
  let last = 0;
  const most = Math.min(old.length, now.length) - first;
  while (last < most && old.at(-1 - last).key === now.at(-1 - last).key) last += 1;
  const found = Array.from({ length: first }, (_, at) => [at, at]);
  found.push(...common(old, now, first, old.length - last, now.length - last));
  for (let at = last; at > 0; at -= 1) found.push([old.length - at, now.length - at]);
  return found;
}

function common(old, now, first, end, nowEnd) {
  const [height, width] = [end - first, nowEnd - first];
  if (!height || !width || height * width > MOST) return [];
  const row = width + 1;
  const longest = new Uint32Array((height + 1) * row);
  for (let one = height - 1; one >= 0; one -= 1) {
    for (let other = width - 1; other >= 0; other -= 1) {
      const at = one * row + other;
      longest[at] =
        old[first + one].key === now[first + other].key
          ? longest[at + row + 1] + 1
          : Math.max(longest[at + row], longest[at + 1]);
    }
  }
  const found = [];
  for (let one = 0, other = 0; one < height && other < width; ) {
    const at = one * row + other;
    if (old[first + one].key === now[first + other].key) found.push([first + one++, first + other++]);
    else if (longest[at + row] >= longest[at + 1]) one += 1;
    else other += 1;
  }
  return found;
}

const isSpace = (token) => !token.key.startsWith("<") && !token.text.trim();

/** Leave out single spaces between two changes, so that a reworded phrase reads as one. */
function withoutIslands(found, old, now) {
  return found.filter(([one, other], number) => {
    if (!isSpace(old[one])) return true;
    const [before, after] = [found[number - 1] ?? [-1, -1], found[number + 1] ?? [old.length, now.length]];
    const isPart = ([a, b], [c, d]) => c - a > 1 || d - b > 1;
    return !(isPart(before, [one, other]) && isPart([one, other], after));
  });
}

const words = (tokens) => tokens.map((token) => token.text).join("");

/** Walk both rows: `kept(old, now)` for each common word, `changed(old, now, [at, at])` for a run. */
function walk(old, now, { kept, changed }) {
  const place = (tokens, at) => tokens[at - 1]?.to ?? tokens[at]?.from ?? 0;
  let [at, nowAt] = [0, 0];
  for (const [one, other] of [...withoutIslands(pairs(old, now), old, now), [old.length, now.length]]) {
    if (one > at || other > nowAt) {
      changed(old.slice(at, one), now.slice(nowAt, other), [place(old, at), place(now, nowAt)]);
    }
    if (one < old.length && other < now.length) kept(old[one], now[other]);
    [at, nowAt] = [one + 1, other + 1];
  }
}

/** The changes in order: [from, to] in the old and in the new form, and the words of both. */
export function changes(was, becomes) {
  const found = [];
  const range = (tokens, at) => (tokens.length ? [tokens[0].from, tokens.at(-1).to] : [at, at]);
  walk(cut(was), cut(becomes), {
    kept: (old, now) => {
      if (old.marks === now.marks) return;
      found.push({ old: [old.from, old.to], now: [now.from, now.to], removed: "", added: "", isForm: true });
    },
    changed: (old, now, [at, nowAt]) => {
      const [removed, added] = [words(old), words(now)];
      found.push({ old: range(old, at), now: range(now, nowAt), removed, added, isForm: !removed && !added });
    },
  });
  return found;
}

/** The whole of both forms as pieces of words: {text, fate: "added", "removed" or ""}. */
export function pieces(was, becomes) {
  const found = [];
  const put = (text, fate) => {
    if (!text) return;
    if (found.at(-1)?.fate === fate) found.at(-1).text += text;
    else found.push({ text, fate });
  };
  walk(cut(was), cut(becomes), {
    kept: (_old, now) => put(now.text, ""),
    changed: (old, now) => {
      put(words(old), "removed");
      put(words(now), "added");
    },
  });
  return found;
}
