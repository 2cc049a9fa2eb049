// A hint comes to a phone: what is shown, and where a tap on it leads.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "fake-indexeddb/auto";
import { keep } from "../../service_worker/outbox/keep.js";
import { noteSender } from "../../service_worker/people/session.js";
import { watchPush } from "../../service_worker/push/push.js";
import { writeMeta } from "../../service_worker/store/database.js";
import { world } from "../../service_worker/store/world.js";
import { newPhone, order, SARI } from "./phone.js";

const ORIGIN = "https://lumbung.example.id";
const HINT = {
  text: "Pesanan siap diambil",
  path: "/pesanan/7",
  topic: "t",
  person: "sari",
  badge: 3,
  test: false,
};

class Worker extends EventTarget {
  location = { origin: ORIGIN };
  shown = [];
  badges = [];
  opened = [];
  windows = [];
  registration = {
    showNotification: async (text, options) => this.shown.push({ text, ...options }),
  };
  navigator = {
    setAppBadge: async (count) => this.badges.push(count),
    clearAppBadge: async () => this.badges.push(0),
  };
  clients = {
    matchAll: async () => this.windows,
    openWindow: async (url) => this.opened.push(url),
  };

  async happen(type, more) {
    const waiting = [];
    const event = Object.assign(new Event(type), more, {
      waitUntil: (going) => waiting.push(going),
    });
    this.dispatchEvent(event);
    await Promise.all(waiting);
  }

  push(hint) {
    return this.happen("push", { data: { json: () => hint } });
  }

  tap(about) {
    return this.happen("notificationclick", { notification: { data: about, close: () => {} } });
  }
}

class Window {
  visited = [];
  focused = 0;

  constructor(path, { isStuck = false } = {}) {
    this.url = ORIGIN + path;
    this.isStuck = isStuck;
  }

  async navigate(url) {
    if (this.isStuck) throw new TypeError("not mine");
    this.visited.push(url);
    return this;
  }

  async focus() {
    this.focused += 1;
  }
}

let worker;
let told;

beforeEach(async () => {
  worker = new Worker();
  told = [];
  world.tell = (message) => told.push(message);
  world.fetch = async () => {
    throw new TypeError("no signal");
  };
  watchPush(worker);
  await writeMeta("unsealed", { person: "sari" });
});

test("the words that came are shown, under their subject, and counted on the icon", async () => {
  await worker.push(HINT);
  const [{ text, tag, data }] = worker.shown;
  assert.deepEqual(
    [text, tag, data],
    ["Pesanan siap diambil", "t", { path: "/pesanan/7", person: "sari" }],
  );
  assert.deepEqual(worker.badges, [3]);
});

test("a trial says to the page that it came", async () => {
  await worker.push({ ...HINT, test: true });
  assert.deepEqual(
    told.filter(({ type }) => type === "push"),
    [{ type: "push", path: "/pesanan/7", test: true }],
  );
});

test("what waits here goes along: the phone is awake and has a signal", async () => {
  const phone = await newPhone();
  await noteSender(SARI);
  const written = order();
  await keep(written);
  await worker.push(HINT);
  assert.deepEqual(
    phone.sent.map(({ key }) => key),
    [written.key],
  );
});

test("what cannot be read is shown all the same: else the browser takes the right away", async () => {
  const data = {
    json: () => {
      throw new SyntaxError("no");
    },
  };
  await worker.happen("push", { data });
  await worker.happen("push", { data: null });
  assert.deepEqual(
    worker.shown.map(({ text, data: about }) => [text, about.path]),
    [
      ["Lumbung", "/kotak-masuk"],
      ["Lumbung", "/kotak-masuk"],
    ],
  );
});

test("a tap opens the page of the news", async () => {
  await worker.tap({ path: "/pesanan/7", person: "sari" });
  assert.deepEqual(worker.opened, [`${ORIGIN}/pesanan/7`]);
});

test("a tap goes to the window that shows it already, or turns one that is there", async () => {
  const other = new Window("/barang");
  const same = new Window("/pesanan/7");
  worker.windows = [other, same];
  await worker.tap({ path: "/pesanan/7", person: "sari" });
  assert.deepEqual([same.visited, same.focused, other.focused], [[], 1, 0]);
  worker.windows = [other];
  await worker.tap({ path: "/pesanan/7", person: "sari" });
  assert.deepEqual([other.visited, other.focused], [[`${ORIGIN}/pesanan/7`], 1]);
  assert.deepEqual(worker.opened, []);
});

test("a window that cannot be turned is left alone", async () => {
  worker.windows = [new Window("/barang", { isStuck: true })];
  await worker.tap({ path: "/pesanan/7", person: "sari" });
  assert.deepEqual(worker.opened, [`${ORIGIN}/pesanan/7`]);
});

test("news for somebody else on this phone asks for her PIN first", async () => {
  await worker.tap({ path: "/simpanan", person: "rini" });
  assert.deepEqual(worker.opened, [`${ORIGIN}/masuk?orang=rini&ke=%2Fsimpanan`]);
});

test("on a locked phone the lock answers, so the page is asked for as it is", async () => {
  await writeMeta("unsealed", null);
  await worker.tap({ path: "/simpanan", person: "rini" });
  assert.deepEqual(worker.opened, [`${ORIGIN}/simpanan`]);
});

test("no hint leads away from here", async () => {
  await worker.tap({ path: "//evil.example/", person: "sari" });
  await worker.tap({ path: "https://evil.example/", person: "sari" });
  assert.deepEqual(worker.opened, Array(2).fill(`${ORIGIN}/kotak-masuk`));
});
