import { pageOf } from "./page.js";

const QUIET = 2000;
const SIGNS = ["input", "change", "click", "keyup", "pointerup"];
const TOKENS = ["version", "once", "csrfmiddlewaretoken"];
const said = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => !TOKENS.includes(name)));
const version = (form) => Number(form?.elements.version?.value);

/** Save a draft by itself when nothing was changed for two seconds; nothing is ever overwritten. */
export function autosave(root) {
  const form = root.querySelector("form[data-autosave]");
  // What clashes is put in the place of the other draft by a press of the writer, never by itself.
  if (!form || root.querySelector("#meanwhile")) return;
  let last = said(form);
  let timer = 0;
  let isBusy = false;
  let pressed = null;
  const wait = () => {
    if (said(form) === last) return;
    clearTimeout(timer);
    timer = setTimeout(save, QUIET);
  };
  const save = async () => {
    if (isBusy || "sent" in form.dataset || said(form) === last) return;
    isBusy = true;
    const sent = said(form);
    const fresh = await keep(form);
    isBusy = false;
    const newest = fresh?.querySelector("form[data-autosave]");
    if (newest && (fresh.querySelector("#meanwhile") || version(newest) > version(form) + 1)) {
      root.querySelector("main").replaceWith(fresh.querySelector("main"));
      autosave(root);
      return;
    }
    if (newest) {
      last = sent;
      if (version(newest) === version(form) + 1) take(form, newest);
    }
    if (pressed) form.requestSubmit(pressed);
    else if (newest) wait();
  };
  for (const sign of SIGNS) form.addEventListener(sign, wait);
  // A press while a draft is on its way waits for it: nobody clashes with oneself.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!isBusy) return;
    event.preventDefault();
    pressed = event.submitter;
  });
}

/** Send what stands in the form as a draft; nothing while the line is away. */
async function keep(form) {
  const body = new FormData(form);
  body.set("act", "save");
  try {
    return await pageOf(await fetch(location.href, { method: "POST", body, headers: { Accept: "text/html" } }));
  } catch {
    return null;
  }
}

/** Go on from the saved version: its number, the next one-time token, who saved it when. */
function take(form, fresh) {
  for (const name of TOKENS) {
    if (form.elements[name] && fresh.elements[name]) form.elements[name].value = fresh.elements[name].value;
  }
  form.querySelector("[data-saved]").replaceChildren(...fresh.querySelector("[data-saved]").childNodes);
}
