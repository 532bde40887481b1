/* What is typed is kept until it is saved: on the server, and in this browser while the server cannot be reached.
   Fields that tell who somebody is (data-identity) never stay in the browser, nor does anything of a denunciation. */
"use strict";

(() => {
  const NAME = "nhap:"; // every entry of this browser's memory that is ours begins so
  const KEPT = 3 * 24 * 3600 * 1000; // milliseconds a copy may lie here
  const PAUSE = 2500; // typing has stopped when nothing was typed for so long
  const LONGEST = 15000; // and whoever never stops is saved all the same
  const OFFLINE = "Mất kết nối: chưa gửi được. Những gì đã gõ vẫn ở trang này; có kết nối lại rồi hãy bấm lần nữa.";

  /* This browser's memory; a browser that has none, or is full, only loses the copy. */
  const memory = {
    names() {
      try { return Object.keys(localStorage).filter((name) => name.startsWith(NAME)); } catch { return []; }
    },
    read(name) {
      try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
    },
    write(name, entry) {
      try { localStorage.setItem(name, JSON.stringify(entry)); return true; } catch { return false; }
    },
    drop(name) {
      try { localStorage.removeItem(name); } catch { /* nothing was kept */ }
    },
  };
  const clock = (at) => new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

  const form = document.querySelector("form[data-draft]");
  const key = form?.dataset.draft;

  let typed = 0; // how many times something was typed, and how much of it the server has
  let kept = 0;
  let asked = 0; // when it was last asked to keep
  let timer;
  let underWay;
  let isSent = false;

  /* What was saved on the page before, and what has lain here too long, goes. */
  const saved = (document.querySelector("meta[name=saved-here]")?.content ?? "").split(" ").filter(Boolean);
  memory.names().forEach((name) => {
    const of = name.slice(name.indexOf(":", NAME.length) + 1);
    const tooOld = !(Date.now() - memory.read(name)?.at < KEPT);
    if (tooOld || (saved.includes(of) && of !== key)) memory.drop(name);
  });

  /* Without a connection nothing is sent: the page with what was typed would be gone. */
  const line = form?.querySelector("[data-draft-line]");
  const say = (words, isLost = false) => {
    if (!line || line.firstChild?.nodeValue === words) return;
    line.textContent = words;
    line.classList.toggle("draft-line--lost", isLost);
  };
  const warn = (sent) => {
    if (sent === form && line) return say(OFFLINE, true);
    let told = sent.querySelector("[data-offline]");
    if (!told) {
      told = document.createElement("p");
      told.className = "draft-line draft-line--lost";
      told.dataset.offline = "";
      told.setAttribute("role", "alert");
      sent.append(told);
    }
    told.textContent = OFFLINE;
  };
  document.addEventListener("submit", (event) => {
    if (event.target.method === "post" && !navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();
      keepHere();
      warn(event.target);
      return;
    }
    const { discard } = event.target.dataset;
    if (discard) memory.names().filter((name) => name.endsWith(`:${discard}`)).forEach(memory.drop);
    if (discard) isSent = true;
    if (event.target.getAttribute("action")?.endsWith("/dang-xuat")) {
      keep({ leaving: true });
      isSent = true;
      memory.names().forEach(memory.drop);
    }
  }, true);

  const mine = `${NAME}${form?.dataset.draftOf}:${key}`;
  const mayStayHere = () => {
    const kind = form.querySelector("[name=kind]:checked, select[name=kind]")?.value;
    return "draftHere" in form.dataset && kind !== "denunciation";
  };
  const isOpen = (field) => field.name && !["hidden", "submit", "button", "file"].includes(field.type)
    && !("identity" in field.dataset);
  const held = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);
  const shown = () => [...form.elements].filter(isOpen).map((field) => [field.name, field.value, held(field)]);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function keepHere() {
    if (!form || isSent || typed === kept) return false;
    if (mayStayHere()) return memory.write(mine, { at: Date.now(), fields: shown() });
    memory.drop(mine);
    return false;
  }

  const cannot = (why) => say(keepHere() ? `${why}: đang giữ trong máy này, trừ thông tin cá nhân.`
    : `${why}: chưa lưu được nháp, đừng đóng trang này.`, true);

  const words = () => {
    const all = new FormData(form);
    [...form.elements].filter((field) => field.type === "file").forEach((field) => all.delete(field.name));
    return all;
  };

  async function keep({ leaving = false } = {}) {
    clearTimeout(timer);
    timer = undefined;
    if (isSent || typed === kept) return;
    if (!navigator.onLine) { cannot("Mất kết nối"); return; }
    const upTo = typed;
    asked = Date.now();
    underWay?.abort();
    underWay = new AbortController();
    try {
      const answer = await fetch(form.dataset.draftTo, {
        method: "POST", body: words(), headers: { Accept: "application/json" },
        keepalive: leaving, signal: underWay.signal, redirect: "error",
      });
      if (answer.status === 204) { isSent = true; memory.drop(mine); return; }
      if (answer.status === 401) { cannot("Phiên làm việc đã hết, lưu để đăng nhập lại"); return; }
      if (!answer.ok) { cannot("Chưa lưu được nháp trên máy chủ"); return; }
      const { saved_at: at } = await answer.json();
      kept = upTo;
      if (typed === kept) memory.drop(mine);
      say(`Đã lưu nháp ${at}`);
    } catch (why) {
      if (why.name !== "AbortError") cannot("Mất kết nối");
    }
  }

  const note = () => {
    typed += 1;
    keepHere();
    if (timer && Date.now() - asked > LONGEST) return;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };

  /* What this browser still holds and the page does not is offered back. */
  function offer() {
    const entry = memory.read(mine);
    if (!entry) return;
    const since = Date.parse(form.dataset.draftAt ?? "") || 0;
    if (entry.at < since || same(entry.fields, shown())) { memory.drop(mine); return; }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-plain";
    button.textContent = `Khôi phục những gì đã gõ lúc ${clock(entry.at)}`;
    button.addEventListener("click", () => {
      const left = restore(entry.fields);
      note();
      say(left ? "Đã khôi phục, trừ thông tin cá nhân và những hàng thêm." : "Đã khôi phục, trừ thông tin cá nhân.");
    });
    line?.replaceChildren(button);
  }

  function restore(fields) {
    const waiting = [...fields];
    [...form.elements].filter(isOpen).forEach((field) => {
      const isChoice = ["checkbox", "radio"].includes(field.type);
      const at = waiting.findIndex(([name, value]) => name === field.name && (!isChoice || value === field.value));
      if (at < 0) return;
      const [[, , was]] = waiting.splice(at, 1);
      if (isChoice) field.checked = was; else field.value = was;
    });
    return waiting.length;
  }

  if (!form) return;
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  window.addEventListener("online", () => keep());
  window.addEventListener("offline", () => { if (typed !== kept) cannot("Mất kết nối"); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep({ leaving: true }); });
  window.addEventListener("pagehide", () => keep({ leaving: true }));
  form.addEventListener("submit", () => {
    keepHere();
    isSent = true;
    underWay?.abort();
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => { isSent = false; });

  if ("draftTyped" in form.dataset) note(); else offer();
})();
