// What an officer's forms gain from JavaScript: a question a screen, a slider, the calendar, the
// place, and sending that loses nothing when the network does. Each part works without the others.

import { amounts } from "./amounts.js";
import { days } from "./days.js";
import { narrows } from "./narrow.js";
import { places } from "./place.js";
import { percents } from "./percent.js";
import { sends } from "./send.js";
import { steps } from "./steps.js";

/**
 * Lead the eye and the screen reader to what has to be read first.
 * @param {HTMLElement} alert
 */
function attend(alert) {
  alert.focus({ preventScroll: true });
  alert.scrollIntoView({ block: "start" });
}

/**
 * @param {Document | HTMLElement} root
 * @param {"steps" | "send"} what
 * @returns {NodeListOf<HTMLFormElement>}
 */
const formsOf = (root, what) => root.querySelectorAll(`form[data-${what}]`);

/**
 * Enhance what is inside a part of the page; again when a part was replaced.
 * @param {Document | HTMLElement} root
 */
export function enhance(root) {
  for (const part of root.querySelectorAll("[data-percent]")) percents(part);
  for (const part of root.querySelectorAll("[data-amount]")) amounts(part);
  for (const part of root.querySelectorAll("[data-day]")) days(part);
  for (const part of root.querySelectorAll("[data-place]")) places(part);
  for (const part of root.querySelectorAll("[data-narrow]")) narrows(part);
  for (const form of formsOf(root, "steps")) steps(form);
  for (const form of formsOf(root, "send")) sends(form, enhance);
  const alert = root.querySelector("#content > [role=alert][tabindex], form [role=alert][tabindex]");
  if (alert) attend(alert);
}

enhance(document);
