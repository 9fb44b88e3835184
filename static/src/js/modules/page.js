// Pages of the portal itself are all that becomes a page here.
const policy = (window.trustedTypes ?? { createPolicy: (_name, rules) => rules }).createPolicy(
  "portal-page",
  { createHTML: (page) => page },
);

/** Read an answer of the portal as a page. */
export async function pageOf(answer) {
  return new DOMParser().parseFromString(policy.createHTML(await answer.text()), "text/html");
}
