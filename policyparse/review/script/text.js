// Offsets of the document's text ↔ the text on the left: selections become spans, spans become places to show.
// Offsets count code points, as everywhere in policyparse; the browser counts UTF-16 units.

const codePoints = Array.from(data.text);
const left = byId("left");
let pieces = null;

/** The words of a span. */
function words(start, end) {
  return codePoints.slice(start, end).join("");
}

/** Every piece of text on the left with its span, in the order of the text. */
function textPieces() {
  pieces ??= Array.from(left.querySelectorAll("[data-s]"), (holder) => {
    const start = Number(holder.dataset.s);
    return { holder, node: holder.firstChild, start, end: start + Array.from(holder.textContent).length };
  })
    .filter((piece) => piece.node)
    .sort((one, other) => one.start - other.start);
  return pieces;
}

const units = (text, count) => Array.from(text).slice(0, count).join("").length;
const points = (text, count) => Array.from(text.slice(0, count)).length;

/** The stretches of the page that show a span, a DOM range a piece of text. */
function rangesOf(start, end) {
  return textPieces()
    .filter((piece) => piece.start < end && piece.end > start)
    .map((piece) => {
      const range = document.createRange();
      range.setStart(piece.node, units(piece.node.data, Math.max(0, start - piece.start)));
      range.setEnd(piece.node, units(piece.node.data, Math.min(piece.end, end) - piece.start));
      return range;
    });
}

/** The span that is selected on the left, without blanks at its ends; null where there is none. */
function selectedSpan() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!left.contains(range.commonAncestorContainer)) return null;
  const inside = textPieces().filter((piece) => range.intersectsNode(piece.node));
  if (!inside.length) return null;
  const ends = inside.map((piece) => [
    piece.node === range.startContainer ? piece.start + points(piece.node.data, range.startOffset) : piece.start,
    piece.node === range.endContainer ? piece.start + points(piece.node.data, range.endOffset) : piece.end,
  ]);
  let start = Math.min(...ends.map((pair) => pair[0]));
  let end = Math.max(...ends.map((pair) => pair[1]));
  while (start < end && /\s/.test(codePoints[start])) start += 1;
  while (start < end && /\s/.test(codePoints[end - 1])) end -= 1;
  return start < end ? [start, end] : null;
}

/** Where the notice has these words, nearest to an offset; null where it has not. */
function find(quote, near = 0) {
  let best = null;
  for (let at = data.text.indexOf(quote); quote && at >= 0; at = data.text.indexOf(quote, at + 1)) {
    const start = points(data.text, at);
    if (best === null || Math.abs(start - near) < Math.abs(best - near)) best = start;
  }
  return best === null ? null : [best, best + Array.from(quote).length];
}

/** The boxes of a span on the pages: sheet, and left, top, width, height as shares of it. */
function boxesOf(start, end) {
  const found = [];
  for (const range of rangesOf(start, end)) {
    const sheet = range.startContainer.parentElement.closest(".sheet");
    if (!sheet) continue;
    const outer = sheet.getBoundingClientRect();
    const inner = around(range);
    found.push({
      sheet,
      left: (inner.left - outer.left) / outer.width,
      top: (inner.top - outer.top) / outer.height,
      width: inner.width / outer.width,
      height: inner.height / outer.height,
    });
  }
  return found;
}

/** The box around a range; of text over a page as its line says, whatever letters the browser has. */
function around(range) {
  const holder = range.startContainer.parentElement;
  if (holder.dataset.box === undefined) return range.getBoundingClientRect();
  const lefts = holder.getAttribute("x").split(" ").map(Number);
  const [height, right] = holder.dataset.box.split(" ").map(Number);
  const middle = Number(holder.getAttribute("y")) - BASELINE * Number(holder.getAttribute("font-size"));
  const matrix = holder.getScreenCTM();
  const corner = (x, y) => new DOMPoint(x, y).matrixTransform(matrix);
  const from = corner(lefts[range.startOffset], middle - height / 2);
  const to = corner(lefts[range.endOffset] ?? right, middle + height / 2);
  return new DOMRect(from.x, from.y, to.x - from.x, to.y - from.y);
}

const BASELINE = 0.36; // as `sheet_html.py` has it

/** Scroll to a span on the left and let it show itself for a moment. */
function showSpan(start, end) {
  const ranges = rangesOf(start, end);
  if (!ranges.length) return false;
  scrollInto(left, around(ranges[0]));
  for (const flash of left.querySelectorAll(".flash")) flash.remove();
  const outer = left.getBoundingClientRect();
  for (const range of ranges) {
    const box = around(range);
    const flash = make("span", { class: "flash", "aria-hidden": "true" });
    flash.style.left = `${box.left - outer.left + left.scrollLeft}px`;
    flash.style.top = `${box.top - outer.top + left.scrollTop}px`;
    flash.style.width = `${box.width}px`;
    flash.style.height = `${box.height}px`;
    left.append(flash);
  }
  return true;
}

/** Scroll a box into the middle of a scroller where it is not seen. */
function scrollInto(scroller, box) {
  const outer = scroller.getBoundingClientRect();
  if (!outer.height) return;
  const margin = Math.min(60, outer.height / 6);
  if (box.top < outer.top + margin || box.bottom > outer.bottom - margin) {
    scroller.scrollTop += box.top - outer.top - Math.max(margin, (outer.height - box.height) / 2);
  }
  if (box.left < outer.left || box.right > outer.right) {
    scroller.scrollLeft += box.left - outer.left - Math.max(0, (outer.width - box.width) / 2);
  }
}
