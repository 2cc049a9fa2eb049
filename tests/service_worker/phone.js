// A phone for a test: an empty store, a server that answers as told, and nobody else's clock.

import { IDBFactory } from "fake-indexeddb";
import { closeStore } from "../../service_worker/store/database.js";
import { forgetPhoneKey } from "../../service_worker/store/vault.js";
import { world } from "../../service_worker/store/world.js";

export const SARI = "sari-0001";
export const JOKO = "joko-0002";
export const PHONE = "hp-1";

/** Begin with a phone that nobody has used. */
export async function newPhone() {
  await closeStore();
  forgetPhoneKey();
  const phone = { sent: [], answers: [], now: 1_750_000_000_000, told: [] };
  Object.assign(world, {
    indexedDB: new IDBFactory(),
    caches: undefined,
    locks: undefined,
    now: () => phone.now,
    random: () => 0.5,
    later: () => () => {},
    tell: (message) => phone.told.push(message),
    fetch: async (address, asked) => {
      const key = asked.headers["Idempotency-Key"]?.slice(1, -1);
      phone.sent.push({ address, key, person: asked.headers["Lumbung-Person"], asked });
      const next = phone.answers.shift() ?? accepted;
      return next(key);
    },
  });
  return phone;
}

/** @param {number} status @param {object} body */
export function says(status, body, headers = {}) {
  return (key) =>
    new Response(JSON.stringify({ key, ...body }), {
      status,
      headers: { "content-type": "application/json", ...headers },
    });
}

export const accepted = says(200, { final: true, code: "accepted", location: "/pesanan/7" });
export const lost = () => {
  throw new TypeError("no signal");
};
export const portal = () =>
  new Response("<h1>Masuk wifi</h1>", { headers: { "content-type": "text/html" } });

/** @param {Partial<import("../../service_worker/outbox/keep.js").Written>} more */
export function order(more = {}) {
  return {
    key: crypto.randomUUID(),
    person: SARI,
    device: PHONE,
    form: "order/1",
    content: {
      path: "/pesanan",
      fields: [
        ["barang", "3"],
        ["jumlah", "2"],
        ["harga", "65500"],
        ["bayar", "tunai"],
      ],
      title: "Pesanan 2 barang",
      total: 131_000,
      details: [],
    },
    ...more,
  };
}
