// What an answer means for a row (protocol.md 3). Whatever does not echo the key is no answer.

/**
 * @typedef {"accepted" | "decide" | "refused" | "cancelled" | "late" | "mend" | "reused"
 *   | "later" | "waits" | "upgrade" | "sign_in" | "other_person" | "unknown"} Meaning
 */

/** @type {Record<string, Meaning>} */
const FINAL_409 = { changed: "decide", cancelled: "cancelled", already_accepted: "late" };
/** @type {Record<string, Meaning>} */
const NOT_FINAL_409 = { waits_for: "waits", upgrade_needed: "upgrade" };
const UNKNOWN = [400, 408, 425, 429];

/**
 * @param {number} status
 * @param {any} body the JSON that came, or null
 * @param {string} key
 * @returns {Meaning}
 */
export function meaningOf(status, body, key) {
  if (body?.key !== key) return "unknown";
  if (status === 200 || status === 201) return body.final === true ? "accepted" : "unknown";
  if (status < 400 || status >= 500 || UNKNOWN.includes(status)) return "unknown";
  if (status === 401) return "sign_in";
  if (status === 403) return meaningOf403(body.code);
  if (status === 409)
    return body.final ? (FINAL_409[body.code] ?? "refused") : (NOT_FINAL_409[body.code] ?? "later");
  if (status === 422) return body.code === "form_errors" ? "mend" : meaningOf422(body.code);
  return "refused";
}

/** @param {string} code @returns {Meaning} */
function meaningOf403(code) {
  if (code === "other_person") return "other_person";
  return code === "cross_site" ? "unknown" : "refused";
}

/** @param {string} code @returns {Meaning} */
function meaningOf422(code) {
  return code === "key_reused" ? "reused" : "refused";
}

/**
 * What the answer to taking a row back means: it never came and never will, or what became of it.
 * @param {number} status
 * @param {any} body
 * @param {string} key
 * @returns {Meaning}
 */
export function meaningOfTakingBack(status, body, key) {
  const meaning = meaningOf(status, body, key);
  if (meaning === "accepted") return body.code === "already_accepted" ? "accepted" : "cancelled";
  // A key of somebody else's: nothing of hers is there to be taken back.
  return meaning === "reused" || meaning === "refused" ? "cancelled" : meaning;
}
