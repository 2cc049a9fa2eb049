// What an order is called in the outbox, read off the form it was written on.

import { inRupiah } from "../page/rupiah.js";
import { sumOf } from "./lines.js";
import { linesOn } from "./seen.js";

/**
 * @param {HTMLFormElement} form of an order: the basket, or an offer that is agreed to
 * @returns {{title: string, total: number, details: string[],
 *   lines: import("./lines.js").BasketLine[]}}
 */
export function describeOrder(form) {
  const lines = linesOn(form).filter((line) => line.units > 0);
  return {
    title: `Pesanan ${lines.length} barang`,
    total: sumOf({ lines }),
    details: lines.map(detailOf),
    lines,
  };
}

/** @param {import("./lines.js").BasketLine} line */
function detailOf({ name, unit, units, price }) {
  return `${name}, ${units} ${unit}, ${inRupiah(units * price)}`;
}
