// A new version waits until no form is half filled in on any tab, and nothing is being sent.

const LOOK_AGAIN_MS = 86_400_000;
// A page that has just been left may still count as one that is being written on.
const ASK_AGAIN_MS = 5_000;

export function watchUpdate() {
  document.addEventListener("input", holdWhileDirty, { once: true });
  navigator.serviceWorker.ready.then((registration) => {
    offer(registration);
    // It may have been found before this page stood.
    offerWhenInstalled(registration);
    registration.addEventListener("updatefound", () => offerWhenInstalled(registration));
    let lookedAt = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (Date.now() - lookedAt < LOOK_AGAIN_MS) return;
      lookedAt = Date.now();
      registration.update().catch(() => {});
    });
  });
}

/** @param {Event} event */
function holdWhileDirty(event) {
  const form = event.target instanceof Element ? event.target.closest("form[method=post]") : null;
  if (!form) document.addEventListener("input", holdWhileDirty, { once: true });
  // Held until this page is gone.
  else navigator.locks?.request("form", { mode: "shared" }, () => new Promise(() => {}));
}

/** @param {ServiceWorkerRegistration} registration */
function offerWhenInstalled(registration) {
  const coming = registration.installing;
  coming?.addEventListener(
    "statechange",
    () => coming.state === "installed" && offer(registration),
  );
}

/** @param {ServiceWorkerRegistration} registration */
async function offer(registration) {
  if (!registration.waiting || !navigator.locks) return;
  await navigator.locks.request("form", { ifAvailable: true }, async (form) => {
    // Once the row that is on its way has its answer.
    if (form) await navigator.locks.request("outbox", () => bringIn(registration));
  });
  // Again until it has taken over: a form may be held, and a word may go unheard.
  setTimeout(offer, ASK_AGAIN_MS, registration);
}

/** @param {ServiceWorkerRegistration} registration */
async function bringIn(registration) {
  registration.waiting?.postMessage({ type: "take over" });
}
