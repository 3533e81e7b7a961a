/* The page around a package: opens and closes it as a platform does, and shows every call. */
(function (Preview) {
  "use strict";

  var model, runtime, key, exited = false;

  fetch("/package.json").then(function (answer) { return answer.json(); }).then(function (found) {
    model = Preview.models[found.version];
    Preview.launch = found.launch;
    key = "tend-preview:" + found.key;
    at("title").textContent = document.title = found.title;
    at("version").textContent = found.version;
    at("open").addEventListener("click", open);
    at("close").addEventListener("click", close);
    at("forget").addEventListener("click", forget);
    at("only").addEventListener("change", function () { at("log").classList.toggle("is-short", at("only").checked); });
    open();
  });

  function at(id) {
    return document.getElementById(id);
  }

  function open() {
    close();
    runtime = Preview.runtime(model, { values: begun() }, {
      refuses: function () { return at("refuse").checked; },
      said: said,
    });
    exited = false;
    window[model.object] = runtime.api;
    var frame = document.createElement("iframe");
    frame.title = document.title;
    frame.src = "/middle.html";
    at("stage").appendChild(frame);
    hold();
  }

  /* What the last session left: all of it where it was suspended. */
  function begun() {
    var kept = JSON.parse(sessionStorage.getItem(key) || "null"), values = {};
    var suspended = kept && kept[model.exit] === "suspend";
    if (kept && (suspended || model.object === "API")) values = kept;
    delete values["adl.nav.request"];
    delete values[model.exit];
    values[model.entry] = suspended ? "resume" : kept ? "" : "ab-initio";
    values[model.mode] = at("mode").value;
    return values;
  }

  function close() {
    var frame = at("stage").querySelector("iframe");
    if (!frame) return;
    frame.remove(); // The package hears `pagehide`, and has its last word before this returns.
    if (runtime.state() === "open" || runtime.state() === "unsaved") {
      said({ name: "", given: [], answer: "", code: "", breach: runtime.state() === "open" ? "left" : "unsaved" });
    }
    delete window[model.object];
  }

  function forget() {
    close();
    sessionStorage.removeItem(key);
    at("log").textContent = "";
    at("count").textContent = "0";
    open();
  }

  function said(call) {
    var line = document.createElement("li");
    line.textContent = call.name
      ? call.name + "(" + call.given.map(function (one) { return JSON.stringify(one); }).join(", ") + ") → "
        + JSON.stringify(call.answer) + (call.code !== "0" ? " [" + call.code + "]" : "")
      : "";
    if (call.breach) {
      line.className = "is-breach";
      line.dataset.breach = call.breach;
      line.append(" " + document.querySelector('[data-word="' + call.breach + '"]').textContent);
      at("count").textContent = String(Number(at("count").textContent) + 1);
    }
    at("log").appendChild(line);
    if (runtime && runtime.record.committed) sessionStorage.setItem(key, JSON.stringify(runtime.record.committed));
    if (runtime) hold();
    navigate();
  }

  /* SCORM 2004 may ask the platform to close it, once it has said its last word. */
  function navigate() {
    var wish = runtime && runtime.record.values["adl.nav.request"];
    if (!exited && runtime && runtime.state() === "closed" && wish && wish !== "_none_") {
      exited = true;
      setTimeout(close, 0);
    }
  }

  function hold() {
    var values = runtime.record.values, rows = document.createDocumentFragment();
    Object.keys(values).sort().forEach(function (name) {
      if (values[name] === "") return;
      var row = document.createElement("tr"), head = document.createElement("th"), cell = document.createElement("td");
      head.scope = "row";
      head.textContent = name;
      cell.textContent = values[name];
      row.append(head, cell);
      rows.appendChild(row);
    });
    at("held").tBodies[0].replaceChildren(rows);
  }
})(window.Preview = window.Preview || {});
