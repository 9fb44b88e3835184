// One press sends once. The server's one-time token is the real guard; this spares the second request.

const release = (form) => {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[data-pressed]")) delete button.dataset.pressed;
};

/** Ignore a second press while the first is on its way; forget it when the page comes back. */
export function guardForms(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.matches("[data-theme-switch]")) return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    if (event.submitter) event.submitter.dataset.pressed = "";
    setTimeout(() => release(form), 15000);
  });
  addEventListener("pageshow", () => root.querySelectorAll("form[data-sent]").forEach(release));
}
