// Where no page of hers can be shown: without a copy, a short list; on the lock page, a number only.

import { allRows, rowsFor } from "../outbox/keep.js";
import { HIDDEN } from "../outbox/rows.js";
import { inRupiah } from "../page/rupiah.js";
import { unsealed } from "../people/people.js";
import { keepDrawn } from "./hear.js";
import { drawTabs } from "./tabs.js";

const MOST_SHOWN = 5;

export function watchElsewhere() {
  const place = document.getElementById("di-hp");
  if (!place) return;
  const isLocked = "locked" in document.body.dataset;
  keepDrawn(["outbox", "people"], async () => {
    const who = isLocked ? null : await unsealed();
    if (who) await drawTabs(who.person);
    if (who) await drawHers(place, who.person);
    else await drawCount(place);
  });
}

/** @param {HTMLElement} place */
async function drawCount(place) {
  const rows = (await allRows()).filter((row) => !HIDDEN.includes(row.state));
  const said = rows.length ? [`${rows.length} kiriman menunggu di HP ini dan tetap dikirim.`] : [];
  place.replaceChildren(...said.map((text) => part("p", text)));
}

/** @param {HTMLElement} place @param {string} person */
async function drawHers(place, person) {
  const { rows } = await rowsFor(person);
  if (!rows.length) {
    place.replaceChildren();
    return;
  }
  const list = document.createElement("ul");
  for (const { opened } of rows.slice(0, MOST_SHOWN)) {
    const sum = opened?.total ? `, ${inRupiah(opened.total)}` : "";
    list.append(part("li", `${opened?.title ?? "Kiriman"}${sum}`));
  }
  place.replaceChildren(part("h2", `Belum terkirim (${rows.length})`), list);
}

/** @param {string} tag @param {string} text */
function part(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
