// What was written in words that somebody else took out first: it has no place in the text any more,
// and is told to whoever wrote it.

import { sendableSteps } from "prosemirror-collab";

/** How many steps of each change are still to be sent. */
function counted(state) {
  const found = new Map();
  for (const origin of sendableSteps(state)?.origins ?? []) found.set(origin, (found.get(origin) ?? 0) + 1);
  return found;
}

const saysSomething = ({ slice }) => Boolean(slice?.content.textBetween(0, slice.content.size, " ").trim());

/** The block of a text at a place, as it reads. */
function blockAt(doc, place) {
  const $at = doc.resolve(Math.min(place, doc.content.size));
  const block = $at.depth ? $at.node(1) : $at.nodeAfter;
  return block ? block.textBetween(0, block.content.size, "\n") : "";
}

/**
 * The blocks, as they read before, whose unsent words found no place in `after`: the text once it was
 * laid on what others had written.
 */
export function unsaid(before, after) {
  const sendable = sendableSteps(before);
  if (!sendable) return [];
  const { steps, origins } = sendable;
  const [had, left] = [counted(before), counted(after)];
  const isLost = (number) => (left.get(origins[number]) ?? 0) < had.get(origins[number]);
  const found = steps.map((step, number) => {
    if (!isLost(number) || !saysSomething(step)) return "";
    const place = steps.slice(number + 1).reduce((at, each) => each.getMap().map(at, -1), step.from);
    return blockAt(before.doc, place);
  });
  return [...new Set(found)].filter((words) => words.trim());
}

/** The notice that shows such words until they were read, and copied where they are wanted. */
export class Loose {
  constructor(place, onRead) {
    Object.assign(this, { place, list: place.querySelector("ul") });
    place.querySelector("button").addEventListener("click", () => {
      this.list.replaceChildren();
      this.place.hidden = true;
      onRead();
    });
  }

  show(found, language) {
    if (!found.length) return;
    for (const words of found) {
      const each = document.createElement("li");
      each.lang = language;
      each.textContent = words;
      this.list.append(each);
    }
    this.place.hidden = false;
    this.place.scrollIntoView({ block: "nearest" });
  }
}
