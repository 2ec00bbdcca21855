// Forms in which a person says what a fact should be: built from the fields of its kind, read back as changes.
// A control is {holder, read()}; what it reads is as JSON holds it (numbers as numbers where they are exact).

const optionKeys = { kind: "time", among: "link" };
const shownFirst = {
  tasks: ["action", "responsible", "deadlines"],
  targets: ["indicator", "scope", "quantity", "time"],
  thresholds: ["subject", "quantity", "condition"],
  citations: ["title", "doc_number", "relation"],
  quantity: ["raw", "comparator", "value", "low", "high", "unit", "basis"],
  responsible: ["name", "role", "group"],
  time: ["raw", "kind", "start", "end"],
  deadlines: ["raw", "kind", "start", "end"],
};

/** A form for all fields of a record: what is asked often first, the rest folded away. */
function recordControl(fields, values, kind) {
  const first = shownFirst[kind] ?? fields.map((field) => field.name);
  const controls = fields.map((field) => [field, control(field, values?.[field.name])]);
  const part = (wanted) =>
    controls.filter(([field]) => first.includes(field.name) === wanted).map(([field, made]) => labelled(field, made));
  const rest = part(false);
  const holder = make("div", { class: "fields" }, ...part(true));
  if (rest.length) {
    const more = make("div", { class: "fields" }, ...rest);
    holder.append(make("details", { class: "more" }, make("summary", { t: "form.more" }), more));
  }
  const read = () => Object.fromEntries(controls.map(([field, made]) => [field.name, made.read()]));
  return { holder, read };
}

function labelled(field, made) {
  const named = said(`field.${field.name}`, "field-name");
  if (["record", "records"].includes(field.form)) {
    return make("fieldset", { class: `wide f-${field.name}` }, make("legend", {}, named), made.holder);
  }
  const wide = ["long", "words"].includes(field.form) || field.name === "raw" ? " wide" : "";
  return make("label", { class: `f-${field.form}${wide}` }, named, made.holder);
}

function control(field, value) {
  const makers = {
    yes: tick, choice, link, words: lines, ratio: ratioField, record: recordField, records: recordsField,
  };
  return (makers[field.form] ?? plainField)(field, value);
}

/** One line or more of text, a number or a date. */
function plainField(field, value) {
  const given = { name: field.name, spellcheck: "false", autocomplete: "off" };
  let holder;
  if (field.form === "long") holder = make("textarea", { ...given, rows: 2 });
  else if (field.form === "date") holder = make("input", { ...given, type: "date" });
  else holder = make("input", { ...given, type: "text", inputmode: inputModes[field.form] ?? "text" });
  holder.value = value ?? "";
  const empty = field.none || !["text", "long"].includes(field.form) ? null : "";
  const read = () => {
    const typed = holder.value.trim();
    if (typed === "") return empty;
    return ["number", "whole"].includes(field.form) ? exact(typed) : typed;
  };
  return { holder, read };
}

const inputModes = { number: "decimal", whole: "numeric" };

/** A number as JSON can hold it exactly, else its digits as text; what is none stays as typed and is refused later. */
function exact(typed) {
  const plain = typed.replace(/[,，\s]/g, "").replace(/[０-９．]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  if (!/^[-+]?\d+(\.\d+)?$/.test(plain)) return typed;
  const number = Number(plain);
  return String(number) === plain.replace(/^\+/, "") ? number : plain;
}

function tick(field, value) {
  const holder = make("input", { type: "checkbox", name: field.name });
  holder.checked = Boolean(value);
  return { holder, read: () => holder.checked };
}

function choice(field, value) {
  const key = optionKeys[field.name] ?? field.name;
  const options = field.options.map((option) => make("option", { value: option, t: `${key}.${option}` }));
  const holder = make("select", { name: field.name }, ...options);
  holder.value = value ?? plainChoices[field.name] ?? field.options[0];
  return { holder, read: () => holder.value };
}

const plainChoices = { role: "responsible", relation: "mention", precision: "day" };

/** A link to a section, table or task of the notice, or to none. */
function link(field, value) {
  const shorten = (name) => (name.length > 32 ? `${name.slice(0, 31)}…` : name);
  const options = linked(field.among).map(([id, name]) => make("option", { value: id }, shorten(name)));
  const holder = make("select", { name: field.name }, make("option", { value: "" }, "—"), ...options);
  holder.value = value ?? "";
  return { holder, read: () => holder.value || null };
}

function linked(among) {
  if (among !== "tasks") return data[among].map((one) => [one.id, one.name]);
  const rows = Array.from(document.querySelectorAll("tr[data-kind=tasks]"), (row) => row.id);
  return rows.filter((id) => state(id) !== "reject").map((id) => [id, applied(id)?.action ?? id]);
}

/** A list of texts, a line each. */
function lines(field, value) {
  const holder = make("textarea", { name: field.name, rows: Math.max(1, (value ?? []).length), "t-title": "form.lines" });
  holder.value = (value ?? []).join("\n");
  return { holder, read: () => holder.value.split("\n").map((line) => line.trim()).filter(Boolean) };
}

function ratioField(field, value) {
  const holder = make("input", { name: field.name, type: "text", placeholder: "20:1" });
  holder.value = (value ?? []).join(":");
  return { holder, read: () => (holder.value.trim() ? holder.value.split(/[:：]/).map((part) => exact(part.trim())) : null) };
}

/** A record inside a fact; one that may be missing has a button that makes it or takes it away. */
function recordField(field, value) {
  if (!field.none) {
    const inner = recordControl(field.fields, value, field.name);
    return { holder: inner.holder, read: () => tidied(value, inner.read()) };
  }
  const inner = recordsField({ ...field, most: 1 }, value ? [value] : []);
  return { holder: inner.holder, read: () => inner.read()[0] ?? null };
}

/** A list of records, each of which can be taken out, and one put to it. */
function recordsField(field, values) {
  const list = make("div", { class: "records" });
  const held = [];
  const add = (value) => {
    const inner = recordControl(field.fields, value, field.name);
    const row = make("div", { class: "record" }, inner.holder);
    const entry = { row, read: () => tidied(value, inner.read()) };
    const out = make("button", { type: "button", class: "quiet", "t-title": "form.remove", "t-label": "form.remove" }, "✕");
    out.addEventListener("click", () => {
      held.splice(held.indexOf(entry), 1);
      row.remove();
      more.hidden = held.length >= (field.most ?? 99);
    });
    row.append(out);
    held.push(entry);
    list.append(row);
    more.hidden = held.length >= (field.most ?? 99);
    return inner.holder;
  };
  const more = make("button", { type: "button", class: "quiet add", t: "form.add" });
  more.addEventListener("click", () => add(null).querySelector("input, textarea, select")?.focus());
  for (const value of values ?? []) add(value);
  return { holder: make("div", {}, list, more), read: () => held.map((entry) => entry.read()) };
}

/** A record as it was read, with what follows: other words stand at no known place, and a new name is nobody's alias. */
function tidied(before, read) {
  const after = { ...before, ...read };
  if (!before) {
    if ("canonical" in after) after.raw = after.raw || after.name;
    for (const key of ["canonical", "name"]) if (after[key] === "") delete after[key];
    return after;
  }
  if ("canonical" in after && after.name !== before.name) {
    if (after.canonical === before.canonical) delete after.canonical;
    if (after.raw === before.raw) after.raw = after.name;
  }
  if ("place" in before && after.raw !== before.raw) after.place = null;
  return after;
}

/** Values of the page's data as the controls read them. */
function asRead(fields, values) {
  const found = {};
  for (const field of fields) {
    const value = values[field.name];
    const inner = (one) => ({ ...one, ...asRead(field.fields, one) });
    if (field.form === "number" && isGiven(value)) found[field.name] = exact(String(value));
    else if (field.form === "ratio" && value) found[field.name] = value.map((part) => exact(String(part)));
    else if (field.form === "record" && value) found[field.name] = inner(value);
    else if (field.form === "records") found[field.name] = (value ?? []).map(inner);
    else found[field.name] = value ?? null;
  }
  return found;
}

/** What differs, by dotted names: lists and whole records that were missing as they are. */
function differences(before, after, path = "") {
  const found = {};
  for (const [name, value] of Object.entries(after)) {
    const was = before?.[name];
    const isRecord = (one) => one !== null && typeof one === "object" && !Array.isArray(one);
    if (isRecord(was) && isRecord(value)) Object.assign(found, differences(was, value, `${path}${name}.`));
    else if (!same(was, value)) found[path + name] = value;
  }
  return found;
}

/** The first thing that keeps a fact from being one, as a key of the page's words; null where nothing does. */
function problem(kind, values, quote) {
  const main = { tasks: "action", targets: "indicator", thresholds: "subject", citations: "title" }[kind];
  if (main && !isGiven(values[main])) return ["problem.missing", `field.${main}`];
  if (quote !== undefined && !find(quote)) return ["problem.quote"];
  const quantity = values.quantity;
  if (quantity) {
    if (!isGiven(quantity.raw)) return ["problem.missing", "field.raw"];
    const said = [quantity.value, quantity.ratio, quantity.low ?? quantity.high].filter(isGiven);
    if (said.length !== 1) return ["problem.one_number"];
    const numbers = [quantity.value, quantity.low, quantity.high, ...(quantity.ratio ?? [])].filter(isGiven);
    if (numbers.some((number) => !/^[-+]?\d+(\.\d+)?$/.test(String(number)))) return ["problem.number"];
    if (quantity.ratio && quantity.ratio.length !== 2) return ["problem.number"];
  }
  const times = [values.time, ...(values.deadlines ?? [])].filter(Boolean);
  if (times.some((time) => !isGiven(time.raw))) return ["problem.missing", "field.raw"];
  if ((values.responsible ?? []).some((unit) => !isGiven(unit.name))) return ["problem.missing", "field.name"];
  return null;
}
