// Pesanan saya and Beranda: one list of what waits here and what the server has. What this phone
// delivered after the page was made is laid over it.

import { rowsFor } from "../outbox/keep.js";
import { inRupiah } from "../page/rupiah.js";
import { drawList } from "./draw.js";
import { keepDrawn } from "./hear.js";
import { hourHere, linesFrom, pageMadeAt } from "./line.js";
import { receiptsOf } from "./receipts.js";
import { lookOf, whyOf } from "./words.js";

const MOST_AT_HOME = 3;

/** @typedef {import("./line.js").Line} Line */

export function watchOrders() {
  const list = document.querySelector("ul[data-waiting]");
  const { person } = document.body.dataset;
  if (!(list instanceof HTMLElement) || !person) return;
  keepDrawn(["outbox", "people"], async () => {
    const wanted = list.dataset.waiting ?? "";
    const all = [...(await waitingLines(person, wanted)), ...(await deliveredLines(person))];
    // Beranda shows the first of them, beside the way to all.
    const lines = wanted ? all : all.slice(0, MOST_AT_HOME);
    drawList(list, lines, linesFrom("templat-pesanan"));
    const isEmpty = list.childElementCount === 0;
    const around = list.closest("section") ?? list.parentElement;
    if (around) around.hidden = isEmpty;
    const emptied = document.querySelector("[data-empty]");
    if (emptied instanceof HTMLElement) emptied.hidden = !isEmpty;
  });
}

/** @param {string} person @param {string} wanted which forms; empty: all @returns {Promise<Line[]>} */
async function waitingLines(person, wanted) {
  const { rows } = await rowsFor(person);
  const hers = rows.filter((row) => !wanted || row.form.startsWith(`${wanted}/`));
  return hers.reverse().map((row) => {
    const total = row.opened?.total ?? null;
    const since = `pukul ${hourHere(row.queuedAt)}`;
    return {
      id: `hp-${row.key}`,
      look: lookOf(row),
      title: titled(row.opened?.title ?? "Kiriman", total),
      why: row.said?.message || whyOf(row, "pemiliknya", since),
      address: `/kiriman#${row.key}`,
    };
  });
}

/** @param {string} person @returns {Promise<Line[]>} */
async function deliveredLines(person) {
  const receipts = await receiptsOf(person, pageMadeAt());
  const unknown = receipts.filter(
    ({ form, location }) => form.startsWith("order/") && !isOnPage(location),
  );
  return unknown.map(({ key, title, total, code, at, location }) => ({
    id: `diterima-${key}`,
    look: "accepted",
    title: titled(code ? `#${code}` : title, total),
    why: `Diterima gerai pukul ${hourHere(at)}`,
    address: location || "/pesanan",
  }));
}

/** @param {string} location "/pesanan/12" */
function isOnPage(location) {
  const id = /^\/pesanan\/(\d+)/.exec(location)?.[1];
  return id !== undefined && document.getElementById(`pesanan-${id}`) !== null;
}

/** @param {string} title @param {number | null} total */
function titled(title, total) {
  return total === null ? title : `${title}, ${inRupiah(total)}`;
}
