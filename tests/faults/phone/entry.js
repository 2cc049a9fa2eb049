// What a phone under test is made of: the modules the browser gets, and the names a schedule calls.

import { accept, hurry, takeBack } from "../../../service_worker/outbox/change.js";
import { deliver } from "../../../service_worker/outbox/delivery.js";
import { allRows, keep } from "../../../service_worker/outbox/keep.js";
import { arrive, enter, leave, tellServer } from "../../../service_worker/people/people.js";
import { world } from "../../../service_worker/store/world.js";

/** @param {string} person */
async function signIn(person) {
  await enter("", person);
  await arrive(person);
}

async function flush() {
  if (await tellServer()) await deliver();
}

/** @param {string} key of the offer @param {string} fresh */
async function decide(key, fresh) {
  const row = (await allRows()).find((one) => one.key === key);
  return row ? accept(row, fresh) : false;
}

globalThis.phone = { world, decide, hurry, takeBack, keep, leave, signIn, flush };
