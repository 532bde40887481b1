/* What is typed is kept until it is saved: on the server, and in this browser while the server cannot be reached.
   Fields that tell who somebody is (data-identity) never stay in the browser, nor does a form that is told as a
   denunciation, that joins another matter, or whose kind is asked only later: any of these may be secret. */
"use strict";

(() => {
  const NAME = "nhap:"; // every entry of this browser's memory that is ours begins so
  const KEPT = 3 * 24 * 3600 * 1000; // milliseconds a copy may lie here
  const PAUSE = 2500; // typing has stopped when nothing was typed for so long
  const LONGEST = 15000; // and whoever never stops is saved all the same
  const AGAIN = [4000, 15000, 60000]; // after so long what could not be kept is tried again
  const ABANDONED = 10000; // a page that still stands so long after it was sent is worked on
  const SMALL = 60000; // bytes: browsers let a page that is closing send 64 KiB
  const OFFLINE = "Mất kết nối: chưa gửi được. Những gì đã gõ vẫn ở trang này; có kết nối lại rồi hãy bấm lần nữa.";
  const UNKEPT = "Chưa giữ được những gì vừa gõ. Bấm lần nữa nếu vẫn muốn đăng xuất.";
  const SAVED_BEFORE = "Trang này đã được lưu từ trước: những gì gõ thêm không được giữ.";
  const ME = document.currentScript.src; // asked for where nothing more is wanted than an answer

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

  /* The time by the server's clock, told with the page and with every draft: the browser's own may be wrong. */
  const came = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;
  let since = Date.parse(document.querySelector("meta[name=now]")?.content ?? "") - came;
  const now = () => since + performance.now();
  const clock = (at) => new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

  const form = document.querySelector("form[data-draft]");
  const key = form?.dataset.draft;

  let typed = 0; // how many times something was typed, and how much of it the server has
  let kept = 0;
  let asked = 0; // when it was last asked to keep
  let failures = 0;
  let timer;
  let retry;
  let underWay;
  let isSent = false;
  let isClosing = false;

  /* What was saved on the page before, and what has lain here too long, goes. */
  const saved = document.querySelector("meta[name=saved-here]")?.content;
  memory.names().forEach((name) => {
    const of = name.slice(name.indexOf(":", NAME.length) + 1);
    const tooOld = Number.isFinite(now()) && !(now() - memory.read(name)?.at < KEPT);
    if (tooOld || (of === saved && of !== key)) memory.drop(name);
  });

  const line = form?.querySelector("[data-draft-line]");
  const say = (words, isLost = false) => {
    if (!line || line.firstChild?.nodeValue === words) return;
    line.textContent = words;
    line.classList.toggle("draft-line--lost", isLost);
  };
  const warn = (sent, words) => {
    if (sent === form && line) return say(words, true);
    let told = sent.querySelector("[data-offline]");
    if (!told) {
      told = document.createElement("p");
      told.className = "draft-line draft-line--lost";
      told.dataset.offline = "";
      told.setAttribute("role", "alert");
      sent.append(told);
    }
    told.textContent = words;
  };

  /* Some forms wait a moment before they are sent: a browser that thinks it has no connection may still reach a house
     on its own machine, but where the house does not answer the page with what was typed would be gone; and the last
     words are kept before one signs out. */
  const isUnkept = () => Boolean(form) && !isSent && typed !== kept;
  const isLeave = (sent) => Boolean(sent.getAttribute("action")?.endsWith("/dang-xuat"));
  const answers = () => fetch(ME, { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
  const mayGo = async (sent) => {
    if (!navigator.onLine && !(await answers())) {
      keepHere();
      warn(sent, OFFLINE);
      return false;
    }
    if (isLeave(sent)) await keep();
    if (!isLeave(sent) || !isUnkept() || sent.dataset.told) return true;
    sent.dataset.told = "yes";
    warn(sent, UNKEPT);
    return false;
  };

  let goes; // the form that has waited
  document.addEventListener("submit", (event) => {
    const sent = event.target;
    if (sent.method !== "post") return;
    if (sent !== goes && (!navigator.onLine || (isLeave(sent) && isUnkept()))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      mayGo(sent).then((may) => {
        if (!may) return;
        goes = sent;
        sent.requestSubmit(event.submitter);
      });
      return;
    }
    goes = undefined;
    const { discard } = sent.dataset;
    if (discard) memory.names().filter((name) => name.endsWith(`:${discard}`)).forEach(memory.drop);
    if (discard || isLeave(sent)) isSent = true;
    if (isLeave(sent)) memory.names().forEach(memory.drop);
  }, true);

  const mine = `${NAME}${form?.dataset.draftOf}:${key}`;
  const mayStayHere = () => {
    const kind = form.querySelector("[name=kind]:checked, select[name=kind]")?.value;
    return "draftHere" in form.dataset && kind !== "denunciation" && !form.elements.matter?.value;
  };
  const isOpen = (field) => field.name && !["hidden", "submit", "button"].includes(field.type)
    && !("identity" in field.dataset);
  const held = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);
  const shown = () => [...form.elements].filter(isOpen).map((field) => [field.name, field.value, held(field)]);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function keepHere() {
    if (!isUnkept()) return false;
    if (mayStayHere()) return memory.write(mine, { at: now(), fields: shown() });
    memory.drop(mine);
    return false;
  }

  const cannot = (why) => say(keepHere() ? `${why}: đang giữ trong máy này, trừ thông tin cá nhân.`
    : `${why}: chưa lưu được nháp, đừng đóng trang này.`, true);
  const cannotYet = (why) => {
    cannot(why);
    clearTimeout(retry);
    retry = setTimeout(keep, AGAIN[Math.min(failures, AGAIN.length - 1)]);
    failures += 1;
  };

  const isSmall = (words) => new TextEncoder().encode(JSON.stringify([...words])).length < SMALL;

  async function keep() {
    clearTimeout(timer);
    clearTimeout(retry);
    timer = undefined;
    if (!isUnkept()) return;
    const upTo = typed;
    const words = new FormData(form);
    asked = performance.now();
    underWay?.abort();
    underWay = new AbortController();
    try {
      const answer = await fetch(form.dataset.draftTo, {
        method: "POST", body: words, headers: { Accept: "application/json" },
        keepalive: isClosing && isSmall(words), signal: underWay.signal, redirect: "error",
      });
      if (answer.status === 401) return cannot("Phiên làm việc đã hết, lưu để đăng nhập lại");
      if (answer.status >= 500) return cannotYet("Chưa lưu được nháp trên máy chủ");
      if (!answer.ok) return cannot("Chưa lưu được nháp trên máy chủ");
      kept = upTo;
      failures = 0;
      if (typed === kept) memory.drop(mine);
      if (answer.status === 204) return say(SAVED_BEFORE, true);
      const told = await answer.json();
      since = Date.parse(told.at) - performance.now();
      say(`Đã lưu nháp ${told.saved_at}`);
    } catch (why) {
      if (why.name !== "AbortError") cannotYet("Mất kết nối");
    }
  }

  const note = () => {
    typed += 1;
    isSent = false; // whoever still types here has not left
    keepHere();
    if (timer && performance.now() - asked > LONGEST) return;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };

  /* What this browser still holds and the page does not is offered back. */
  function offer() {
    const entry = memory.read(mine);
    if (!entry) return;
    const draftAt = Date.parse(form.dataset.draftAt ?? "") || 0;
    if (entry.at < draftAt || same(entry.fields, shown())) { memory.drop(mine); return; }
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
  window.addEventListener("online", keep);
  window.addEventListener("offline", keep);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !isClosing) keep();
  });
  window.addEventListener("pagehide", () => { isClosing = true; keep(); });
  window.addEventListener("pageshow", () => { isSent = false; isClosing = false; });
  form.addEventListener("submit", () => {
    keepHere();
    isSent = true;
    underWay?.abort();
    clearTimeout(timer);
    clearTimeout(retry);
    setTimeout(() => { isSent = false; keep(); }, ABANDONED);
  });

  if ("draftTyped" in form.dataset) note(); else offer();
})();
