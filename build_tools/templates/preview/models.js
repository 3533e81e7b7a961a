/*
 * The elements of SCORM 1.2 and 2004: [name, access, form, first value].
 *
 * `n` stands for a number in a list. Access is r, w or rw. A form is a regular expression, a number of
 * characters, or a function (value, values, where) that answers true, or the name of what is wrong.
 */
(function (Preview) {
  "use strict";

  var DECIMAL = /^-?\d{1,10}(\.\d{1,7})?$/;
  var TIME12 = /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/;
  var CLOCK12 = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/;
  var TIME2004 = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;
  var STAMP = /^(19[7-9]\d|20[0-2]\d|203[0-8])(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d(\.\d{1,2}(Z|[+-]\d\d(:\d\d)?)?)?)?)?)?)?)?$/;
  var NAME12 = /^[!-~]{1,255}$/;
  var NAME2004 = /^[^\s\[\]]{1,4000}$/;
  var TAG = "(?:\\{lang=[A-Za-z0-9-]+\\})?";

  function within(low, high) {
    return function (value) {
      if (!DECIMAL.test(value)) return "type";
      return Number(value) >= low && Number(value) <= high || "range";
    };
  }

  function percent(value) {
    return value === "" || within(0, 100)(value);
  }

  function words(text) {
    return new RegExp("^(" + text + ")$");
  }

  function limited(length) {
    return new RegExp("^" + TAG + "[\\s\\S]{0," + length + "}$");
  }

  /* What an answer looks like follows from the type of its question, set before. */
  function typed(forms, longest) {
    return function (value, values, where) {
      var type = values[where.split(".").slice(0, 3).join(".") + ".type"];
      if (type === undefined) return "dependency";
      return value.length <= longest && forms[type].test(value) || "type";
    };
  }

  var ANSWERS12 = {
    "true-false": /^[01tf]/i, choice: /^(\{[a-z0-9](,[a-z0-9])*\}|[a-z0-9](,[a-z0-9])*)$/i, "fill-in": /^[\s\S]*$/,
    matching: /^\{?[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*\}?$/i, performance: /^[\s\S]*$/,
    sequencing: /^[a-z0-9](,[a-z0-9])*$/i, likert: /^[a-z0-9]?$/i,
    numeric: /^-?\d+(\.\d+)?(:-?\d+(\.\d+)?)?$/,
  };
  var ID = "[^\\s\\[\\],]{1,250}";
  var ANSWERS2004 = {
    "true-false": words("true|false"),
    choice: words("|" + ID + "(\\[,\\]" + ID + ")*"),
    "fill-in": limited(2760), "long-fill-in": limited(4000), other: limited(4000),
    matching: words(ID + "\\[\\.\\]" + ID + "(\\[,\\]" + ID + "\\[\\.\\]" + ID + ")*"),
    performance: /^(\{order_matters=(true|false)\})?(.{0,250}\[\.\].{0,250})(\[,\].{0,250}\[\.\].{0,250})*$/,
    sequencing: words(ID + "(\\[,\\]" + ID + ")*"), likert: words(ID),
    numeric: /^(-?\d+(\.\d{1,7})?)?(\[:\](-?\d+(\.\d{1,7})?)?)?$/,
  };
  var CHOICES = "true-false|choice|fill-in|matching|performance|sequencing|likert|numeric";

  Preview.models = {
    "1.2": {
      object: "API",
      names: {
        LMSInitialize: "open", LMSFinish: "close", LMSGetValue: "get", LMSSetValue: "put", LMSCommit: "commit",
        LMSGetLastError: "error", LMSGetErrorString: "told", LMSGetDiagnostic: "told",
      },
      codes: {
        argument: "201", opened: "101", over: "301", unknown: "201", keyword: "402", readOnly: "403", writeOnly: "404",
        type: "405", range: "405", order: "201", dependency: "201", refused: "101", notOpen: "301", unset: "0",
      },
      mode: "cmi.core.lesson_mode", entry: "cmi.core.entry", exit: "cmi.core.exit",
      lists: ["cmi.objectives", "cmi.interactions"], idFirst: false,
      elements: [
        ["cmi.core.student_id", "r", 255, "learner-1"], ["cmi.core.student_name", "r", 255, "Preview, Learner"],
        ["cmi.core.lesson_location", "rw", 255, ""], ["cmi.core.credit", "r", 255, "credit"],
        ["cmi.core.lesson_status", "rw", words("passed|completed|failed|incomplete|browsed"), "not attempted"],
        ["cmi.core.entry", "r", 255, "ab-initio"], ["cmi.core.score.raw", "rw", percent, ""],
        ["cmi.core.score.min", "rw", percent, ""], ["cmi.core.score.max", "rw", percent, ""],
        ["cmi.core.total_time", "r", TIME12, "0000:00:00.00"], ["cmi.core.lesson_mode", "r", 255, "normal"],
        ["cmi.core.exit", "w", words("|time-out|suspend|logout")], ["cmi.core.session_time", "w", TIME12],
        ["cmi.suspend_data", "rw", /^[\s\S]{0,4096}$/, ""], ["cmi.launch_data", "r", 4096, ""],
        ["cmi.comments", "rw", 4096, ""], ["cmi.comments_from_lms", "r", 4096, ""],
        ["cmi.objectives.n.id", "rw", NAME12], ["cmi.objectives.n.score.raw", "rw", percent],
        ["cmi.objectives.n.score.min", "rw", percent], ["cmi.objectives.n.score.max", "rw", percent],
        ["cmi.objectives.n.status", "rw", words("passed|completed|failed|incomplete|browsed|not attempted")],
        ["cmi.student_data.mastery_score", "r", percent, ""], ["cmi.student_data.max_time_allowed", "r", 255, ""],
        ["cmi.student_data.time_limit_action", "r", 255, ""], ["cmi.student_preference.audio", "rw", within(-1, 100), "0"],
        ["cmi.student_preference.language", "rw", 255, ""], ["cmi.student_preference.speed", "rw", within(-100, 100), "0"],
        ["cmi.student_preference.text", "rw", within(-1, 1), "0"], ["cmi.interactions.n.id", "w", NAME12],
        ["cmi.interactions.n.objectives.n.id", "w", NAME12], ["cmi.interactions.n.time", "w", CLOCK12],
        ["cmi.interactions.n.type", "w", words(CHOICES)],
        ["cmi.interactions.n.correct_responses.n.pattern", "w", typed(ANSWERS12, 255)],
        ["cmi.interactions.n.weighting", "w", DECIMAL],
        ["cmi.interactions.n.student_response", "w", typed(ANSWERS12, 255)],
        ["cmi.interactions.n.result", "w", /^(correct|wrong|unanticipated|neutral|-?\d+(\.\d+)?)$/],
        ["cmi.interactions.n.latency", "w", TIME12],
      ],
    },
    "2004": {
      object: "API_1484_11",
      names: {
        Initialize: "open", Terminate: "close", GetValue: "get", SetValue: "put", Commit: "commit",
        GetLastError: "error", GetErrorString: "told", GetDiagnostic: "told",
      },
      codes: {
        argument: "201", opened: "103", unknown: "401", keyword: "404", readOnly: "404", writeOnly: "405", type: "406",
        range: "407", order: "351", dependency: "408", refused: "391", unset: "403",
        notOpen: { get: "122", put: "132", commit: "142", close: "112" },
        over: { open: "104", get: "123", put: "133", commit: "143", close: "113" },
      },
      mode: "cmi.mode", entry: "cmi.entry", exit: "cmi.exit",
      lists: ["cmi.objectives", "cmi.interactions", "cmi.comments_from_learner", "cmi.comments_from_lms"], idFirst: true,
      elements: [
        ["cmi._version", "r", 255, "1.0"], ["cmi.completion_status", "rw", words("completed|incomplete|not attempted|unknown"), "unknown"],
        ["cmi.completion_threshold", "r", within(0, 1)], ["cmi.credit", "r", 255, "credit"],
        ["cmi.entry", "r", 255, "ab-initio"], ["cmi.exit", "w", words("|time-out|suspend|logout|normal")],
        ["cmi.launch_data", "r", 4000], ["cmi.learner_id", "r", 4000, "learner-1"],
        ["cmi.learner_name", "r", 250, "Learner Preview"], ["cmi.learner_preference.audio_level", "rw", DECIMAL, "1"],
        ["cmi.learner_preference.language", "rw", /^([A-Za-z]{2,3}|[ix])?(-[A-Za-z0-9]{1,8})*$/, ""],
        ["cmi.learner_preference.delivery_speed", "rw", DECIMAL, "1"],
        ["cmi.learner_preference.audio_captioning", "rw", words("-1|0|1"), "0"], ["cmi.location", "rw", /^[\s\S]{0,1000}$/],
        ["cmi.max_time_allowed", "r", TIME2004], ["cmi.mode", "r", 255, "normal"], ["cmi.progress_measure", "rw", within(0, 1)],
        ["cmi.scaled_passing_score", "r", within(-1, 1)], ["cmi.score.scaled", "rw", within(-1, 1)],
        ["cmi.score.raw", "rw", DECIMAL], ["cmi.score.min", "rw", DECIMAL], ["cmi.score.max", "rw", DECIMAL],
        ["cmi.session_time", "w", TIME2004], ["cmi.success_status", "rw", words("passed|failed|unknown"), "unknown"],
        ["cmi.suspend_data", "rw", /^[\s\S]{0,64000}$/], ["cmi.time_limit_action", "r", 255, "continue,no message"],
        ["cmi.total_time", "r", TIME2004, "PT0S"], ["cmi.comments_from_learner.n.comment", "rw", limited(4000)],
        ["cmi.comments_from_learner.n.location", "rw", 250], ["cmi.comments_from_learner.n.timestamp", "rw", STAMP],
        ["cmi.comments_from_lms.n.comment", "r", 4000], ["cmi.objectives.n.id", "rw", NAME2004],
        ["cmi.objectives.n.score.scaled", "rw", within(-1, 1)], ["cmi.objectives.n.score.raw", "rw", DECIMAL],
        ["cmi.objectives.n.score.min", "rw", DECIMAL], ["cmi.objectives.n.score.max", "rw", DECIMAL],
        ["cmi.objectives.n.success_status", "rw", words("passed|failed|unknown")],
        ["cmi.objectives.n.completion_status", "rw", words("completed|incomplete|not attempted|unknown")],
        ["cmi.objectives.n.progress_measure", "rw", within(0, 1)], ["cmi.objectives.n.description", "rw", limited(250)],
        ["cmi.interactions.n.id", "rw", NAME2004], ["cmi.interactions.n.type", "rw", words(CHOICES + "|long-fill-in|other")],
        ["cmi.interactions.n.objectives.n.id", "rw", NAME2004], ["cmi.interactions.n.timestamp", "rw", STAMP],
        ["cmi.interactions.n.correct_responses.n.pattern", "rw", typed(ANSWERS2004, 8000)],
        ["cmi.interactions.n.weighting", "rw", DECIMAL],
        ["cmi.interactions.n.learner_response", "rw", typed(ANSWERS2004, 8000)],
        ["cmi.interactions.n.result", "rw", /^(correct|incorrect|unanticipated|neutral|-?\d+(\.\d{1,7})?)$/],
        ["cmi.interactions.n.latency", "rw", TIME2004], ["cmi.interactions.n.description", "rw", limited(250)],
        ["adl.nav.request", "rw", /^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=\S+\}(choice|jump))$/, "_none_"],
        ["adl.nav.request_valid.continue", "r", 255, "unknown"], ["adl.nav.request_valid.previous", "r", 255, "unknown"],
      ],
    },
  };
})(window.Preview = window.Preview || {});
