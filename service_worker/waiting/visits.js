// Kunjungan: what this phone wrote for a cooperative and its page does not have yet, above the rest.

import { rowsFor } from "../outbox/keep.js";
import { drawList } from "./draw.js";
import { keepDrawn } from "./hear.js";
import { hourHere, linesFrom, pageMadeAt } from "./line.js";
import { receiptsOf } from "./receipts.js";
import { lookOf, whyOf } from "./words.js";

/** @typedef {import("./line.js").Line} Line */

export function watchVisits() {
  const list = document.querySelector("ul[data-kunjungan]");
  const { person } = document.body.dataset;
  if (!(list instanceof HTMLElement) || !person) return;
  const { kunjungan: place = "" } = list.dataset;
  const around = list.closest("section");
  keepDrawn(["outbox", "people"], async () => {
    const items = [...(await writtenFor(person, place)), ...(await arrivedAt(person, place))];
    drawList(list, items, linesFrom("templat-kunjungan"));
    if (around) around.hidden = list.childElementCount === 0;
  });
}

/** @param {string} person @param {string} place the page of its visits @returns {Promise<Line[]>} */
async function writtenFor(person, place) {
  const { rows } = await rowsFor(person);
  const ours = rows.filter(({ opened }) => `${opened?.path}/`.startsWith(`${place}/`));
  return ours.reverse().map((row) => ({
    id: `hp-${row.key}`,
    look: lookOf(row),
    title: row.opened?.title ?? "Kiriman",
    why: row.said?.message || whyOf(row, "pemiliknya", `pukul ${hourHere(row.queuedAt)}`),
    address: `/kiriman#${row.key}`,
  }));
}

/** What went off after the page was made. @param {string} person @param {string} place */
async function arrivedAt(person, place) {
  const receipts = await receiptsOf(person, pageMadeAt());
  return receipts
    .filter(({ location }) => location.startsWith(place))
    .map(({ key, title, at, location }) => ({
      id: `diterima-${key}`,
      look: "accepted",
      title,
      why: `Terkirim pukul ${hourHere(at)}`,
      address: location,
    }));
}
