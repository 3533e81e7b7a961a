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
    host.setAttribute("lang", data.tag);
    host.setAttribute("dir", data.direction);
    var session = Tend.newSession(host, data);
    sessions.push(session);
    Tend.load(session, function () { Tend.modes[data.mode](session); });
  };

  Tend.mountAll = function () {
    sessions = sessions.filter(function (session) { return document.contains(session.host); });
    Array.prototype.forEach.call(document.querySelectorAll(".tend-quiz[data-quiz]"), Tend.mount);
  };

  function leave(gone) {
    sessions.forEach(function (session) { Tend.leave(session, gone); });
  }

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
