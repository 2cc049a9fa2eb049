// A new version waits until no form is half filled in on any tab, and nothing is being sent.

const LOOK_AGAIN_MS = 86_400_000;
// Long enough for a page to have all its parts: a question that reaches the old worker while Chromium
// ends it wakes it again, and the new one then waits until the old one was idle for half a minute.
const QUIET_MS = 5_000;

export function watchUpdate() {
  document.addEventListener("input", holdWhileDirty, { once: true });
  navigator.serviceWorker.ready.then((registration) => {
    // It may have been found before this page stood.
    setTimeout(offer, QUIET_MS, registration);
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
  // Again until it has taken over: a form may be held, or a page only just left still counts as one.
  setTimeout(offer, QUIET_MS, registration);
}

/** @param {ServiceWorkerRegistration} registration */
async function bringIn(registration) {
  registration.waiting?.postMessage({ type: "take over" });
}
