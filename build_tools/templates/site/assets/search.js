/* Search without a server: the words of all pages come as a script file when somebody first looks for
   something, so that it works from a folder too. Upper and lower case, accents and other forms of a word
   make no difference; Chinese is cut into pairs of signs; one typing mistake is forgiven. */
(function () {
  "use strict";
  const HAN = /\p{Script=Han}/u;
  const RUN = /[\p{L}\p{N}\p{M}_]+/gu;
  const PARTS = /\p{Script=Han}+|[^\p{Script=Han}]+/gu;

  /* Endings that are cut off, longest first, where at least three letters stay. */
  const ENDINGS = {
    en: /(?<=\w{3})(ings?|ed|er|ers|es|s|ly)$/,
    fr: /(?<=\w{3})(issements?|ements?|ations?|aient|ions|erons|eront|ant|ent|ees?|ez|er|ais|ait|ai|es|e|s|x)$/,
    es: /(?<=\w{3})(amientos?|aciones|acion|mente|ando|iendo|ados?|adas?|idos?|idas?|aron|ar|er|ir|es|as|os|a|o|e|s)$/,
  };

  function fold(word, language) {
    const lower = word.normalize("NFKC").toLocaleLowerCase(language).replace(/ı/g, "i");
    return lower.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss");
  }

  function stem(word, language) {
    if (language === "tr") return word.slice(0, 5); /* Turkish adds, it hardly changes beginnings. */
    const cut = ENDINGS[language] ? word.replace(ENDINGS[language], "") : word;
    if (language !== "en") return cut;
    return cut.replace(/([^aeiouls])\1$/, "$1").replace(/ie?$/, "y").replace(/(?<=\w{3})e$/, "");
  }

  /* Yields [folded word, start, length] for each word, and for each pair of Chinese signs. */
  function* tokens(text, language) {
    for (const run of text.matchAll(RUN)) {
      for (const part of run[0].matchAll(PARTS)) {
        const start = run.index + part.index;
        if (!HAN.test(part[0])) {
          yield [fold(part[0], language), start, part[0].length];
          continue;
        }
        const signs = [...part[0]];
        if (signs.length === 1) yield [part[0], start, 1];
        for (let at = 0; at + 1 < signs.length; at += 1) yield [signs[at] + signs[at + 1], start + at, 2];
      }
    }
  }

  function build(rows, language) {
    const places = new Map();
    const stems = new Map();
    const lengths = rows.map(([, page, title, text], row) => {
      let length = 0;
      const weighed = [[title, 6], [title ? "" : page, 8], [text, 1]];
      for (const [said, weight] of weighed) {
        for (const [word] of tokens(said, language)) {
          length += 1;
          if (!places.has(word)) {
            places.set(word, new Map());
            const root = stem(word, language);
            stems.set(root, [...(stems.get(root) || []), word]);
          }
          places.get(word).set(row, (places.get(word).get(row) || 0) + weight);
        }
      }
      return length;
    });
    const mean = lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);
    return { rows, language, places, stems, lengths, mean, sorted: [...places.keys()].sort() };
  }

  /* Returns known words that `asked` may mean, each with how sure that is (0 to 1). */
  function meant(index, asked) {
    const found = new Map();
    const add = (word, sure) => found.set(word, Math.max(found.get(word) || 0, sure));
    if (index.places.has(asked)) add(asked, 1);
    if (HAN.test(asked)) {
      if (asked.length === 1) index.sorted.filter((word) => word.includes(asked)).forEach((word) => add(word, 0.6));
      return found;
    }
    (index.stems.get(stem(asked, index.language)) || []).forEach((word) => add(word, 0.8));
    if (asked.length > 1) index.sorted.filter((word) => word.startsWith(asked)).forEach((word) => add(word, 0.6));
    if (!found.size && asked.length > 3) {
      index.sorted.filter((word) => oneMistake(word, asked)).forEach((word) => add(word, 0.4));
    }
    return found;
  }

  function oneMistake(word, asked) {
    if (Math.abs(word.length - asked.length) > 1 || word[0] !== asked[0]) return false;
    let at = 0;
    while (at < word.length && word[at] === asked[at]) at += 1;
    const swapped = word.slice(0, at) + (word[at + 1] || "") + (word[at] || "") + word.slice(at + 2);
    return (
      word.slice(at + 1) === asked.slice(at + 1) ||
      word.slice(at) === asked.slice(at + 1) ||
      word.slice(at + 1) === asked.slice(at) ||
      swapped === asked
    );
  }

  /* Returns [{ row, words }] best first: rows of the index, and the words found there. */
  function find(index, query) {
    const asked = [...new Set([...tokens(query, index.language)].map(([word]) => word))];
    const hits = new Map();
    asked.forEach((word, nth) => {
      for (const [known, sure] of meant(index, word)) {
        const places = index.places.get(known);
        const rare = Math.log(1 + (index.rows.length - places.size + 0.5) / (places.size + 0.5));
        for (const [row, count] of places) {
          const hit = hits.get(row) || { row, score: 0, asked: new Set(), words: new Set() };
          const damped = (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * index.lengths[row]) / index.mean));
          hit.score += sure * rare * damped;
          hit.asked.add(nth);
          hit.words.add(known);
          hits.set(row, hit);
        }
      }
    });
    const needed = asked.length > 2 && !HAN.test(query) ? asked.length - 1 : asked.length;
    return [...hits.values()]
      .filter((hit) => hit.asked.size >= needed)
      .sort((one, other) => other.score * other.asked.size - one.score * one.asked.size || one.row - other.row);
  }

  /* Puts `text` into `element`, with the words found marked, cut to the first of them. */
  function show(element, text, words, language, most) {
    const spots = [...tokens(text, language)].filter(([word]) => words.has(word));
    let from = spots.length && spots[0][1] > most / 2 ? spots[0][1] - most / 4 : 0;
    from = from ? Math.max(text.lastIndexOf(" ", from) + 1, from - 20) : 0;
    const end = text.indexOf(" ", from + most);
    const to = end < 0 || end > from + most + 20 ? Math.min(text.length, from + most) : end;
    if (from) element.append("… ");
    let at = from;
    for (const [, start, length] of spots) {
      if (start + length > to || start + length <= at) continue;
      const mark = document.createElement("mark");
      const begin = Math.max(start, at);
      element.append(text.slice(at, begin));
      mark.textContent = text.slice(begin, start + length);
      element.append(mark);
      at = start + length;
    }
    element.append(text.slice(at, to));
    if (to < text.length) element.append(" …");
  }

  window.TendSearch = { build, find };
  const dialog = document.getElementById("search");
  if (!dialog || !dialog.showModal) return;
  const { words, up } = window.Site;
  const { language } = document.documentElement.dataset;
  const field = document.getElementById("search-words");
  const list = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  let index = null;

  function load() {
    if (index) return;
    const script = document.createElement("script");
    script.src = `${up}assets/search-index.js`;
    script.addEventListener("load", () => {
      index = build(window.tendIndex, language);
      update();
    });
    document.head.append(script);
  }

  function item({ row, words: found }) {
    const [address, page, title, text] = index.rows[row];
    const entry = document.createElement("li");
    const link = document.createElement("a");
    const name = document.createElement("span");
    const snippet = document.createElement("span");
    link.href = up + address;
    name.className = "result-title";
    snippet.className = "result-text";
    show(name, title ? `${page} › ${title}` : page, found, language, 160);
    show(snippet, text, found, language, 150);
    link.append(name, snippet);
    entry.append(link);
    return entry;
  }

  function update() {
    if (!index) return;
    const query = field.value.trim();
    const found = query ? find(index, query).slice(0, 12) : [];
    list.replaceChildren(...found.map(item));
    status.textContent = !query ? "" : found.length ? words.results.replace("{n}", found.length) : words.nothing;
  }

  function open() {
    load();
    dialog.showModal();
    field.select();
  }

  document.getElementById("open-search").addEventListener("click", open);
  field.addEventListener("input", update);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return; /* Otherwise the first one would only empty the field. */
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
})();
