/*
 * One quiz in several languages: the platform's or the learner's own choice first, then the browser's language.
 * Questions and answers have the same ids in each, so everything answered so far goes along.
 */
(function (Tend) {
  "use strict";

  /** Put the quiz into `host` in one of `languages`, with buttons for the others above it. */
  Tend.pick = function (host, languages) {
    var place = "tend:" + languages[0].course + ":language";
    var store = Tend.stores[languages[0].store](languages[0]), session = null, spoken = null, first = null;
    var bar = Tend.make("div", { class: "tend-languages", role: "group" }, languages.map(button));
    host.appendChild(bar);
    Tend.when(store.load(), function (found) {
      first = found;
      show(best(languages, [found.language, Tend.shelf.get(place)].concat(navigator.languages || [])), function () {
        return found;
      });
    });

    function button(data) {
      var one = Tend.button(data.name, function () { change(data); }, "tend-language");
      one.setAttribute("lang", data.tag);
      return one;
    }

    function change(data) {
      if (!session || data === session.data) return;
      Tend.leave(session, false);
      Tend.shelf.put(place, data.tag);
      if (store.prefer) store.prefer(data.tag);
      show(data, carried(session, first));
      Tend.forget(session, "resumed");
    }

    /* `load` stands in for the first question to the store. */
    function show(data, load) {
      if (store.speak) store.speak(data);
      Array.prototype.forEach.call(bar.children, function (one) {
        one.setAttribute("aria-current", String(one.lang === data.tag));
      });
      bar.setAttribute("aria-label", data.words.language);
      [host, document.documentElement].forEach(function (element) {
        element.setAttribute("lang", data.tag);
        element.setAttribute("dir", data.direction);
      });
      document.title = data.title;
      if (spoken) spoken.remove();
      spoken = host.appendChild(Tend.make("div"));
      session = Tend.begin(spoken, data, once(store, load));
    }
  };

  /** The first of `languages` that one of the wishes names: as it is, or else by its first part. */
  function best(languages, wishes) {
    var ways = [function (tag) { return tag; }, function (tag) { return tag.split("-")[0]; }];
    for (var at = 0; at < wishes.length; at += 1) {
      for (var way = 0; wishes[at] && way < ways.length; way += 1) {
        var found = languages.filter(function (data) { return like(data.tag, wishes[at], ways[way]); })[0];
        if (found) return found;
      }
    }
    return languages[0];
  }

  function like(tag, wish, part) {
    return part(tag.toLowerCase()) === part(wish.toLowerCase());
  }

  /* The same store, but for its first `load`. */
  function once(store, load) {
    var other = Object.create(store);
    other.load = function () {
      delete other.load;
      return load();
    };
    return other;
  }

  /* What the store would say by now: the attempt as it stands, and the rest as it was. */
  function carried(session, found) {
    return function () {
      var text = session.form.write(session);
      return { text: text, ok: session.loaded, recording: session.recording, found: found.found };
    };
  }
})(window.Tend = window.Tend || {});
