// Which rows are shown: by kind, unit, month, confidence, what was said of them, and words; and search in the notice.

const filter = { kind: "", unit: "", from: "", to: "", undated: false, sure: "", state: "", query: "" };
let hits = []; // where the notice has the words that are searched for
let hit = -1;

/** Show the rows that all filters let through. */
function applyFilters() {
  const owned = filter.unit ? tasksOf(filter.unit) : null;
  for (const section of table.querySelectorAll("section.kind")) {
    const kind = section.dataset.kind;
    let count = 0;
    for (const row of section.querySelectorAll("tbody tr")) {
      row.hidden = !passes(row, kind, owned);
      count += row.hidden ? 0 : 1;
    }
    section.hidden = filter.kind ? filter.kind !== kind : !count;
    section.classList.toggle("empty", !count);
    const every = section.querySelectorAll("tbody tr").length;
    section.querySelector(".count").textContent = count === every ? `${count}` : `${count}/${every}`;
  }
  byId("nothing").hidden = Boolean(shownRows().length);
  for (const chip of byId("bar").querySelectorAll("[data-kind]")) {
    chip.setAttribute("aria-pressed", String(chip.dataset.kind === filter.kind));
  }
  byId("reset").hidden = !narrowed() && !filter.kind;
}

const narrowed = () =>
  Boolean(filter.unit || filter.from || filter.to || filter.undated || filter.sure || filter.state || filter.query);

function passes(row, kind, owned) {
  if (filter.query && !folded(row.textContent).includes(folded(filter.query))) return false;
  if (filter.state && (row.dataset.state ?? "") !== filter.state) return false;
  const values = data.rows[row.id]?.values ?? (filter.unit || filter.from || filter.to ? applied(row.id) : null);
  if (filter.sure && !(Number(values?.evidence?.confidence ?? 2) < Number(filter.sure))) return false;
  if (owned && !isOf(row.id, kind, owned)) return false;
  return !(filter.from || filter.to || filter.undated) || isDue(row.id, kind);
}

const folded = (text) => text.toLowerCase().replace(/\s+/g, "");

/** The tasks for which a unit answers, as they are now. */
function tasksOf(unit) {
  const name = data.rows[unit].name;
  const rows = Array.from(document.querySelectorAll("tr[data-kind=tasks]"), (row) => row.id);
  const tasks = rows.filter((id) => (applied(id)?.responsible ?? []).some((one) => (one.canonical ?? one.name) === name));
  return new Set([unit, ...tasks]);
}

function isOf(id, kind, owned) {
  if (kind === "tasks" || kind === "units") return owned.has(id);
  if (kind === "deadlines") return data.rows[id].owners.some((one) => owned.has(one));
  return ["targets", "thresholds"].includes(kind) && owned.has(applied(id)?.task_id);
}

/** Whether something is due between two months, or has no time at all where that is asked for. */
function isDue(id, kind) {
  const times = { tasks: () => applied(id)?.deadlines, targets: () => [applied(id)?.time], deadlines: () => [data.rows[id].time] };
  const found = (times[kind]?.() ?? []).filter(Boolean);
  if (!times[kind]) return false;
  if (filter.undated) return !found.length;
  return found.some((time) => {
    const [start, end] = time.kind === "by" ? [time.end, time.latest ?? time.end] : [time.start, time.latest ?? time.end];
    if (!start && !end) return false;
    return (!filter.from || !end || end.slice(0, 7) >= filter.from) && (!filter.to || !start || start.slice(0, 7) <= filter.to);
  });
}

function resetFilters() {
  Object.assign(filter, { kind: "", unit: "", from: "", to: "", undated: false, sure: "", state: "", query: "" });
  for (const field of byId("bar").querySelectorAll("input, select")) {
    if (field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
  hits = [];
  showHits();
  applyFilters();
}

function buildFilters() {
  const kinds = data.kinds.filter((kind) => document.querySelector(`#kind-${kind} tbody tr`) || correctable.includes(kind));
  const tab = (kind) =>
    make("button", { type: "button", class: kind ? `chip k-${kind}` : "chip", "data-kind": kind, "aria-pressed": String(!kind),
      onclick: () => setFilter("kind", kind) }, said(kind ? `kind.${kind}` : "filter.all"));
  const tabs = make("div", { class: "chips", role: "group", "t-label": "filter.kind" }, tab(""), ...kinds.map(tab));
  const fields = make("div", { class: "filters", role: "group", "t-label": "filter.more" }, searchField(), unitField(), ...monthFields(), sureField(), stateField(), resetButton());
  byId("bar").replaceChildren(tabs, fields);
  table.append(make("p", { id: "nothing", class: "hint", t: "filter.nothing", hidden: true }));
}

function setFilter(name, value) {
  filter[name] = value;
  if (name === "undated" && value) filter.from = filter.to = "";
  applyFilters();
  if (name === "kind") table.scrollTop = 0;
}

function searchField() {
  const field = make("input", { type: "search", id: "search", "t-placeholder": "search", "t-label": "search" });
  field.addEventListener("input", () => search(field.value.trim()));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") nextHit(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") search((field.value = ""));
  });
  const found = make("button", { type: "button", id: "hits", class: "quiet", hidden: true, "t-title": "search.next", onclick: () => nextHit(1) });
  return make("span", { class: "search" }, field, found);
}

function search(query) {
  hits = [];
  hit = -1;
  const text = data.text.toLowerCase();
  const wanted = query.toLowerCase();
  for (let at = text.indexOf(wanted); wanted && at >= 0 && hits.length < 1000; at = text.indexOf(wanted, at + wanted.length)) {
    hits.push(at);
  }
  showHits(wanted.length);
  setFilter("query", query);
}

function nextHit(by) {
  if (!hits.length) return;
  hit = (hit + by + hits.length) % hits.length;
  const start = points(data.text, hits[hit]);
  showSpan(start, start + Array.from(filter.query).length);
  showHits();
}

function showHits() {
  const button = byId("hits");
  button.hidden = !filter.query && !hits.length;
  button.textContent = `${hit < 0 ? "" : `${hit + 1}/`}${hits.length} ▾`;
}

function select(name, options) {
  const holder = make("select", { "t-label": `filter.${name}`, onchange: () => setFilter(name, holder.value) });
  holder.append(make("option", { value: "", t: `filter.${name}` }), ...options);
  return holder;
}

function unitField() {
  const units = Object.entries(data.rows).filter(([, row]) => row.kind === "units");
  return select("unit", units.map(([id, row]) => make("option", { value: id }, row.name)));
}

function monthFields() {
  const months = Object.values(data.rows).filter((row) => row.kind === "deadlines").flatMap((row) => [row.time.start, row.time.end]);
  const known = [...new Set(months.filter(Boolean).map((day) => day.slice(0, 7)))].sort();
  const options = () => known.map((month) => make("option", { value: month }, month));
  const undated = make("input", { type: "checkbox", onchange: () => setFilter("undated", undated.checked) });
  return [select("from", options()), select("to", options()), make("label", { class: "tick" }, undated, said("filter.undated"))];
}

function sureField() {
  return select("sure", ["1", "0.99", "0.95", "0.9", "0.8"].map((share) => make("option", { value: share }, `< ${share}`)));
}

function stateField() {
  const states = ["open", "accept", "reject", "edit", "add"];
  return select("state", states.map((one) => make("option", { value: one, t: `state.${one}` })));
}

function resetButton() {
  return make("button", { type: "button", id: "reset", class: "quiet", t: "filter.reset", hidden: true, onclick: resetFilters });
}
