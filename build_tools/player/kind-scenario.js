/* Steer a talk: `scenario`. A response is the way so far, a list of [node, option]. */
(function (Tend) {
  "use strict";

  Tend.kinds = Tend.kinds || {};
  Tend.kinds.scenario = {
    draw: draw, mark: mark, advice: advice, review: review,
    complete: function (question, response) { return moves(question, response) === null; },
    told: function (question, response) {
      return { shape: "travelled", given: response, wanted: question.best };
    },
    pack: function (response) {
      return response.map(function (step) { return Tend.packWords(step[0]) + ":" + step[1]; }).join(".");
    },
    unpack: unpack,
  };

  function draw(question, desk) {
    var way = desk.response || [];
    var stage = Tend.make("div", { class: "tend-talk" });
    desk.body.appendChild(stage);
    show(false);

    function show(moved) {
      Tend.empty(stage);
      var node = told(question, way, stage, desk);
      var here = Tend.make("div", { class: "tend-node" }, [Tend.make("p", { html: node.text })]);
      stage.appendChild(here);
      order(node).forEach(function (key) {
        var option = Tend.named(node.options, key);
        var button = Tend.button("", function () { go(way.concat([[node.key, key]])); }, "tend-move");
        button.innerHTML = option.text;
        stage.appendChild(button);
      });
      if (!node.options.length) stage.appendChild(Tend.make("p", { class: "tend-help", text: desk.words("talkOver") }));
      if (way.length) stage.appendChild(Tend.button(desk.words("talkBack"), function () { go(way.slice(0, -1)); }, "is-quiet"));
      if (moved) Tend.focus(here);
    }
    function order(node) {
      var keys = Tend.keys(node.options);
      return question.shuffle ? desk.shuffled(keys, node.key) : keys;
    }
    function go(next) {
      way = next;
      desk.answer(way.length ? way.slice() : null);
      show(true);
    }
  }

  /* Write what has been said so far into `stage`; return the node where the talk stands. */
  function told(question, way, stage, desk) {
    way.forEach(function (step) {
      var node = Tend.named(question.nodes, step[0]), option = Tend.named(node.options, step[1]);
      stage.appendChild(Tend.make("div", { class: "tend-told" }, [
        Tend.make("p", { html: node.text }),
        Tend.make("p", { class: "tend-line", html: Tend.fill(desk.words("said"), { words: option.text }) }),
      ]));
    });
    return at(question, way);
  }

  /* The node that `way` leads to; one without words or options when the talk is over. */
  function at(question, way) {
    var last = way[way.length - 1], key = question.start;
    if (last) key = Tend.named(Tend.named(question.nodes, last[0]).options, last[1]).to;
    return Tend.named(question.nodes, key) || { key: "", text: "", options: [] };
  }

  function moves(question, way) {
    var node = at(question, way || []);
    return node.options.length ? node.options : null;
  }

  function steps(question, response) {
    return (response || []).map(function (step) {
      return Tend.named(Tend.named(question.nodes, step[0]).options, step[1]);
    });
  }

  function mark(question, response) {
    var points = steps(question, response).reduce(function (sum, option) { return sum + option.points; }, 0);
    var whole = points >= question.points;
    return { right: whole, part: points > 0 && !whole, points: Math.max(0, Math.min(points, question.points)) };
  }

  function advice(question, response) {
    return steps(question, response).map(function (option) { return option.feedback; });
  }

  function review(question, response, desk) {
    var way = response || [], wanted = question.best;
    var whole = mark(question, response).right;
    return Tend.make("div", {}, [
      way.length ? talk(question, way, desk.words("yourAnswer")) : Tend.tag(desk.words("noAnswer")),
      whole ? null : talk(question, wanted, desk.words("bestWay")),
    ]);
  }

  function talk(question, way, label) {
    return Tend.make("div", {}, [
      Tend.make("p", { class: "tend-line" }, [Tend.tag(label)]),
      Tend.make("ol", { class: "tend-review" }, way.map(function (step) {
        var node = Tend.named(question.nodes, step[0]), option = Tend.named(node.options, step[1]);
        return Tend.make("li", {}, [Tend.make("div", {}, [
          Tend.make("p", { html: node.text }),
          Tend.make("p", { class: "tend-words", html: option.text }),
          Tend.advice(option.feedback),
        ])]);
      })),
    ]);
  }

  /* A way is sound as long as each step starts where the one before it led. */
  function unpack(packed, question) {
    var way = [];
    var sound = packed.split(".").every(function (part) {
      var fields = part.split(":"), node = at(question, way);
      if (Tend.unpackWords(fields[0]) !== node.key || !Tend.named(node.options, fields[1])) return false;
      way.push([node.key, fields[1]]);
      return true;
    });
    return sound && way.length ? way : null;
  }
})(window.Tend = window.Tend || {});
