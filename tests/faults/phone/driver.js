// A phone in Node, driven over lines of JSON: each command is done, the phone runs until nothing of
// it moves any more, and one line says what it has done. All else is the scheduler's.

import { createInterface } from "node:readline";
import { IDBFactory } from "fake-indexeddb";
import { kill, newLife } from "./life.js";

// The store's tasks stand in one row here, so that they run in the same order every time.
const afterMicrotasks = globalThis.setImmediate;
const tasks = [];
globalThis.setImmediate = (task) => tasks.push(task);

const heard = { fetches: [], done: [], commits: 0, fetch: fetched };
const place = { factory: null, hasLocks: true, now: () => clock, chance: () => 0, heard };
const waiting = new Map();
let clock = 0;
let lastFetch = 0;
let life = null;
let makePhone = null;

const COMMANDS = {
  load: ({ script }) => {
    makePhone = new Function("globalThis", `"use strict";${script}\nreturn globalThis.phone;`);
  },
  begin: ({ seed, hasLocks }) => {
    if (life) kill(life);
    place.hasLocks = hasLocks;
    place.factory = new IDBFactory();
    place.chance = chanceOf(seed);
    waiting.clear();
    lastFetch = 0;
  },
  live: ({ killAt }) => {
    if (life) kill(life);
    life = newLife(place, makePhone);
    life.killAt = killAt;
  },
  kill: () => kill(life),
  now: ({ ms }) => {
    clock = ms;
  },
  call: ({ where, name, args }) => called(life, name, life[where][name](...args)),
  answer: ({ fetch, ...answer }) => waiting.get(fetch)?.resolve(responded(answer)),
  fail: ({ fetch }) => waiting.get(fetch)?.reject(new TypeError("no signal")),
  look: () => {},
};

function called(from, name, promise) {
  promise.then(
    (value) => from.isDead || heard.done.push([name, value ?? null]),
    (error) => from.isDead || heard.done.push([name, `${error.stack}`]),
  );
}

function fetched(from, address, asked) {
  lastFetch += 1;
  const { headers, body } = asked;
  heard.fetches.push({ fetch: lastFetch, address, headers, body: `${body ?? ""}` });
  const id = lastFetch;
  return new Promise((resolve, reject) => {
    const unlessDead = (act) => (value) => from.isDead || act(value);
    waiting.set(id, { resolve: unlessDead(resolve), reject: unlessDead(reject) });
  });
}

function responded({ status, headers, body }) {
  const named = new Map(Object.entries(headers));
  return {
    status,
    headers: { get: (name) => named.get(name.toLowerCase()) ?? null },
    json: async () => JSON.parse(body),
  };
}

// mulberry32
function chanceOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function settle() {
  for (;;) {
    await new Promise((resolve) => afterMicrotasks(resolve));
    const task = tasks.shift();
    if (!task) return;
    task();
  }
}

/** @param {string} name */
function stored(name) {
  const records = place.factory?._databases.get("lumbung")?.rawObjectStores.get(name)?.records;
  return records ? [...records.values()].map(({ value }) => opened(value)) : [];
}

function opened(row) {
  const { content, answer, ...clear } = row;
  return { ...clear, content: read(content), answer: read(answer) };
}

function read(concealed) {
  return concealed && JSON.parse(new TextDecoder().decode(concealed.data.slice(1)));
}

function report() {
  const { fetches, done, commits } = heard;
  Object.assign(heard, { fetches: [], done: [], commits: 0 });
  const isDead = life?.isDead ?? true;
  return { fetches, done, commits, isDead, outbox: stored("outbox"), history: stored("history") };
}

process.on("unhandledRejection", (error) => {
  if (!life.isDead) heard.done.push(["unhandled", `${error.stack}`]);
});

for await (const line of createInterface({ input: process.stdin })) {
  const { act, ...told } = JSON.parse(line);
  COMMANDS[act](told);
  await settle();
  process.stdout.write(`${JSON.stringify(report())}\n`);
}
