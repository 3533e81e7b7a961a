/* Pick an option, or several: `single`, `multi`, `truefalse`. A response is a list of keys. */
(function (Tend) {
  "use strict";

  Tend.kinds = Tend.kinds || {};
  ["single", "multi", "truefalse"].forEach(function (type) {
    Tend.kinds[type] = {
      draw: draw, mark: mark, advice: advice, review: review, told: told,
      pack: function (response) { return response.join(""); },
      unpack: function (packed, question) {
        var known = packed.split("").filter(function (key) { return Tend.named(question.options, key); });
        if (type !== "multi") known = known.slice(0, 1);
        return known.length && known.length === packed.length ? known : null;
      },
    };
  });

  function draw(question, desk) {
    var picked = desk.response || [];
    order(question, desk).forEach(function (key) {
      var option = Tend.named(question.options, key);
      var input = Tend.make("input", {
        type: question.type === "multi" ? "checkbox" : "radio", name: desk.name, value: key,
        checked: picked.indexOf(key) >= 0, onchange: changed,
      });
      desk.body.appendChild(Tend.make("label", { class: "tend-choice" }, [
        input, Tend.make("span", { class: "tend-words", html: option.text }),
      ]));
    });
    function changed() {
      var boxes = desk.body.querySelectorAll("input:checked");
      var keys = Array.prototype.map.call(boxes, function (box) { return box.value; }).sort();
      desk.answer(keys.length ? keys : null);
    }
  }

  function order(question, desk) {
    var keys = Tend.keys(question.options);
    return question.shuffle ? desk.shuffled(keys) : keys;
  }

  function right(question) {
    return Tend.keys(question.options.filter(function (option) { return option.correct; })).sort();
  }

  function mark(question, response) {
    var wanted = right(question), picked = (response || []).slice().sort(), whole = Tend.same(picked, wanted);
    var some = picked.some(function (key) { return wanted.indexOf(key) >= 0; });
    return { right: whole, part: some && !whole, points: whole ? question.points : 0 };
  }

  function advice(question, response) {
    return question.options.filter(function (option) {
      return response.indexOf(option.key) >= 0;
    }).map(function (option) { return option.feedback; });
  }

  /* Every option, what was picked, what is right, and what each one would mean. */
  function review(question, response, desk) {
    return Tend.make("ul", { class: "tend-review" }, order(question, desk).map(function (key) {
      var option = Tend.named(question.options, key);
      var mine = (response || []).indexOf(key) >= 0;
      return Tend.make("li", { class: mine ? "is-mine" : "" }, [
        Tend.mark(option.correct ? true : mine ? false : null),
        Tend.make("div", {}, [
          Tend.make("span", { class: "tend-words", html: option.text }), " ",
          mine ? Tend.tag(desk.words("yourAnswer")) : null, " ",
          option.correct ? Tend.tag(desk.words("rightAnswer"), "is-right") : null,
          Tend.advice(option.feedback),
        ]),
      ]);
    }));
  }

  function told(question, response) {
    var shape = question.type === "truefalse" ? "truth" : "picked";
    return { shape: shape, given: response, wanted: right(question) };
  }
})(window.Tend = window.Tend || {});
