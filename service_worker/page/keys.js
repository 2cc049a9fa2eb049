// Submission keys. A page out of a cache, or come back to, must not send the key of an earlier
// act again: the server would answer with that act's result, and the new one would be lost.

export function watchKeys() {
  addEventListener("pageshow", () => freshKeys(document));
  // By now the browser has copied the fields it sends, so the next act gets its own key.
  document.addEventListener("formdata", (event) => {
    if (event.target instanceof HTMLFormElement) freshKeys(event.target);
  });
}

/** @param {ParentNode} within */
function freshKeys(within) {
  for (const field of within.querySelectorAll("input[name=idempotency_key]")) {
    if (field instanceof HTMLInputElement) field.value = newKey();
  }
}

/** A random UUID; `crypto.randomUUID` is missing in browsers of before 2021. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
