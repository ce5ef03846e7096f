// Suggestions while typing in the header's search (WAI-ARIA combobox with a listbox). Loaded when
// the field is first used.

const form = document.getElementById("site-search");
const WAIT = 150;

/** Make the field a combobox. */
export function start(field) {
  const list = document.getElementById("site-suggestions");
  const said = document.getElementById("site-search-said");
  let timer = 0;
  let asked = null;
  let active = -1;

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  list.setAttribute("role", "listbox");

  const options = () => [...list.children];

  function choose(number) {
    active = number;
    options().forEach((option, n) => option.setAttribute("aria-selected", String(n === number)));
    const chosen = options()[number];
    if (chosen) {
      field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function option(hit, number) {
    const item = document.createElement("li");
    item.id = `suggestion-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = hit.url;
    item.dataset.hit = `${hit.kind}:${hit.key}`;
    for (const [name, text] of [["title", hit.title], ["detail", `${hit.kind_name} · ${hit.detail}`]]) {
      const part = document.createElement("span");
      part.className = `suggestion-${name}`;
      part.textContent = text;
      item.append(part);
    }
    return item;
  }

  async function ask() {
    const query = field.value.trim();
    if (!query) return close();
    asked?.abort();
    asked = new AbortController();
    const address = new URL(form.dataset.suggest, location.href);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
    address.searchParams.set("lang", document.documentElement.lang);
    try {
      const response = await fetch(address, { signal: asked.signal });
      if (!response.ok) return close();
      const found = await response.json();
      list.replaceChildren(...found.hits.map(option));
      list.hidden = !found.hits.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
      choose(-1);
      said.textContent = found.count
        ? form.dataset.count.replace("{count}", found.hits.length)
        : form.dataset.none;
    } catch (error) {
      // Without network the form itself says it; a newer question cancels the older one.
      if (error.name !== "AbortError") close();
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const count = options().length + 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((active + 1 + step + count) % count) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(options()[active].dataset.url);
    }
  });
  list.addEventListener("pointerdown", (event) => {
    // Before the field loses the focus and closes the list.
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-url]");
    if (chosen) location.assign(chosen.dataset.url);
  });
  field.addEventListener("blur", close);
  // What was typed while this file was on its way.
  if (field.value && field === document.activeElement) ask();
}
