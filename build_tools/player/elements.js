/* Elements, and words with gaps. Every other file of the player builds on this one. */
(function (Tend) {
  "use strict";

  /** Return a new element. `html` is trusted (our own Markdown has cleaned it); `text` is not. */
  Tend.make = function (tag, settings, children) {
    var element = document.createElement(tag);
    Object.keys(settings || {}).forEach(function (name) {
      var value = settings[name];
      if (value === null || value === undefined || value === false) return;
      if (name === "html") element.innerHTML = value;
      else if (name === "text") element.textContent = value;
      else if (name.slice(0, 2) === "on") element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    });
    (children || []).forEach(function (child) {
      if (child) element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return element;
  };

  Tend.button = function (words, press, look) {
    var settings = { type: "button", class: "tend-button" + (look ? " " + look : ""), text: words };
    settings.onclick = press;
    return Tend.make("button", settings);
  };

  /** Return `words` with each `{gap}` filled from `values`. */
  Tend.fill = function (words, values) {
    return words.replace(/\{(\w+)\}/g, function (gap, name) {
      return values && name in values ? String(values[name]) : gap;
    });
  };

  Tend.empty = function (element) {
    while (element.firstChild) element.removeChild(element.firstChild);
    return element;
  };

  /** Move the focus to something that is not a control, such as a heading or a result. */
  Tend.focus = function (element) {
    element.setAttribute("tabindex", "-1");
    element.focus();
    if (element.scrollIntoView) element.scrollIntoView({ block: "nearest" });
  };

  Tend.named = function (items, key) {
    return items.filter(function (item) { return item.key === key; })[0] || null;
  };

  Tend.keys = function (items) {
    return items.map(function (item) { return item.key; });
  };

  Tend.same = function (one, other) {
    return one.length === other.length && one.every(function (item, at) { return item === other[at]; });
  };

  /** The mark before a right or wrong answer: a shape, so that nothing rests on colour. */
  Tend.mark = function (right) {
    var shape = right === true ? "right" : right === false ? "wrong" : right || "none";
    return Tend.make("span", { class: "tend-mark tend-mark-" + shape, "aria-hidden": "true" });
  };

  Tend.tag = function (words, look) {
    return Tend.make("strong", { class: "tend-tag" + (look ? " " + look : ""), text: words });
  };

  Tend.advice = function (html) {
    return html ? Tend.make("p", { class: "tend-advice", html: html }) : null;
  };
})(window.Tend = window.Tend || {});
