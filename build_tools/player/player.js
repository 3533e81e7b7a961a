/*
 * Mount every quiz of the page:
 *
 *   <div class="tend-quiz" data-quiz="ID"></div>
 *   <script type="application/json" id="ID">…</script>      what formats/player.py gives
 *
 * Works from file:// and under a strict content security policy. Holds no words.
 */
(function (Tend) {
  "use strict";

  var sessions = [];

  Tend.mount = function (host) {
    var source = document.getElementById(host.getAttribute("data-quiz"));
    if (!source || host.hasAttribute("data-mounted")) return;
    host.setAttribute("data-mounted", "");
    var data = JSON.parse(source.textContent);
    Tend.empty(host);
    if (data.languages) {
      Tend.pick(host, data.languages);
      return;
    }
    host.setAttribute("lang", data.tag);
    host.setAttribute("dir", data.direction);
    Tend.begin(host, data);
  };

  /** Begin, or go on with, a quiz in an empty element. */
  Tend.begin = function (host, data, store) {
    var session = Tend.newSession(host, data, store);
    sessions = sessions.filter(function (other) { return document.contains(other.host); }).concat(session);
    Tend.load(session, function () {
      Tend.modes[data.mode](session);
      if (session.store.exit) host.appendChild(wayBack(session));
    });
    return session;
  };

  /* A platform that has said where to go from here. */
  function wayBack(session) {
    return Tend.make("div", { class: "tend-buttons" }, [
      Tend.button(Tend.words(session, "leave"), function () {
        Tend.leave(session, true);
        location.href = session.store.exit;
      }, "is-quiet"),
    ]);
  }

  Tend.mountAll = function () {
    sessions = sessions.filter(function (session) { return document.contains(session.host); });
    Array.prototype.forEach.call(document.querySelectorAll(".tend-quiz[data-quiz]"), Tend.mount);
  };

  /* The latest first: a course ends after the quizzes in it. */
  function leave(gone, but) {
    sessions.slice().reverse().forEach(function (session) { if (session !== but) Tend.leave(session, gone); });
  }

  /** Keep everything before a page gives way to another, but for a session that is saved in a moment anyway. */
  Tend.pause = function (but) { leave(false, but); };

  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") leave(false);
  });
  window.addEventListener("pagehide", function () { leave(true); });
  /* Back from the browser's page cache: the platform has closed the session, so begin a new one. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && sessions.some(function (session) { return session.store.closed; })) location.reload();
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", Tend.mountAll);
  else Tend.mountAll();
})(window.Tend = window.Tend || {});
