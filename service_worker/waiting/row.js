// One row of Kiriman, drawn from its template.

import { inRupiah } from "../page/rupiah.js";
import { copyOf, fillIn, keepOnly } from "./draw.js";
import { lookOf, offerSaid, problemsSaid, whyOf } from "./words.js";

/** @typedef {import("./acts.js").OpenedRow} OpenedRow */

/**
 * @param {OpenedRow} row
 * @param {string} name whose it is
 * @param {string} since when it was written
 * @returns {HTMLElement | null}
 */
export function rowOf(row, name, since) {
  const drawn = copyOf("templat-kiriman");
  if (!drawn) return null;
  const look = lookOf(row);
  keepOnly(drawn, look);
  const title = row.opened?.title ?? "Kiriman";
  const total = row.opened?.total ?? null;
  fillIn(drawn, "title", title);
  fillIn(drawn, "total", total === null ? "" : inRupiah(total));
  fillIn(drawn, "why", whyOf(row, name, since));
  fillIn(drawn, "said", ["refused", "reused"].includes(look) ? (row.said?.message ?? "") : "");
  showLines(drawn, linesOf(row, look));
  const offered = row.said?.offer?.total_rupiah;
  if (look === "decide") fillIn(drawn, "offered", inRupiah(offered ?? 0));
  // Nothing is left of it: there is nothing to agree to.
  if (!offered) drawn.querySelector("[data-act=accept]")?.remove();
  const link = drawn.querySelector("[data-accepted]");
  if (link && row.location) link.setAttribute("href", row.location);
  for (const button of drawn.querySelectorAll("[data-act]")) nameIt(button, title);
  return drawn;
}

/** What a row looks like changes with these only. @param {OpenedRow} row */
export function signOf({ state, code, status, tries, answer }) {
  return [state, code, status, tries > 0, answer ? "said" : ""].join("|");
}

/** @param {OpenedRow} row @param {string} look */
function linesOf(row, look) {
  if (look === "decide") return row.said?.offer ? offerSaid(row.said.offer) : [];
  if (look === "mend") return problemsSaid(row.said?.problems ?? {});
  return row.opened?.details ?? [];
}

/** @param {Element} drawn @param {string[]} lines */
function showLines(drawn, lines) {
  const list = drawn.querySelector("[data-lines]");
  if (!(list instanceof HTMLElement)) return;
  list.hidden = lines.length === 0;
  for (const line of lines) {
    const item = document.createElement("li");
    item.textContent = line;
    list.append(item);
  }
}

/** Ten buttons that say "Hapus" are one too many when they are read aloud. */
function nameIt(/** @type {Element} */ button, /** @type {string} */ title) {
  const about = document.createElement("span");
  about.className = "sr";
  about.textContent = ` ${title}`;
  button.append(about);
}
