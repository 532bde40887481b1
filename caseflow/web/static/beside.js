/* What stands beside a form follows what is typed. Without this file the same is had by a press of a button. */
"use strict";

const QUIET = 400; // milliseconds without a key before the form is looked up
const place = document.querySelector("[data-beside]");
const form = document.getElementById(place.dataset.form);
const told = document.querySelector("[data-beside-told]");
let waiting = 0;
let asking = null;

/* Only the aside is replaced; a fold that was open stays open, and whoever stands in the aside stays there. */
const put = (fresh) => {
  const open = [...place.querySelectorAll("details[open][data-stay]")].map((fold) => fold.dataset.stay);
  const at = place.contains(document.activeElement) ? document.activeElement.closest("[data-stay]")?.dataset.stay : null;
  place.replaceChildren(fresh);
  place.querySelectorAll("details[data-stay]").forEach((fold) => { fold.open = open.includes(fold.dataset.stay); });
  if (at) {
    const same = [...place.querySelectorAll("[data-stay]")].find((one) => one.dataset.stay === at);
    (same?.querySelector("summary") ?? same ?? form.elements.matter)?.focus({ preventScroll: true });
  }
  if (told.textContent !== fresh.dataset.told) told.textContent = fresh.dataset.told;
};

const ask = async () => {
  asking?.abort();
  asking = new AbortController();
  try {
    const sent = { method: "POST", body: new FormData(form), signal: asking.signal };
    const answer = await fetch(place.dataset.beside, sent);
    if (!answer.ok || answer.redirected) return; // signed out meanwhile: the next saving says so
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-told]");
    if (fresh) put(fresh);
  } catch {
    /* A newer question took its place, or the line is down: what stands there stays. */
  }
};

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, QUIET);
};
form.addEventListener("input", soon);
form.addEventListener("change", soon);
form.addEventListener("submit", () => { clearTimeout(waiting); asking?.abort(); });

/* To join is to fill in one field; nothing else moves. */
place.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=join]");
  if (!button || !form.elements.matter) return;
  event.preventDefault();
  form.elements.matter.value = button.value;
  form.elements.matter.dispatchEvent(new Event("input", { bubbles: true })); // the draft hears of it as of a key
  clearTimeout(waiting);
  ask();
});

document.addEventListener("keydown", (event) => {
  const digit = event.altKey && !event.ctrlKey && !event.metaKey && event.code.match(/^Digit(\d)$/);
  const button = digit && place.querySelector(`button[data-number="${digit[1]}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
