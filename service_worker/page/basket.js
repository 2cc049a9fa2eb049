// The sums of the basket page and of the counter; and the basket's quantities on the server:
// mirrored, never queued.

import { inRupiah } from "./rupiah.js";

const AFTER_THE_LAST_TAP_MS = 600;

export function watchBasket() {
  const form = document.querySelector("form[data-basket], form[data-sums]");
  if (!(form instanceof HTMLFormElement)) return;
  let waiting = 0;
  form.addEventListener("input", () => showSums(form));
  form.addEventListener("change", () => {
    // The phone's own basket leads where there is one, and mirrors itself. The counter has none.
    if ("phone" in form.dataset || !("basket" in form.dataset)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => mirror(form), AFTER_THE_LAST_TAP_MS);
  });
  // Back brings back what was typed, not what was printed.
  addEventListener("pageshow", () => showSums(form));
}

/** @param {HTMLFormElement} form */
function showSums(form) {
  let total = 0;
  for (const line of form.querySelectorAll("li[data-harga]")) {
    const field = line.querySelector("input[name=jumlah]");
    const shown = line.querySelector("[data-line-total]");
    if (!(field instanceof HTMLInputElement) || !(line instanceof HTMLElement)) continue;
    const sum = Number(line.dataset.harga) * (Number.parseInt(field.value, 10) || 0);
    total += sum;
    if (shown) shown.textContent = inRupiah(sum);
  }
  // The change that is given back is reckoned from it.
  if ("sums" in form.dataset) form.dataset.total = String(total);
  const shown = document.getElementById("jumlah-rupiah");
  if (shown) shown.textContent = inRupiah(total);
}

/** @param {HTMLFormElement} form */
function mirror(form) {
  const whole = new FormData(form);
  const fields = new URLSearchParams();
  for (const name of ["barang", "jumlah"]) {
    for (const value of whole.getAll(name)) fields.append(name, String(value));
  }
  // Without a signal nothing is lost: the order is sent with the numbers of this page.
  fetch("/keranjang", { method: "POST", body: fields, redirect: "manual" }).catch(() => {});
}
