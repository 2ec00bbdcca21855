// The page comes alive: tools in its head, keys, addresses, and everything said so far shown.

function buildTools() {
  const other = make("button", { type: "button", id: "language", onclick: () => switchLanguage(language === "zh" ? "en" : "zh"), t: "language" });
  const checked = make("input", { type: "checkbox", id: "checked", onchange: () => setChecked(checked.checked) });
  const file = make("button", { type: "button", id: "download", t: "download", onclick: download, "t-title": "download.what" });
  const print_ = make("button", { type: "button", t: "print", onclick: () => print() });
  const help = make("button", { type: "button", id: "help-button", "t-label": "help", "t-title": "help", onclick: showHelp }, "?");
  const saved = make("button", { type: "button", id: "saved", class: "quiet", onclick: () => flush() });
  const toList = (event) => (event.currentTarget.search = `?lang=${language}`);
  const list = data.saving ? make("a", { id: "list", href: "../", t: "list", onclick: toList }) : null;
  const back = make("button", { type: "button", id: "undo", t: "undo", onclick: undoLast });
  byId("tools").append(...[list].filter(Boolean), make("span", { role: "status" }, saved), make("span", { id: "progress" }), make("label", { class: "tick" }, checked, said("checked")), back, file, print_, other, help);
}

/** How far the person is, and whether what was said is kept. */
function showState() {
  const rows = Array.from(table.querySelectorAll("tr[data-state]")).filter((row) => row.dataset.kind !== "metadata");
  const judged = rows.filter((row) => row.dataset.state !== "open").length;
  byId("progress").replaceChildren(said("progress"), ` ${judged}/${rows.length}`);
  byId("checked").checked = store.checked;
  byId("undo").disabled = !store.past.length;
  const button = byId("saved");
  const [key, detail_] = savedState();
  button.dataset.state = key;
  button.replaceChildren(said(`saved.${key}`), detail_ ? ` ${detail_}` : "");
  button.disabled = !["offline", "failed"].includes(key);
}

function savedState() {
  const conflicts = Object.keys(store.conflicts).length;
  const errors = Object.keys(store.errors).length;
  if (conflicts) return ["conflict", conflicts];
  if (errors) return ["refused", errors];
  if (data.saving && store.failure === "unreachable") return ["offline", waiting().length];
  if (data.saving && store.failure) return ["failed", store.failure];
  const unsent = waiting().length || store.checked !== store.checkedBefore;
  if (data.saving) return store.sending || unsent ? ["sending"] : ["saved"];
  if (!store.keeps) return ["nowhere"];
  if (!Object.keys(store.changes).length) return ["plain"];
  return [store.taken === correctionFile() ? "taken" : "browser"];
}

function undoLast() {
  const id = undo();
  if (id === null) return;
  if (byId(id)) choose(id, { from: "key" });
}

/** Rows whose corrections changed, and all that follows. */
function refresh(ids) {
  for (const id of ids) {
    if (id === "metadata") for (const row of Object.keys(data.rows).filter(fieldOf)) renderRow(row);
    else renderRow(id);
  }
  if (ids.length && !byId("search").value) applyFilters();
  showState();
  if (!ids.length || ids.some((id) => chosen && id === factOf(chosen)) || !byId(chosen)) showDetail();
}

const keys = {
  j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
  a: accept, r: reject, e: edit, n: addFact, u: undoLast, d: takeBack,
  m: () => byId("note")?.focus(), "/": () => byId("search").focus(), "?": showHelp,
};

function press(event) {
  const target = event.target;
  if (event.key === "Escape") {
    if (editing) closeForm();
    else if (target.closest?.("input, textarea, select")) target.blur();
    return;
  }
  if (editing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    detail.querySelector("form.form").requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || remembered("keys") === false) return;
  if (target.closest?.("input, textarea, select, dialog")) return;
  if (event.key.startsWith("Arrow") && !target.closest?.("#facts")) return;
  if (!(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
}

function showHelp() {
  const rows = [["j ↓", "help.next"], ["k ↑", "help.previous"], ["a", "help.accept"], ["r", "help.reject"], ["e", "help.edit"],
    ["n", "help.add"], ["d", "help.take_back"], ["u", "help.undo"], ["m", "help.note"], ["/", "help.search"], ["Ctrl Enter", "help.save"], ["Esc", "help.leave"], ["?", "help"]];
  const list = rows.map(([key, words_]) => make("tr", {}, make("td", {}, make("kbd", {}, key)), make("td", { t: words_ })));
  const on = make("input", { type: "checkbox", onchange: () => remember("keys", on.checked ? null : false) });
  on.checked = remembered("keys") !== false;
  const dialog = make("dialog", { id: "help", "t-label": "help" },
    make("h2", { t: "help" }), make("p", { t: "help.click" }), make("p", { t: "help.select" }), make("table", {}, ...list),
    make("p", { t: data.saving ? "help.saving" : "help.file" }), make("label", { class: "tick" }, on, said("help.keys")),
    make("form", { method: "dialog" }, make("button", { class: "main", t: "help.close" })));
  byId("help")?.remove();
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

/** Where an address leads: #<id of a row>, or #at=<start>-<end> to a place of the text. */
function follow() {
  const wanted = location.hash.slice(1); // ids are letters, digits and dashes
  const at = /^at=(\d+)-(\d+)$/.exec(wanted);
  if (at) return showSpan(Number(at[1]), Number(at[2]));
  const row = wanted.replace(/^mark-/, "");
  if (byId(row)?.matches("#facts tbody tr")) choose(row, { from: "address" });
  return true;
}

/** Buttons that appear beside words selected on the left. */
function offerToAdd() {
  byId("offer")?.remove();
  const span = selectedSpan();
  if (!span || editing) return;
  const box = around(rangesOf(...span).at(-1));
  const outer = left.getBoundingClientRect();
  const offer = make("div", { id: "offer", role: "group", "t-label": "add.as" }, said("add.as"));
  for (const kind of correctable) {
    const button = make("button", { type: "button", class: `k-${kind}` }, said(`one.${kind}`));
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => leaveForm(null) && (openNew(kind, span), offer.remove()));
    offer.append(button);
  }
  left.append(offer);
  offer.style.left = `${Math.max(4, Math.min(box.left - outer.left, outer.width - offer.offsetWidth - 20)) + left.scrollLeft}px`;
  offer.style.top = `${box.bottom - outer.top + left.scrollTop + 4}px`;
}

function listen() {
  table.addEventListener("click", (event) => {
    const link_ = event.target.closest("a");
    const row = link_ ? link_.hash.slice(1).replace(/^mark-/, "") : event.target.closest("tbody tr")?.id;
    if (!row || (!link_ && !getSelection().isCollapsed)) return;
    event.preventDefault();
    choose(row, { from: link_ ? "key" : "right" });
  });
  left.addEventListener("click", clickLeft);
  document.addEventListener("mouseup", () => setTimeout(offerToAdd));
  document.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && event.shiftKey && offerToAdd());
  document.addEventListener("keydown", press);
  addEventListener("hashchange", follow);
  addEventListener("storage", recallFromOthers);
  addEventListener("online", () => flush());
  addEventListener("beforeunload", (event) => {
    // A server that starts anew may have another address, at which the browser keeps nothing of this one.
    const unkept = data.saving ? store.failure !== null : !store.keeps;
    if (editing?.touched || (Object.keys(store.changes).length && unkept)) event.preventDefault();
  });
}

/** The border between the two sides can be moved. */
function buildBorder() {
  const main = document.querySelector("main");
  const border = make("div", { class: "border", role: "separator", tabindex: 0, "aria-orientation": "vertical", "t-label": "border" });
  const set = (share) => {
    main.style.setProperty("--left", `${Math.min(80, Math.max(20, share))}%`);
    remember("border", share);
  };
  border.addEventListener("pointerdown", (event) => border.setPointerCapture(event.pointerId));
  border.addEventListener("pointermove", (event) => {
    if (border.hasPointerCapture(event.pointerId)) set((100 * event.clientX) / innerWidth);
  });
  border.addEventListener("keydown", (event) => {
    const now = (100 * left.getBoundingClientRect().right) / innerWidth;
    if (event.key === "ArrowLeft") set(now - 2);
    if (event.key === "ArrowRight") set(now + 2);
  });
  main.insertBefore(border, main.lastElementChild);
  if (remembered("border")) set(remembered("border"));
}

function start() {
  root.classList.replace("plain", "alive");
  buildTools();
  buildBorder();
  buildLegend();
  buildFilters();
  recall();
  onChange(refresh);
  applyFilters();
  refresh(Object.keys({ ...store.base, ...store.changes }));
  listen();
  const kept = remembered("language");
  if (kept && kept !== language) switchLanguage(kept);
  if (!location.hash || follow() === false) showDetail();
  root.dataset.ready = "true";
  flush();
}

start();
