const FIRST = 600;
const LONGEST = 5000;
// Pages of the portal itself are all that becomes a page here.
const policy = (window.trustedTypes ?? { createPolicy: (_name, rules) => rules }).createPolicy(
  "portal-page",
  { createHTML: (page) => page },
);

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
    const text = policy.createHTML(await answer.text());
    const page = new DOMParser().parseFromString(text, "text/html");
    return page.getElementById(id);
  } catch {
    return null;
  }
}
