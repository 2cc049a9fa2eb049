// When the page stands and nothing else is to do: her other pages are fetched for later.

import { noteTabs } from "../waiting/tabs.js";
import { me } from "./me.js";

const FIRST = ["/", "/keluar", "/kiriman"];
const LAST = ["/hp-ini", "/kotak-masuk"];
const OF_WATCHERS = ["/pantau/bekal"];
// Of these the worker fills in any goods (service_worker/copies/facts.js).
const OF_SHOPS = [
  "/gerai/barang-masuk?barang=pola",
  "/gerai/rusak",
  "/gerai/rusak?barang=pola",
  "/gerai/jual/barang",
];
// What is handed over without a signal has to be open to be signed off.
const ORDERS = "main a[href^='/gerai/pesanan/']";
const MOST_ORDERS = 8;
const OF_MEMBERS = ["/barang", "/barang/semua", "/keranjang", "/pesanan", "/simpanan"];

export function warmUp() {
  /** @type {any} */
  const here = navigator;
  if (here.connection?.saveData || !navigator.onLine) return;
  const idle =
    window.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, 2000));
  idle(ask);
}

async function ask() {
  const links = [...document.querySelectorAll("nav.tabs a")];
  const tabs = links.map((tab) => tab.getAttribute("href"));
  await noteTabs(me().person, links);
  const isMember = tabs.includes("/barang");
  const isShop = tabs.includes("/gerai/barang-masuk");
  const hers = [...(isMember ? OF_MEMBERS : []), ...tabs, ...(isShop ? OF_SHOPS : [])];
  const more = tabs.includes("/pantau") ? [...OF_WATCHERS] : [];
  const orders = [...document.querySelectorAll(ORDERS)].map(
    (link) => link.getAttribute("href") ?? "",
  );
  more.push(...orders.slice(0, MOST_ORDERS));
  const paths = [...new Set([...FIRST, ...hers, ...LAST, ...more])];
  const registration = await navigator.serviceWorker.ready;
  registration.active?.postMessage({ type: "warm", paths });
}
