/* Keep an attempt in this browser, in every language under the same name. A browser that keeps nothing is no trouble. */
(function (Tend) {
  "use strict";

  Tend.stores = Tend.stores || {};
  Tend.stores.browser = function (data) {
    var name = nameOf(data);

    function save(text) {
      return Tend.shelf.put(name, text) || true; // Private windows and sandboxes: the quiz works all the same.
    }

    return {
      load: function () { return { text: Tend.shelf.get(name), ok: true, recording: true }; },
      save: save,
      finish: save,
      close: function () {},
    };
  };

  /** The store of a package that finds no platform. */
  Tend.alone = function (data) {
    var store = Tend.stores.browser(data), load = store.load;
    store.load = function () { return Object.assign(load(), { found: false }); };
    return store;
  };

  /** What this browser remembers; reading gives "" and writing gives `false` where it must not. */
  Tend.shelf = {
    get: function (name) {
      try {
        return window.localStorage.getItem(name) || "";
      } catch (refused) {
        return "";
      }
    },
    put: function (name, text) {
      try {
        if (text) window.localStorage.setItem(name, text);
        else window.localStorage.removeItem(name);
        return true;
      } catch (refused) {
        return false;
      }
    },
  };

  /**
   * Keep here what a platform has not confirmed yet. `known` is what it confirmed last: where it
   * holds something else by now, the learner has gone on elsewhere, and that counts.
   * Without the platform's name for the learner nothing is kept: others may use this browser.
   */
  Tend.spare = function (data, learner) {
    var name = nameOf(data) + ":" + Tend.digest(learner);
    return {
      keep: function (known, text) { if (learner) Tend.shelf.put(name, Tend.digest(known) + " " + text); },
      drop: function () { if (learner) Tend.shelf.put(name, ""); },
      instead: function (known) {
        var kept = learner ? Tend.shelf.get(name) : "", at = kept.indexOf(" ");
        return kept.slice(0, at) === Tend.digest(known) ? kept.slice(at + 1) : known;
      },
    };
  };

  /** Eight hex digits for a text (FNV-1a): enough to tell texts apart, and no way back to them. */
  Tend.digest = function (text) {
    var state = 2166136261;
    for (var at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 16777619) >>> 0;
    return ("0000000" + state.toString(16)).slice(-8);
  };

  function nameOf(data) {
    return "tend:" + data.course + ":" + data.quiz;
  }
})(window.Tend = window.Tend || {});
