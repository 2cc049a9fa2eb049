// Parts of a page that follow what lies on the phone.

import { channel } from "../store/world.js";

/**
 * Draw now, whenever something changes, and when the page is shown again; never twice at a time.
 * @param {string[]} types
 * @param {() => Promise<void>} draw
 * @returns {Promise<void>} once it was drawn for the first time
 */
export function keepDrawn(types, draw) {
  let isDrawing = false;
  let again = false;
  const drawn = async () => {
    again = true;
    if (isDrawing) return;
    isDrawing = true;
    while (again) {
      again = false;
      // A phone that cannot keep anything shows the server's page, as it is.
      await draw().catch(() => {});
    }
    isDrawing = false;
  };
  channel()?.addEventListener("message", ({ data }) => types.includes(data?.type) && drawn());
  addEventListener("pageshow", (event) => {
    if (event.persisted) drawn();
  });
  return drawn();
}
