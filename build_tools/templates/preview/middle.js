/* Platforms put a package in a frame of a frame; so does this one. */
(function () {
  "use strict";

  var frame = document.createElement("iframe");
  frame.title = parent.document.title;
  frame.src = "/package/" + parent.Preview.launch;
  document.body.appendChild(frame);
})();
