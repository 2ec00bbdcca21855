// Corrections: what was there, what this person changed, and how the changes are kept or sent.
// base: as the page came, or as the server last said. changes: fact id → correction, or null for one taken back.
// Changes are kept in the browser until they are sent; without a server, until the person takes the file.

const place = `corrections:${data.document_id}`;
const store = {
  base: data.corrections,
  version: data.version,
  changes: {},
  checkedBefore: data.checked,
  checked: data.checked,
  errors: {}, // fact id → why the server refused it
  conflicts: {}, // fact id → true where another window said something else
  notes: {}, // fact id → words for a fact of which nothing is said yet
  past: [], // what undo leads back to
  taken: null, // the file that was downloaded last
  keeps: true, // whether the browser keeps the changes
  failure: null, // why nothing could be sent
  sending: null, // the promise of the work at hand
};
const listeners = [];

/** Call back with the ids whose corrections changed; with none where only the state of saving did. */
function onChange(listener) {
  listeners.push(listener);
}

function tell(...ids) {
  for (const listener of listeners) listener(ids);
}

/** What is said of a fact, or of "metadata": a correction or null. */
function correction(id) {
  return (id in store.changes ? store.changes[id] : store.base[id]) ?? null;
}

/** All corrections that hold now, by fact id. */
function corrections() {
  const all = { ...store.base, ...store.changes };
  return Object.fromEntries(Object.keys(all).sort().filter((id) => all[id] !== null).map((id) => [id, all[id]]));
}

/** Say something of a fact (null: take it back). The promise ends when it is kept, or refused: see store.errors. */
function correct(id, said, { undoable = true } = {}) {
  const before = correction(id);
  if (same(before, said)) return Promise.resolve();
  if (undoable) store.past.push([id, before]);
  delete store.errors[id];
  store.changes[id] = said;
  if (same(store.base[id], said) && !store.sending) delete store.changes[id];
  delete store.notes[id];
  keep(id);
  tell(id);
  return flush();
}

function undo() {
  const last = store.past.pop();
  if (!last) return null;
  correct(last[0], last[1], { undoable: false });
  return last[0];
}

function setChecked(checked) {
  store.checked = checked;
  keep();
  tell();
  return flush();
}

/** Put a change into what the browser keeps, beside what other windows put there. */
function keep(id) {
  const held = { changes: {}, notes: {}, known: {}, ...remembered(place) };
  if (id !== undefined) {
    if (id in store.changes) held.changes[id] = store.changes[id];
    else delete held.changes[id];
    // What this window changed: while two differ, what they both began with.
    if (!(id in store.changes)) delete held.known[id];
    else if (!(id in store.conflicts)) held.known[id] = store.base[id] ?? null;
    if (id in store.notes) held.notes[id] = store.notes[id];
    else delete held.notes[id];
  }
  if (store.checked === store.checkedBefore) delete held.checked;
  else held.checked = store.checked;
  const empty = !Object.keys(held.changes).length && !Object.keys(held.notes).length && held.checked === undefined;
  store.keeps = remember(place, empty ? null : held);
}

function recall() {
  const held = remembered(place);
  if (!held || typeof held !== "object") return;
  Object.assign(store.changes, held.changes ?? {});
  Object.assign(store.notes, held.notes ?? {});
  for (const [id, known] of Object.entries(data.saving ? (held.known ?? {}) : {})) {
    if (!same(known, store.base[id]) && !same(store.changes[id], store.base[id])) store.conflicts[id] = true;
  }
  if (held.checked !== undefined) store.checked = held.checked;
}

/** Another window of the same page changed something: take it over, but for what is under way here. */
function recallFromOthers(event) {
  if (event.key !== `policyparse:${place}` || data.saving) return;
  const held = remembered(place) ?? { changes: {} };
  const ids = new Set([...Object.keys(store.changes), ...Object.keys(held.changes)]);
  store.changes = held.changes;
  store.checked = held.checked ?? store.checkedBefore;
  tell(...ids);
}

// Sending: one at a time, each with the version that the last reply gave.

const isWaiting = (id) => !(id in store.errors) && !(id in store.conflicts);
const waiting = () => Object.keys(store.changes).filter(isWaiting);

/** Send what waits. The promise ends when nothing waits any more, or nothing can be sent. */
function flush() {
  if (!data.saving) return Promise.resolve();
  store.sending ??= sendAll().finally(() => {
    store.sending = null;
    tell();
  });
  return store.sending;
}

async function sendAll() {
  store.failure = null;
  tell();
  for (let tries = 0; tries < 1000 && store.failure === null; tries += 1) {
    const [id] = waiting();
    if (id !== undefined) await send({ fact: id, correction: store.changes[id] });
    else if (store.checked !== store.checkedBefore) await send({ checked: store.checked });
    else return;
  }
}

async function send(message) {
  let reply, told;
  try {
    reply = await fetch(data.saving, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ version: store.version, ...message }),
    });
    told = await reply.json().catch(() => ({}));
  } catch {
    store.failure = "unreachable";
    return;
  }
  if (reply.ok) sent(message, told);
  else if (reply.status === 409) takeOver(told);
  else if (reply.status === 422 && message.fact) store.errors[message.fact] = String(told.message ?? "");
  else store.failure = String(told.message ?? reply.status);
  if (message.fact) tell(message.fact);
}

function sent(message, told) {
  store.version = told.version;
  if (message.fact === undefined) {
    store.checkedBefore = message.checked;
  } else {
    if (message.correction === null) delete store.base[message.fact];
    else store.base[message.fact] = message.correction;
    if (same(store.changes[message.fact], message.correction)) delete store.changes[message.fact];
  }
  keep(message.fact);
}

/** Another window was first: what it said holds; where it said of the same facts something else, the person chooses. */
function takeOver(told) {
  const before = store.base;
  store.base = told.corrections ?? {};
  store.version = told.version;
  if (typeof told.checked === "boolean") store.checkedBefore = told.checked;
  for (const [id, change] of Object.entries(store.changes)) {
    if (same(store.base[id], change)) delete store.changes[id];
    else if (!same(store.base[id], before[id])) store.conflicts[id] = true;
    keep(id);
  }
  tell(...new Set([...Object.keys(before), ...Object.keys(store.base)]));
}

/** The person's choice where two windows differ: "mine" is sent again, "theirs" stands. */
function settle(id, whose) {
  delete store.conflicts[id];
  if (whose === "theirs") delete store.changes[id];
  keep(id);
  tell(id);
  return flush();
}

/** The corrections as a file that `policyparse convert --corrections` and `policyparse gold` take. */
function correctionFile() {
  const file = { schema: "policyparse-corrections/1", documents: { [data.document_id]: corrections() } };
  if (store.checked) file.checked = { [data.document_id]: null };
  return `${JSON.stringify(file, null, 1)}\n`;
}

function download() {
  store.taken = correctionFile();
  const url = URL.createObjectURL(new Blob([store.taken], { type: "application/json" }));
  make("a", { href: url, download: `${data.name}.corrections.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  tell();
}
