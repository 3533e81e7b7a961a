/* Talking to the record store of a platform by xAPI: one request after the other, statements kept until confirmed. */
(function (Tend) {
  "use strict";

  var PATIENCE = 15000; // Milliseconds until a request is given up.
  var FAREWELL = 60000; // Bytes that a browser carries for a page that is gone; the most is 64 KiB.

  /** `launch` has endpoint, actor (as given), registration and activityId; `token()` gives the authorization. */
  Tend.xapi = function (launch, token) {
    var waiting = [], queue = Promise.resolve();
    var base = launch.endpoint.replace(/\/?$/, "/");

    return {
      /** Return a promise of the document, `null` if there is none. */
      read: function (name, query) {
        return ask("GET", name, query).then(function (answer) {
          if (answer.status === 404 || answer.status === 204) return null;
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.json().catch(function () { return null; });
        });
      },
      write: function (name, query, value, gone) {
        return ask("PUT", name, query, JSON.stringify(value), gone).then(sound);
      },
      /** Take a statement; `flush` sends it. */
      push: function (statement) { waiting.push(statement); },
      flush: function () {
        var batch = waiting.slice();
        if (!batch.length) return Promise.resolve();
        return ask("POST", "statements", {}, JSON.stringify(batch)).then(sound).then(function () { confirmed(batch); });
      },
      /** Send what is left while the page goes away; what is still under way is sent again under the same id. */
      farewell: function () { return ask("POST", "statements", {}, small(waiting), true); },
      /** Run `act` when all before it is done; whatever became of that. */
      after: function (act) {
        queue = queue.then(act, act);
        return queue;
      },
    };

    function ask(method, name, query, body, gone) {
      var headers = { Authorization: "Basic " + token(), "X-Experience-API-Version": "1.0.3" };
      if (body !== undefined) headers["Content-Type"] = "application/json";
      return fetch(base + name + written(query), {
        method: method, headers: headers, body: body, cache: "no-store", keepalive: Boolean(gone), signal: gone ? undefined : limit(),
      });
    }

    function confirmed(batch) {
      waiting = waiting.filter(function (statement) { return batch.indexOf(statement) < 0; });
    }
  };

  function written(query) {
    var fields = new URLSearchParams(query).toString();
    return fields ? "?" + fields : "";
  }

  function sound(answer) {
    if (!answer.ok) throw new Error(String(answer.status));
  }

  function limit() {
    return window.AbortSignal && AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined;
  }

  /* Without the words of questions, if all of it would be too much. */
  function small(statements) {
    var body = JSON.stringify(statements);
    if (new Blob([body]).size <= FAREWELL) return body;
    return JSON.stringify(statements.map(function (statement) {
      return Object.assign({}, statement, { object: { objectType: "Activity", id: statement.object.id } });
    }));
  }

  /** A random UUID, also where the page is not secure. */
  Tend.uuid = function () {
    var bytes = Array.prototype.slice.call(window.crypto.getRandomValues(new Uint8Array(16)));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    var hex = bytes.map(function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  /** What an answered question is to xAPI, with its words in the language of `data`. */
  Tend.activity = function (answer, noted, data) {
    var question = answer.question;
    var definition = {
      type: "http://adlnet.gov/expapi/activities/cmi.interaction", interactionType: noted.type,
      name: said(data, question.report), description: said(data, bare(question.stem)),
    };
    if (noted.wanted.length) definition.correctResponsesPattern = noted.wanted;
    var parts = PARTS[question.type] ? PARTS[question.type](question) : {};
    Object.keys(parts).forEach(function (name) {
      definition[name] = parts[name].map(function (part) { return { id: part.key, description: said(data, part.plain) }; });
    });
    return { objectType: "Activity", id: data.iri + "/" + answer.id, definition: definition };
  };

  var PARTS = {
    single: function (question) { return { choices: question.options }; },
    multi: function (question) { return { choices: question.options }; },
    order: function (question) { return { choices: question.items }; },
    match: function (question) { return { source: question.left, target: question.right }; },
    likert: function (question) {
      return { source: question.statements, target: question.labels.map(function (label, at) {
        return { key: String(at + 1), plain: bare(label) };
      }) };
    },
    cloze: function (question) {
      return { steps: question.gaps.map(function (gap, at) { return { key: gap.key, plain: "[" + (at + 1) + "]" }; }) };
    },
    scenario: function (question) {
      return { steps: question.nodes.map(function (node) { return { key: node.key, plain: bare(node.text) }; }) };
    },
  };

  function said(data, words) {
    var map = {};
    map[data.tag] = words;
    return map;
  }

  function bare(html) {
    return Tend.make("div", { html: html }).textContent.trim();
  }
})(window.Tend = window.Tend || {});
