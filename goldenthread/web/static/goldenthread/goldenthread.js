// What pages gain from a script. Each page works without it: this only saves typing and mistakes.
// Everything hangs on data attributes, described in docs/how-to/build-a-page.md.

const own = document.querySelector("script[data-govuk]");

document.body.classList.add("js-enabled", "govuk-frontend-supported");
import(own.dataset.govuk).then(({ initAll }) => {
  initAll();
  // A message took the focus, and may have moved the page: whoever presses buttons by script waits for this.
  document.body.dataset.ready = "";
});

// The sentence of a status stays open under the pointer; Escape puts it away until the pointer or focus moves on.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add("gt-tips-off");
});
for (const moved of ["pointerover", "focusin"]) {
  document.addEventListener(moved, () => document.body.classList.remove("gt-tips-off"));
}

// A grid of figures: boxes marked data-paste-column that are in the same table form one column.
const columnOf = (box) => [
  ...box.closest("table, form").querySelectorAll(`[data-paste-column="${CSS.escape(box.dataset.pasteColumn)}"]`),
];

function fill(box, text) {
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("paste", (event) => {
  const box = event.target.closest?.("[data-paste-column]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  if (!box || lines.length < 2) return;
  event.preventDefault();
  const column = columnOf(box);
  const below = column.slice(column.indexOf(box));
  // An empty line leaves its row alone, so that a column with gaps can be pasted whole.
  lines.slice(0, below.length).forEach((line, row) => {
    const figure = line.split("\t")[0].trim();
    if (figure) fill(below[row], figure);
  });
  if (lines.length > below.length) say(box, `${lines.length} lines were pasted, but only ${below.length} rows are left.`);
});

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("[data-paste-column]");
  if (!box || event.key !== "Enter" || event.isComposing) return;
  const column = columnOf(box);
  const next = column[column.indexOf(box) + (event.shiftKey ? -1 : 1)];
  event.preventDefault();
  next?.focus();
  next?.select();
});

function say(beside, text) {
  const place = beside.closest("td, fieldset, div, form");
  let note = place.querySelector(":scope > .gt-sum");
  if (!note) {
    note = document.createElement("span");
    note.className = "gt-sum";
    note.setAttribute("role", "status");
    place.append(note);
  }
  note.textContent = text;
}

// Forms marked data-keep ask before what was typed in them is lost.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
