/*
 * One quiz in several languages: the platform's or the learner's own choice first, then the browser's language.
 * Questions and answers have the same ids in each, so everything answered so far goes along.
 */
(function (Tend) {
  "use strict";

  /**
   * Put the quiz into `host` in one of `languages`, with buttons for the others above it. Where a language has a
   * `script`, that brings what there is to see; then `Tend.turn` puts it in place.
   */
  Tend.pick = function (host, languages) {
    var place = "tend:" + languages[0].course + ":language";
    var store = Tend.stores[languages[0].store](languages[0]), session = null, first = null, wanted = null;
    var spoken = Tend.make("div"), turn = languages[0].script ? Tend.turn : inPlace;
    var bar = Tend.make("div", { class: "tend-languages", role: languages[0].script ? "region" : "group" }, languages.map(button));
    var trouble = Tend.make("p", { class: "tend-trouble", role: "status" });
    [bar, trouble, spoken].forEach(function (part) { host.appendChild(part); });
    Tend.when(store.load(), function (found) {
      first = found;
      show(best(languages, [found.language, Tend.shelf.get(place)].concat(navigator.languages || [])), function () { return first; });
    });

    function button(data) {
      var one = Tend.button(data.name, function () { change(data); }, "tend-language");
      one.setAttribute("lang", data.tag);
      return one;
    }

    function change(data) {
      if (session ? data.tag === session.data.tag : !first) return;
      Tend.shelf.put(place, data.tag);
      if (!session) return show(data, function () { return first; });
      Tend.pause();
      if (store.prefer) store.prefer(data.tag);
      return show(data, function () { return carried(session, first); }, true);
    }

    /* `load` stands in for the first question to the store. Who changes again meanwhile gets the last wish. */
    function show(data, load, again) {
      wanted = data;
      turn(data, spoken, function (place, whole) {
        if (wanted !== data) return;
        dress(data);
        if (store.speak) store.speak(whole);
        session = Tend.begin(place, whole, once(store, load(), again));
      }, function () {
        trouble.textContent = data.words.noPages;
      });
    }

    function dress(data) {
      trouble.textContent = "";
      Array.prototype.forEach.call(bar.children, function (one) {
        one.setAttribute("aria-current", String(one.lang === data.tag));
      });
      bar.setAttribute("aria-label", data.words.language);
      [host, document.documentElement].forEach(function (element) {
        element.setAttribute("lang", data.tag);
        element.setAttribute("dir", data.direction);
      });
      document.title = data.title;
    }
  };

  function inPlace(data, spoken, begin) {
    begin(Tend.empty(spoken).appendChild(Tend.make("div")), data);
  }

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

  /* The same store, but for its first `load`; `again` says that nobody has been away. */
  function once(store, found, again) {
    var other = Object.create(store);
    other.again = Boolean(again);
    other.load = function () {
      delete other.load;
      return found;
    };
    return other;
  }

  /* What the store would say by now: the attempt as it stands, and the rest as it was. */
  function carried(session, found) {
    var text = session.form.write(session);
    return { text: text, ok: session.loaded, recording: session.recording, found: found.found, learner: found.learner };
  }
})(window.Tend = window.Tend || {});
