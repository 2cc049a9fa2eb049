// A QR drawn on the phone, with the library that is fetched when it is first wanted.

const LIBRARY = new URL("../vendor/qrcode.js", import.meta.url);
const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4;

/** @typedef {{addData: (text: string) => void, make: () => void, getModuleCount: () => number,
 *   isDark: (row: number, column: number) => boolean}} Code */

/** Have the library here for when the signal is gone. */
export function fetchLibrary() {
  fetch(LIBRARY).catch(() => {});
}

/**
 * Without the library the text is there to be read aloud.
 * @param {HTMLElement} figure
 * @param {string} text
 */
export async function drawQr(figure, text) {
  const words = document.createElement("figcaption");
  words.textContent = text;
  figure.replaceChildren(words);
  figure.hidden = false;
  const isHere = await library().then(
    () => true,
    () => false,
  );
  if (isHere) figure.prepend(drawing(codeOf(text)));
}

/** @param {string} text @returns {Code} */
function codeOf(text) {
  const make = /** @type {(type: number, level: string) => Code} */ (
    /** @type {any} */ (window).qrcode
  );
  const code = make(0, "M");
  code.addData(text);
  code.make();
  return code;
}

/** @param {Code} code */
function drawing(code) {
  const size = code.getModuleCount();
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "Kode QR keadaan HP ini");
  const path = document.createElementNS(SVG, "path");
  let drawn = "";
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (code.isDark(row, column)) drawn += `M${column} ${row}h1v1h-1z`;
  path.setAttribute("d", drawn);
  svg.append(path);
  return svg;
}

/** @returns {Promise<void>} */
function library() {
  if ("qrcode" in window) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = LIBRARY.href;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error("no QR library"));
    document.head.append(script);
  });
}
