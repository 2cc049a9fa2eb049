// The page's other half: what keeps forms on the phone and people apart. The worker has it ready.

import { watchBasketPage } from "./basket/basket_page.js";
import { watchShopping } from "./basket/shopping.js";
import { watchDoor } from "./door/door.js";
import { watchLockPage } from "./door/lock_page.js";
import { meet } from "./door/meet.js";
import { watchForms } from "./forms/forms.js";
import { watchSending } from "./forms/sending.js";
import { watchShare } from "./news/share.js";
import { watchBar } from "./page/bar.js";
import { watchInstall } from "./page/install.js";
import { watchUpdate } from "./page/update.js";
import { warmUp } from "./page/warm_up.js";
import { watchElsewhere } from "./waiting/elsewhere.js";

// What browsers call it when the store is closed under somebody who reads.
const TAKEN_AWAY = ["AbortError", "UnknownError", "InvalidStateError"];
const KIRIMAN = new URL("./kiriman.js", import.meta.url).href;

/** Pages that show the rows of this phone, wholly or in part, how it is told, or change a row. */
function isAboutThisPhone() {
  return (
    ["/kiriman", "/hp-ini"].includes(location.pathname) ||
    location.hash.startsWith("#ubah=") ||
    document.querySelector("[data-kabar], [data-waiting], [data-kunjungan], #jual")
  );
}

async function start() {
  // At once: what is tapped while the store opens is not lost.
  watchDoor();
  watchForms();
  watchInstall();
  watchShare();
  watchElsewhere();
  await watchLockPage();
  const isHers = await meet();
  // Locking never stops the outbox.
  watchSending();
  if (!isHers) return;
  watchBar();
  watchShopping();
  watchBasketPage();
  if (isAboutThisPhone()) import(KIRIMAN);
  watchUpdate();
  warmUp();
}

// The browser may take the store away while something is read from it: then there is nothing to show.
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof DOMException && TAKEN_AWAY.includes(event.reason.name))
    event.preventDefault();
});

start();
