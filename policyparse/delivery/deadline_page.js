"use strict";
// Narrows the page down: to words that are searched for, to a unit, to a month, to how things stand.
const rows = [...document.querySelectorAll("tr[data-u]")];
const units = [...document.querySelectorAll(".grid tbody tr")];
const search = document.getElementById("search");
const clear = document.getElementById("clear");
const chosen = document.getElementById("chosen");
let choice = {};

function narrow() {
  const sought = search.value.trim().toLowerCase();
  const holds = (row) => !sought || row.textContent.toLowerCase().includes(sought);
  let count = 0;
  for (const row of rows) {
    const shown = holds(row)
      && (choice.u === undefined || row.dataset.u.split(" ").includes(choice.u))
      && (choice.m === undefined || row.closest("details")?.id === "m-" + choice.m)
      && (choice.s === undefined || row.dataset.s === choice.s);
    row.classList.toggle("out", !shown);
    count += shown;
  }
  // Words that no unit has are of a task: the grid stays whole then.
  const named = sought && units.some(holds);
  for (const row of units) row.classList.toggle("out", Boolean(named) && !holds(row));
  const narrowed = Boolean(sought) || Object.keys(choice).length > 0;
  for (const part of document.querySelectorAll("details.month, details.targets")) {
    const held = part.querySelector("tr[data-u]:not(.out)") !== null;
    part.classList.toggle("out", !held);
    if (narrowed && held && count <= 500) part.open = true;
  }
  clear.hidden = !narrowed;
  chosen.textContent = narrowed ? [choice.name, choice.m, count].filter((one) => one !== undefined).join(" · ") : "";
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-u], a[data-s]");
  if (!link) return;
  choice = { ...link.dataset };
  const row = link.closest("tr");
  choice.name = row ? row.querySelector("th").innerText.trim() : link.innerText.trim().replace(/\s+/g, " ");
  search.value = "";
  narrow();
});
clear.addEventListener("click", () => { choice = {}; search.value = ""; narrow(); });
let waiting;
search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(narrow, 120); });
document.querySelector(".search").hidden = false;
