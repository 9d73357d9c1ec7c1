"use strict";
// Follows the server: it says when there is a new version, and this page takes from it what has changed.
(() => {
  const $ = (id) => document.getElementById(id);
  const keyed = (root) => new Map([...root.querySelectorAll("[data-audience]")].map((at) => [at.dataset.audience, at]));
  const figures = (column) => [...column.querySelectorAll("figure")];
  let version = Number($("top").dataset.version);
  let updating = false;
  let again = false;
  let source = null;

  function say(text, kind) {
    const status = $("status");
    status.className = kind;
    if (status.textContent !== text) status.textContent = text;
  }

  function settle(head, changed) {
    const mistakes = Number(head.dataset.mistakes);
    const kind = mistakes ? "wrong" : version ? "" : "busy";
    const told = changed === 1 ? "; 1 page has changed" : changed ? `; ${changed} pages have changed` : "";
    say(head.dataset.status + told, kind);
    document.title = `${mistakes ? "✗ " : ""}${head.dataset.title} – handout preview`;
    document.documentElement.style.setProperty("--top", `${$("top").offsetHeight}px`);
  }

  // What the reader looks at stays where it is, whatever comes or goes above it.
  function held() {
    const line = $("top").getBoundingClientRect().bottom;
    const seen = window.scrollY > 0 && [...document.querySelectorAll("figure")].find((at) => at.getBoundingClientRect().bottom > line);
    const before = seen ? seen.getBoundingClientRect().top : 0;
    return () => seen && seen.isConnected && window.scrollBy({ top: seen.getBoundingClientRect().top - before, behavior: "instant" });
  }

  async function drawn(fresh) {
    const known = new Set([...document.querySelectorAll("figure")].map((at) => at.dataset.key));
    const images = [...fresh.querySelectorAll("figure")].filter((at) => !known.has(at.dataset.key)).map(async (at) => {
      const image = document.importNode(at.querySelector("img"), true);
      await image.decode().catch(() => undefined);
      return [at.dataset.key, image];
    });
    return new Map(await Promise.all(images));
  }

  function fill(old, fresh, images) {
    const same = old.dataset.key === fresh.dataset.key;
    const link = old.querySelector("a");
    if (same) {
      link.firstElementChild.alt = fresh.querySelector("img").alt;
    } else {
      old.dataset.key = fresh.dataset.key;
      link.href = fresh.querySelector("a").getAttribute("href");
      link.replaceChildren(images.get(fresh.dataset.key) ?? document.importNode(fresh.querySelector("img"), true));
      old.querySelector("pre").textContent = fresh.querySelector("pre").textContent;
    }
    const caption = fresh.querySelector("figcaption").textContent;
    const own = old.querySelector("figcaption");
    if (own.textContent !== caption) own.replaceChildren(...document.importNode(fresh.querySelector("figcaption"), true).childNodes);
    return !same;
  }

  function column(old, fresh, images) {
    const changed = [];
    old.className = fresh.className;
    const label = document.importNode(fresh.querySelector(".label"), true);
    if (label.textContent !== old.querySelector(".label").textContent) old.querySelector(".label").replaceWith(label);
    const sheets = old.querySelector(".sheets");
    const now = figures(old);
    figures(fresh).forEach((at, index) => {
      if (index >= now.length) changed.push(sheets.appendChild(document.importNode(at, true)));
      else if (fill(now[index], at, images)) changed.push(now[index]);
    });
    now.slice(figures(fresh).length).forEach((at) => at.remove());
    return changed;
  }

  async function update() {
    const answer = await fetch("view", { cache: "no-store" });
    if (!answer.ok) throw new Error("no view");
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const head = fresh.getElementById("top");
    if (Number(head.dataset.version) === version) return;
    const images = await drawn(fresh);
    const release = held();
    const first = version === 0;
    const [before, after] = [keyed(document), keyed(fresh)];
    let changed = [];
    if ([...before.keys()].join(" ") === [...after.keys()].join(" ")) {
      after.forEach((at, name) => changed.push(...column(before.get(name), at, images)));
    } else {
      $("pages").replaceChildren(...document.importNode(fresh.getElementById("pages"), true).childNodes);
    }
    if (changed.length) {
      document.querySelectorAll(".changed").forEach((at) => at.classList.remove("changed"));
      if (!first) changed.forEach((at) => at.classList.add("changed"));
    }
    for (const part of ["h1", "nav"]) {
      const [own, other] = [document.querySelector(part), fresh.querySelector(part)];
      if (own && other && own.textContent !== other.textContent) own.replaceWith(document.importNode(other, true));
      else if (own && !other) own.remove();
      else if (!own && other) $("status").after(document.importNode(other, true));
    }
    $("notes").replaceChildren(...document.importNode(fresh.getElementById("notes"), true).childNodes);
    version = Number(head.dataset.version);
    settle(head, changed.length);
    release();
  }

  async function follow() {
    if (updating) { again = true; return; }
    updating = true;
    try {
      do { again = false; await update(); } while (again);
    } catch {
      say("The preview doesn't answer", "wrong");
    } finally {
      updating = false;
    }
  }

  function listen() {
    if (source) return;
    source = new EventSource("events");
    source.addEventListener("change", (event) => {
      if (Number(event.data) !== version) follow();
      else if (!updating) settle($("top"), 0);
    });
    source.addEventListener("end", () => { source.close(); say("The preview has ended; start it again in the terminal", "wrong"); });
    source.addEventListener("error", () => {
      if (source && source.readyState === EventSource.CLOSED) say("The preview has ended; start it again in the terminal", "wrong");
      else if (source) say("The connection is lost; trying again", "wrong");
    });
  }

  // A tab that nobody sees keeps no connection; a browser has few of them for one address.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { if (source) source.close(); source = null; } else listen();
  });
  new ResizeObserver(() => document.documentElement.style.setProperty("--top", `${$("top").offsetHeight}px`)).observe($("top"));
  settle($("top"), 0);
  listen();
})();
