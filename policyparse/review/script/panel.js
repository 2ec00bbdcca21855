// The panel below the tables: what is chosen, what is said of it, and buttons to say it.

function showDetail() {
  if (editing) return;
  if (!chosen || !byId(chosen)) {
    detail.replaceChildren(make("p", { class: "hint", t: "detail.hint" }));
    return;
  }
  const kind = kindOf(chosen);
  const head = make("div", { class: "head" }, make("span", { class: `tag k-${kind}` }, said(`one.${kind}`)));
  const values = data.rows[chosen]?.values ?? applied(chosen);
  const evidence = applied(chosen)?.evidence;
  if (evidence?.quote) head.append(make("q", { class: "quote" }, evidence.quote));
  detail.replaceChildren(head);
  if (evidence?.rule) head.append(make("span", { class: "rule" }, `${evidence.rule} · ${evidence.confidence}`));
  if (values || fieldOf(chosen)) detail.append(...sayings(), actions());
  else if (kind === "unexplained") {
    head.append(make("q", { class: "quote" }, words(...data.spans[chosen][0])));
    detail.append(adders(data.spans[chosen][0]));
  }
  else detail.append(make("p", { class: "hint", t: `detail.${kind}` }));
}

/** What went wrong with what was said of the chosen row. */
function* sayings() {
  const id = factOf(chosen);
  if (id in store.errors) {
    yield make("p", { class: "problem", role: "alert" }, said("refused"), ` ${store.errors[id]}`);
  }
  if (id in store.conflicts) {
    const button = (key, whose) => make("button", { type: "button", t: key, onclick: () => settle(id, whose) });
    const theirs = make("p", {}, said("conflict.theirs"), " ", describe(store.base[id]));
    const mine = make("p", {}, said("conflict.mine"), " ", describe(store.changes[id]));
    const both = make("div", { class: "problem", role: "alert" }, said("conflict"), theirs, mine);
    both.append(button("conflict.send", "mine"), " ", button("conflict.take", "theirs"));
    yield both;
  }
}

/** A correction in words. */
function describe(said_) {
  if (!said_) return label("state.open");
  const values = Object.entries(said_.values ?? {}).map(([path, value]) => `${path} = ${JSON.stringify(value)}`);
  return [label(`state.${said_.action}`), ...values, said_.note ?? ""].filter(Boolean).join("; ");
}

function actions() {
  const now = state(chosen);
  const button = (key, sign, run, pressed) =>
    make("button", { type: "button", class: `act ${key}`, "aria-pressed": pressed, onclick: run }, said(`act.${key}`), sign);
  const kbd = (key) => make("kbd", {}, key);
  const bar = make("div", { class: "actions" });
  if (!fieldOf(chosen) && now !== "add") {
    bar.append(button("accept", kbd("a"), accept, String(now === "accept")));
    bar.append(button("reject", kbd("r"), reject, String(now === "reject")));
  }
  bar.append(button("edit", kbd("e"), () => edit(), String(now === "edit")));
  if (now !== "open") bar.append(button("take_back", "", takeBack));
  bar.append(noteField());
  return bar;
}

/** A note: kept with what is said of the fact, and until something is said beside it. */
function noteField() {
  const id = factOf(chosen);
  const field = make("input", { type: "text", class: "note", id: "note", "t-placeholder": "note", "t-label": "note" });
  field.value = correction(id)?.note ?? store.notes[id] ?? "";
  field.addEventListener("change", () => {
    const said_ = correction(id);
    if (said_) correct(id, withNote(said_, field.value.trim()));
    else {
      store.notes[id] = field.value.trim();
      keep(id);
    }
  });
  return field;
}

function withNote(said_, note) {
  const { note: before, ...rest } = said_;
  return note ? { ...rest, note } : rest;
}

const noteOf = (id) => correction(id)?.note ?? store.notes[id] ?? byId("note")?.value.trim() ?? "";

function accept() {
  judge("accept");
}

function reject() {
  judge("reject");
}

function judge(action) {
  if (!chosen || !correctable.includes(kindOf(chosen)) || state(chosen) === "add") return;
  if (action === "accept" && state(chosen) === "edit") return; // what was edited is accepted as it now stands
  correct(chosen, withNote({ action }, noteOf(chosen)));
}

function takeBack() {
  if (!chosen || !isCorrectable(chosen)) return;
  const field = fieldOf(chosen);
  if (field === undefined) correct(chosen, null);
  else correct("metadata", withoutField(field));
}

/** The correction of the metadata without one of its fields; null where it says nothing else. */
function withoutField(field) {
  const said_ = correction("metadata");
  if (!said_) return null;
  const others = Object.entries(said_.values ?? {}).filter(([path]) => path.split(".")[0] !== field);
  return others.length ? { ...said_, values: Object.fromEntries(others) } : null;
}
