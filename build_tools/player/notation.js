/* How answers are written for SCORM 2004 and for xAPI, which share one notation. */
(function (Tend) {
  "use strict";

  var WORDS = 200; // Letters of a short answer; the standard takes 250 with the language before them.
  var MORE_WORDS = 3900; // Letters of a long one; the standard takes 4,000.
  var ANSWERS = 10; // Accepted answers, at most.

  /** Return `{type, given, wanted}`: the type of interaction, the answer ("" if none), the right patterns. */
  Tend.notation = function (answer, tag) {
    var shape = SHAPES[answer.shape];
    var type = shape.type || (answer.wanted === null ? "long-fill-in" : "fill-in");
    return {
      type: type,
      given: answer.given === null ? "" : shape.write(answer.given, tag, type),
      wanted: answer.wanted === null ? [] : shape.want ? shape.want(answer.wanted, tag) : [shape.write(answer.wanted, tag)],
    };
  };

  function list(keys) {
    return keys.join("[,]");
  }

  function pairs(found) {
    return list(found.map(function (pair) { return pair.join("[.]"); }));
  }

  function truth(keys) {
    return keys[0] === "t" ? "true" : "false";
  }

  function range(bounds) {
    return bounds.join("[:]");
  }

  /* The learner's words must not look like the notation. */
  function words(typed, tag, type) {
    var most = type === "long-fill-in" ? MORE_WORDS : WORDS;
    var plain = typed.replace(/\[([,.:])\]/g, "($1)").replace(/\s+/g, " ").trim().replace(/^\{/, "(");
    return "{lang=" + tag + "}" + Tend.cut(plain, most);
  }

  var SHAPES = {
    truth: { type: "true-false", write: truth },
    picked: { type: "choice", write: list },
    ordered: { type: "sequencing", write: list },
    matched: { type: "matching", write: pairs },
    between: { type: "numeric", write: String, want: function (bounds) { return [range(bounds)]; } },
    written: { write: words, want: function (accepted, tag) {
      return accepted.slice(0, ANSWERS).map(function (one) { return "{case_matters=false}" + words(one, tag); });
    } },
    filled: { type: "performance", write: pairs, want: function (gaps) {
      return [pairs(gaps.map(function (gap) { return [gap[0], Array.isArray(gap[1]) ? range(gap[1]) : gap[1]]; }))];
    } },
    travelled: { type: "performance", write: pairs },
  };

  /** The beginning of `words`, at most so many letters, without half a letter at its end. */
  Tend.cut = function (words, most) {
    return words.slice(0, most).replace(/[\ud800-\udbff]$/, "");
  };

  /** A length of time: PT1H2M3.45S. */
  Tend.duration = function (seconds) {
    var hundredths = Math.max(0, Math.round(seconds * 100));
    var rest = hundredths % 6000, minutes = Math.floor(hundredths / 6000);
    return "PT" + Math.floor(minutes / 60) + "H" + (minutes % 60) + "M" + (rest / 100).toFixed(2) + "S";
  };

  /** A share of the whole, from 0 to 1, with at most 7 decimals. */
  Tend.scaled = function (part, whole) {
    return Math.round((part / whole) * 1e7) / 1e7;
  };
})(window.Tend = window.Tend || {});
