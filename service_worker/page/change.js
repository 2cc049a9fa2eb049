// What is given back, while the shopkeeper types what was put down. The server reckons it again.

import { inRupiah } from "./rupiah.js";

export function watchChange() {
  document.addEventListener("input", onInput);
  document.addEventListener("change", onInput);
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-total]")) show(form);
  });
}

/** @param {Event} event */
function onInput(event) {
  const form = event.target instanceof Element ? event.target.closest("form[data-total]") : null;
  if (form) show(form);
}

/** @param {Element} form */
function show(form) {
  const line = form.querySelector("#kembalian");
  if (!(form instanceof HTMLFormElement) || !(line instanceof HTMLElement)) return;
  const typed = typedIn(form, "uang").replace(/[^\d]/g, "");
  // What her savings cover is known to the server only.
  line.hidden = typed === "" || typedIn(form, "bayar") === "simpanan";
  const over = Number(typed) - Number(form.dataset.total);
  const amount = inRupiah(Math.abs(over));
  const short = "noBon" in form.dataset ? "." : ", dicatat sebagai bon.";
  line.textContent = over < 0 ? `Kurang ${amount}${short}` : `Kembali ${amount}.`;
}

/**
 * The value of a field, or of the chosen one of several.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function typedIn(form, name) {
  const field = form.elements.namedItem(name);
  const holds = field instanceof HTMLInputElement || field instanceof RadioNodeList;
  return holds ? field.value : "";
}
