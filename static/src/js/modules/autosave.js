import { pageOf } from "./page.js";

const QUIET = 2000;
const AWAY = 10000;
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
  let unanswered = null;
  const wait = () => {
    if (said(form) === last) return;
    clearTimeout(timer);
    timer = setTimeout(save, QUIET);
  };
  const save = async () => {
    if (isBusy || "sent" in form.dataset || (!unanswered && said(form) === last)) return;
    isBusy = true;
    // What got no answer may have arrived all the same: it goes again as it was, with its token.
    const draft = unanswered ?? { said: said(form), body: bodyOf(form) };
    const fresh = await keep(form.dataset.autosave || location.href, draft.body);
    unanswered = fresh ? null : draft;
    isBusy = false;
    const show = () => root.querySelector("main").replaceWith(fresh.querySelector("main"));
    if (fresh?.querySelector("#sent-before")) {
      // A second tab with the same form was faster: what is written here is shown, and asked for.
      fresh.querySelector("#sent-before [name=act]")?.remove();
      show();
      return;
    }
    if (fresh?.querySelector("#written") && said(form) === draft.said) {
      // Who may not write any more, or was signed out, gets the words back.
      show();
      return;
    }
    const newest = fresh?.querySelector("form[data-autosave]");
    if (newest && (fresh.querySelector("#meanwhile") || version(newest) > version(form) + 1)) {
      show();
      autosave(root);
      return;
    }
    if (newest) {
      last = draft.said;
      if (version(newest) === version(form) + 1) take(form, newest);
    }
    if (pressed) {
      const button = pressed;
      pressed = null;
      if (!unanswered) form.requestSubmit(button);
    } else if (newest) wait();
    if (unanswered) {
      const told = form.querySelector("[data-saved]");
      told.textContent = told.dataset.away;
      timer = setTimeout(save, AWAY);
    }
  };
  for (const sign of SIGNS) form.addEventListener(sign, wait);
  // A press while a draft is on its way waits for it: nobody clashes with oneself.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!isBusy && !unanswered) return;
    event.preventDefault();
    pressed = event.submitter;
    save();
  });
}

/** What a press would send, in the short form of it: the line ends are those of a press. */
function bodyOf(form) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, value.replace(/\r?\n/g, "\r\n"));
  body.set("act", "autosave");
  return body;
}

/** Send a draft; null while the line or the server is away. */
async function keep(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "text/html" } });
    return answer.status < 500 ? await pageOf(answer) : null;
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
