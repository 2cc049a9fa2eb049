// Pasang di layar depan: offered on a calm card, never by the browser's own banner over a page.

const NOT_NOW = "pasang-nanti";

/** @typedef {Event & {prompt: () => Promise<unknown>}} InstallEvent */

export function watchInstall() {
  /** @type {InstallEvent | null} */
  let offered = null;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offered = /** @type {InstallEvent} */ (event);
    showCards(true);
  });
  addEventListener("appinstalled", () => showCards(false));
  document.addEventListener("click", async (event) => {
    const button =
      event.target instanceof Element ? event.target.closest("[data-pasang-act]") : null;
    if (!button) return;
    if (button.getAttribute("data-pasang-act") === "nanti") localStorage.setItem(NOT_NOW, "1");
    else await offered?.prompt();
    showCards(false);
  });
}

/** On Beranda only until she says later; on HP ini whenever it can be done. @param {boolean} may */
function showCards(may) {
  for (const card of document.querySelectorAll("[data-pasang]")) {
    const isOnce = card.getAttribute("data-pasang") === "sekali";
    if (card instanceof HTMLElement)
      card.hidden = !may || (isOnce && localStorage.getItem(NOT_NOW) !== null);
  }
}
