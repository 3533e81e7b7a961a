/* Type something: `numeric`, `text`, `reflection`. A response is what was typed. */
(function (Tend) {
  "use strict";

  Tend.kinds = Tend.kinds || {};

  Tend.kinds.numeric = written({
    input: function (question, desk, settings) {
      Object.assign(settings, { type: "text", inputmode: "decimal", maxlength: 24, autocomplete: "off" });
      return Tend.make("input", settings);
    },
    note: function (question, response, desk) {
      if (!response) return "";
      var readings = Tend.readNumber(response, desk.numbers, question.plainUnit);
      if (!readings.length) return desk.words("notNumber", { example: desk.numbers.example });
      return /\d[.,]\d{3}$/.test(response) ? desk.words("readAs", { number: Tend.showNumber(readings[0], desk.numbers) }) : "";
    },
    complete: function (question, response, numbers) {
      return Tend.readNumber(response, numbers, question.plainUnit).length > 0;
    },
    right: function (question, response, numbers) {
      return near(question, response, numbers) !== null;
    },
    advice: function (question, response, numbers) {
      if (near(question, response, numbers) !== null) return [question.feedback.right];
      var readings = Tend.readNumber(response || "", numbers, question.plainUnit);
      var slip = question.slips.filter(function (one) { return readings.indexOf(Number(one.value)) >= 0; })[0];
      return [slip ? slip.feedback : question.feedback.wrong];
    },
    solution: function (question, desk) {
      return [question.low, question.high].filter(function (bound, at, all) { return all.indexOf(bound) === at; })
        .map(function (bound) { return Tend.showNumber(Number(bound), desk.numbers); }).join(" – ");
    },
    told: function (question, response, numbers) {
      var reading = near(question, response, numbers);
      if (reading === null) reading = Tend.readNumber(response || "", numbers, question.plainUnit)[0];
      return { shape: "between", given: reading === undefined ? null : reading, wanted: [question.low, question.high] };
    },
  });

  Tend.kinds.text = written({
    input: function (question, desk, settings) {
      Object.assign(settings, { type: "text", maxlength: question.room, autocomplete: "off" });
      return Tend.make("input", settings);
    },
    right: function (question, response) {
      var given = plain(response, question);
      return question.accepted.some(function (answer) { return plain(answer, question) === given; });
    },
    advice: function (question, response) {
      return [this.right(question, response || "") ? question.feedback.right : question.feedback.wrong];
    },
    solution: function (question) { return question.accepted[0]; },
    told: function (question, response) { return { shape: "written", given: response, wanted: question.accepted }; },
  });

  Tend.kinds.reflection = written({
    input: function (question, desk, settings) {
      Object.assign(settings, { rows: question.lines + 1, maxlength: question.room });
      return Tend.make("textarea", settings);
    },
    help: function (desk) { return desk.words("notMarked"); },
    advice: function () { return []; },
    told: function (question, response) { return { shape: "written", given: response, wanted: null }; },
  });

  var LETTERS = { "ı": "i", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d" };

  /*
   * Letter case by the language's own rules (İ is not I), and every width, dash and space alike. Where accents do
   * not count, letters are bare of their marks, and ı is i.
   */
  function plain(words, question) {
    var alike = words.normalize("NFKC").toLocaleLowerCase(question.tag).replace(/[\u2018\u2019]/g, "'").replace(/[\u2010-\u2015]/g, "-")
      .replace(/[\s.!?\u3002\uff01\uff1f]+$/, "").replace(/\s+/g, " ").trim();
    if (question.accents !== "ignore") return alike;
    return alike.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[ıßœæøłđ]/g, function (letter) { return LETTERS[letter]; });
  }

  function near(question, response, numbers) {
    var low = Number(question.low), high = Number(question.high);
    var good = Tend.readNumber(response || "", numbers, question.plainUnit).filter(function (reading) {
      return low <= reading && reading <= high;
    });
    return good.length ? good[0] : null;
  }

  function written(kind) {
    return {
      draw: function (question, desk) { draw(kind, question, desk); },
      complete: kind.complete || function () { return true; },
      mark: function (question, response, numbers) {
        if (!kind.right) return { right: null, points: 0 };
        var whole = response !== null && kind.right(question, response, numbers);
        return { right: whole, points: whole ? question.points : 0 };
      },
      advice: function (question, response, numbers) { return kind.advice(question, response, numbers); },
      review: function (question, response, desk) { return review(kind, question, response, desk); },
      told: kind.told,
      pack: Tend.packWords,
      unpack: function (packed) { return Tend.unpackWords(packed) || null; },
    };
  }

  function draw(kind, question, desk) {
    var note = Tend.make("p", { class: "tend-note", id: desk.name + "-note", role: "status" });
    var help = kind.help ? Tend.make("p", { class: "tend-help", id: desk.name + "-help", text: kind.help(desk) }) : null;
    var input = kind.input(question, desk, {
      class: "tend-input", "aria-labelledby": desk.name + "-stem" + (question.unit ? " " + desk.name + "-unit" : ""),
      "aria-describedby": (help ? help.id + " " : "") + note.id, oninput: typed, onchange: settled,
    });
    input.value = desk.response || "";
    desk.body.appendChild(Tend.make("p", { class: "tend-entry" }, [
      input, question.unit ? Tend.make("span", { id: desk.name + "-unit", html: question.unit }) : null,
    ]));
    if (help) desk.body.appendChild(help);
    desk.body.appendChild(note);
    if (desk.response) settled();

    function typed() {
      note.textContent = "";
      desk.answer(input.value.trim() ? input.value : null);
    }
    function settled() {
      note.textContent = kind.note ? kind.note(question, input.value.trim(), desk) : "";
    }
  }

  function review(kind, question, response, desk) {
    var right = kind.right ? response !== null && kind.right(question, response, desk.numbers) : null;
    return Tend.make("div", { class: "tend-written" }, [
      line(right, desk.words("yourAnswer"), { text: response || desk.words("noAnswer") }),
      right === false ? line(true, desk.words("rightAnswer"), { html: kind.solution(question, desk) }, question.unit) : null,
      question.sample ? line(null, desk.words("sample"), { html: question.sample }) : null,
    ].concat(kind.advice(question, response, desk.numbers).map(Tend.advice)));
  }

  function line(right, label, words, unit) {
    return Tend.make("p", { class: "tend-line" }, [
      right === null ? null : Tend.mark(right), Tend.tag(label), " ",
      Tend.make("span", Object.assign({ class: "tend-words" }, words)),
      unit ? Tend.make("span", { html: " " + unit }) : null,
    ]);
  }
})(window.Tend = window.Tend || {});
