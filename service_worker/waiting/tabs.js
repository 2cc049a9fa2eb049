// Where a page is not on the phone, the ways on are those of who was here last: her own tabs.

import { readMeta, writeMeta } from "../store/database.js";

/** @param {string} person @param {Element[]} links of her tabs */
export async function noteTabs(person, links) {
  if (!links.length) return;
  const tabs = links.map((link) => ({
    url: link.getAttribute("href"),
    label: link.querySelector("span")?.textContent,
    icon: link.querySelector("use")?.getAttribute("href"),
  }));
  await writeMeta("tabs", { person, tabs });
}

/** In the place of the ways everybody has; the last one stays. @param {string} person */
export async function drawTabs(person) {
  const kept = await readMeta("tabs");
  const ways = [...document.querySelectorAll("#jalan > li:not(:last-child)")];
  const [pattern] = ways;
  if (!pattern || kept?.person !== person) return;
  for (const { url, label, icon } of kept.tabs) {
    const way = /** @type {Element} */ (pattern.cloneNode(true));
    way.querySelector("a")?.setAttribute("href", url);
    way.querySelector("use")?.setAttribute("href", icon);
    const name = way.querySelector("b");
    if (name) name.textContent = label;
    pattern.before(way);
  }
  for (const way of ways) way.remove();
}
