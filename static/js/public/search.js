// Suggestions while typing in the header's search (WAI-ARIA combobox with a listbox). Loaded when
// the field is first used.

const form = document.getElementById("site-search");
const WAIT = 150;

/**
 * @param {Hit} hit
 * @param {number} number
 */
function optionOf(hit, number) {
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

/** The address that answers what is in the form. */
function suggestions() {
  const address = new URL(form.dataset.suggest ?? "", location.href);
  for (const [name, value] of new FormData(form)) {
    if (value) address.searchParams.set(name, String(value));
  }
  address.searchParams.set("lang", document.documentElement.lang);
  return address;
}

/**
 * The list below the field, and which of its options is chosen.
 * @param {HTMLInputElement} field
 */
function listbox(field) {
  const list = document.getElementById("site-suggestions");
  let active = -1;

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  list.setAttribute("role", "listbox");

  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);

  /** @param {number} number */
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

  /** @param {boolean} is */
  function open(is) {
    list.hidden = !is;
    field.setAttribute("aria-expanded", String(is));
    choose(-1);
  }

  /** @param {Hit[]} hits */
  function show(hits) {
    list.replaceChildren(...hits.map(optionOf));
    open(hits.length > 0);
  }

  /** @param {number} by */
  function step(by) {
    const count = options().length + 1;
    choose(((active + 1 + by + count) % count) - 1);
  }

  return { list, open, show, step, chosen: () => (active >= 0 ? options()[active] : null) };
}

/**
 * Make the field a combobox.
 * @param {HTMLInputElement} field
 */
export function start(field) {
  const box = listbox(field);
  const said = document.getElementById("site-search-said");
  let timer = 0;
  /** @type {AbortController | null} */
  let asked = null;

  function close() {
    clearTimeout(timer);
    asked?.abort();
    box.open(false);
  }

  async function ask() {
    if (!field.value.trim()) return close();
    asked?.abort();
    asked = new AbortController();
    try {
      const response = await fetch(suggestions(), { signal: asked.signal });
      if (!response.ok) return close();
      /** @type {{ hits: Hit[], count: number }} */
      const found = await response.json();
      box.show(found.hits);
      const { count = "", none = "" } = form.dataset;
      said.textContent = found.count ? count.replace("{count}", String(found.hits.length)) : none;
    } catch (error) {
      // Without network the form itself says it; a newer question cancels the older one.
      if (!(error instanceof Error && error.name === "AbortError")) close();
    }
    return undefined;
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !box.list.hidden) {
      event.preventDefault();
      box.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && box.chosen()) {
      event.preventDefault();
      location.assign(box.chosen()?.dataset.url ?? "");
    }
  });
  // Before the field loses the focus and closes the list.
  box.list.addEventListener("pointerdown", (event) => event.preventDefault());
  box.list.addEventListener("click", (event) => {
    const chosen = /** @type {Element} */ (event.target).closest("[data-url]");
    if (chosen) location.assign(chosen.dataset.url ?? "");
  });
  field.addEventListener("blur", close);
  // What was typed while this file was on its way.
  if (field.value && field === document.activeElement) ask();
}
