/* SCORM 1.2: its names and its notation. */
(function (Tend) {
  "use strict";

  var LONGEST = 255;

  Tend.stores = Tend.stores || {};
  Tend.stores.scorm12 = function (data) {
    var status = "";
    return Tend.scorm(data, {
      api: "API",
      names: {
        open: "LMSInitialize", get: "LMSGetValue", put: "LMSSetValue", commit: "LMSCommit", close: "LMSFinish",
        error: "LMSGetLastError",
      },
      already: ["101"],
      away: ["301"],
      unknown: ["401"],
      mode: "cmi.core.lesson_mode", learner: "cmi.core.student_id", language: "cmi.student_preference.language",
      begin: function (talk) { status = talk.get("cmi.core.lesson_status"); },
      leaving: function (talk, over) { return talk.put("cmi.core.exit", over ? "" : "suspend"); },
      /* What has been passed or completed stays so. */
      status: function (talk, standing) {
        var final = status === "passed" || status === "completed";
        if (status === standing.outcome || (final && standing.outcome === "incomplete")) return true;
        if (!talk.put("cmi.core.lesson_status", standing.outcome)) return false;
        status = standing.outcome;
        return true;
      },
      score: function (talk, percent) {
        return [["min", "0"], ["max", "100"], ["raw", Tend.decimal(percent)]].map(function (pair) {
          return talk.put("cmi.core.score." + pair[0], pair[1]);
        }).every(Boolean);
      },
      time: function (talk, seconds) { return talk.put("cmi.core.session_time", duration(seconds)); },
      interaction: interaction,
    });
  };

  function interaction(answer) {
    var shape = SHAPES[answer.shape];
    var pairs = [["id", answer.id]];
    answer.objectives.forEach(function (id, at) { pairs.push(["objectives." + at + ".id", id]); });
    pairs.push(["time", clock(new Date())], ["type", shape.type], ["weighting", Tend.decimal(answer.points)]);
    wanted(shape, answer.wanted).forEach(function (pattern, at) {
      pairs.push(["correct_responses." + at + ".pattern", pattern.slice(0, LONGEST)]);
    });
    var given = answer.given === null ? "" : shape.write(answer.given).slice(0, LONGEST);
    if (given) pairs.push(["student_response", given]);
    pairs.push(["result", answer.right === null ? "neutral" : answer.right ? "correct" : "wrong"]);
    pairs.push(["latency", duration(answer.seconds)]);
    return pairs;
  }

  function wanted(shape, value) {
    if (value === null) return [];
    return shape.each ? value : [(shape.want || shape.write)(value)];
  }

  function list(keys) {
    return keys.join(",");
  }

  function pairs(found) {
    return found.map(function (pair) { return pair.join("."); }).join(",");
  }

  /* How each shape of answer is written; ids are single letters or digits, as the standard wants them. */
  var SHAPES = {
    truth: { type: "true-false", write: list },
    picked: { type: "choice", write: list },
    ordered: { type: "sequencing", write: list },
    matched: { type: "matching", write: pairs },
    between: { type: "numeric", write: String, want: range },
    written: { type: "fill-in", write: String, each: true },
    filled: { type: "performance", write: pairs, want: function (gaps) {
      return pairs(gaps.map(function (gap) { return [gap[0], Array.isArray(gap[1]) ? range(gap[1]) : gap[1]]; }));
    } },
    travelled: { type: "performance", write: pairs },
  };

  function range(bounds) {
    return bounds[0] === bounds[1] ? String(bounds[0]) : bounds.join(":");
  }

  /* HHHH:MM:SS.SS */
  function duration(seconds) {
    var hundredths = Math.max(0, Math.round(seconds * 100));
    var hours = Math.min(9999, Math.floor(hundredths / 360000));
    return [four(hours), two(Math.floor(hundredths / 6000) % 60), two(Math.floor(hundredths / 100) % 60)].join(":")
      + "." + two(hundredths % 100);
  }

  function clock(now) {
    return [two(now.getHours()), two(now.getMinutes()), two(now.getSeconds())].join(":");
  }

  function two(number) {
    return ("0" + number).slice(-2);
  }

  function four(number) {
    return ("000" + number).slice(-4);
  }
})(window.Tend = window.Tend || {});
