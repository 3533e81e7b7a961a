/*
 * An attempt: what somebody has answered so far, in a text short enough for every LMS.
 *
 *   1,a,1k9x3f,m01-q03,8000,8000,1,1,10,95;m01-q01=b=c;m01-q03@2=ac=1f=1;!
 *
 * Header: version, phase (`a` answering, `d` handed in), seed of the shuffling, the question in
 * view, best and last result (percent × 100), tries, passed, interactions reported, and, if there
 * are any to count, seconds spent and which turn of drawing it is: `1k9x3f.1` is the second one
 * of the seed `1k9x3f`, that of the first try. Then one record a question: id, with `@` and its revision unless
 * that is the first; packed response; seconds (base 36); and `1` if it has been checked for good.
 * A question that was drawn has a record even without an answer. `!` says that nothing was cut off.
 * Only ids, keys, numbers and the learner's own words: the same in every language.
 */
(function (Tend) {
  "use strict";

  var VERSION = "1";
  var ESCAPED = "*";
  var TURNS = 1296;

  Tend.newAttempt = function () {
    return {
      phase: "a", seed: Math.floor(Math.random() * 0x7fffffff), at: "", best: null, last: null,
      tries: 0, passed: false, reported: 0, spent: 0, turn: null, answers: {}, seconds: {}, checked: {},
      asked: [],
    };
  };

  /** Begin again: new order, no answers; what was reached before stays. Drawing goes on where it ended. */
  Tend.nextAttempt = function (attempt, draws) {
    var next = Tend.newAttempt(), turn = turnOf(attempt);
    if (draws) next.turn = { seed: turn.seed, number: (turn.number + 1) % TURNS };
    ["best", "last", "tries", "passed", "reported"].forEach(function (name) { next[name] = attempt[name]; });
    return next;
  };

  Tend.pack = function (attempt, questions) {
    var head = [
      VERSION, attempt.phase, attempt.seed.toString(36), attempt.at, score(attempt.best),
      score(attempt.last), attempt.tries, attempt.passed ? 1 : 0, attempt.reported,
    ].concat(counted(attempt)).join(",");
    var records = questions.filter(function (question) {
      return question.id in attempt.answers || attempt.seconds[question.id] || attempt.asked.indexOf(question.id) >= 0;
    }).map(function (question) { return record(attempt, question); });
    return [head].concat(records, "!").join(";");
  };

  function counted(attempt) {
    var spent = Math.min(Math.round(attempt.spent), 999999), turn = attempt.turn;
    if (turn) return [spent, turn.seed.toString(36) + "." + turn.number.toString(36)];
    return attempt.spent ? [spent] : [];
  }

  function record(attempt, question) {
    var response = attempt.answers[question.id];
    return [
      question.id + (question.rev > 1 ? "@" + question.rev : ""),
      response === undefined ? "" : Tend.kinds[question.type].pack(response),
      Math.min(attempt.seconds[question.id] || 0, 46655).toString(36),
    ].concat(attempt.checked[question.id] ? "1" : []).join("=");
  }

  /**
   * Return `{attempt, lost, again, broken}`: the attempt that `text` tells of, how many of its answers
   * fit no question of today, how many questions have changed since and are asked again, and whether
   * nothing could be read at all. Never throws.
   */
  Tend.unpack = function (text, questions) {
    var parts = String(text || "").split(";"), attempt = head(parts.shift());
    var read = { attempt: attempt || Tend.newAttempt(), lost: 0, again: 0, broken: Boolean(text) && !attempt };
    if (!attempt) return read;
    if (parts.pop() !== "!") read.lost += 1;
    parts.forEach(function (part) { take(part, read, questions); });
    if (!byId(questions, attempt.at)) attempt.at = "";
    return read;
  };

  /**
   * Return the questions that this attempt asks, in authored order. What has been asked stays, also in
   * another release; the seed decides what is drawn beside it, and the turn where in the order of the
   * seed it begins, so that a second try has other questions. Once handed in, nothing is added.
   */
  Tend.drawn = function (attempt, questions, draws) {
    var asked = attempt.asked;
    if (attempt.phase === "d" && asked.length) return questions.filter(function (question) { return asked.indexOf(question.id) >= 0; });
    var pooled = {}, chosen = {};
    (draws || []).forEach(function (draw) {
      var kept = draw.among.filter(function (id) { return asked.indexOf(id) >= 0; });
      var more = inTurn(draw, turnOf(attempt)).filter(function (id) { return kept.indexOf(id) < 0; });
      draw.among.forEach(function (id) { pooled[id] = true; });
      kept.concat(more).slice(0, draw.count).forEach(function (id) { chosen[id] = true; });
    });
    return questions.filter(function (question) { return !pooled[question.id] || chosen[question.id]; });
  };

  function turnOf(attempt) {
    return attempt.turn || { seed: attempt.seed, number: 0 };
  }

  function inTurn(draw, turn) {
    var order = Tend.shuffled(draw.among, turn.seed, "draw:" + draw.name);
    var begin = (turn.number * draw.count) % Math.max(order.length, 1);
    return order.slice(begin).concat(order.slice(0, begin));
  }

  /** Join an attempt found late (the LMS was away at first) with the one under way. */
  Tend.merge = function (now, stored) {
    if (!Object.keys(now.answers).length && now.phase === "a") return stored;
    if (stored.phase === "a") {
      Object.keys(stored.answers).forEach(function (id) {
        var fits = !now.asked.length || now.asked.indexOf(id) >= 0;
        if (fits && !(id in now.answers)) now.answers[id] = stored.answers[id];
      });
    }
    now.best = Math.max(now.best === null ? -1 : now.best, stored.best === null ? -1 : stored.best);
    if (now.best < 0) now.best = null;
    now.tries += stored.tries;
    now.passed = now.passed || stored.passed;
    now.reported = Math.max(now.reported, stored.reported);
    now.spent = Math.max(now.spent, stored.spent);
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
    if (fields.length < 9 || fields.length > 11 || fields[0] !== VERSION || !/^[ad]$/.test(fields[1])) return null;
    var seed = parseInt(fields[2], 36);
    if (!(seed >= 0 && seed <= 0x7fffffff)) return null;
    return {
      phase: fields[1], seed: seed, at: fields[3], best: percent(fields[4]), last: percent(fields[5]),
      tries: count(fields[6]), passed: fields[7] === "1", reported: count(fields[8]),
      spent: count(fields[9]), turn: turned(fields[10]), answers: {}, seconds: {}, checked: {}, asked: [],
    };
  }

  function turned(field) {
    var found = /^([0-9a-z]{1,6})\.([0-9a-z]{1,2})$/.exec(field || "");
    return found && { seed: parseInt(found[1], 36) & 0x7fffffff, number: parseInt(found[2], 36) };
  }

  function percent(field) {
    return /^\d{1,5}$/.test(field) && field <= 10000 ? field / 100 : null;
  }

  function count(field) {
    return /^\d{1,6}$/.test(field) ? Number(field) : 0;
  }

  function take(part, read, questions) {
    var fields = part.split("="), name = fields[0].split("@"), question = byId(questions, name[0]), attempt = read.attempt;
    if (!question || fields.length < 3 || fields.length > 4) return void (read.lost += 1);
    if ((Number(name[1]) || 1) !== question.rev) return changed(question, fields[1], read);
    if (attempt.asked.indexOf(question.id) < 0) attempt.asked.push(question.id);
    attempt.seconds[question.id] = parseInt(fields[2], 36) || 0;
    var response = fields[1] ? Tend.kinds[question.type].unpack(fields[1], question) : null;
    if (fields[1] && response === null) return void (read.lost += 1);
    if (response !== null) attempt.answers[question.id] = response;
    if (fields[3] === "1") attempt.checked[question.id] = true;
  }

  /* What was right may be wrong by now. An attempt under way asks again; one handed in says nothing of it. */
  function changed(question, response, read) {
    if (read.attempt.phase === "d") read.lost += 1;
    else {
      read.attempt.asked.push(question.id);
      if (response) read.again += 1;
    }
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
