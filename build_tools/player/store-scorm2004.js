/* SCORM 2004: its names and its notation. */
(function (Tend) {
  "use strict";

  var LONGEST = 250;
  var COMPLETION = "cmi.completion_status", SUCCESS = "cmi.success_status"; // In full: importers search for them.

  Tend.stores = Tend.stores || {};
  Tend.stores.scorm2004 = function (data) {
    var said = {};
    return Tend.scorm(data, {
      api: "API_1484_11",
      names: {
        open: "Initialize", get: "GetValue", put: "SetValue", commit: "Commit", close: "Terminate", error: "GetLastError",
      },
      already: ["103"],
      away: ["122", "123", "301"], // 403, "no value yet", is how most things begin.
      unknown: ["401", "402"],
      mode: "cmi.mode", learner: "cmi.learner_id", language: "cmi.learner_preference.language",
      begin: function (talk) {
        [COMPLETION, SUCCESS].forEach(function (name) { said[name] = talk.get(name); });
      },
      leaving: function (talk, over) {
        talk.put("adl.nav.request", over ? "exitAll" : "suspendAll", true);
        return talk.put("cmi.exit", over ? "normal" : "suspend");
      },
      /* What has been completed or passed stays so. */
      status: function (talk, standing) {
        var judged = standing.outcome === "passed" || standing.outcome === "failed";
        var completed = say(talk, COMPLETION, standing.outcome === "incomplete" ? "incomplete" : "completed", "completed");
        return (!judged || say(talk, SUCCESS, standing.outcome, "passed")) && completed;
      },
      score: function (talk, percent) { return score(talk, "cmi", percent, 100); },
      time: function (talk, seconds) { return talk.put("cmi.session_time", Tend.duration(seconds)); },
      interaction: interaction,
      also: function (talk, result) { objectives(talk, result, data.pass); },
    });

    function say(talk, name, value, final) {
      if (said[name] === value || said[name] === final) return true;
      if (!talk.put(name, value)) return false;
      said[name] = value;
      return true;
    }
  };

  function score(talk, where, part, whole) {
    return [
      ["min", "0"], ["max", Tend.decimal(whole)], ["raw", Tend.decimal(part)], ["scaled", String(Tend.scaled(part, whole))],
    ].map(function (pair) { return talk.put(where + ".score." + pair[0], pair[1]); }).every(Boolean);
  }

  function interaction(answer, data) {
    var noted = Tend.notation(answer, data.tag), pairs = [["id", answer.id], ["type", noted.type]];
    answer.objectives.forEach(function (id, at) { pairs.push(["objectives." + at + ".id", id]); });
    pairs.push(["timestamp", now()], ["weighting", Tend.decimal(answer.points)]);
    noted.wanted.forEach(function (pattern, at) { pairs.push(["correct_responses." + at + ".pattern", pattern]); });
    if (noted.given) pairs.push(["learner_response", noted.given]);
    pairs.push(["result", answer.right === null ? "neutral" : answer.right ? "correct" : "incorrect"]);
    pairs.push(["latency", Tend.duration(answer.seconds)], ["description", description(answer, data)]);
    return pairs;
  }

  /* One line in the language of the learner, so that reports say more than ids. */
  function description(answer, data) {
    var language = "{lang=" + data.tag + "}", words = answer.question.report.replace(/\s+/g, " ").replace(/^\{/, "(");
    return language + Tend.cut(words, LONGEST - language.length);
  }

  function now() {
    return new Date().toISOString().replace(/\.\d+Z$/, ".00Z");
  }

  /* The best result by objective. A platform may have objectives of its own before ours: they are found by id. */
  function objectives(talk, result, pass) {
    var sums = {};
    result.answers.forEach(function (answer) {
      answer.objectives.forEach(function (id) {
        sums[id] = sums[id] || { part: 0, whole: 0 };
        sums[id].part += answer.earned;
        sums[id].whole += answer.points;
      });
    });
    Object.keys(sums).sort().forEach(function (id) {
      if (sums[id].whole > 0) objective(talk, id, sums[id], pass);
    });
  }

  function objective(talk, id, sum, pass) {
    var where = placed(talk, id), before = where && talk.get(where + ".score.scaled");
    if (!where || (before !== "" && Number(before) >= Tend.scaled(sum.part, sum.whole))) return;
    var good = sum.part * 100 >= pass * sum.whole - 1e-6;
    if (score(talk, where, sum.part, sum.whole) && good) talk.put(where + ".success_status", "passed");
  }

  /* Where the objective stands among the platform's, or is put now; "" if it takes none. */
  function placed(talk, id) {
    var count = talk.get("cmi.objectives._count"), where;
    if (!/^\d+$/.test(count)) return "";
    for (var at = 0; at < Number(count); at += 1) {
      where = "cmi.objectives." + at;
      if (talk.get(where + ".id") === id) return where;
    }
    where = "cmi.objectives." + count;
    return talk.put(where + ".id", id, true) ? where : "";
  }
})(window.Tend = window.Tend || {});
