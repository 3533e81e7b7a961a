/* Puts the reader's own language first, with the title in it;
   lets a missing page speak the language of its address. */
(function () {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const sections = all(".lost");
  const code = window.location.pathname.split("/").find((part) => sections.some((one) => one.dataset.code === part));
  const spoken = sections.find((one) => one.dataset.code === code);
  if (spoken) {
    sections.filter((one) => one !== spoken).forEach((one) => one.remove());
    document.documentElement.lang = spoken.lang;
    document.documentElement.dir = spoken.dir;
    document.title = spoken.querySelector("h1").textContent;
  }

  const choices = all(".choices > li");
  const primary = (tag) => tag.toLowerCase().split("-")[0];
  const fits = (wanted) =>
    choices.find((one) => one.dataset.tag.toLowerCase() === wanted.toLowerCase()) ||
    choices.find((one) => primary(one.dataset.tag) === primary(wanted));
  const suggested = (navigator.languages || [navigator.language]).map(fits).find(Boolean);
  if (suggested) {
    suggested.classList.add("is-suggested");
    suggested.querySelector(".suggested").hidden = false;
    suggested.parentElement.prepend(suggested);
    const link = suggested.querySelector("a");
    all(".course-title").forEach((title) => {
      title.textContent = suggested.querySelector(".title").textContent;
      title.lang = link.lang;
      title.dir = link.dir;
    });
  }
})();
