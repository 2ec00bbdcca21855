// The cells of a fact as elements, the same as `fact_tables.py` writes: for facts that a person edits or adds.

const signs = { "=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ ", range: "" };
const beneath = (...parts) => make("span", { class: "norm" }, ...parts);

function quantityCell(value) {
  if (!value) return [];
  const number = value.ratio?.length
    ? value.ratio.join(":")
    : isGiven(value.value)
      ? String(value.value)
      : [value.low, value.high].filter(isGiven).join("–");
  const sign = signs[value.comparator] || (value.approximate ? "≈ " : "");
  const plain = [sign + number, value.unit, ...(value.per ?? [])].filter(Boolean).join(" ");
  const basis = (value.basis ?? "level") === "level" ? [] : [said(`basis.${value.basis}`), " "];
  return [value.raw ?? "", beneath(...basis, plain)];
}

const isGiven = (value) => value !== null && value !== undefined && value !== "";

/** A rule of recurrence in words where the page knows them, and beside them as it is. */
function ruleCell(rule) {
  const key = `rule.${rule}`;
  const parts = rule.split(/(?<=;)/).flatMap((part, place) => (place ? [make("wbr"), part] : [part]));
  return key in data.labels.zh ? [said(key), " ", make("code", {}, ...parts)] : [rule];
}

function timeCell(value) {
  if (!value) return [];
  let days = [said(`time.${value.kind}`)];
  if (value.recurrence) days = ruleCell(value.recurrence);
  else if (value.start && value.end) days = [`${value.start} – ${value.end}`];
  else if (value.end) days = [`≤ ${value.end}`];
  else if (value.start) days = [`≥ ${value.start}`];
  if (value.ambiguous) days.push(value.latest ? ` / ${value.latest}?` : " ?");
  return [make("span", { class: "time" }, value.raw ?? "", beneath(...days))];
}

function unitCell(unit) {
  const role = unit.role ?? "responsible";
  return make("span", { class: "unit" }, said(`role.${role}`, `role ${role}`), ` ${unit.name ?? unit.raw}`);
}

const withBeneath = (first, second) => (second ? [first ?? "", beneath(second)] : [first ?? ""]);

const cellMakers = {
  tasks: (values) => ({
    number: [values.number ?? ""],
    action: withBeneath(values.action, values.measure),
    responsible: (values.responsible ?? []).map(unitCell),
    deadlines: (values.deadlines ?? []).flatMap(timeCell),
  }),
  targets: (values) => ({
    indicator: withBeneath(values.indicator, values.scope),
    quantity: quantityCell(values.quantity),
    time: timeCell(values.time),
  }),
  thresholds: (values) => ({
    subject: [values.subject ?? ""],
    quantity: quantityCell(values.quantity),
    condition: [values.condition ?? ""],
  }),
  citations: (values) => ({
    title: [`《${values.title ?? ""}》`],
    doc_number: [values.doc_number ?? ""],
    relation: [said(`relation.${values.relation ?? "mention"}`)],
  }),
};

/** What a field of the metadata shows: a list a line each, a period from – to, a number as printed. */
function metadataCell(value) {
  if (!isGiven(value)) return [];
  if (Array.isArray(value)) return value.map((one) => make("span", { class: "line" }, ...metadataCell(one)));
  if (typeof value !== "object") return [String(value)];
  if ("raw" in value) return [value.raw];
  if ("start" in value) return [[value.start, value.end].filter(Boolean).join(" – ")];
  const name = value.title ?? value.name ?? "";
  return [value.number ? `${value.number}. ${name}` : name];
}
