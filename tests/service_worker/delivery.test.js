import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { accept, hurry, takeBack } from "../../service_worker/outbox/change.js";
import { deliver, nextTry } from "../../service_worker/outbox/delivery.js";
import { allRows, keep, rowsFor } from "../../service_worker/outbox/keep.js";
import { noteSender } from "../../service_worker/people/session.js";
import { answer, reading } from "../../service_worker/store/database.js";
import { accepted, JOKO, lost, newPhone, order, portal, SARI, says } from "./phone.js";

let phone;

beforeEach(async () => {
  phone = await newPhone();
  await noteSender(SARI);
});

test("an order written without a signal is delivered once and leaves its receipt", async () => {
  phone.answers = [lost];
  const written = order();
  await keep(written);
  await deliver();
  assert.deepEqual(await states(), ["queued"]);
  await hurry(SARI);
  await deliver();
  assert.deepEqual(await states(), []);
  assert.deepEqual(keysSent(), [written.key, written.key]);
  assert.equal((await receipts())[0].location, "/pesanan/7");
});

test("the same form kept twice is one row", async () => {
  const written = order();
  assert.equal(await keep(written), true);
  assert.equal(await keep(written), false);
  assert.equal((await allRows()).length, 1);
});

test("rows go oldest first, and what cannot be told stops the pass", async () => {
  const [first, second] = [order(), order()];
  await keep(first);
  await keep(second);
  phone.answers = [says(503, { code: "busy" })];
  await deliver();
  assert.deepEqual(keysSent(), [first.key]);
});

test("a refused row stays with its sentence and lets the next one go", async () => {
  const [first, second] = [order(), order()];
  await keep(first);
  await keep(second);
  phone.answers = [says(409, { final: true, code: "stock_short", message: "Stok tidak cukup." })];
  await deliver();
  assert.deepEqual(keysSent(), [first.key, second.key]);
  const { rows } = await rowsFor(SARI);
  assert.equal(rows[0].state, "refused");
  assert.equal(rows[0].said.message, "Stok tidak cukup.");
});

for (const [name, reply] of [
  ["a captive portal", portal],
  ["a success that echoes another key", () => says(200, { final: true })("another")],
  ["a success that is not final", says(200, { final: false })],
  ["a refusal of the origin", says(403, { code: "cross_site" })],
  ["too many requests", says(429, { code: "busy" })],
])
  test(`${name} is no answer: the row is kept and sent again with its key`, async () => {
    const written = order();
    await keep(written);
    phone.answers = [reply];
    await deliver();
    await hurry(SARI);
    await deliver();
    assert.deepEqual(keysSent(), [written.key, written.key]);
    assert.deepEqual(await states(), []);
  });

test("the server's Retry-After is honoured, and a clock set back does not hold a row for ever", async () => {
  await keep(order());
  phone.answers = [says(429, {}, { "retry-after": "120" })];
  await deliver();
  assert.equal(await nextTry(), phone.now + 120_000);
  await deliver();
  assert.equal(phone.sent.length, 1);
  phone.now -= 10 * 365 * 24 * 3_600_000;
  await deliver();
  assert.equal(phone.sent.length, 2);
});

test("rows of somebody else are never sent, only counted", async () => {
  await keep(order({ person: JOKO }));
  await deliver();
  assert.equal(phone.sent.length, 0);
  const { rows, others } = await rowsFor(SARI);
  assert.deepEqual([rows.length, others], [0, 1]);
});

test("when another person turns out to be signed in, everything is kept", async () => {
  await keep(order());
  phone.answers = [says(403, { code: "other_person" })];
  await deliver();
  assert.deepEqual(await states(), ["queued"]);
});

test("a row taken back before it was tried is gone, and the server hears only its number", async () => {
  const written = order();
  await keep(written);
  await takeBack(written.key);
  assert.equal((await rowsFor(SARI)).rows.length, 0);
  phone.answers = [says(200, { final: true, code: "cancelled" })];
  await deliver();
  assert.equal(phone.sent[0].address, `/kiriman/${written.key}/batal`);
  assert.deepEqual(await states(), []);
});

test("a second tap on taking back changes nothing", async () => {
  const written = order();
  await keep(written);
  await takeBack(written.key);
  await takeBack(written.key);
  assert.deepEqual(await states(), ["dropped"]);
});

for (const [name, answer] of [
  ["a refused one", says(409, { final: true, code: "stock_short" })],
  ["one the server never took", says(404, { final: false, code: "not_found" })],
])
  test(`what was written about the same thing goes on after ${name}`, async () => {
    const [first, second] = [order({ subject: "gula" }), order({ subject: "gula" })];
    await keep(first);
    await keep(second);
    phone.answers = [answer];
    await deliver();
    assert.deepEqual(keysSent(), [first.key, second.key]);
    const isKnown = !name.includes("never");
    assert.equal("Lumbung-After" in phone.sent[1].asked.headers, isKnown);
  });

test("an edit stands in line where the edited row stood", async () => {
  const [first, second, edit] = [1, 2, 3].map(() => order({ subject: "gula" }));
  await keep(first);
  await keep(second);
  phone.answers = [lost];
  await deliver();
  await keep({ ...edit, replaces: [first.key] });
  await hurry(SARI);
  await deliver();
  assert.deepEqual(keysSent(), [first.key, edit.key, second.key]);
  assert.deepEqual(await states(), []);
});

test("an edit the server never took leaves what it edits open", async () => {
  const [first, edit] = [order(), order()];
  await keep(first);
  phone.answers = [lost, says(404, { final: false, code: "not_found" })];
  await deliver();
  await keep({ ...edit, replaces: [first.key] });
  await hurry(SARI);
  await deliver();
  assert.deepEqual(await states(), ["replaced", "refused"]);
});

test("a row that may have arrived is taken back by asking, and what became of it is told", async () => {
  const written = order();
  await keep(written);
  phone.answers = [lost];
  await deliver();
  await takeBack(written.key);
  assert.deepEqual(await states(), ["cancelling"]);
  const late = { final: true, replay: true, code: "already_accepted", location: "/pesanan/9" };
  phone.answers = [says(200, late)];
  await deliver();
  const [receipt] = await receipts();
  assert.deepEqual([receipt.isAccepted, receipt.location], [true, "/pesanan/9"]);
});

test("an edit of a row that may have arrived replaces it, and both go with one verdict", async () => {
  const written = order();
  await keep(written);
  phone.answers = [lost];
  await deliver();
  const edited = order({ replaces: [written.key] });
  await keep(edited);
  phone.answers = [accepted];
  await deliver();
  // With its number, so that the server does not look for a row that never came.
  assert.equal(phone.sent[1].asked.headers["Lumbung-Replaces"], `${written.key};seq=1`);
  assert.deepEqual(await states(), []);
});

test("Jadi sends what was offered as a new row that replaces the old one", async () => {
  const written = order();
  await keep(written);
  const line = { barang: 3, ada: 1, harga_baru: 66_000 };
  const offer = { lines: [line], total_rupiah: 66_000 };
  phone.answers = [says(409, { final: true, code: "changed", offer })];
  await deliver();
  const { rows } = await rowsFor(SARI);
  assert.equal(rows[0].state, "decide");
  await accept(rows[0], crypto.randomUUID());
  await deliver();
  const body = phone.sent[1].asked.body.toString();
  assert.equal(body, "barang=3&jumlah=1&harga=66000&bayar=tunai");
  assert.deepEqual(await states(), []);
});

test("a row about the same goods waits for the one before it", async () => {
  const [first, second, third] = [
    order({ subject: "stock/3" }),
    order({ subject: "stock/3" }),
    order(),
  ];
  for (const written of [first, second, third]) await keep(written);
  phone.answers = [says(422, { code: "form_errors", message: "Belum diisi." })];
  await deliver();
  assert.deepEqual(keysSent(), [first.key, third.key]);
  assert.deepEqual(await states(), ["mend", "queued"]);
});

test("nothing of an order can be read in the store without the phone's key", async () => {
  await keep(order());
  const rows = await reading(["outbox"], (tx) => answer(tx.objectStore("outbox").getAll()));
  const bytes = Buffer.from(rows[0].content.data).toString("latin1");
  assert.ok(!JSON.stringify(rows).includes("Pesanan 2") && !bytes.includes("Pesanan 2"));
});

async function states() {
  return (await allRows()).map((row) => row.state);
}

function keysSent() {
  return phone.sent.map((request) => request.key);
}

function receipts() {
  return reading(["history"], (tx) => answer(tx.objectStore("history").getAll()));
}

test("a visit is taken back where it went, also when it may have arrived", async () => {
  phone.answers = [lost];
  const path = "/pantau/3/kunjungan";
  const written = order({ form: "visit/1", content: { ...order().content, path } });
  await keep(written);
  await deliver();
  await takeBack(written.key);
  phone.answers = [says(200, { final: true, code: "cancelled" })];
  await deliver();
  const last = phone.sent.at(-1);
  assert.equal(last.address, `/pantau/3/kiriman/${written.key}/batal`);
  assert.deepEqual(await states(), []);
});
