// A line of a list that this phone lays over the server's: drawn from a template of the page.

import { world } from "../store/world.js";
import { copyOf, fillIn, keepOnly } from "./draw.js";
import { hourOf } from "./words.js";

/** @typedef {{id: string, look: string, title: string, why: string, address: string}} Line */

/**
 * How `drawList` knows, compares and makes such lines.
 * @param {string} template its id
 */
export function linesFrom(template) {
  return {
    idOf: (/** @type {Line} */ { id }) => id,
    signOf: (/** @type {Line} */ { look, title, why }) => `${look}|${title}|${why}`,
    make: (/** @type {Line} */ line) => lineDrawn(template, line),
  };
}

/** @param {string} template @param {Line} line */
function lineDrawn(template, { look, title, why, address }) {
  const item = copyOf(template);
  if (!item) return null;
  keepOnly(item, look);
  fillIn(item, "title", title);
  fillIn(item, "why", why);
  item.querySelector("a")?.setAttribute("href", address);
  return item;
}

/** When the page was made: what went off later is not on it. */
export function pageMadeAt() {
  return Number(document.body.dataset.kept) || performance.timeOrigin;
}

/** @param {number} at */
export function hourHere(at) {
  return hourOf(at, world.now(), document.body.dataset.zone);
}
