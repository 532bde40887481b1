/* Small comforts. Nothing needs them: every page works with scripts switched off. */
"use strict";

const BUSY_AFTER = 700; // milliseconds before a form that is on its way shows it
const FREE_AGAIN = 10000; // a form that answered with a file may be sent once more

/* One press, one act. The button is disabled a moment later, so that its own name and value still travel. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const buttons = form.querySelectorAll("button[type=submit]");
  const free = () => {
    delete form.dataset.sent;
    delete document.body.dataset.busy;
    buttons.forEach((button) => { button.disabled = false; });
  };
  setTimeout(() => buttons.forEach((button) => { button.disabled = true; }), 0);
  setTimeout(() => { if (form.dataset.sent) document.body.dataset.busy = "yes"; }, BUSY_AFTER);
  setTimeout(free, FREE_AGAIN);
  window.addEventListener("pageshow", free, { once: true }); // back from the next page
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form[data-main]") ?? document.querySelector("form[data-main]");
    form?.requestSubmit(form.querySelector("button[type=submit]"));
  }
  if (event.key === "Escape") {
    const open = event.target.closest("details[open]") ?? document.querySelector("details.person[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  }
  if (event.key === "/" && !event.ctrlKey && !event.altKey && !event.metaKey && !event.target.closest("input, textarea, select")) {
    const search = document.querySelector("[data-search]");
    if (!search) return;
    event.preventDefault();
    search.select();
    search.focus();
  }
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.person[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

/* Where one of several answers is chosen, its number chooses it. */
document.addEventListener("keydown", (event) => {
  if (!/^[1-9]$/.test(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
  const group = event.target.matches("input[type=radio]") && event.target.closest("[role=radiogroup]");
  const answer = group && group.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  if (!answer) return;
  event.preventDefault();
  answer.focus();
  answer.click();
});

/* 23112026 reads as 23/11/2026. */
document.addEventListener("focusout", (event) => {
  if (!event.target.matches("input[data-date]")) return;
  const digits = event.target.value.trim().match(/^(\d{2})(\d{2})(\d{4})$/);
  if (digits) event.target.value = digits.slice(1).join("/");
});

/* A browser speaks of files in its own tongue; the page answers in Vietnamese. */
document.querySelectorAll("input[type=file]").forEach((input) => {
  const spoken = document.createElement("div");
  const words = document.createElement("div");
  const act = document.createElement("b");
  const names = document.createElement("span");
  spoken.className = "file";
  words.className = "file__words form-control";
  words.setAttribute("aria-hidden", "true");
  act.textContent = "Chọn tệp";
  words.append(act, names);
  input.replaceWith(spoken);
  spoken.append(input, words);
  const name = () => { names.textContent = [...input.files].map((file) => file.name).join(", ") || "chưa chọn tệp nào"; };
  input.addEventListener("change", name);
  name();
});

/* What went wrong is read first. */
document.querySelector("[data-focus]")?.focus();

/* Paper has no folds: open the explanations for the printer, and fold them again afterwards. */
let unfolded = [];
window.addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("main details:not([open])")];
  unfolded.forEach((fold) => { fold.open = true; });
});
window.addEventListener("afterprint", () => unfolded.forEach((fold) => { fold.open = false; }));
