// Menus are <details class="menu">; the work pages' navigation opens on a phone by its link.

const shut = (menu, { focus }) => {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
};

const toggleSide = (link) => {
  const list = document.querySelector(link.hash);
  const open = list.toggleAttribute("data-open");
  link.setAttribute("aria-expanded", String(open));
};

/** Close an open menu on Escape (focus goes back) and on a press beside it. */
export function closeMenus(root) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details.menu[open]");
    if (menu) shut(menu, { focus: true });
  });
  root.addEventListener("click", (event) => {
    for (const menu of root.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) shut(menu, { focus: false });
    }
    const link = event.target.closest("a.side-toggle");
    if (link) {
      event.preventDefault();
      toggleSide(link);
    }
  });
  for (const link of root.querySelectorAll("a.side-toggle")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
  }
}
