/* Blanks, lines and empty table cells take what a learner writes. Used by the site and by the package of a whole course. */
(function () {
  "use strict";
  const fill = (phrase, gaps) => phrase.replace(/\{(\w+)\}/g, (_, name) => gaps[name]);

  /* Open what is to be filled in `article`; `kept` is what was written before, by place, and `keep` is told of changes. */
  window.openNotes = (article, words, kept, keep) => {
    const held = (field, key, name) => {
      field.className = "note-field";
      field.setAttribute("aria-label", name);
      field.autocomplete = "off";
      field.value = kept[key] || "";
      field.addEventListener("input", () => keep(key, field.value));
      return field;
    };
    const lineField = () => {
      const field = document.createElement("input");
      field.type = "text";
      field.size = 8;
      return field;
    };

    article.querySelectorAll(".blank").forEach((blank, at) => {
      blank.replaceChildren(held(lineField(), `b${at}`, fill(words.blank, { n: at + 1 })));
      blank.classList.add("is-open");
    });
    article.querySelectorAll(".lines").forEach((lines, at) => {
      const drawn = lines.querySelectorAll(".write-line");
      const field = document.createElement("textarea");
      field.rows = drawn.length;
      const asked = lines.textContent.trim();
      drawn[0].replaceWith(held(field, `l${at}`, asked || words.notes));
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
          cell.replaceChildren(held(lineField(), `t${at}.${down}.${across}`, name));
          cell.classList.add("is-open");
        });
      });
    });
  };

  /* On the site they stay in this browser. */
  const article = window.Site && document.querySelector("article");
  if (!article) return;
  const { store, words, page } = window.Site;
  const notes = store.read("notes");
  const here = notes[page] || {};
  window.openNotes(article, words, here, (key, value) => {
    if (value) here[key] = value;
    else delete here[key];
    notes[page] = here;
    store.write("notes", notes);
  });
})();
