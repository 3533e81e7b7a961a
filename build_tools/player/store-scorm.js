/*
 * What both versions of SCORM share: finding the platform, talking to it, and what to say when.
 *
 * A dialect says how:
 *   api, names               the object to find, and its functions: open, get, put, commit, close, error
 *   already                  error codes of a host that has been opened before, also by itself
 *   away                     error codes that mean "nothing could be read", not "there is nothing"
 *   unknown                  error codes of an element that the host does not have
 *   mode, learner, language  names of elements
 *   begin(talk)              read what the platform says of earlier sessions
 *   leaving(talk, over)      say whether there is something to come back to
 *   status(talk, standing)   \
 *   score(talk, percent)      | whether it was taken
 *   time(talk, seconds)      /
 *   interaction(answer, data) -> list of [element, value]
 *   also(talk, result)       whatever else is worth telling; nothing depends on it
 *
 * Without a platform the quiz works too, and keeps the attempt in the browser.
 */
(function (Tend) {
  "use strict";

  var FAR = 50; // Frames are never nested deeper than this.
  var SUSPENDED = "cmi.suspend_data";

  Tend.scorm = function (data, dialect) {
    var api = findApi(dialect), began = Date.now();
    if (!api) return Tend.alone(data);
    var open = false, silent = false, detailed = true, due = null, told = {};
    var kept = { text: null, over: null, score: null }, spare = Tend.spare(data, ""), known = "";
    var talk = { get: function (name) { return get(name).value; }, put: put };
    var store = {
      load: load, save: save, finish: finish, close: close, closed: false, eager: true,
      speak: function (words) { data = words; },
      prefer: function (tag) { if (ready()) put(dialect.language, tag, true); },
    };
    return store;

    function load() {
      var failed = { text: "", ok: false, recording: true };
      if (!open) open = yes(call("open", "")) || dialect.already.indexOf(error()) >= 0;
      if (!open) return failed;
      var mode = talk.get(dialect.mode); // Weak hosts say "", which means normal.
      silent = mode === "review" || mode === "browse";
      var text = get(SUSPENDED);
      dialect.begin(talk);
      if (!text.ok) return failed;
      known = text.value;
      var learner = talk.get(dialect.learner);
      spare = Tend.spare(data, learner);
      return {
        text: silent ? known : spare.instead(known), ok: true, recording: !silent, language: talk.get(dialect.language),
        learner: learner,
      };
    }

    function save(text, standing) {
      return tell(text, standing, due);
    }

    function finish(text, result) {
      due = result;
      return tell(text, { outcome: result.outcome, passed: result.passed, handedIn: result.handedIn !== false, best: result.best }, result);
    }

    /* Score before status: some hosts look at the score when they are told the status. */
    function tell(text, standing, result) {
      if (!ready()) return false;
      spare.keep(known, text);
      if (result) report(result);
      var done = all([
        score(standing.best), dialect.status(talk, standing), write(text, standing.passed && standing.handedIn),
        yes(call("commit", "")),
      ]);
      if (!done) return false;
      due = null;
      known = text;
      spare.drop();
      return true;
    }

    /* What there was to say has been saved and committed just before. */
    function close() {
      if (store.closed) return;
      store.closed = true;
      if (open) call("close", "");
      open = false;
    }

    function ready() {
      return open && !silent && !store.closed;
    }

    /* Nothing before the first handing in: a score of 0 makes some platforms write `failed`. */
    function score(best) {
      if (best === null || best === undefined || kept.score === best) return true;
      if (!dialect.score(talk, best)) return false;
      kept.score = best;
      return true;
    }

    function write(text, over) {
      var done = kept.text === text || put(SUSPENDED, text);
      if (done) kept.text = text;
      if (kept.over !== over && dialect.leaving(talk, over)) kept.over = over;
      return done && kept.over === over && dialect.time(talk, (Date.now() - began) / 1000);
    }

    /* Answers one by one, for the admin's reports. A host may refuse them; the result is safe without. */
    function report(result) {
      if (told.result !== result) {
        var count = talk.get("cmi.interactions._count");
        told = { result: result, first: /^\d+$/.test(count) ? Number(count) : result.first, whole: false };
      }
      if (told.whole) return;
      told.whole = all(result.answers.map(function (answer, at) {
        return all(dialect.interaction(answer, data).map(function (pair) {
          return detailed && put("cmi.interactions." + (told.first + at) + "." + pair[0], pair[1], true);
        }));
      }));
      if (dialect.also) dialect.also(talk, result);
    }

    function put(name, value, optional) {
      if (yes(call("put", name, value))) return true;
      var code = error();
      if (optional && dialect.unknown.indexOf(code) >= 0) detailed = detailed && name.indexOf("cmi.interactions") !== 0;
      else if (window.console) console.warn("tend", name, code);
      return false;
    }

    function get(name) {
      var value = call("get", name);
      var text = value === null || value === undefined ? "" : String(value);
      return { value: text, ok: value !== null && (text !== "" || dialect.away.indexOf(error()) < 0) };
    }

    function error() {
      return String(call("error"));
    }

    /* Null when the host throws. */
    function call(act, one, two) {
      var name = dialect.names[act];
      try {
        if (one === undefined) return api[name]();
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

  /* Own window and parents, then the opener and its parents, then the opener of the top. */
  function findApi(dialect) {
    return upwards(window) || upwards(look(window, "opener")) || upwards(look(look(window, "top"), "opener"));

    function upwards(win) {
      for (var steps = 0; win && steps < FAR; steps += 1) {
        var api = look(win, dialect.api);
        if (api && look(api, dialect.names.open)) return api;
        var parent = look(win, "parent");
        win = parent === win ? null : parent;
      }
      return null;
    }
  }

  /* Frames of another origin throw at every look. */
  function look(object, name) {
    try {
      return (object && object[name]) || null;
    } catch (refused) {
      return null;
    }
  }

  /** A number with at most two decimals. */
  Tend.decimal = function (value) {
    return String(Math.round(value * 100) / 100);
  };
})(window.Tend = window.Tend || {});
