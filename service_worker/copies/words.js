// How goods are looked for by their name.

/** @param {string} text @param {string} words */
export function hasWords(text, words) {
  const known = plain(text);
  return plain(words)
    .split(/\s+/)
    .every((word) => known.includes(word));
}

/** @param {string} text */
function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}
