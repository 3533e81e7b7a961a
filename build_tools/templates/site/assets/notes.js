/* Blanks, lines and empty table cells take what a learner writes; it stays in this browser. */
(function () {
  "use strict";
  const { store, words, page } = window.Site;
  const notes = store.read("notes");
  const here = notes[page] || {};
  const article = document.querySelector("article");
  if (!article) return;

  const fill = (phrase, gaps) => phrase.replace(/\{(\w+)\}/g, (_, name) => gaps[name]);
  const keep = (field, key, name) => {
    field.className = "note-field";
    field.setAttribute("aria-label", name);
    field.autocomplete = "off";
    field.value = here[key] || "";
    field.addEventListener("input", () => {
      if (field.value) here[key] = field.value;
      else delete here[key];
      notes[page] = here;
      store.write("notes", notes);
    });
    return field;
  };
  const lineField = () => {
    const field = document.createElement("input");
    field.type = "text";
    field.size = 8;
    return field;
  };

  article.querySelectorAll(".blank").forEach((blank, at) => {
    blank.replaceChildren(keep(lineField(), `b${at}`, fill(words.blank, { n: at + 1 })));
    blank.classList.add("is-open");
  });
  article.querySelectorAll(".lines").forEach((lines, at) => {
    const drawn = lines.querySelectorAll(".write-line");
    const field = document.createElement("textarea");
    field.rows = drawn.length;
    const asked = lines.textContent.trim();
    drawn[0].replaceWith(keep(field, `l${at}`, asked || words.notes));
    drawn.forEach((line) => line.remove());
  });
  article.querySelectorAll(".block table, section table").forEach((table, at) => {
    [...table.tBodies[0].rows].forEach((row, down) => {
      [...row.cells].forEach((cell, across) => {
        if (cell.textContent.trim() || cell.children.length) return;
        const name = fill(words.cell, {
          row: row.cells[0].textContent.trim() || down + 1,
          column: table.tHead?.rows[0].cells[across]?.textContent.trim() || across + 1,
        });
        cell.replaceChildren(keep(lineField(), `t${at}.${down}.${across}`, name));
        cell.classList.add("is-open");
      });
    });
  });
})();
