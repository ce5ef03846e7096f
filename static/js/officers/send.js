// Sending that survives a bad network: a second tap does nothing, a lost answer loses nothing. The
// form carries a `client_uuid`, so that sending again is the same submission, not a second one.

const PATIENCE = 30_000;

export function sends(form, enhance) {
  const note = form.querySelector("[data-sending]");
  let going = false;

  function tell(text, { link = null, again = false } = {}) {
    const said = document.createElement("p");
    said.textContent = text;
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
      button.textContent = note.dataset.again;
      note.append(button);
    }
    note.classList.toggle("is-wrong", again);
    note.hidden = false;
  }

  /** After signing in again in another tab the form's token is an old one. */
  async function freshToken() {
    const response = await fetch(note.dataset.csrfUrl, { headers: { Accept: "application/json" } });
    if (response.ok) form.elements.csrf_token.value = (await response.json()).csrf_token;
  }

  async function post(submitter, signal) {
    const body = new URLSearchParams(new FormData(form, submitter?.name ? submitter : undefined));
    return fetch(form.action, { method: "POST", body, signal, headers: { Accept: "text/html" } });
  }

  /** The page that came back: in place of the form when it is the form again with what is wrong, or
   * what stands against it. Any other must not take what was typed; its words are told. */
  async function show(response) {
    const found = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = found.getElementById("content");
    const error = found.querySelector("[data-error-detail]");
    const answers = [409, 422].includes(response.status) || fresh?.querySelector("form[data-send]");
    if (!fresh || !answers || error) {
      return tell([note.dataset.refused, error?.textContent].filter(Boolean).join(" "), { again: true });
    }
    document.title = found.title;
    const content = document.getElementById("content");
    content.replaceChildren(...document.adoptNode(fresh).childNodes);
    content.focus();
    return enhance(content);
  }

  function signedOut() {
    const { signInUrl: url, signIn: text } = note.dataset;
    tell(note.dataset.signedOut, { link: url ? { url, text } : null, again: true });
    form.dataset.stale = "";
  }

  async function send(submitter) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      if ("stale" in form.dataset) await freshToken();
      let response = await post(submitter, stop.signal);
      if (response.status === 403) {
        // Perhaps only the token is old: signed in again elsewhere. One that is fresh is no second
        // entry, for the form bears its own key.
        await freshToken();
        response = await post(submitter, stop.signal);
      }
      delete form.dataset.stale;
      const arrived = new URL(response.url);
      if (response.status === 401 || arrived.pathname === note.dataset.signInUrl) return signedOut();
      if (response.status >= 500 || response.status === 429) {
        return tell(note.dataset.broken, { again: true });
      }
      if (response.redirected) return location.assign(response.url);
      return await show(response);
    } catch (error) {
      return tell(error.name === "AbortError" ? note.dataset.slow : note.dataset.lost, { again: true });
    } finally {
      clearTimeout(timer);
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (going) return;
    going = true;
    form.setAttribute("aria-busy", "true");
    tell(note.dataset.going);
    await send(event.submitter);
    going = false;
    form.removeAttribute("aria-busy");
  });
}
