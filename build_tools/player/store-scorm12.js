/*
 * Keep an attempt on a learning platform that speaks SCORM 1.2.
 * Without one the quiz works too, and keeps the attempt in the browser.
 */
(function (Tend) {
  "use strict";

  var FAR = 50; // Frames are never nested deeper than this.
  var SUSPEND = "suspend";
  var NOT_IMPLEMENTED = "401";
  var ALREADY = "101"; // Also said by hosts that have initialized on their own.
  var LONGEST = 255;

  Tend.stores = Tend.stores || {};
  Tend.stores.scorm12 = function (data) {
    var api = findApi(window), began = Date.now();
    if (!api) return alone(data);
    var store = { load: load, save: save, finish: finish, close: close, closed: false, eager: true };
    var open = false, silent = false, detailed = true, kept = { text: null, exit: null, status: "" };
    return store;

    function load() {
      var failed = { text: "", ok: false, recording: true };
      if (!open) open = yes(call("LMSInitialize", "")) || error() === ALREADY;
      if (!open) return failed;
      var mode = get("cmi.core.lesson_mode").value; // Weak hosts say "", which means normal.
      silent = mode === "review" || mode === "browse";
      var text = get("cmi.suspend_data"), status = get("cmi.core.lesson_status");
      if (!text.ok) return failed;
      kept.status = status.value;
      return { text: text.value, ok: true, recording: !silent };
    }

    function save(text, standing) {
      if (!ready()) return false;
      return all([write(text, standing.passed && standing.handedIn), status(standing.passed, standing.unmarked), commit()]);
    }

    /* Score before status: some hosts look at the score when they are told the status. */
    function finish(text, result) {
      if (!ready()) return false;
      report(result);
      return all([
        result.best === null || score(result.best), status(result.passed, result.best === null),
        write(text, result.passed), commit(),
      ]);
    }

    /* What there was to say has been saved and committed just before. */
    function close() {
      if (store.closed) return;
      store.closed = true;
      if (open) call("LMSFinish", "");
      open = false;
    }

    function ready() {
      return open && !silent && !store.closed;
    }

    function write(text, over) {
      var exit = over ? "" : SUSPEND;
      var done = kept.text === text || set("cmi.suspend_data", text);
      if (done) kept.text = text;
      if (kept.exit !== exit && set("cmi.core.exit", exit)) kept.exit = exit;
      return done && kept.exit === exit && time();
    }

    /* What has been passed or completed stays so; `failed` is never said while there are tries left. */
    function status(passed, unmarked) {
      var wanted = passed ? (unmarked ? "completed" : "passed") : "incomplete";
      if (kept.status === wanted) return true;
      if (!passed && (kept.status === "passed" || kept.status === "completed")) return true;
      if (!set("cmi.core.lesson_status", wanted)) return false;
      kept.status = wanted;
      return true;
    }

    function score(percent) {
      return all([
        set("cmi.core.score.min", "0"), set("cmi.core.score.max", "100"), set("cmi.core.score.raw", decimal(percent)),
      ]);
    }

    function time() {
      return set("cmi.core.session_time", duration((Date.now() - began) / 1000));
    }

    function commit() {
      return yes(call("LMSCommit", ""));
    }

    /* Answers one by one, for the admin's reports. A host may refuse them; the result is safe without. */
    function report(result) {
      var count = get("cmi.interactions._count").value;
      var first = /^\d+$/.test(count) ? Number(count) : result.first;
      result.answers.forEach(function (answer, at) {
        interaction(answer).forEach(function (pair) {
          if (detailed) set("cmi.interactions." + (first + at) + "." + pair[0], pair[1], true);
        });
      });
    }

    function set(name, value, optional) {
      if (yes(call("LMSSetValue", name, value))) return true;
      var code = error();
      if (optional && code === NOT_IMPLEMENTED) detailed = false;
      else if (window.console) console.warn("tend", name, code);
      return false;
    }

    function get(name) {
      var value = call("LMSGetValue", name);
      var text = value === null || value === undefined ? "" : String(value);
      return { value: text, ok: value !== null && (text !== "" || error() !== "301") };
    }

    function error() {
      return String(call("LMSGetLastError"));
    }

    /* Null when the host throws. */
    function call(name, one, two) {
      try {
        if (name === "LMSGetLastError") return api[name]();
        return two === undefined ? api[name](one) : api[name](one, two);
      } catch (thrown) {
        return null;
      }
    }
  };

  function yes(answer) {
    return String(answer) === "true";
  }

  function all(results) {
    return results.every(Boolean);
  }

  function alone(data) {
    var store = Tend.stores.browser(data), load = store.load;
    store.load = function () { return Object.assign(load(), { found: false }); };
    return store;
  }

  /* Own window and parents, then the opener and its parents, then the opener of the top. */
  function findApi(start) {
    return upwards(start) || upwards(look(start, "opener")) || upwards(look(look(start, "top"), "opener"));
  }

  function upwards(win) {
    for (var steps = 0; win && steps < FAR; steps += 1) {
      var api = look(win, "API");
      if (api && look(api, "LMSInitialize")) return api;
      var parent = look(win, "parent");
      win = parent === win ? null : parent;
    }
    return null;
  }

  /* Frames of another origin throw at every look. */
  function look(object, name) {
    try {
      return (object && object[name]) || null;
    } catch (refused) {
      return null;
    }
  }

  function interaction(answer) {
    var shape = SHAPES[answer.shape];
    var pairs = [["id", answer.id]];
    answer.objectives.forEach(function (id, at) { pairs.push(["objectives." + at + ".id", id]); });
    pairs.push(["time", clock(new Date())], ["type", shape.type], ["weighting", decimal(answer.points)]);
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

  function decimal(value) {
    return String(Math.round(value * 100) / 100);
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
