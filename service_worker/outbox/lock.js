// One sender per phone: Web Locks, or a lease in the store where there are none.

import { answer, writing } from "../store/database.js";
import { world } from "../store/world.js";

const LEASE_MS = 180_000;

/**
 * Run `act` when nobody else on this phone sends. Where a lease is held elsewhere, not at all.
 * @param {() => Promise<void>} act
 */
export async function alone(act) {
  if (world.locks) await world.locks.request("outbox", act);
  else await underLease(act);
}

/** @param {() => Promise<void>} act */
async function underLease(act) {
  const owner = world.uuid();
  const isOurs = await writing(["meta"], async (tx) => {
    const meta = tx.objectStore("meta");
    const held = await answer(meta.get("lease"));
    const now = world.now();
    // A clock that was set back must not hold it for ever.
    if (held && held.until > now && held.until <= now + LEASE_MS) return false;
    meta.put({ k: "lease", owner, until: now + LEASE_MS });
    return true;
  });
  if (!isOurs) return;
  try {
    await act();
  } finally {
    await writing(["meta"], async (tx) => {
      const meta = tx.objectStore("meta");
      if ((await answer(meta.get("lease")))?.owner === owner) meta.delete("lease");
    });
  }
}
