/* Rate statements on a scale: `likert`, never marked. A response is a place on the scale, from 1, for each statement. */
(function (Tend) {
  "use strict";

  Tend.kinds = Tend.kinds || {};
  Tend.kinds.likert = {
    draw: draw, review: review,
    complete: function (question, response) {
      return question.statements.every(function (statement) { return statement.key in response; });
    },
    mark: function () { return { right: null, points: 0 }; },
    advice: function () { return []; },
    told: function (question, response) {
      var pairs = question.statements.filter(function (statement) {
        return response && statement.key in response;
      }).map(function (statement) { return [statement.key, response[statement.key]]; });
      return { shape: "matched", given: pairs, wanted: null };
    },
    pack: function (response) {
      return Object.keys(response).sort().map(function (key) { return key + response[key]; }).join("");
    },
    unpack: unpack,
  };

  function draw(question, desk) {
    var response = Object.assign({}, desk.response);
    question.statements.forEach(function (statement) {
      desk.body.appendChild(Tend.make("fieldset", { class: "tend-rating" }, [
        Tend.make("legend", { html: statement.text }),
      ].concat(question.labels.map(function (label, at) { return choice(statement.key, String(at + 1), label); }))));
    });
    function choice(key, place, label) {
      return Tend.make("label", { class: "tend-choice" }, [
        Tend.make("input", {
          type: "radio", name: desk.name + "-" + key, value: place, checked: response[key] === place,
          onchange: function () {
            response[key] = place;
            desk.answer(Object.assign({}, response));
          },
        }),
        Tend.make("span", { class: "tend-words", html: label }),
      ]);
    }
  }

  function review(question, response, desk) {
    return Tend.make("ul", { class: "tend-review" }, question.statements.map(function (statement) {
      var place = response && response[statement.key];
      return Tend.make("li", {}, [Tend.make("div", {}, [
        Tend.make("span", { class: "tend-words", html: statement.text }),
        Tend.make("p", { class: "tend-line" }, [
          Tend.tag(desk.words("yourAnswer")), " ",
          Tend.make("span", { html: place ? question.labels[place - 1] : desk.words("noAnswer") }),
        ]),
      ])]);
    }));
  }

  function unpack(packed, question) {
    var response = {};
    for (var at = 0; at + 1 < packed.length; at += 2) {
      var place = Number(packed[at + 1]);
      if (!Tend.named(question.statements, packed[at]) || !(place >= 1 && place <= question.labels.length)) return null;
      response[packed[at]] = packed[at + 1];
    }
    return Object.keys(response).length ? response : null;
  }
})(window.Tend = window.Tend || {});
