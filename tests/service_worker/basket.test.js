import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  basketLinesTaken,
  basketOf,
  basketReplaces,
  changeBasket,
  putBack,
} from "../../service_worker/basket/kept.js";
import {
  afterTelling,
  emptyBasket,
  linesOfOrder,
  settled,
  sumOf,
  unheard,
  withLine,
  withOrder,
} from "../../service_worker/basket/lines.js";
import { mirrorBasket } from "../../service_worker/basket/mirror.js";
import { keep } from "../../service_worker/outbox/keep.js";
import { answer, reading } from "../../service_worker/store/database.js";
import { JOKO, lost, newPhone, order, SARI } from "./phone.js";

let phone;

beforeEach(async () => {
  phone = await newPhone();
});

const rice = (units, price = 65_500) => ({
  id: 3,
  name: "Beras SPHP 5 kg",
  unit: "karung",
  price,
  units,
  photo: "",
});
const sugar = (units) => ({ ...rice(units, 17_000), id: 7, name: "Gula pasir 1 kg" });
const holding = (...lines) => lines.reduce(withLine, emptyBasket());
const mirrored = (basket, at = 1_000) => afterTelling(basket, unheard(basket), at);
const units = (basket) => basket.lines.map((line) => [line.id, line.units]);

test("a line keeps its place, and none of it takes it out", () => {
  const basket = withLine(holding(rice(1), sugar(2)), rice(4));
  assert.deepEqual(units(basket), [
    [3, 4],
    [7, 2],
  ]);
  assert.equal(sumOf(basket), 4 * 65_500 + 2 * 17_000);
  assert.deepEqual(units(withLine(basket, rice(0))), [[7, 2]]);
});

test("nobody takes more than 999 of anything", () => {
  assert.deepEqual(units(holding(rice(5_000))), [[3, 999]]);
});

test("the server hears what changed and what is gone, and nothing else", () => {
  const heard = mirrored(holding(rice(1), sugar(2)));
  assert.deepEqual(unheard(heard), []);
  assert.deepEqual(unheard(withLine(heard, rice(0))), [["3", 0]]);
  assert.deepEqual(unheard(withLine(heard, sugar(5))), [["7", 5]]);
});

test("what another phone put in is taken over where nothing of this one is unheard", () => {
  const basket = mirrored(holding(rice(1)));
  const after = settled(basket, [rice(1), sugar(3)], 2_000);
  assert.deepEqual(units(after), [
    [3, 1],
    [7, 3],
  ]);
  assert.deepEqual(unheard(after), []);
});

test("what the server has not heard stays, with today's price", () => {
  const basket = withLine(mirrored(holding(rice(1))), rice(2));
  const after = settled(basket, [rice(1, 66_000), sugar(3)], 2_000);
  assert.deepEqual(units(after), [[3, 2]]);
  assert.equal(sumOf(after), 132_000);
});

test("a page from before the last word to the server takes nothing back", () => {
  const basket = mirrored(holding(rice(2)), 5_000);
  assert.deepEqual(units(settled(basket, [rice(1)], 4_000)), [[3, 2]]);
});

test("an edited order goes back on top of what lies there, and is noted until it is empty", () => {
  const basket = withOrder(holding(sugar(1)), [rice(2)], ["key-1"]);
  assert.deepEqual(units(basket), [
    [7, 1],
    [3, 2],
  ]);
  assert.deepEqual(basket.replaces, ["key-1"]);
  const emptied = [sugar(0), rice(0)].reduce(withLine, basket);
  assert.deepEqual(emptied.replaces, []);
});

test("an order's lines are read from its fields, with the names that stood beside them", () => {
  const { content } = order();
  const [line] = linesOfOrder({ ...content, lines: [rice(9)] });
  assert.deepEqual(line, { ...rice(2), price: 65_500 });
});

test("two tabs that fill a basket at the same moment both find their goods in it", async () => {
  await Promise.all([
    changeBasket(SARI, (basket) => withLine(basket, rice(1))),
    changeBasket(SARI, (basket) => withLine(basket, sugar(2))),
  ]);
  assert.deepEqual(units(await basketOf(SARI)).sort(), [
    [3, 1],
    [7, 2],
  ]);
});

test("a basket is one person's, and no word of it lies on the phone in the clear", async () => {
  await putBack(SARI, [rice(1)], ["key-1"]);
  assert.deepEqual(units(await basketOf(JOKO)), []);
  assert.deepEqual(await basketReplaces(SARI), ["key-1"]);
  const [kept] = await reading(["baskets"], (tx) => answer(tx.objectStore("baskets").getAll()));
  assert.deepEqual(Object.keys(kept).sort(), ["box", "person", "turn"]);
});

test("the basket is emptied with the order that is kept, and the server hears of it", async () => {
  await changeBasket(SARI, (basket) => mirrored(withLine(basket, rice(2))));
  await keep(order(), await basketLinesTaken(SARI));
  assert.deepEqual(units(await basketOf(SARI)), []);
  assert.deepEqual(unheard(await basketOf(SARI)), [["3", 0]]);
});

test("an order that is edited goes back although the server has taken its lines out", async () => {
  await changeBasket(SARI, (basket) => mirrored(withLine(basket, rice(2))));
  await keep(order(), await basketLinesTaken(SARI));
  const basket = await putBack(SARI, [rice(2)], ["key-1"]);
  const after = settled(basket, [], basket.at + 1);
  assert.deepEqual(units(after), [[3, 2]]);
  assert.deepEqual(unheard(afterTelling(after, unheard(after), basket.at + 2)), []);
});

test("the server is told in absolute numbers, and again where it did not answer", async () => {
  await changeBasket(SARI, (basket) => withLine(basket, rice(2)));
  phone.answers = [lost];
  await mirrorBasket(SARI);
  assert.deepEqual(unheard(await basketOf(SARI)), [["3", 2]]);
  phone.answers = [() => Response.json({ code: "kept" })];
  await mirrorBasket(SARI);
  assert.deepEqual(unheard(await basketOf(SARI)), []);
  assert.equal(String(phone.sent[1].asked.body), "barang=3&jumlah=2");
  assert.equal(phone.sent[1].person, SARI);
});

test("a WiFi that answers for everybody has not heard of a basket", async () => {
  await changeBasket(SARI, (basket) => withLine(basket, rice(2)));
  phone.answers = [() => Response.json({ hello: "Masuk wifi" })];
  await mirrorBasket(SARI);
  assert.deepEqual(unheard(await basketOf(SARI)), [["3", 2]]);
});
