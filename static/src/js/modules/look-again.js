import { pageOf } from "./page.js";

const FIRST = 600;
const LONGEST = 5000;

/** Put the newest state of the page's part in its place, less and less often. */
export function lookAgain(root, pause = FIRST) {
  const part = root.querySelector("[data-look-again]");
  if (!part) {
    return;
  }
  setTimeout(async () => {
    const fresh = await newest(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML) {
      part.replaceChildren(...fresh.childNodes);
    }
    if (fresh && !("lookAgain" in fresh.dataset)) {
      delete part.dataset.lookAgain;
    }
    lookAgain(root, Math.min(pause * 1.3, LONGEST));
  }, pause);
}

/** Ask for the page anew and find the part in it; nothing while the line is away. */
async function newest(id) {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    return (await pageOf(answer)).getElementById(id);
  } catch {
    return null;
  }
}
