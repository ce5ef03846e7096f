// What the server told this page: words, looks, addresses, days. And how to write figures.

/** @type {MapConfig} */
export const config = JSON.parse(document.getElementById("map-config").textContent ?? "");
export const { words, styles } = config;

const locale = config.language === "en" ? "en-GB" : "vi-VN";
/** @type {Map<number, Intl.NumberFormat>} */
const formats = new Map();

/**
 * A number with at most so many decimals. Making a format takes long: only when it is needed.
 * @param {number} value
 * @param {number} decimals
 */
function written(value, decimals) {
  let format = formats.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat(locale, { maximumFractionDigits: decimals });
    formats.set(decimals, format);
  }
  return format.format(value);
}

/**
 * A sentence of `words` with its {places} filled in.
 * @param {string} name
 * @param {Record<string, unknown>} [values]
 */
export function say(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

/** @param {number} value */
export const number = (value) => written(value, 1);

/**
 * Đồng in short, as the panel writes it.
 * @param {number} value
 */
export function money(value) {
  if (value >= 999_950_000) return say("billion", { amount: written(value / 1e9, 1) });
  if (value >= 1_000_000) return say("million", { amount: written(value / 1e6, 1) });
  return say("dong", { amount: written(value, 0) });
}

/**
 * An ISO day as dd/mm/yyyy.
 * @param {string} iso
 */
export const dayText = (iso) => iso.slice(0, 10).split("-").reverse().join("/");

const MS_PER_DAY = 86_400_000;
/** @param {string} iso */
const utc = (iso) => Date.parse(`${iso}T00:00:00Z`);

/**
 * Whole days from one ISO day to another.
 * @param {string} from
 * @param {string} to
 */
export const daysBetween = (from, to) => Math.round((utc(to) - utc(from)) / MS_PER_DAY);

/**
 * The ISO day so many days after another.
 * @param {string} iso
 * @param {number} days
 */
export const addDays = (iso, days) =>
  new Date(utc(iso) + days * MS_PER_DAY).toISOString().slice(0, 10);
