// A source number leads into the closed list of sources: open it, also where the browser does not.

const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const box = target && target.closest("details:not([open])");
  if (!box) return;
  box.open = true;
  target.scrollIntoView();
};

/** Open the <details> that holds the address's target. */
export function openTarget() {
  addEventListener("hashchange", reveal);
  reveal();
}
