// The left side: marks are chosen by a click, light up with their row, and can be hidden by kind; zoom and page number.

const hiddenKinds = new Set();
let lastClick = { rows: "", at: 0 };

/** Everything on the left that belongs to a row. */
function marksOf(row) {
  const id = CSS.escape(row);
  return Array.from(left.querySelectorAll(`.mark[data-row="${id}"], .piece[data-rows~="${id}"]`));
}

/** The rows at a point, those of the fewest characters first. */
function rowsAt(event) {
  const piece = event.target.closest?.(".piece");
  let found = piece ? piece.dataset.rows.split(" ") : [];
  const sheet = event.target.closest?.(".sheet");
  if (sheet) {
    const marks = Array.from(sheet.querySelectorAll(".mark")).filter((mark) => {
      const box = mark.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right;
      return inside && event.clientY >= box.top - 2 && event.clientY <= box.bottom + 2;
    });
    found = [...new Set(marks.map((mark) => mark.dataset.row))];
  }
  const last = (row) => (kindOf(row) === "unexplained" ? 1e9 : 0); // facts go before sentences without one
  const size = (row) => last(row) + Math.min(...spansOf(row).map(([start, end]) => end - start), 1e8);
  return found.filter((row) => byId(row) && !hiddenKinds.has(kindOf(row))).sort((one, other) => size(one) - size(other));
}

/** A click chooses the smallest fact at its place; another one there the next smallest. */
function clickLeft(event) {
  const selection = getSelection();
  if (!selection.isCollapsed && left.contains(selection.anchorNode)) return;
  event.preventDefault();
  const rows = rowsAt(event);
  if (!rows.length) return;
  const key = rows.join(" ");
  const at = key === lastClick.rows && rows.includes(chosen) ? (lastClick.at + 1) % rows.length : 0;
  lastClick = { rows: key, at };
  choose(rows[at], { from: "left" });
}

/** Light up the marks of a row, and scroll to one of them: the first, or the next where the row is chosen again. */
function showMarks(row, number, scroll) {
  for (const mark of left.querySelectorAll(".on")) mark.classList.remove("on");
  const marks = marksOf(row);
  for (const mark of marks) mark.classList.add("on");
  const firsts = marks.filter((mark) => mark.classList.contains("first"));
  const leads = firsts.length ? firsts : marks;
  if (scroll && leads.length) scrollInto(left, leads[number % leads.length].getBoundingClientRect());
  else if (scroll && spansOf(row).length) showSpan(...spansOf(row)[0]);
  return leads.length;
}

/** Marks for a fact whose words are not where the page came with them: added, or proved by others. */
function drawMarks(row, kind, start, end) {
  for (const mark of marksOf(row)) {
    if (mark.classList.contains("mark")) mark.remove();
    else forget(mark, row);
  }
  boxesOf(start, end).forEach((box, number) => {
    const style = ["left", "top", "width", "height"].map((side) => `${side}:${(100 * box[side]).toFixed(2)}%`).join(";");
    const first = number ? "" : " first";
    box.sheet.append(
      make("a", { class: `mark k-${kind}${first}`, "data-row": row, href: `#${row}`, tabindex: -1, "aria-hidden": "true", style }),
    );
  });
  if (!left.querySelector(".sheet")) wrap(row, kind, start, end);
}

/** Take a row off a piece of laid-out text. */
function forget(piece, row) {
  const rows = piece.dataset.rows.split(" ").filter((one) => one !== row);
  if (rows.length) piece.dataset.rows = rows.join(" ");
  else {
    piece.className = "";
    delete piece.dataset.rows;
  }
}

/** Cut the pieces of laid-out text at the ends of a span, and put a row to those inside. */
function wrap(row, kind, start, end) {
  for (const piece of textPieces().filter((one) => one.start < end && one.end > start)) {
    const text = Array.from(piece.node.data);
    const cuts = [Math.max(0, start - piece.start), Math.min(text.length, end - piece.start)];
    const parts = [[0, cuts[0]], cuts, [cuts[1], text.length]].filter(([from, to]) => to > from);
    piece.holder.replaceWith(
      ...parts.map(([from, to]) => {
        const part = piece.holder.cloneNode(false);
        part.dataset.s = piece.start + from;
        part.textContent = text.slice(from, to).join("");
        if (from > 0) part.classList.remove("first");
        if (from === cuts[0] && to === cuts[1]) {
          part.dataset.rows = `${row} ${part.dataset.rows ?? ""}`.trim();
          part.className = `piece k-${kind}${piece.start + from === start ? " first" : ""}`;
        }
        return part;
      }),
    );
  }
  pieces = null;
}

/** Which kinds are marked: a button each, over what stands in the page as a legend. */
function buildLegend() {
  const bar = byId("legend");
  const buttons = data.kinds.map((kind) => {
    const button = make("button", { type: "button", class: `chip k-${kind}`, "aria-pressed": "true", "data-kind": kind });
    button.append(make("span", { class: "swatch", "aria-hidden": "true" }), said(`kind.${kind}`));
    button.addEventListener("click", () => {
      const hide = !hiddenKinds.has(kind);
      if (hide) hiddenKinds.add(kind);
      else hiddenKinds.delete(kind);
      left.classList.toggle(`hide-${kind}`, hide);
      button.setAttribute("aria-pressed", String(!hide));
    });
    return button;
  });
  bar.replaceChildren(make("div", { class: "chips", role: "group", "t-label": "legend" }, ...buttons), ...zoomTools());
}

function zoomTools() {
  const inner = left.firstElementChild;
  let zoom = 100;
  const show = make("span", { class: "zoom", "aria-live": "polite" }, "100%");
  const set = (to) => {
    const at = (left.scrollTop + left.clientHeight / 2) / Math.max(1, left.scrollHeight);
    zoom = Math.min(300, Math.max(50, to));
    if (inner.id === "sheets") inner.style.width = `${zoom}%`;
    else inner.style.fontSize = `${zoom}%`;
    show.textContent = `${zoom}%`;
    left.scrollTop = at * left.scrollHeight - left.clientHeight / 2;
  };
  const button = (sign, key, step) =>
    make("button", { type: "button", class: "quiet", "t-title": key, "t-label": key, onclick: () => set(zoom + step) }, sign);
  return [make("span", { class: "zooms" }, button("−", "zoom.out", -25), show, button("＋", "zoom.in", 25))];
}
