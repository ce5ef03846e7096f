// Sending that survives a bad network: a second tap does nothing, a lost answer loses nothing. The
// form carries a `client_uuid`, so that sending again is the same submission, not a second one.

const PATIENCE = 30_000;

/**
 * Where the form tells how its sending goes.
 * @param {HTMLFormElement} form
 */
const noteOf = (form) => /** @type {HTMLElement} */ (form.querySelector("[data-sending]"));

/**
 * @param {HTMLFormElement} form
 * @param {string | undefined} text
 * @param {{ link?: { url: string, text: string } | null, again?: boolean }} [more]
 */
function tell(form, text, { link = null, again = false } = {}) {
  const note = noteOf(form);
  const said = document.createElement("p");
  said.textContent = text ?? null;
  note.replaceChildren(said);
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link.url;
    anchor.target = "_blank";
    anchor.className = "button plain";
    anchor.textContent = link.text;
    note.append(anchor, " ");
  }
  if (again) {
    const button = document.createElement("button");
    button.type = "submit";
    button.className = "button";
    button.textContent = note.dataset.again ?? null;
    note.append(button);
  }
  note.classList.toggle("is-wrong", again);
  note.hidden = false;
}

/**
 * After signing in again in another tab the form's token is an old one.
 * @param {HTMLFormElement} form
 */
async function freshToken(form) {
  const address = noteOf(form).dataset.csrfUrl ?? "";
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrf_token"));
  token.value = (await response.json()).csrf_token;
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} submitter
 * @param {AbortSignal} signal
 */
async function post(form, submitter, signal) {
  const typed = new FormData(form, submitter?.name ? submitter : undefined);
  const body = new URLSearchParams(/** @type {[string, string][]} */ ([...typed]));
  return fetch(form.action, { method: "POST", body, signal, headers: { Accept: "text/html" } });
}

/**
 * The page that came back: in place of the form when it is the form again with what is wrong, or
 * what stands against it. Any other must not take what was typed; its words are told.
 * @param {HTMLFormElement} form
 * @param {Response} response
 * @param {(part: HTMLElement) => void} enhance
 */
async function show(form, response, enhance) {
  const found = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = found.querySelector("#content");
  const error = found.querySelector("[data-error-detail]");
  const answers = [409, 422].includes(response.status) || fresh?.querySelector("form[data-send]");
  if (!fresh || !answers || error) {
    const said = [noteOf(form).dataset.refused, error?.textContent].filter(Boolean).join(" ");
    return tell(form, said, { again: true });
  }
  document.title = found.title;
  const content = document.getElementById("content");
  content.replaceChildren(...document.adoptNode(fresh).childNodes);
  content.focus();
  return enhance(content);
}

/** @param {HTMLFormElement} form */
function signedOut(form) {
  const { signedOut: said, signInUrl: url, signIn: text } = noteOf(form).dataset;
  tell(form, said, { link: url && text ? { url, text } : null, again: true });
  form.dataset.stale = "";
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} submitter
 * @param {(part: HTMLElement) => void} enhance
 */
async function send(form, submitter, enhance) {
  const words = noteOf(form).dataset;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    if ("stale" in form.dataset) await freshToken(form);
    let response = await post(form, submitter, stop.signal);
    if (response.status === 403) {
      // Perhaps only the token is old: signed in again elsewhere. One that is fresh is no second
      // entry, for the form bears its own key.
      await freshToken(form);
      response = await post(form, submitter, stop.signal);
    }
    delete form.dataset.stale;
    const arrived = new URL(response.url);
    if (response.status === 401 || arrived.pathname === words.signInUrl) return signedOut(form);
    if (response.status >= 500 || response.status === 429) {
      return tell(form, words.broken, { again: true });
    }
    if (response.redirected) return location.assign(response.url);
    return await show(form, response, enhance);
  } catch (error) {
    const slow = error instanceof Error && error.name === "AbortError";
    return tell(form, slow ? words.slow : words.lost, { again: true });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {(part: HTMLElement) => void} enhance what to do with a part that came back
 */
export function sends(form, enhance) {
  let going = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (going) return;
    going = true;
    form.setAttribute("aria-busy", "true");
    tell(form, noteOf(form).dataset.going);
    await send(form, /** @type {HTMLButtonElement | null} */ (event.submitter), enhance);
    going = false;
    form.removeAttribute("aria-busy");
  });
}
