// The queue by keyboard, and what others do meanwhile. Whatever counts is decided on the server:
// this moves the focus, presses the page's own buttons, and shows what the server tells.
"use strict";

const rows = [...document.querySelectorAll(".row")];
const form = document.getElementById("acts");
const help = document.getElementById("help");
const live = document.querySelector(".live");
const PLACE = "govsweep-row:" + location.pathname + new URLSearchParams(location.search).get("view");
let current = -1;

function go(number) {
  if (!rows.length) return;
  current = Math.max(0, Math.min(rows.length - 1, number));
  rows[current].focus();
  sessionStorage.setItem(PLACE, String(current));
}

function boxes() {
  return form ? [...form.querySelectorAll("input[name=key]")] : [];
}

// What an act is done to: what is selected, else the row with the focus.
function choose() {
  const all = boxes();
  if (all.some((box) => box.checked)) return true;
  const box = current >= 0 ? rows[current].querySelector("input[name=key]") : all[0];
  if (!box || box.disabled) return false;
  box.checked = true;
  return true;
}

function press(selector) {
  const button = form && form.querySelector(selector);
  if (button && choose()) button.click();
}

const KEYS = {
  j: () => go(current + 1),
  k: () => go(current - 1),
  x: () => {
    const box = current >= 0 && rows[current].querySelector("input[name=key]");
    if (box && !box.disabled) box.checked = !box.checked;
  },
  c: () => press("button[value=confirm]"),
  d: () => {
    const why = form && form.querySelector("input[name=why]");
    if (why && choose()) why.focus();
  },
  n: () => press("button[formaction]"),
  u: () => {
    const undo = document.querySelector("#undo button");
    if (undo) undo.click();
  },
  Enter: () => {
    if (current >= 0 && rows[current].dataset.open) location.assign(rows[current].dataset.open);
  },
  "?": () => help && help.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || (help && help.open)) return;
  const field = event.target.closest("input, select, textarea, button, a, dialog");
  if (field) {
    if (event.key === "Escape") {
      field.blur();
      go(current);
    }
    if (field.name === "why" && event.key === "Enter") {
      event.preventDefault();
      if (field.value.trim()) press("button[value=dismiss]");
    }
    const writes = field.matches("input:not([type=checkbox]), select, textarea");
    if (writes || event.key === "Enter") return;
  }
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

rows.forEach((row, number) => {
  row.addEventListener("focusin", () => {
    current = number;
    sessionStorage.setItem(PLACE, String(number));
  });
});

// Where an act has led back, the next row stands where the last one stood.
if (new URLSearchParams(location.search).has("done")) {
  go(Number(sessionStorage.getItem(PLACE)) || 0);
}

function show(act) {
  for (const row of document.querySelectorAll("[data-keys]")) {
    if (!act.findings.includes(row.dataset.keys)) continue;
    const note = row.querySelector(".note");
    note.textContent = act.told + "了这个问题，刷新后可见";
    note.hidden = false;
    row.classList.add("stale");
    const box = row.querySelector("input[name=key]");
    if (box) {
      box.checked = false;
      box.disabled = true;
    }
    live.textContent = note.textContent;
  }
}

async function listen() {
  try {
    const answer = await fetch("/queue/news?after=" + live.dataset.after);
    if (answer.ok) {
      const told = await answer.json();
      if (told.newest) live.dataset.after = told.newest;
      told.acts.forEach(show);
    }
  } catch (error) {
    // The server is away for a while: the next time.
  }
  setTimeout(listen, 3000);
}

if (live) setTimeout(listen, 3000);
