/* Numbers as people type them, in each language. */
(function (Tend) {
  "use strict";

  var SPACES = /[\s\u00a0\u2000-\u200a\u202f\u3000'\u2019\u066c]/g;
  var BIDI = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
  var MONEY = /^[$\u00a2-\u00a5\u20a0-\u20bf\uffe5\u5143]+|[$\u00a2-\u00a5\u20a0-\u20bf\uffe5\u5143]+$/g;

  /**
   * Return every sensible reading of what was typed, the likeliest first; none if it is no number.
   *
   * `format.decimal` and `format.group` list the separators that people of the language use. One
   * separator before exactly three digits can be either: it is read as the language uses it, and
   * both ways where the language uses it for both or for neither.
   * `25%` is read as 25, then as 0.25.
   */
  Tend.readNumber = function (typed, format, unit) {
    var bare = withoutUnit(plainDigits(String(typed)), unit ? plainDigits(unit) : "").replace(MONEY, "").trim();
    var percent = /%/.test(bare);
    bare = bare.replace(/^%\s*|\s*%$/g, "").trim();
    var signed = /^([+-]?)\s*([\d.,\s]*\d[.,]?)$/.exec(bare);
    if (!signed) return [];
    var readings = unsigned(signed[2], format).map(function (digits) {
      return (signed[1] === "-" ? "-" : "") + digits;
    });
    if (percent) readings = readings.concat(readings.map(function (digits) { return digits + "e-2"; }));
    return readings.map(Number).filter(function (value) { return isFinite(value); });
  };

  /** Return `value` in the language's digits and decimal sign, without grouping. */
  Tend.showNumber = function (value, format) {
    var digits = String(Math.round(value * 1e6) / 1e6);
    return digits.replace("-", "\u2212").replace(".", format.show);
  };

  function plainDigits(typed) {
    return typed
      .replace(BIDI, "")
      .replace(/[\uff01-\uff5e]/g, function (wide) { return String.fromCharCode(wide.charCodeAt(0) - 0xfee0); })
      .replace(/[\u0660-\u0669]/g, function (digit) { return String(digit.charCodeAt(0) - 0x660); })
      .replace(/[\u06f0-\u06f9]/g, function (digit) { return String(digit.charCodeAt(0) - 0x6f0); })
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/\u3002/g, ".")
      .replace(/\u3001/g, ",")
      .replace(/\u066b/g, ",")
      .replace(/\u066a/g, "%")
      .replace(SPACES, " ")
      .trim();
  }

  function withoutUnit(typed, unit) {
    var low = typed.toLowerCase(), end = unit.toLowerCase();
    if (!end) return typed;
    if (low.slice(-end.length) === end) return typed.slice(0, -end.length).trim();
    return low.slice(0, end.length) === end ? typed.slice(end.length).trim() : typed;
  }

  function unsigned(digits, format) {
    digits = digits.trim().replace(/[.,]$/, "");
    var dots = digits.split(".").length - 1, commas = digits.split(",").length - 1;
    if (!dots && !commas) return whole(digits, [" "]);
    if (dots && commas) {
      var last = digits.lastIndexOf(".") > digits.lastIndexOf(",") ? "." : ",";
      return parted(digits, last, [last === "." ? "," : "."]);
    }
    var mark = dots ? "." : ",";
    if (dots + commas > 1) return whole(digits, [mark]);
    if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return parted(digits, mark, [" "]);
    var readings = [];
    var either = format.decimal.indexOf(mark) < 0 && format.group.indexOf(mark) < 0;
    if (either || format.decimal.indexOf(mark) >= 0) readings.push(digits.replace(mark, "."));
    if (either || format.group.indexOf(mark) >= 0) readings.push(digits.replace(mark, ""));
    return readings;
  }

  function whole(digits, groups) {
    var grouped = groups.some(function (group) {
      var parts = digits.split(group);
      return parts.length > 1 && /^\d{1,3}$/.test(parts[0]) && parts.slice(1).every(function (part) {
        return /^\d{3}$/.test(part);
      });
    });
    if (!grouped && !/^\d+$/.test(digits)) return [];
    return [digits.replace(/\D/g, "")];
  }

  function parted(digits, decimal, groups) {
    var at = digits.indexOf(decimal);
    if (at !== digits.lastIndexOf(decimal)) return [];
    var before = digits.slice(0, at), after = digits.slice(at + 1);
    if (!/^\d+$/.test(after)) return [];
    var front = before === "" ? ["0"] : whole(before, groups);
    return front.map(function (part) { return part + "." + after; });
  }
})(window.Tend = window.Tend || {});
