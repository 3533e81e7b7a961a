/* Match left items with right ones: `match`. A response is a right key for each left key. */
(function (Tend) {
  "use strict";

  Tend.kinds = Tend.kinds || {};
  Tend.kinds.match = {
    draw: draw, mark: mark, advice: advice, review: review,
    /* Somebody who has matched some items but not all has begun, not finished. */
    complete: function (question, response) {
      return question.left.every(function (item) { return item.key in response; });
    },
    pack: function (response) {
      return Object.keys(response).sort().map(function (key) { return key + response[key]; }).join("");
    },
    unpack: unpack,
    told: function (question, response) {
      return { shape: "matched", given: pairs(question, response || {}), wanted: pairs(question, wanted(question)) };
    },
  };

  function draw(question, desk) {
    var keys = Tend.keys(question.right);
    var order = question.shuffle ? desk.shuffled(keys) : keys;
    var response = Object.assign({}, desk.response);
    desk.body.appendChild(Tend.make("ul", { class: "tend-pairs" }, question.left.map(function (item) {
      var id = desk.name + "-" + item.key;
      return Tend.make("li", {}, [
        Tend.make("label", { for: id, html: item.text }),
        select(id, item.key),
      ]);
    })));
    function select(id, left) {
      var options = [Tend.make("option", { value: "", text: desk.words("choose") })];
      order.forEach(function (key) {
        var settings = { value: key, text: Tend.named(question.right, key).plain, selected: response[left] === key };
        options.push(Tend.make("option", settings));
      });
      return Tend.make("select", { id: id, onchange: function (event) { pick(left, event.target.value); } }, options);
    }
    function pick(left, key) {
      if (key) response[left] = key;
      else delete response[left];
      desk.answer(Object.keys(response).length ? Object.assign({}, response) : null);
    }
  }

  function wanted(question) {
    var pairs = {};
    question.left.forEach(function (item) { pairs[item.key] = item.answer; });
    return pairs;
  }

  function pairs(question, response) {
    return question.left.filter(function (item) { return item.key in response; }).map(function (item) {
      return [item.key, response[item.key]];
    });
  }

  function fits(item, response) {
    return Boolean(response) && response[item.key] === item.answer;
  }

  function mark(question, response) {
    var good = question.left.filter(function (item) { return fits(item, response); }).length;
    var whole = good === question.left.length;
    return { right: whole, part: good > 0 && !whole, points: whole ? question.points : 0 };
  }

  function advice(question, response) {
    return question.left.filter(function (item) { return !fits(item, response); }).map(function (item) {
      return item.feedback;
    });
  }

  function review(question, response, desk) {
    return Tend.make("ul", { class: "tend-review" }, question.left.map(function (item) {
      var good = fits(item, response);
      var mine = response && Tend.named(question.right, response[item.key]);
      return Tend.make("li", { class: "is-mine" }, [
        Tend.mark(good),
        Tend.make("div", {}, [
          Tend.make("span", { class: "tend-words", html: item.text }),
          line(desk.words("yourAnswer"), mine ? mine.text : desk.words("noAnswer")),
          good ? null : line(desk.words("rightAnswer"), Tend.named(question.right, item.answer).text),
          Tend.advice(item.feedback),
        ]),
      ]);
    }));
  }

  function line(label, html) {
    return Tend.make("p", { class: "tend-line" }, [Tend.tag(label), " ", Tend.make("span", { html: html })]);
  }

  function unpack(packed, question) {
    var response = {};
    for (var at = 0; at + 1 < packed.length; at += 2) {
      if (!Tend.named(question.left, packed[at]) || !Tend.named(question.right, packed[at + 1])) return null;
      response[packed[at]] = packed[at + 1];
    }
    return Object.keys(response).length ? response : null;
  }
})(window.Tend = window.Tend || {});
