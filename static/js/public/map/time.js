// Time: the slider, play by month, the date field. The day is `as_of` of the address.

import * as address from "map/address";
import { addDays, config, dayText, daysBetween, words } from "map/config";

const slider = document.getElementById("slider");
const field = document.getElementById("f-date");
const error = document.getElementById("date-error");
const play = document.getElementById("play");
const today = document.getElementById("today");
const bar = document.getElementById("time");
const STEP_MS = 900;
const DRAG_PAUSE = 120;

const day = () => address.get("as_of") || config.today;
/** @param {string} iso */
const clamp = (iso) => (iso < config.starts ? config.starts : iso > config.ends ? config.ends : iso);
/**
 * @param {string} iso
 * @param {number} months
 */
const monthEnd = (iso, months) => {
  const [year, month] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
};

/**
 * The end of this month, or of the next when we are there already.
 * @param {string} iso
 */
function nextMonth(iso) {
  return monthEnd(iso, 0) > iso ? monthEnd(iso, 0) : monthEnd(iso, 1);
}

/** @param {string} iso */
function previousMonth(iso) {
  return monthEnd(iso, -1);
}

/**
 * @param {string} iso
 * @param {{ push?: boolean }} [how]
 */
function go(iso, how) {
  const to = clamp(iso);
  address.set({ as_of: to === config.today ? "" : to }, how);
}

let typing = false;

/** Show the address's day in all three places; a half-typed one is left alone. */
export function show() {
  const now = day();
  slider.value = String(daysBetween(config.starts, clamp(now)));
  slider.setAttribute("aria-valuetext", dayText(now));
  if (!typing) field.value = dayText(now);
  error.hidden = true;
  field.removeAttribute("aria-invalid");
  bar.classList.toggle("is-plan", now > config.today);
  if (now === config.today) today.setAttribute("aria-disabled", "true");
  else today.removeAttribute("aria-disabled");
}

/**
 * dd/mm/yyyy, d.m.yyyy or yyyy-mm-dd to ISO; null when there is no such day.
 * @param {string} text
 */
export function parseDay(text) {
  const typed = text.trim().match(/^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/);
  const iso = typed
    ? `${typed[3]}-${typed[2].padStart(2, "0")}-${typed[1].padStart(2, "0")}`
    : text.trim();
  const time = Date.parse(`${iso}T00:00:00Z`);
  const valid = /^\d{4}-\d\d-\d\d$/.test(iso) && Number.isFinite(time)
    && new Date(time).toISOString().startsWith(iso);
  return valid ? iso : null;
}

function watchField() {
  const apply = () => {
    typing = false;
    if (!field.value.trim()) return go(config.today, { push: true });
    const iso = parseDay(field.value);
    const wrong = !iso || clamp(iso) !== iso;
    error.hidden = !wrong;
    field.toggleAttribute("aria-invalid", wrong);
    if (!wrong) go(iso, { push: true });
    return undefined;
  };
  field.addEventListener("input", () => {
    typing = true;
  });
  field.addEventListener("change", apply);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      apply();
    }
  });
}

function watchSlider() {
  let pause = 0;
  slider.addEventListener("input", () => {
    stop();
    clearTimeout(pause);
    const iso = addDays(config.starts, Number(slider.value));
    field.value = dayText(iso);
    slider.setAttribute("aria-valuetext", dayText(iso));
    pause = setTimeout(() => go(iso), DRAG_PAUSE);
  });
  // A step of a day is too small for a hand: arrows go by month, Page keys by year.
  /** @type {Record<string, () => string>} */
  const STEPS = {
    ArrowRight: () => nextMonth(day()),
    ArrowUp: () => nextMonth(day()),
    ArrowLeft: () => previousMonth(day()),
    ArrowDown: () => previousMonth(day()),
    PageUp: () => monthEnd(day(), 12),
    PageDown: () => monthEnd(day(), -12),
  };
  slider.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    stop();
    go(step());
  });
}

let timer = 0;
let arrived = Promise.resolve();

/**
 * Tell the player when the data of the day shown is there: it does not run ahead.
 * @param {Promise<void>} promise
 */
export const settle = (promise) => {
  arrived = promise.catch(() => stop());
};

function stop() {
  clearTimeout(timer);
  timer = 0;
  paint();
}

function paint() {
  const playing = timer !== 0;
  play.setAttribute("aria-pressed", String(playing));
  play.title = playing ? words.pause : words.play;
  bar.classList.toggle("is-playing", playing);
}

function tick() {
  timer = setTimeout(async () => {
    await arrived;
    if (!timer) return;
    if (day() >= config.ends) return stop();
    go(nextMonth(day()));
    tick();
    return undefined;
  }, STEP_MS);
  paint();
}

function watchPlay() {
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (day() >= config.ends) go(config.starts, { push: true });
    tick();
    return undefined;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stop();
  });
}

export function start() {
  const part = daysBetween(config.starts, clamp(config.today)) / Number(slider.max);
  bar.style.setProperty("--today", String(part));
  watchField();
  watchSlider();
  watchPlay();
  show();
}
