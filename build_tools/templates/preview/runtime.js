/*
 * A run-time that answers to the letter of the standard and keeps what it is told in a plain object.
 *
 * Preview.runtime(model, record, manner) -> { api, record, state }
 *   record            what an earlier session left: { values, committed }; it is changed in place
 *   manner.refuses()  whether to fail at saving, as a platform in trouble
 *   manner.said(call) is told of each call: { name, given, answer, code, breach }
 */
(function (Preview) {
  "use strict";

  var COUNT = /\._count$/, CHILDREN = /\._children$/;

  Preview.runtime = function (model, record, manner) {
    var state = "new", code = "0", dirty = false, values = record.values, api = {};
    var acts = { open: open, close: close, get: get, put: put, commit: commit };

    model.elements.forEach(function (element) {
      if (element[3] !== undefined && !(element[0] in values)) values[element[0]] = element[3];
    });
    Object.keys(model.names).forEach(function (name) {
      api[name] = function () { return call(name, model.names[name], Array.prototype.slice.call(arguments)); };
    });
    return { api: api, record: record, state: function () { return state === "open" && dirty ? "unsaved" : state; } };

    function call(name, act, given) {
      if (act === "error") return code;
      if (act === "told") return String(given[0] || "");
      var breach = wrong(act, given);
      var said = breach ? { answer: act === "get" ? "" : "false", breach: breach } : acts[act].apply(null, given);
      if (typeof said === "string") said = { answer: said };
      code = said.quiet ? model.codes.unset : said.breach ? coded(said.breach, act) : "0";
      manner.said({ name: name, given: given, answer: said.answer, code: code, breach: said.breach || "" });
      return said.answer;
    }

    function coded(breach, act) {
      var found = model.codes[breach];
      return typeof found === "string" ? found : found[act] || "101";
    }

    /* What is wrong before anything is looked at. */
    function wrong(act, given) {
      var text = given.every(function (one) { return typeof one === "string"; });
      var count = act === "put" ? 2 : 1;
      if (given.length !== count || !text || (act !== "put" && act !== "get" && given[0] !== "")) return "argument";
      if (act === "open") return state === "open" ? "opened" : state === "closed" ? "over" : "";
      return state === "new" ? "notOpen" : state === "closed" ? "over" : "";
    }

    function open() {
      if (manner.refuses()) return refused();
      state = "open";
      return "true";
    }

    function close() {
      if (manner.refuses()) return refused();
      keep();
      state = "closed";
      return "true";
    }

    function commit() {
      if (manner.refuses()) return refused();
      keep();
      return "true";
    }

    function refused() {
      return { answer: "false", breach: "refused" };
    }

    function keep() {
      dirty = false;
      record.committed = JSON.parse(JSON.stringify(values));
    }

    function get(name) {
      if (COUNT.test(name) && isList(name.replace(COUNT, ""))) return String(count(name.replace(COUNT, "")));
      if (CHILDREN.test(name)) return children(name.replace(CHILDREN, ""));
      var element = found(name);
      if (!element) return { answer: "", breach: "unknown" };
      if (element[1] === "w") return { answer: "", breach: "writeOnly" };
      if (!reachable(name, false)) return { answer: "", breach: "order" };
      return name in values ? values[name] : { answer: "", quiet: true };
    }

    function put(name, value) {
      var breach = refusal(name, value);
      if (breach) return { answer: "false", breach: breach };
      values[name] = value;
      dirty = true;
      return "true";
    }

    function refusal(name, value) {
      if (COUNT.test(name) || CHILDREN.test(name)) return "keyword";
      var element = found(name);
      if (!element) return "unknown";
      if (element[1] === "r") return "readOnly";
      if (!reachable(name, true)) return "order";
      if (!named(name)) return "dependency";
      var fits = formed(element[2], value, name);
      return fits === true ? "" : fits || "type";
    }

    function formed(form, value, name) {
      if (typeof form === "number") return value.length <= form;
      return typeof form === "function" ? form(value, values, name) : form.test(value);
    }

    function found(name) {
      var general = name.replace(/\.\d+(?=\.|$)/g, ".n");
      return model.elements.filter(function (element) { return element[0] === general; })[0];
    }

    function isList(name) {
      var general = name.replace(/\.\d+(?=\.|$)/g, ".n") + ".n.";
      return model.elements.some(function (element) { return element[0].indexOf(general) === 0; });
    }

    function count(list) {
      var at = 0, names = Object.keys(values);
      function inside(name) { return name.indexOf(list + "." + at + ".") === 0; }
      while (names.some(inside)) at += 1;
      return at;
    }

    /* Each number in a name is of something that is there or, for writing, the next. */
    function reachable(name, writing) {
      var parts = name.split(".");
      return parts.every(function (part, at) {
        if (!/^\d+$/.test(part)) return true;
        var there = count(parts.slice(0, at).join("."));
        return Number(part) < there || (writing && Number(part) === there);
      });
    }

    /* SCORM 2004 wants the id of an interaction or objective before anything else of it. */
    function named(name) {
      var own = /^(cmi\.(?:interactions|objectives)\.\d+)\.(.+)$/.exec(name);
      return !model.idFirst || !own || own[2] === "id" || own[1] + ".id" in values;
    }

    function children(name) {
      var start = name.replace(/\.\d+(?=\.|$)/g, ".n");
      var below = model.elements.map(function (element) {
        var own = [start + ".n.", start + "."].filter(function (each) { return element[0].indexOf(each) === 0; })[0];
        return own ? element[0].slice(own.length).split(".")[0] : "";
      });
      var names = below.filter(function (each, at) { return each && each !== "n" && below.indexOf(each) === at; });
      return names.length ? names.join(",") : { answer: "", breach: "unknown" };
    }
  };
})(window.Preview = window.Preview || {});
