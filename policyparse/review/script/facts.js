// The right side: choosing a row, and rows that show what is said of them.

let chosen = null;
let turns = 0; // how often the chosen row was chosen in a row: leads through its marks
let editing = null; // {row, kind, isNew, touched} of the open form
const detail = byId("detail");
const table = byId("facts");
const staticCells = new Map(); // row → its cells as the page came

const kindOf = (row) => data.rows[row]?.kind ?? correction(row)?.kind ?? byId(row)?.dataset.kind;
const fieldOf = (row) => data.rows[row]?.field;
/** What a row's corrections are kept under. */
const factOf = (row) => (fieldOf(row) ? "metadata" : row);
const isCorrectable = (row) => correctable.includes(kindOf(row)) || fieldOf(row) !== undefined;

function spansOf(row) {
  const span = applied(row)?.evidence?.span;
  if (span && correction(row)?.values?.["evidence.span"]) return [Array.isArray(span) ? span : [span.start, span.end]];
  return data.spans[row] ?? [];
}

/** What a person said of a row: open, accept, reject, edit or add. */
function state(row) {
  const field = fieldOf(row);
  if (field === undefined) return correction(row)?.action ?? "open";
  const values = correction("metadata")?.values ?? {};
  return Object.keys(values).some((path) => path.split(".")[0] === field) ? "edit" : "open";
}

/** The values of a fact with what a person said; of a field of the metadata, under its name. */
function applied(row) {
  const field = fieldOf(row);
  const held = field === undefined ? correction(row) : correction("metadata");
  const start = field === undefined ? data.rows[row]?.values : { [field]: data.rows[row].value };
  if (!start && !held) return null;
  const values = structuredClone(start ?? {});
  for (const [path, value] of Object.entries(held?.values ?? {})) {
    const steps = path.split(".");
    if (field !== undefined && steps[0] !== field) continue;
    let holder = values;
    for (const step of steps.slice(0, -1)) holder = holder[step] = holder[step] ?? {};
    holder[steps.at(-1)] = structuredClone(value);
  }
  return values;
}

/** Choose a row: it lights up on both sides. */
function choose(row, { from = "right", focus = true } = {}) {
  if (!byId(row) || !leaveForm(row)) return;
  turns = row === chosen ? turns + 1 : 0;
  byId(chosen)?.removeAttribute("aria-current");
  chosen = row;
  const line = byId(row);
  if (line.hidden || line.closest("section").hidden) resetFilters();
  line.setAttribute("aria-current", "true");
  showMarks(row, turns, from !== "left");
  if (from !== "right" || !seen(line)) scrollInto(table, line.getBoundingClientRect());
  if (focus) line.focus({ preventScroll: true });
  history.replaceState(null, "", `#${row}`);
  showDetail();
}

function seen(line) {
  const [inner, outer] = [line.getBoundingClientRect(), table.getBoundingClientRect()];
  return inner.top >= outer.top && inner.bottom <= outer.bottom;
}

/** The rows that are shown, in their order. */
function shownRows() {
  return Array.from(table.querySelectorAll("tbody tr")).filter((row) => !row.hidden && !row.closest("section").hidden);
}

function step(by) {
  const rows = shownRows().map((row) => row.id);
  const at = rows.indexOf(chosen);
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
  if (rows.length && rows[next] !== chosen) choose(rows[next], { from: "key" });
}

/** Write a row anew by what is said of it. */
function renderRow(row) {
  let line = byId(row);
  const said_ = correction(row);
  if (!line && said_?.action === "add") line = addRow(row, said_);
  if (!line) return;
  if (data.rows[row] === undefined && said_?.action !== "add") {
    for (const mark of marksOf(row)) mark.classList.contains("mark") ? mark.remove() : forget(mark, row);
    if (chosen === row) chosen = null;
    line.remove();
    return;
  }
  const now = state(row);
  line.dataset.state = now;
  const badge = line.querySelector(".badge");
  if (badge) word(badge, `state.${now}`);
  line.classList.toggle("wrong", factOf(row) in store.errors);
  line.classList.toggle("conflict", factOf(row) in store.conflicts);
  line.classList.toggle("pending", Boolean(data.saving) && factOf(row) in store.changes);
  fillCells(row, line, now);
  const span = now === "add" || correction(row)?.values?.["evidence.span"] ? spansOf(row)[0] : null;
  if (span) drawMarks(row, kindOf(row), ...span);
  for (const mark of marksOf(row)) mark.classList.toggle("rejected", now === "reject");
}

function fillCells(row, line, now) {
  const kind = kindOf(row);
  if (!staticCells.has(row)) {
    staticCells.set(row, Array.from(line.cells, (cell) => Array.from(cell.childNodes)));
  }
  const made = fieldOf(row) ? { value: metadataCell(applied(row)[fieldOf(row)]) } : cellMakers[kind]?.(applied(row));
  Array.from(line.cells).forEach((cell, number) => {
    const key = cell.className.slice(2);
    if (key === "state" || !made?.[key]) return;
    const before = staticCells.get(row)[number];
    if (now === "open" || now === "accept" || now === "reject") cell.replaceChildren(...before);
    else cell.replaceChildren(...made[key]);
    cell.classList.toggle("changed", now === "edit" && cell.textContent !== before.map((one) => one.textContent).join(""));
  });
}

/** A row for a fact that a person added, in its place by the text. */
function addRow(row, said_) {
  const body = document.querySelector(`#kind-${said_.kind} tbody`);
  const heads = Array.from(document.querySelectorAll(`#kind-${said_.kind} th`), (head) => head.className);
  const line = make("tr", { id: row, "data-kind": said_.kind, tabindex: -1 });
  for (const head of heads) line.append(make("td", { class: head }));
  line.querySelector(".c-state").append(said("state.add", "badge"));
  const page = said_.values["evidence.page"];
  const name = page ? make("span", { class: "pg" }, String(page)) : said("place.show");
  line.querySelector(".c-place").append(make("a", { class: "place", href: `#${row}` }, name));
  const start = spansOf(row)[0]?.[0] ?? 0;
  const next = Array.from(body.rows).find((other) => (spansOf(other.id)[0]?.[0] ?? 0) > start);
  body.insertBefore(line, next ?? null);
  return line;
}
