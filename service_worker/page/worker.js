// The worker is set up when the page stands. From the moment it is in control, and at the door, the
// page's other half is loaded: what keeps forms on the phone.

import { holdSubmits } from "./hold_submits.js";

const OTHER_HALF = new URL("./offline.js", import.meta.url).href;

export function watchWorker() {
  if (!("serviceWorker" in navigator) || !("indexedDB" in window)) return;
  const { serviceWorker } = navigator;
  const isAtTheDoor =
    document.querySelector("form[data-enter]") || "locked" in document.body.dataset;
  if (serviceWorker.controller || isAtTheDoor) holdSubmits(import(OTHER_HALF));
  if (!serviceWorker.controller) {
    sayNotReady();
    serviceWorker.addEventListener("controllerchange", ready, { once: true });
    // A page that was on its way while the worker began is overlooked by it: it asks to be taken in.
    serviceWorker.ready.then(({ active }) => {
      if (!serviceWorker.controller) active?.postMessage({ type: "take me in" });
    });
  }
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

function register() {
  navigator.serviceWorker
    .register("/service-worker.js", { type: "module", updateViaCache: "none" })
    .catch(() => {
      // A browser without module workers, or a page that is not served by https: forms go plainly.
    });
}

function ready() {
  for (const note of document.querySelectorAll("[data-not-ready]")) note.remove();
  import(OTHER_HALF);
}

/** Until then a form needs a signal, and says so. */
function sayNotReady() {
  for (const form of document.querySelectorAll("form[data-offline]")) {
    const note = document.createElement("p");
    note.className = "hint";
    note.dataset.notReady = "";
    note.textContent = "Belum siap tanpa sinyal.";
    form.append(note);
  }
}
