// One life of a phone: a page and a worker over one store, cut off from everything when it is killed.
// All it gets from outside is made here, so that a life is the same whenever its seed is.

const NEVER = new Promise(() => {});

/**
 * @param {{factory: any, hasLocks: boolean, now: () => number, chance: () => number, heard: any}} place
 * @param {(globalThis: object) => any} makePhone
 */
export function newLife(place, makePhone) {
  const life = { isDead: false, connections: [], commits: 0, killAt: 0, calls: new Map() };
  const outside = world(place, life);
  for (const name of ["page", "worker"]) {
    life[name] = makePhone({ crypto: outside.crypto });
    Object.assign(life[name].world, outside);
  }
  return life;
}

/** What was committed stays, what was under way is undone, and nothing of this life acts again. */
export function kill(life) {
  life.isDead = true;
  for (const db of life.connections) {
    for (const tx of [...db._rawDatabase.transactions])
      if (tx.db === db && tx._state !== "finished") tx._abort("AbortError");
    db.close();
  }
}

function world(place, life) {
  return {
    indexedDB: store(place, life),
    crypto: crypto(place),
    caches: undefined,
    locks: place.hasLocks ? locks(life) : undefined,
    now: place.now,
    random: place.chance,
    uuid: () => uuid(place.chance),
    later: () => () => {},
    tell: () => {},
    countedBefore: () => 0,
    countedNow: () => {},
    fetch: (address, asked) => (life.isDead ? NEVER : place.heard.fetch(life, address, asked)),
  };
}

function store(place, life) {
  return {
    open(...asked) {
      if (life.isDead) throw new Error("a dead phone opens nothing");
      const request = place.factory.open(...asked);
      request.addEventListener("success", () => watch(request.result, place, life));
      return request;
    },
  };
}

function watch(db, place, life) {
  if (life.isDead) return db.close();
  life.connections.push(db);
  const begin = db.transaction.bind(db);
  db.transaction = (stores, mode, options) => {
    if (life.isDead) throw new Error("a dead phone writes nothing");
    const tx = begin(stores, mode, options);
    if (mode === "readwrite") tx.addEventListener("complete", () => committed(place, life));
    return tx;
  };
}

function committed(place, life) {
  if (life.isDead) return;
  life.commits += 1;
  place.heard.commits += 1;
  if (life.commits === life.killAt) kill(life);
}

function locks(life) {
  let tail = Promise.resolve();
  return {
    request(_name, act) {
      const mine = tail.then(() => (life.isDead ? NEVER : act()));
      tail = mine.catch(() => {});
      return mine;
    },
  };
}

// Conceals like the real one and needs no thread: what a phone cannot read it still cannot read.
function crypto({ chance }) {
  return {
    getRandomValues: (bytes) => bytes.map((_, at) => (bytes[at] = Math.floor(chance() * 256))),
    randomUUID: () => uuid(chance),
    subtle: {
      generateKey: async () => ({ mark: Math.floor(chance() * 255) + 1 }),
      encrypt: async (_how, { mark }, bytes) =>
        Uint8Array.from([mark, ...new Uint8Array(bytes)]).buffer,
      decrypt: async (_how, { mark }, concealed) => {
        if (new Uint8Array(concealed)[0] !== mark) throw new Error("another key");
        return concealed.slice(1);
      },
    },
  };
}

function uuid(chance) {
  const hex = Array.from({ length: 32 }, () => Math.floor(chance() * 16).toString(16));
  hex[12] = "4";
  hex[16] = "8";
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
