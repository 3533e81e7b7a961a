/* Runs before the first paint: the chosen colours, and the sign that scripts run. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var scheme = window.localStorage.getItem("tend:scheme");
    if (scheme === "dark" || scheme === "light") root.dataset.scheme = scheme;
  } catch (_refused) {
    /* A browser that keeps nothing still shows everything. */
  }
})();
