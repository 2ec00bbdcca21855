// What all parts use: the page's data, making elements, the words of the page in two languages.
// Text of the notice only ever becomes text nodes: nothing here or below writes markup.

const data = JSON.parse(document.getElementById("policyparse-data").textContent);
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const correctable = ["tasks", "targets", "thresholds", "citations"];
let language = root.lang === "en" ? "en" : "zh";

/** The words of a key in the language of the page; what stands behind its first dot where there are none. */
function label(key) {
  return data.labels[language][key] ?? key.slice(key.indexOf(".") + 1);
}

/** An element with attributes (on… are listeners, t is the key of its words) and children. */
function make(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "t") word(made, value);
    else if (key.startsWith("t-")) name_(made, key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Let an element say the words of a key, in whichever language. */
function word(holder, key) {
  holder.dataset.t = key;
  holder.textContent = label(key);
}

/** The same of an attribute: label (aria-label), title or placeholder. */
function name_(holder, attribute, key) {
  holder.setAttribute(`data-t-${attribute}`, key);
  holder.setAttribute(attribute === "label" ? "aria-label" : attribute, label(key));
}

/** A span with words of the page. */
function said(key, style) {
  return make("span", { class: style, t: key });
}

function switchLanguage(to) {
  language = to;
  root.lang = to === "zh" ? "zh-CN" : "en";
  for (const holder of document.querySelectorAll("[data-t]")) holder.textContent = label(holder.dataset.t);
  for (const attribute of ["label", "title", "placeholder"]) {
    for (const holder of document.querySelectorAll(`[data-t-${attribute}]`)) {
      name_(holder, attribute, holder.getAttribute(`data-t-${attribute}`));
    }
  }
  remember("language", to);
}

const same = (one, other) => JSON.stringify(sorted(one ?? null)) === JSON.stringify(sorted(other ?? null));

/** A value with the keys of its objects in order. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

/** What the browser keeps between visits; nothing where it does not allow that. */
function remembered(key) {
  try {
    return JSON.parse(localStorage.getItem(`policyparse:${key}`));
  } catch {
    return null;
  }
}

/** Whether it could be kept. */
function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(`policyparse:${key}`);
    else localStorage.setItem(`policyparse:${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
