/*
 * An attempt: what somebody has answered so far, in a text short enough for every LMS.
 *
 *   1,a,1k9x3f,m01-q03,8000,8000,1,1,10;m01-q01=b=c;m01-q03=ac=1f;!
 *
 * Header: version, phase (`a` answering, `d` handed in), seed of the shuffling, the question in
 * view, best and last result (percent × 100), tries, passed, interactions reported. Then one
 * record a question: id, packed response, seconds (base 36). `!` says that nothing was cut off.
 * Only ids, keys, numbers and the learner's own words: the same in every language.
 */
(function (Tend) {
  "use strict";

  var VERSION = "1";
  var ESCAPED = "*";

  Tend.newAttempt = function () {
    return {
      phase: "a", seed: Math.floor(Math.random() * 0x7fffffff), at: "", best: null, last: null,
      tries: 0, passed: false, reported: 0, answers: {}, seconds: {},
    };
  };

  /** Begin again: new order, no answers; what was reached before stays. */
  Tend.nextAttempt = function (attempt) {
    var next = Tend.newAttempt();
    ["best", "last", "tries", "passed", "reported"].forEach(function (name) { next[name] = attempt[name]; });
    return next;
  };

  Tend.pack = function (attempt, questions) {
    var head = [
      VERSION, attempt.phase, attempt.seed.toString(36), attempt.at, score(attempt.best),
      score(attempt.last), attempt.tries, attempt.passed ? 1 : 0, attempt.reported,
    ].join(",");
    var records = questions.filter(function (question) {
      return question.id in attempt.answers || attempt.seconds[question.id];
    }).map(function (question) {
      var response = attempt.answers[question.id];
      var packed = response === undefined ? "" : Tend.kinds[question.type].pack(response);
      return [question.id, packed, Math.min(attempt.seconds[question.id] || 0, 46655).toString(36)].join("=");
    });
    return [head].concat(records, "!").join(";");
  };

  /**
   * Return `{attempt, lost, broken}`: the attempt that `text` tells of, how many of its answers fit
   * no question of today, and whether nothing could be read at all. Never throws.
   */
  Tend.unpack = function (text, questions) {
    var parts = String(text || "").split(";");
    var attempt = head(parts.shift());
    if (!text) return { attempt: Tend.newAttempt(), lost: 0, broken: false };
    if (!attempt) return { attempt: Tend.newAttempt(), lost: 0, broken: true };
    var lost = parts.pop() === "!" ? 0 : 1;
    parts.forEach(function (part) { lost += taken(part, attempt, questions) ? 0 : 1; });
    if (!byId(questions, attempt.at)) attempt.at = "";
    return { attempt: attempt, lost: lost, broken: false };
  };

  /** Join an attempt found late (the LMS was away at first) with the one under way. */
  Tend.merge = function (now, stored) {
    if (!Object.keys(now.answers).length && now.phase === "a") return stored;
    if (stored.phase === "a") {
      Object.keys(stored.answers).forEach(function (id) {
        if (!(id in now.answers)) now.answers[id] = stored.answers[id];
      });
    }
    now.best = Math.max(now.best === null ? -1 : now.best, stored.best === null ? -1 : stored.best);
    if (now.best < 0) now.best = null;
    now.tries += stored.tries;
    now.passed = now.passed || stored.passed;
    now.reported = Math.max(now.reported, stored.reported);
    return now;
  };

  /** Return `keys` in an order that only the attempt and the question decide. */
  Tend.shuffled = function (keys, seed, id) {
    var draw = randomness(seed, id), mixed = keys.slice();
    for (var at = mixed.length - 1; at > 0; at -= 1) {
      var other = Math.floor(draw() * (at + 1)), kept = mixed[at];
      mixed[at] = mixed[other];
      mixed[other] = kept;
    }
    return mixed;
  };

  /** The same for things to put in order: never solved at the start. */
  Tend.unsolved = function (keys, seed, id) {
    var mixed = Tend.shuffled(keys, seed, id);
    return Tend.same(mixed, keys) ? mixed.slice(1).concat(mixed[0]) : mixed;
  };

  /** Write words with letters, digits, `_` and `*` only: a space is `_`, anything else `*` and four hex digits. */
  Tend.packWords = function (words) {
    return words.replace(/[^A-Za-z0-9]/g, function (letter) {
      if (letter === " ") return "_";
      return ESCAPED + ("000" + letter.charCodeAt(0).toString(16)).slice(-4);
    });
  };

  Tend.unpackWords = function (packed) {
    return packed.replace(/_/g, " ").replace(/\*([0-9a-f]{4})/g, function (_, code) {
      return String.fromCharCode(parseInt(code, 16));
    });
  };

  function score(percent) {
    return percent === null ? "" : Math.round(percent * 100);
  }

  function head(text) {
    var fields = text.split(",");
    if (fields.length !== 9 || fields[0] !== VERSION || !/^[ad]$/.test(fields[1])) return null;
    var seed = parseInt(fields[2], 36);
    if (!(seed >= 0 && seed <= 0x7fffffff)) return null;
    return {
      phase: fields[1], seed: seed, at: fields[3], best: percent(fields[4]), last: percent(fields[5]),
      tries: count(fields[6]), passed: fields[7] === "1", reported: count(fields[8]), answers: {}, seconds: {},
    };
  }

  function percent(field) {
    return /^\d{1,5}$/.test(field) && field <= 10000 ? field / 100 : null;
  }

  function count(field) {
    return /^\d{1,6}$/.test(field) ? Number(field) : 0;
  }

  function taken(part, attempt, questions) {
    var fields = part.split("="), question = byId(questions, fields[0]);
    if (!question || fields.length !== 3) return false;
    attempt.seconds[question.id] = parseInt(fields[2], 36) || 0;
    if (!fields[1]) return true;
    var response = Tend.kinds[question.type].unpack(fields[1], question);
    if (response === null) return false;
    attempt.answers[question.id] = response;
    return true;
  }

  function byId(questions, id) {
    return questions.filter(function (question) { return question.id === id; })[0] || null;
  }

  /* FNV-1a spreads the id over the seed; mulberry32 draws from it. */
  function randomness(seed, id) {
    var state = seed >>> 0;
    for (var at = 0; at < id.length; at += 1) state = Math.imul(state ^ id.charCodeAt(at), 16777619) >>> 0;
    return function () {
      state = (state + 0x6d2b79f5) >>> 0;
      var mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }
})(window.Tend = window.Tend || {});
