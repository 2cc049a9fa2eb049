import assert from "node:assert/strict";
import { test } from "node:test";
import { inRupiah } from "../../service_worker/page/rupiah.js";
import { textOf } from "../../service_worker/waiting/acts.js";
import { pageOf } from "../../service_worker/waiting/edit.js";
import { healthSaid, reportOf } from "../../service_worker/waiting/this_phone.js";
import {
  ageOf,
  hourOf,
  lookOf,
  offerSaid,
  problemsSaid,
  waitingSaid,
  whyOf,
} from "../../service_worker/waiting/words.js";
import { order } from "./phone.js";

const row = (more = {}) => ({ state: "queued", code: "", status: 0, ...more });
const why = (more) => whyOf(row(more), "Bu Sari", "pukul 06.12");
const MORNING = Date.parse("2026-06-20T23:12:00Z");

for (const [name, more, said] of [
  ["no signal", {}, "Menunggu sinyal sejak pukul 06.12."],
  ["being sent", { state: "sending" }, "Sedang dikirim."],
  [
    "nobody signed in",
    { status: 401 },
    "Masuk lagi sebagai Bu Sari untuk mengirim. Ditulis pukul 06.12.",
  ],
  [
    "a server that is down",
    { status: 503 },
    "Server sedang sibuk. Dicoba lagi sendiri. Ditulis pukul 06.12.",
  ],
  [
    "a WiFi that answers for everybody",
    { status: 200 },
    "Jaringan ini belum sampai ke koperasi. Ditulis pukul 06.12.",
  ],
  [
    "a row in front of it",
    { status: 409, code: "waits_for" },
    "Menunggu kiriman sebelumnya sampai dulu.",
  ],
  [
    "a form that is too new or too old",
    { status: 409, code: "upgrade_needed" },
    "Aplikasi perlu diperbarui. Buka lagi halaman ini saat ada sinyal.",
  ],
  ["a wish to take it back", { state: "cancelling" }, "Akan dibatalkan saat ada sinyal."],
])
  test(`a row says why it waits: ${name}`, () => assert.equal(why(more), said));

test("a row that somebody else's session refused asks its owner to sign in", () => {
  assert.equal(lookOf(row({ status: 403, code: "other_person" })), "signin");
  assert.equal(lookOf(row({ state: "decide" })), "decide");
});

test("an offer says what changed, old and new, and nothing about the rest", () => {
  const line = { barang: 1, nama: "Gula", satuan: "kg", harga_lama: 16_500, harga_baru: 16_500 };
  const lines = [
    { ...line, diminta: 5, ada: 2, harga_baru: 17_000 },
    { ...line, nama: "Telur", diminta: 2, ada: 0, harga_baru: 30_000 },
    { ...line, nama: "Garam", diminta: 1, ada: 1 },
  ];
  assert.deepEqual(offerSaid({ lines, total_rupiah: 34_000 }), [
    "Gula: tinggal 2, diminta 5 kg.",
    "Gula: harga berubah Rp16.500 → Rp17.000.",
    "Telur: habis, diminta 2 kg.",
  ]);
});

test("problems are said by the word of their field", () => {
  assert.deepEqual(problemsSaid({ cara_harga: "Pilih salah satu." }), [
    "Cara harga: Pilih salah satu.",
  ]);
});

test("all that waits is said in one line, what wants its owner apart", () => {
  const rows = [row(), row({ state: "cancelling" }), row({ state: "decide" })];
  assert.equal(waitingSaid(rows), "2 kiriman akan terkirim sendiri, 1 kiriman perlu Anda");
});

test("an hour is the village's, with the day in front where it is another one", () => {
  const at = (later) => hourOf(MORNING, MORNING + later, "Asia/Pontianak");
  assert.equal(at(3_600_000), "06.12");
  assert.equal(at(2 * 86_400_000), "21 Jun 06.12");
});

test("ages and amounts are said as people say them", () => {
  assert.deepEqual([1_000, 300_000, 3 * 3_600_000, 2 * 86_400_000].map(ageOf), [
    "baru saja",
    "5 menit",
    "3 jam",
    "2 hari",
  ]);
  assert.equal(inRupiah(100_000_000), "Rp100.000.000");
});

test("a row is a text for a chat", () => {
  const opened = { ...order().content, details: ["Beras SPHP 5 kg, 2 karung, Rp131.000"] };
  assert.equal(
    textOf({ opened }),
    "*Pesanan 2 barang*\nBeras SPHP 5 kg, 2 karung, Rp131.000\nJumlah Rp131.000",
  );
});

test("a form is edited where it was written", () => {
  assert.equal(
    pageOf({ path: "/gerai/pesanan/7/serah-terima", fields: [["bayar", "tunai"]] }),
    "/gerai/pesanan/7",
  );
  const fields = [
    ["gerai", "1"],
    ["barang", "3"],
    ["jumlah", "20"],
  ];
  for (const act of ["/rencana", "/rencana/2/pembatalan", "/tindak-lanjut/5/penyelesaian", ""])
    assert.match(
      pageOf({ path: `/pantau/3/kunjungan${act}`, fields: [] }),
      /^.pantau.3.kunjungan\??$/,
    );
  assert.equal(pageOf({ path: "/kas/kunjungan/7/jawaban", fields: [] }), "/kas/kunjungan/7");
  const path = "/gerai/barang-masuk";
  assert.equal(pageOf({ path, fields }), "/gerai/barang-masuk?gerai=1&barang=3");
  assert.equal(pageOf({ path: "/gerai/jual", fields }), "/gerai/jual?gerai=1&barang=3&jumlah=20");
  const deposit = [
    ["anggota", "7"],
    ["jenis", "wajib"],
  ];
  assert.equal(pageOf({ path: "/kas/setor", fields: deposit }), "/kas/setor?anggota=7");
  assert.equal(pageOf({ path: "/kas/keadaan/rat", fields: [] }), "/kas/keadaan");
});

const HEALTH = {
  isOnline: false,
  version: "abc123",
  newest: "",
  unsent: 2,
  oldestMs: 7_200_000,
  lastSentAt: null,
  contactAt: MORNING,
  usedMb: 3,
  roomMb: 900,
  isSafe: false,
};

test("the phone says how it is, and when its saved pages may go", () => {
  const said = healthSaid(HEALTH);
  assert.equal(said["belum-terkirim"], "2, yang tertua 2 jam");
  assert.match(said.penyimpanan, /^Bisa dihapus browser/);
  assert.match(healthSaid({ ...HEALTH, isOnline: true, newest: "def456" }).aplikasi, /Versi baru/);
});

test("what an assistant scans is small and names nobody and no amount", () => {
  const report = reportOf(HEALTH);
  assert.ok(report.length < 200);
  assert.doesNotMatch(report, /Rp|Sari/);
  assert.match(report, /belum terkirim: 2, tertua: 2 jam/);
});
