/* Put items into order: `order`. A response is the list of all keys; `items` stand in the solved order. */
(function (Tend) {
  "use strict";

  Tend.kinds = Tend.kinds || {};
  Tend.kinds.order = {
    draw: draw, review: review,
    mark: function (question, response) {
      var whole = Boolean(response) && Tend.same(response, Tend.keys(question.items));
      return { right: whole, points: whole ? question.points : 0 };
    },
    advice: function (question, response) {
      return [Tend.same(response, Tend.keys(question.items)) ? question.feedback.right : question.feedback.wrong];
    },
    told: function (question, response) {
      return { shape: "ordered", given: response, wanted: Tend.keys(question.items) };
    },
    pack: function (response) { return response.join(""); },
    unpack: function (packed, question) {
      var keys = packed.split("");
      return Tend.same(keys.slice().sort(), Tend.keys(question.items).sort()) ? keys : null;
    },
  };

  function draw(question, desk) {
    var order = desk.response ? desk.response.slice() : desk.unsolved(Tend.keys(question.items));
    var help = Tend.make("p", { class: "tend-help", id: desk.name + "-help", text: desk.words("orderHelp") });
    var list = Tend.make("ol", { class: "tend-order" }, order.map(row));
    desk.body.appendChild(help);
    desk.body.appendChild(list);
    update();

    function row(key) {
      var item = Tend.named(question.items, key);
      return Tend.make("li", { "data-key": key }, [
        Tend.make("span", { class: "tend-words", html: item.text }),
        Tend.make("span", { class: "tend-moves" }, [arrow(item, "up", -1), arrow(item, "down", 1)]),
      ]);
    }
    function arrow(item, way, step) {
      var button = Tend.button("", function () { move(item, step, button); }, "tend-arrow tend-arrow-" + way);
      button.setAttribute("aria-label", desk.words(way, { item: item.plain }));
      return button;
    }
    function move(item, step, button) {
      var from = order.indexOf(item.key), to = from + step;
      if (to < 0 || to >= order.length) return;
      order.splice(to, 0, order.splice(from, 1)[0]);
      list.insertBefore(list.children[from], step < 0 ? list.children[to] : list.children[to].nextSibling);
      button.focus();
      update();
      desk.answer(order.slice());
      desk.say(desk.words("moved", { item: item.plain, n: to + 1, total: order.length }));
    }
    /* Not `disabled`: the button that has just been pressed must keep the focus. */
    function update() {
      Array.prototype.forEach.call(list.children, function (line, at) {
        line.querySelector(".tend-arrow-up").setAttribute("aria-disabled", String(at === 0));
        line.querySelector(".tend-arrow-down").setAttribute("aria-disabled", String(at === order.length - 1));
      });
    }
  }

  function review(question, response, desk) {
    var solved = Tend.keys(question.items), whole = Boolean(response) && Tend.same(response, solved);
    return Tend.make("div", { class: "tend-orders" }, [
      response ? column(question, desk.words(whole ? "rightOrder" : "yourOrder"), response, solved) : null,
      whole ? null : column(question, desk.words("rightOrder"), solved, null),
      Tend.advice(whole ? question.feedback.right : question.feedback.wrong),
    ]);
  }

  function column(question, words, keys, solved) {
    return Tend.make("div", {}, [
      Tend.make("p", { class: "tend-line" }, [Tend.tag(words)]),
      Tend.make("ol", { class: "tend-review" }, keys.map(function (key, at) {
        return Tend.make("li", {}, [
          Tend.mark(solved ? solved[at] === key : null),
          Tend.make("span", { class: "tend-words", html: Tend.named(question.items, key).text }),
        ]);
      })),
    ]);
  }
})(window.Tend = window.Tend || {});
