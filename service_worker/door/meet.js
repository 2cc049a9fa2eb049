// The page and the phone agree on who is here, or the page is not shown.

import { isKept, me } from "../page/me.js";
import { isDoor } from "../people/doors.js";
import { arrive, unsealed } from "../people/people.js";
import { noteName } from "../people/register.js";
import { noteSender } from "../people/session.js";
import { readMeta, writeMeta } from "../store/database.js";
import { channel, world } from "../store/world.js";

const SEQ_SECONDS = 63_072_000;

/** @returns {Promise<boolean>} whether this page is somebody's who may see it */
export async function meet() {
  countInCookie();
  const { person } = me();
  if (!person || isDoor(location.pathname)) return false;
  if (isKept() ? !(await isHers()) : !(await arrive(person))) {
    location.replace("/terkunci");
    return false;
  }
  if (!isKept()) await noteSender(person);
  await noteUse();
  noteName(person, document.querySelector(".person .menu p")?.textContent?.trim() ?? "");
  addEventListener("pageshow", (event) => event.persisted && leaveStrangers());
  channel()?.addEventListener("message", ({ data }) => data.type === "people" && leaveStrangers());
  return true;
}

async function isHers() {
  return (await unsealed())?.person === me().person;
}

/** Back, or another tab, may have brought somebody else. */
async function leaveStrangers() {
  if (await isHers()) return;
  document.body.hidden = true;
  location.reload();
}

/** Whoever works behind the counter is locked when the phone lies there unused. */
async function noteUse() {
  const locks = "locks" in document.body.dataset;
  const used = await readMeta("used");
  if (locks || used) await writeMeta("used", locks ? { locks, at: world.now() } : null);
}

/** The count of rows is kept in a cookie too: an eviction of the storage leaves cookies alone. */
function countInCookie() {
  world.countedBefore = (device) => {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith(`urut=${device}.`));
    return Number(cookie?.split(".")[1]) || 0;
  };
  world.countedNow = (device, count) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in older browsers
    document.cookie = `urut=${device}.${count}; Path=/; Max-Age=${SEQ_SECONDS}; SameSite=Lax; Secure`;
  };
}
