// Editing a fact or a field of the metadata, and adding facts: forms in the panel become corrections.

/** Edit the chosen row; of what is derived, the fact it comes from. */
function edit() {
  if (!chosen) return;
  const derived = data.rows[chosen]?.tasks ?? data.rows[chosen]?.owners;
  if (derived?.length) choose(derived[0], { from: "key" });
  else if (kindOf(chosen) === "unexplained") return addFact();
  if (!isCorrectable(chosen)) return;
  const field = fieldOf(chosen);
  if (field === undefined) openForm(chosen, kindOf(chosen), applied(chosen), state(chosen) === "add");
  else openFieldForm(chosen, field);
}

function openFieldForm(row, field) {
  const form = data.fields.metadata.find((one) => one.name === field);
  const before = data.rows[row].value;
  const current = applied(row)[field];
  const asText = field === "doc_number";
  const shape = asText ? { name: field, form: "text", none: true } : form;
  const made = control(shape, asText ? (current?.raw ?? current) : current);
  const holder = make("div", { class: "fields" }, labelled({ ...shape, name: `metadata.${field}` }, made));
  const submit = () => {
    const read = made.read();
    const was = asText ? (before?.raw ?? null) : asRead([shape], { [field]: before })[field];
    const rest = withoutField(field);
    if (same(read, was)) return ["metadata", rest];
    return ["metadata", withNote({ action: "edit", values: { ...rest?.values, [field]: read } }, noteOf("metadata"))];
  };
  openPanel({ row, kind: "metadata" }, holder, submit);
}

/** The form of a fact: its fields, and the words that prove it. */
function openForm(row, kind, values, isNew) {
  const fields = data.fields[kind];
  const inner = recordControl(fields, values, kind);
  const quote = make("textarea", { name: "quote", rows: 2, class: "quote" });
  quote.value = values.evidence?.quote ?? "";
  const take = make("button", { type: "button", class: "quiet", t: "form.selection" });
  take.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  take.addEventListener("click", () => {
    const span = selectedSpan();
    if (span) quote.value = words(...span);
  });
  const proof = make("div", { class: "wide proof" }, make("label", {}, said("field.quote", "field-name"), quote), take);
  inner.holder.insertBefore(proof, inner.holder.querySelector(":scope > .more"));
  openPanel({ row, kind, isNew }, inner.holder, () => readForm(row, kind, values, inner.read(), quote.value.trim(), isNew));
}

/** The correction that a form says; throws the key of what is wrong with it. */
function readForm(row, kind, values, read, quote, isNew) {
  const fields = data.fields[kind];
  const base = data.rows[row]?.values;
  const wrong = problem(kind, read, isNew || quote !== base?.evidence.quote ? quote : undefined);
  if (wrong) throw wrong;
  const proof = proved(quote, values.evidence?.span);
  if (!base) {
    const given = Object.fromEntries(Object.entries(read).filter(([, value]) => isGiven(value) && !same(value, [])));
    return [row, withNote({ action: "add", kind, values: { ...flattened(given), ...proof } }, noteOf(row))];
  }
  const changes = differences(asRead(fields, base), read);
  if (quote !== base.evidence.quote) Object.assign(changes, proof);
  if (!Object.keys(changes).length) return [row, withNote({ action: "accept" }, noteOf(row))];
  return [row, withNote({ action: "edit", values: changes }, noteOf(row))];
}

/** The values of a new fact: records by dotted names, without what is empty in them. */
function flattened(values) {
  const found = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) found[name] = value;
    else for (const [inner, one] of Object.entries(value)) if (isGiven(one) && !same(one, [])) found[`${name}.${inner}`] = one;
  }
  return found;
}

/** The words that prove a fact and where they stand. */
function proved(quote, near) {
  const from = Array.isArray(near) ? near[0] : near?.start;
  const [start, end] = find(quote, from ?? 0);
  const found = { "evidence.quote": quote, "evidence.span": { start, end } };
  const boxes = boxesOf(start, end);
  if (boxes.length) {
    const size = (box) => data.pages[box.sheet.dataset.page];
    const tenth = (number) => Math.round(number * 10) / 10;
    found["evidence.page"] = Number(boxes[0].sheet.dataset.page);
    found["evidence.regions"] = boxes.map((box) => {
      const [width, height] = size(box);
      return {
        page: Number(box.sheet.dataset.page),
        x0: tenth(box.left * width),
        top: tenth(box.top * height),
        x1: tenth((box.left + box.width) * width),
        bottom: tenth((box.top + box.height) * height),
      };
    });
  }
  return found;
}

function openPanel(what, holder, submit) {
  editing = what;
  const wrong = make("p", { class: "problem", role: "alert", hidden: true });
  const title = make("div", { class: "head" }, make("span", { class: `tag k-${what.kind}` }, said(`one.${what.kind}`)));
  title.append(said(what.isNew ? "form.new" : "form.edit", "form-title"));
  const form = make("form", { class: "form", novalidate: true }, title, wrong, holder);
  const save = make("button", { type: "submit", class: "main", t: "form.save" });
  form.append(make("div", { class: "actions" }, save, make("button", { type: "button", t: "form.cancel", onclick: closeForm })));
  const complain = (...parts) => {
    wrong.replaceChildren(...parts);
    wrong.hidden = false;
    wrong.scrollIntoView({ block: "nearest" });
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let id, said_;
    try {
      [id, said_] = submit();
    } catch (keys) {
      if (!Array.isArray(keys)) throw keys;
      complain(...keys.flatMap((key) => [said(key), " "]));
      return;
    }
    save.disabled = true;
    await correct(id, said_);
    save.disabled = false;
    if (id in store.errors) complain(said("refused"), ` ${store.errors[id]}`);
    else if (editing === what) closeForm(what.row); // another may have been opened meanwhile
  });
  form.addEventListener("input", () => (what.touched = true));
  detail.replaceChildren(form);
  detail.classList.add("open");
  if (byId(what.row)) scrollInto(table, byId(what.row).getBoundingClientRect());
  form.querySelector(".fields > label:not(.proof) input, .fields > label textarea, .fields > label select")?.focus();
}

function closeForm(row) {
  editing = null;
  detail.classList.remove("open");
  if (typeof row === "string" && byId(row) && row !== chosen) choose(row, { from: "key" });
  showDetail();
  byId(chosen)?.focus({ preventScroll: true });
}

/** Whether another row may be chosen: a form with words in it is not lost without asking. */
function leaveForm(row) {
  if (!editing) return true;
  if (editing.touched && (row === editing.row || !confirm(label("form.leave")))) return false;
  editing = null;
  detail.classList.remove("open");
  return true;
}

/** A new fact's id: the letter of its kind and ten hex digits. */
function newId(kind) {
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  return data.letters[kind] + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Buttons that add a fact of each kind, proved by a span of the text. */
function adders(span) {
  const buttons = correctable.map((kind) =>
    make("button", { type: "button", class: `act k-${kind}`, onclick: () => openNew(kind, span) }, said(`one.${kind}`)),
  );
  return make("div", { class: "actions adders" }, said("add.as", "hint"), ...buttons);
}

/** Add a fact of the words selected on the left, or of the chosen sentence; without either, of words typed. */
function addFact() {
  if (!leaveForm(null)) return;
  const span = selectedSpan() ?? (kindOf(chosen) === "unexplained" ? data.spans[chosen][0] : null);
  const head = make("div", { class: "head" });
  if (span) head.append(make("q", { class: "quote" }, words(...span)));
  else head.append(make("p", { class: "hint", t: "add.nothing" }));
  detail.replaceChildren(head, adders(span));
  detail.querySelector(".adders button").focus();
}

function openNew(kind, span) {
  const quote = span ? words(...span) : "";
  const main = { tasks: "action", targets: "indicator", thresholds: "subject", citations: "title" }[kind];
  const plain = quote.replace(/\s+/g, "");
  const values = { [main]: plain.replace(/^《|》$/g, ""), evidence: { quote, span } };
  if (kind === "targets" || kind === "thresholds") values.quantity = guessed(plain);
  if (kind !== "citations") values.origin = "prose";
  const section = span && data.sections.filter((one) => one.span[0] <= span[0] && span[1] <= one.span[1]).at(-1);
  if (section && kind !== "citations") values.section_id = section.id;
  openForm(newId(kind), kind, values, true);
  editing.touched = Boolean(span);
}

/** The first number in some words, to be looked at by the person. */
function guessed(text) {
  const found = /(不低于|不少于|不超过|超过|达到|约)?(\d+(?:[.,]\d+)*)(万|亿)?/.exec(text);
  if (!found) return {};
  const comparators = { 不低于: ">=", 不少于: ">=", 不超过: "<=", 超过: ">", 约: "~" };
  const times = { 万: 1e4, 亿: 1e8 }[found[3]] ?? 1;
  const value = Number((Number(found[2].replaceAll(",", "")) * times).toPrecision(15)); // 0.07万 is 700
  const unit = unitAt(text.slice(found.index + found[0].length));
  return { raw: found[0].replace(/^达到/, "") + unit, value, unit, comparator: comparators[found[1]] ?? "=" };
}

/** The unit with which some words begin: one of this notice's, else a long one that is common, else one character. */
function unitAt(text) {
  const used = Object.values(data.rows).map((row) => row.values?.quantity?.unit).filter(Boolean);
  const known = [...used, "平方米", "平方公里", "公里", "人次", "个百分点", "个工作日", "小时"];
  const fitting = known.filter((unit) => text.startsWith(unit)).sort((one, other) => other.length - one.length);
  return fitting[0] ?? /^[^\d\s，。；、,;（）()]/u.exec(text)?.[0] ?? "";
}
