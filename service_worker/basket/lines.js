// A basket as a value: what lies in it, what the server has heard of it, and who is right.

/**
 * @typedef {object} BasketLine
 * @property {number} id of the product
 * @property {string} name with its size
 * @property {string} unit
 * @property {number} price in rupiah, as it was last seen
 * @property {number} units
 * @property {string} photo its address, or empty
 *
 * @typedef {object} Basket
 * @property {BasketLine[]} lines in the order they were put in
 * @property {Record<string, number>} mirrored product id to units, as the server last heard it
 * @property {string[]} replaces keys of the order that is being edited
 * @property {number} at when it last changed here or was mirrored, by this phone's clock
 */

const MOST_UNITS = 999;
const UNKNOWN = -1;

/** @returns {Basket} */
export function emptyBasket() {
  return { lines: [], mirrored: {}, replaces: [], at: 0 };
}

/**
 * So many of a product; none takes it out. A line that is there keeps its place.
 * @param {Basket} basket
 * @param {BasketLine} line
 * @returns {Basket}
 */
export function withLine(basket, line) {
  const units = Math.min(Math.max(line.units, 0), MOST_UNITS);
  const isThere = basket.lines.some((one) => one.id === line.id);
  const changed = basket.lines.map((one) => (one.id === line.id ? { ...line, units } : one));
  const lines = isThere ? changed : [...basket.lines, { ...line, units }];
  const left = lines.filter((one) => one.units > 0);
  return { ...basket, lines: left, replaces: left.length ? basket.replaces : [] };
}

/** @param {Pick<Basket, "lines">} basket @returns {Record<string, number>} */
export function unitsIn({ lines }) {
  return Object.fromEntries(lines.map(({ id, units }) => [String(id), units]));
}

/** @param {Pick<Basket, "lines">} basket in rupiah */
export function sumOf({ lines }) {
  return lines.reduce((sum, { price, units }) => sum + price * units, 0);
}

/**
 * What the server has not heard: product id and units, 0 for what is gone.
 * @param {Basket} basket
 * @returns {[string, number][]}
 */
export function unheard(basket) {
  const now = unitsIn(basket);
  const ids = new Set([...Object.keys(now), ...Object.keys(basket.mirrored)]);
  return [...ids]
    .map((id) => /** @type {[string, number]} */ ([id, now[id] ?? 0]))
    .filter(([id, units]) => units !== (basket.mirrored[id] ?? 0));
}

/**
 * The server has been told.
 * @param {Basket} basket
 * @param {[string, number][]} told
 * @param {number} at
 * @returns {Basket}
 */
export function afterTelling(basket, told, at) {
  const all = { ...basket.mirrored, ...Object.fromEntries(told) };
  const mirrored = Object.fromEntries(Object.entries(all).filter(([, units]) => units !== 0));
  return { ...basket, mirrored, at };
}

/**
 * The basket was ordered. The server takes the lines out when the order is accepted, whenever that
 * is: what lies there is not known before it has been told again, even the same number.
 * @param {Basket} basket
 * @param {number} at
 * @returns {Basket}
 */
export function ordered(basket, at) {
  const ids = Object.keys({ ...basket.mirrored, ...unitsIn(basket) });
  const mirrored = Object.fromEntries(ids.map((id) => [id, UNKNOWN]));
  return { lines: [], replaces: [], mirrored, at };
}

/**
 * The server's basket was seen on a page asked for at `seenAt`. Where nothing of the phone's is
 * unheard, another phone or a plain form has changed it, and it is taken over; else the phone's
 * stays, with the names and prices of today.
 * @param {Basket} basket
 * @param {BasketLine[]} seen
 * @param {number} seenAt
 * @returns {Basket}
 */
export function settled(basket, seen, seenAt) {
  const mayAdopt = unheard(basket).length === 0 && seenAt > basket.at;
  if (mayAdopt) return { ...basket, lines: seen, mirrored: unitsIn({ lines: seen }), at: seenAt };
  const fresh = new Map(seen.map((line) => [line.id, line]));
  const lines = basket.lines.map((line) => ({
    ...line,
    ...fresh.get(line.id),
    units: line.units,
  }));
  return { ...basket, lines };
}

/**
 * Lines of an order that is edited go back on top of what lies there.
 * @param {Basket} basket
 * @param {BasketLine[]} lines
 * @param {string[]} replaces
 * @returns {Basket}
 */
export function withOrder(basket, lines, replaces) {
  const filled = lines.reduce(withLine, basket);
  return { ...filled, replaces };
}

/**
 * The lines of an order as it was written: numbers from its fields, names from what stood beside.
 * @param {import("../outbox/rows.js").Content & {lines?: BasketLine[]}} content
 * @returns {BasketLine[]}
 */
export function linesOfOrder({ fields, lines = [] }) {
  const all = (/** @type {string} */ name) =>
    fields.filter(([one]) => one === name).map(([, value]) => Number(value));
  const [ids, units, prices] = [all("barang"), all("jumlah"), all("harga")];
  return ids.map((id, place) => ({
    ...(lines.find((line) => line.id === id) ?? { name: "Barang", unit: "buah", photo: "" }),
    id,
    units: units[place] ?? 0,
    price: prices[place] ?? 0,
  }));
}
