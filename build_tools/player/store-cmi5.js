/*
 * Keep an attempt on a platform that launches by cmi5: the attempt is a state document, answers and
 * results are statements.
 *
 * Source: cmi5 specification, sections 8 to 11.
 */
(function (Tend) {
  "use strict";

  var WANTED = ["endpoint", "fetch", "actor", "registration", "activityId"];
  var VERBS = "http://adlnet.gov/expapi/verbs/";
  var CMI5 = "https://w3id.org/xapi/cmi5/context/";
  var STATE = "attempt";

  Tend.stores = Tend.stores || {};
  Tend.stores.cmi5 = function (data) {
    var launch = launched();
    if (!launch) return Tend.alone(data);
    var began = Date.now(), session = Tend.visit(launch), xapi = Tend.xapi(launch, session.token);
    var open = false, silent = false, start = null, text = "", confirmed = "", spare = Tend.spare(data, launch.actor);
    var said = { completed: false, passed: false, failed: false }, reported = null, language = "";
    var store = {
      load: load, save: save, finish: finish, close: close, closed: false, eager: true, exit: "",
      speak: function (words) { data = words; },
    };
    return store;

    function load() {
      return (open ? Promise.resolve() : opened()).then(function () {
        return { text: silent ? confirmed : spare.instead(confirmed), ok: true, recording: !silent, language: language, learner: launch.actor };
      }, function () {
        return { text: "", ok: false, recording: true };
      });
    }

    function opened() {
      return session.begin().then(function () {
        return Promise.all([
          xapi.read("activities/state", about("LMS.LaunchData")), xapi.read("activities/state", about(STATE)),
          xapi.read("agents/profile", { agent: launch.actor, profileId: "cmi5LearnerPreferences" }).catch(function () { return null; }),
        ]);
      }).then(function (found) {
        if (!found[0] || !found[0].contextTemplate) throw new Error("LMS.LaunchData");
        prepare(found[0], found[1] || {}, found[2] || {});
        if (!session.initialized()) tell("initialized", {});
        return xapi.after(xapi.flush);
      }).then(function () {
        session.initialize();
        open = true;
      });
    }

    function prepare(given, state, preferences) {
      start = given;
      silent = given.launchMode === "Browse" || given.launchMode === "Review";
      confirmed = String(state.attempt || "");
      Object.keys(said).forEach(function (verb) { said[verb] = Boolean(state[verb]); });
      language = String(preferences.languagePreference || "").split(",")[0].trim();
      if (/^https?:/.test(given.returnURL || "")) store.exit = given.returnURL;
      if (typeof given.masteryScore === "number") data.pass = Math.round(given.masteryScore * 1e4) / 100;
    }

    function save(now, standing) {
      return keep(now, standing, null);
    }

    function finish(now, result) {
      return keep(now, { outcome: result.outcome, handedIn: result.handedIn !== false, best: result.best }, result);
    }

    /* Statements before the state that says they were sent: better twice than never. */
    function keep(now, standing, result) {
      if (!open || silent || store.closed) return Promise.resolve(false);
      text = now;
      spare.keep(confirmed, text);
      if (result && result !== reported) result.answers.forEach(answered);
      reported = result || reported;
      judge(standing);
      return xapi.after(function () {
        if (store.closed) return false;
        return xapi.flush().then(function () { return put(false); }).then(yes, no);
      });
    }

    /* Each at most once in a registration, and `failed` never after `passed`, as the standard wants it. */
    function judge(standing) {
      var result = { duration: spent() }, score = { score: { scaled: Tend.scaled(standing.best || 0, 100) } };
      if (standing.handedIn || standing.outcome !== "incomplete") once("completed", Object.assign({ completion: true }, result));
      if (standing.outcome === "passed" && enough(score.score.scaled)) once("passed", Object.assign({ success: true }, score, result));
      if (standing.outcome === "failed" && !said.passed) once("failed", Object.assign({ success: false }, score, result));
    }

    /* A platform may ask of a course for a result that its quizzes do not ask for. */
    function enough(scaled) {
      return typeof start.masteryScore !== "number" || scaled >= start.masteryScore;
    }

    function once(verb, result) {
      if (said[verb]) return;
      said[verb] = true;
      tell(verb, result);
    }

    function put(gone) {
      var now = text;
      if (now === confirmed) return Promise.resolve();
      return xapi.write("activities/state", about(STATE), Object.assign({ attempt: now }, said), gone).then(function () {
        confirmed = now;
        if (now === text) spare.drop();
        else spare.keep(confirmed, text);
      });
    }

    /* Everything at once, and nothing after it. */
    function close() {
      if (store.closed) return;
      store.closed = true;
      if (!open) return;
      tell("terminated", { duration: spent() });
      xapi.farewell().catch(no);
      if (text) put(true).catch(no);
    }

    function about(name) {
      return { activityId: launch.activityId, agent: launch.actor, registration: launch.registration, stateId: name };
    }

    function spent() {
      return Tend.duration((Date.now() - began) / 1000);
    }

    function tell(verb, result) {
      var judged = "success" in result || "completion" in result, context = template();
      add(context, "category", CMI5 + "categories/cmi5");
      if (judged) add(context, "category", CMI5 + "categories/moveon");
      if ("success" in result && start.masteryScore !== undefined) {
        context.extensions[CMI5 + "extensions/masteryscore"] = start.masteryScore;
      }
      push(verb, { objectType: "Activity", id: launch.activityId }, result, context);
    }

    function answered(answer) {
      var noted = Tend.notation(answer, data.tag), context = template(), result = { duration: Tend.duration(answer.seconds) };
      add(context, "parent", launch.activityId);
      answer.objectives.forEach(function (id) { add(context, "other", data.place + "/objectives/" + id); });
      if (noted.given) result.response = noted.given;
      if (answer.right !== null) result.success = answer.right;
      if (answer.points > 0) {
        result.score = { scaled: Tend.scaled(answer.earned, answer.points), raw: answer.earned, min: 0, max: answer.points };
      }
      push("answered", Tend.activity(answer, noted, data), result, context);
    }

    function push(verb, object, result, context) {
      var statement = {
        id: Tend.uuid(), timestamp: new Date().toISOString(), actor: JSON.parse(launch.actor),
        verb: { id: VERBS + verb, display: { en: verb } }, object: object, context: context,
      };
      if (Object.keys(result).length) statement.result = result;
      xapi.push(statement);
    }

    /* What the platform has put into the template stays as it is. */
    function template() {
      var context = JSON.parse(JSON.stringify(start.contextTemplate));
      context.registration = context.registration || launch.registration;
      context.language = context.language || data.tag;
      context.contextActivities = context.contextActivities || {};
      context.extensions = context.extensions || {};
      return context;
    }
  };

  function add(context, list, id) {
    var known = context.contextActivities[list] || [];
    context.contextActivities[list] = [].concat(known, { objectType: "Activity", id: id });
  }

  /* What the address of the page says of the launch; null unless it says everything. */
  function launched() {
    var given = new URLSearchParams(window.location.search), launch = {};
    WANTED.forEach(function (name) { launch[name] = given.get(name); });
    try {
      return WANTED.every(function (name) { return launch[name]; }) && JSON.parse(launch.actor) ? launch : null;
    } catch (unreadable) {
      return null;
    }
  }

  /**
   * One launch. The address for the token answers only once, so a page that is loaded again takes
   * the token, and whether `initialized` has been said, from this window's memory.
   */
  Tend.visit = function (launch) {
    var name = "tend:cmi5:" + launch.fetch, token = recall("token");
    return {
      token: function () { return token; },
      begin: function () {
        if (token) return Promise.resolve();
        return fetch(launch.fetch, { method: "POST", cache: "no-store" }).then(function (answer) {
          return answer.json();
        }).then(function (found) {
          if (!found["auth-token"]) throw new Error(String(found["error-code"]));
          token = found["auth-token"];
          remember("token", token);
        });
      },
      initialized: function () { return recall("initialized") === "1"; },
      initialize: function () { remember("initialized", "1"); },
    };

    function recall(part) {
      try {
        return window.sessionStorage.getItem(name + ":" + part) || "";
      } catch (refused) {
        return "";
      }
    }

    function remember(part, value) {
      try {
        window.sessionStorage.setItem(name + ":" + part, value);
      } catch (refused) {
        return;
      }
    }
  };

  function yes() {
    return true;
  }

  function no() {
    return false;
  }
})(window.Tend = window.Tend || {});
