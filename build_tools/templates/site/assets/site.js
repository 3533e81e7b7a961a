/* Menu, colours, change of language, and what the learner has done. No words, no network. */
(function () {
  "use strict";
  const root = document.documentElement;
  const { course, page, root: up } = root.dataset;
  const words = JSON.parse(document.getElementById("site-words").textContent);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  /* What a browser keeps, by course; everything goes on without it. */
  const store = {
    read(name) {
      try {
        return JSON.parse(window.localStorage.getItem(`tend:${course}:${name}`)) || {};
      } catch {
        return {};
      }
    },
    write(name, value) {
      try {
        window.localStorage.setItem(`tend:${course}:${name}`, JSON.stringify(value));
      } catch {
        /* Storage is full or refused. */
      }
    },
  };
  window.Site = { store, words, up, page };

  /* Colours. */
  const scheme = byId("scheme");
  const darkOutside = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : darkOutside.matches);
  const showScheme = () => scheme.setAttribute("aria-pressed", String(isDark()));
  scheme.addEventListener("click", () => {
    root.dataset.scheme = isDark() ? "light" : "dark";
    try {
      window.localStorage.setItem("tend:scheme", root.dataset.scheme);
    } catch {
      /* Only this page changes, then. */
    }
    showScheme();
  });
  darkOutside.addEventListener("change", showScheme);
  showScheme();

  /* Languages: the same section of the same page. */
  const languages = document.querySelector(".languages");
  if (languages) {
    languages.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) link.hash = window.location.hash;
    });
    document.addEventListener("click", (event) => {
      if (!languages.contains(event.target)) languages.open = false;
    });
  }

  /* The menu on small screens: without scripts it is the target of a link. */
  const outline = byId("outline");
  const opener = byId("open-outline");
  /* A long list shows the page one is on. */
  const current = outline.querySelector("[aria-current]");
  if (current) outline.scrollTop = current.offsetTop - outline.clientHeight / 2;
  const behind = [byId("main"), document.querySelector(".site-footer")];
  opener.setAttribute("role", "button");
  const showOutline = (open) => {
    outline.classList.toggle("open", open);
    opener.setAttribute("aria-expanded", String(open));
    behind.forEach((element) => {
      element.inert = open;
    });
    if (open) (outline.querySelector("[aria-current]") || outline.querySelector("li a")).focus();
    else if (outline.contains(document.activeElement)) opener.focus();
  };
  showOutline(false);
  const toggleOutline = (event) => {
    event.preventDefault();
    showOutline(!outline.classList.contains("open"));
  };
  opener.addEventListener("click", toggleOutline);
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") toggleOutline(event);
  });
  byId("close-outline").addEventListener("click", (event) => {
    event.preventDefault();
    showOutline(false);
  });
  document.addEventListener("click", (event) => {
    const outside = !outline.contains(event.target) && !opener.contains(event.target);
    if (outside && outline.classList.contains("open")) showOutline(false);
  });
  window.matchMedia("(min-width: 60em)").addEventListener("change", () => showOutline(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (outline.classList.contains("open")) showOutline(false);
    if (languages && languages.open) {
      languages.open = false;
      languages.querySelector("summary").focus();
    }
  });

  /* What has been done. Addresses are the same in every language, and so is this record. */
  const progress = store.read("progress");
  progress.done = progress.done || {};
  const done = byId("done");
  const showProgress = () => {
    all("[data-step]").forEach((link) => {
      const finished = Boolean(progress.done[link.dataset.step]);
      link.classList.toggle("is-done", finished);
      const told = link.querySelector(".visually-hidden");
      if (finished && !told) {
        const word = document.createElement("span");
        word.className = "visually-hidden";
        word.textContent = ` (${words.done})`;
        link.append(word);
      } else if (!finished && told) told.remove();
    });
    if (done) done.setAttribute("aria-pressed", String(Boolean(progress.done[page])));
  };
  const mark = (finished) => {
    if (finished) progress.done[page] = true;
    else delete progress.done[page];
    store.write("progress", progress);
    showProgress();
  };
  if (done) {
    done.addEventListener("click", () => mark(!progress.done[page]));
    byId("next")?.addEventListener("click", (event) => {
      progress.last = event.currentTarget.dataset.next || page;
      mark(true);
    });
    document.addEventListener("tend:result", (event) => {
      if (event.detail.passed) mark(true);
    });
    progress.last = page;
    store.write("progress", progress);
  }
  showProgress();
  /* On the first page: where one was last, and how far one is in each module. */
  const resume = byId("resume");
  if (resume) {
    const steps = JSON.parse(byId("course-steps").textContent);
    const last = steps.find(([path]) => path === progress.last);
    if (last) {
      const link = resume.querySelector("a");
      [link.href, link.textContent] = [up + last[0], last[1]];
      resume.hidden = false;
    }
    all(".progress").forEach((line) => {
      const own = steps.filter(([path]) => path.startsWith(`${line.dataset.module}/`));
      const n = own.filter(([path]) => progress.done[path]).length;
      line.textContent = words.progress.replace("{n}", n).replace("{total}", own.length);
      line.hidden = n === 0;
    });
  }

  /* A table or figure that is wider than its place can be scrolled with the keyboard. */
  const measure = () =>
    all(".scroll, figure").forEach((frame) => {
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    });
  window.addEventListener("resize", measure);
  window.addEventListener("load", measure);
  measure();
})();
