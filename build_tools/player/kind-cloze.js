/* Fill the gaps of a text: `cloze`. A response is a key, or what was typed, for each gap. */
(function (Tend) {
  "use strict";

  Tend.kinds = Tend.kinds || {};
  Tend.kinds.cloze = {
    draw: draw, mark: mark, advice: advice, review: review,
    complete: function (question, response, numbers) {
      return question.gaps.every(function (gap) {
        return gap.key in response && (gap.options || Tend.readNumber(response[gap.key], numbers).length);
      });
    },
    told: function (question, response, numbers) {
      return {
        shape: "filled",
        given: question.gaps.filter(function (gap) { return response && gap.key in response; }).map(function (gap) {
          return [gap.key, gap.options ? response[gap.key] : reading(gap, response[gap.key], numbers)];
        }),
        wanted: question.gaps.map(function (gap) { return [gap.key, gap.options ? right(gap).key : [gap.low, gap.high]]; }),
      };
    },
    pack: function (response) {
      return Object.keys(response).sort().map(function (key) { return key + ":" + Tend.packWords(response[key]); }).join(".");
    },
    unpack: unpack,
  };

  function right(gap) {
    return gap.options.filter(function (option) { return option.correct; })[0];
  }

  /* The reading that is right, or else the likeliest; null if it is no number. */
  function reading(gap, typed, numbers) {
    var readings = Tend.readNumber(typed, numbers);
    var good = readings.filter(function (value) { return Number(gap.low) <= value && value <= Number(gap.high); });
    return good.concat(readings, null)[0];
  }

  function fits(gap, response, numbers) {
    if (!response || !(gap.key in response)) return false;
    if (gap.options) return response[gap.key] === right(gap).key;
    var value = reading(gap, response[gap.key], numbers);
    return value !== null && Number(gap.low) <= value && value <= Number(gap.high);
  }

  /* The text with something in place of each gap; `fill(gap, n)` makes it. */
  function text(question, fill) {
    var body = Tend.make("p", { class: "tend-cloze", html: question.text });
    question.gaps.forEach(function (gap, at) {
      var place = body.querySelector('[data-gap="' + gap.key + '"]');
      if (place) place.replaceWith(fill(gap, at + 1));
    });
    return body;
  }

  function draw(question, desk) {
    var response = Object.assign({}, desk.response);
    desk.body.appendChild(text(question, function (gap, n) {
      var settings = { "aria-label": desk.words("gap", { n: n }), class: "tend-gap", onchange: changed, "data-key": gap.key };
      if (gap.options) return Tend.make("select", settings, options(gap));
      Object.assign(settings, { type: "text", inputmode: "decimal", maxlength: 24, autocomplete: "off", oninput: changed });
      var input = Tend.make("input", settings);
      input.value = response[gap.key] || "";
      return input;
    }));
    function options(gap) {
      var keys = Tend.keys(gap.options), order = question.shuffle ? desk.shuffled(keys, gap.key) : keys;
      return [Tend.make("option", { value: "", text: desk.words("choose") })].concat(order.map(function (key) {
        var words = Tend.named(gap.options, key).plain;
        return Tend.make("option", { value: key, text: words, selected: response[gap.key] === key });
      }));
    }
    function changed(event) {
      var key = event.target.getAttribute("data-key"), value = event.target.value.trim();
      if (value) response[key] = value;
      else delete response[key];
      desk.answer(Object.keys(response).length ? Object.assign({}, response) : null);
    }
  }

  function mark(question, response, numbers) {
    var good = question.gaps.filter(function (gap) { return fits(gap, response, numbers); }).length;
    var whole = good === question.gaps.length;
    return { right: whole, part: good > 0 && !whole, points: whole ? question.points : 0 };
  }

  function advice(question, response, numbers) {
    var whole = mark(question, response, numbers).right;
    var chosen = question.gaps.filter(function (gap) { return gap.options && response && !fits(gap, response, numbers); });
    return [whole ? question.feedback.right : question.feedback.wrong].concat(chosen.map(function (gap) {
      var option = Tend.named(gap.options, response[gap.key]);
      return option && option.feedback;
    }));
  }

  function review(question, response, desk) {
    var whole = mark(question, response, desk.numbers).right;
    return Tend.make("div", {}, [
      filled(question, desk.words("yourAnswer"), function (gap) {
        var good = fits(gap, response, desk.numbers), given = response ? response[gap.key] : "";
        return part(good, gap.options ? (Tend.named(gap.options, given) || { plain: "…" }).plain : given || "…");
      }),
      whole ? null : filled(question, desk.words("rightAnswer"), function (gap) {
        return part(true, gap.options ? right(gap).plain : span(gap, desk.numbers));
      }),
    ].concat(advice(question, response, desk.numbers).map(Tend.advice)));
  }

  function filled(question, label, fill) {
    return Tend.make("div", {}, [Tend.make("p", { class: "tend-line" }, [Tend.tag(label)]), text(question, fill)]);
  }

  function part(good, words) {
    return Tend.make("span", { class: "tend-filled" }, [Tend.mark(good), Tend.make("span", { text: words })]);
  }

  function span(gap, numbers) {
    var bounds = gap.low === gap.high ? [gap.low] : [gap.low, gap.high];
    return bounds.map(function (bound) { return Tend.showNumber(Number(bound), numbers); }).join(" – ");
  }

  function unpack(packed, question) {
    var response = {};
    var sound = packed.split(".").every(function (part) {
      var at = part.indexOf(":"), gap = Tend.named(question.gaps, part.slice(0, at));
      var value = Tend.unpackWords(part.slice(at + 1));
      if (!gap || !value || (gap.options && !Tend.named(gap.options, value))) return false;
      response[gap.key] = value;
      return true;
    });
    return sound ? response : null;
  }
})(window.Tend = window.Tend || {});
