// Light or dark without a round trip; without this file the form posts and the page comes back.

const YEAR = 31536000;

/** Change the theme in place and keep the choice in the cookie that the server reads. */
export function switchTheme(root) {
  root.addEventListener("submit", (event) => {
    const theme = event.target.matches("[data-theme-switch]") && event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `theme=${theme};path=/;max-age=${YEAR};samesite=lax${secure}`;
    document.documentElement.dataset.theme = theme;
    [...event.target.elements].find((button) => button.value && button.checkVisibility())?.focus();
  });
}
