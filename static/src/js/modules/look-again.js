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
    const page = await newest();
    const fresh = page?.getElementById(part.id);
    if (page && !fresh) {
      // What was waited for stands at this address now.
      location.reload();
      return;
    }
    if (fresh && fresh.innerHTML !== part.innerHTML) {
      part.replaceChildren(...fresh.childNodes);
    }
    if (fresh && !("lookAgain" in fresh.dataset)) {
      delete part.dataset.lookAgain;
    }
    lookAgain(root, Math.min(pause * 1.3, LONGEST));
  }, pause);
}

/** Ask for the page anew; nothing while the line or the server is away. */
async function newest() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    return answer.ok ? await pageOf(answer) : null;
  } catch {
    return null;
  }
}
