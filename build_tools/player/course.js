/*
 * A whole course in one package: pages to turn, quizzes among them, one place to keep it all.
 *
 *   c1|b7q2|x0aab7q2|k31f1,d,1k9x3f,,9000,9000,1,1,10;-q01=b=c;!|!
 *
 * Version, the page in view, the pages seen so far, then each quiz that has been begun: the key of its
 * page and its attempt, in which `-` stands for the beginning that the ids of a module share. Keys are
 * four signs made from a page's name (formats/course_package.py), the same in every language.
 *
 * Loaded before player.js. Quizzes are sessions of their own, whose store is the course; questions for
 * practice are kept only while the page is open.
 */
(function (Tend) {
  "use strict";

  var VERSION = "c1";
  var KEY = 4;
  var course = null; // The session of the course; there is one on a page.
  var practised = {}, tongues = {}, listening = false, again = false, jotted = null;

  Tend.modes = Tend.modes || {};
  Tend.forms = Tend.forms || {};
  Tend.stores = Tend.stores || {};

  Tend.modes.course = function (session) {
    var last = session.data.pages.filter(function (page) { return page.key === session.attempt.at; })[0];
    course = session;
    Tend.forget(session, "lookingBack"); // Each quiz says so itself.
    if (!listening) listen();
    listening = true;
    byId("open-outline").addEventListener("click", function () { menu(!byId("outline").classList.contains("open")); });
    byId("close-outline").addEventListener("click", function () { menu(false); });
    again = session.store.again;
    if (!again && last && last.kind !== "quiz" && last !== session.data.pages[0]) Tend.notice(session, "resumed");
    show(last || session.data.pages[0], "", false);
  };

  /** What the script of a language calls: its pages, as HTML. */
  Tend.tongue = function (tag, html) { tongues[tag] = html; };

  /** Put the pages of a language in place, then call `begin` with the element and the data of the course. */
  Tend.turn = function (data, _, begin, failed) {
    fetched(data, function () {
      byId("course").innerHTML = tongues[data.tag];
      var host = byId("course").querySelector(".tend-course");
      host.setAttribute("data-mounted", "");
      begin(Tend.empty(host), JSON.parse(byId(host.getAttribute("data-quiz")).textContent));
    }, failed);
  };

  function fetched(data, then, failed) {
    if (tongues[data.tag]) return then();
    var script = Tend.make("script", { src: data.script });
    script.addEventListener("load", then);
    script.addEventListener("error", function () {
      script.remove();
      failed();
    });
    return document.head.appendChild(script);
  }

  Tend.forms.course = {
    read: function (session, text) {
      var parts = String(text || "").split("|"), broken = Boolean(text) && parts[0] !== VERSION;
      return { attempt: unpacked(broken ? [] : parts, session.data.pages), lost: 0, again: 0, broken: broken };
    },
    write: function (session) {
      var state = session.attempt, begun = quizzes(session).filter(function (page) { return state.quizzes[page.key]; });
      return [VERSION, state.at, state.seen.join("")].concat(begun.map(function (page) {
        return page.key + state.quizzes[page.key].replace(new RegExp("(^|[;,])" + page.prefix, "g"), "$1-");
      }), "!").join("|");
    },
    merge: function (session, read) {
      var now = session.attempt, stored = read.attempt;
      now.seen = now.seen.concat(stored.seen.filter(function (key) { return now.seen.indexOf(key) < 0; }));
      now.quizzes = Object.assign({}, stored.quizzes, now.quizzes);
      return now;
    },
    choose: function () {},
    standing: standing,
  };

  function unpacked(parts, pages) {
    var state = { at: parts[1] || "", seen: [], quizzes: {} };
    (parts[2] || "").replace(/[a-z0-9]{4}/g, function (key) { if (byKey(pages, key)) state.seen.push(key); });
    parts.slice(3).forEach(function (part) {
      var page = byKey(pages, part.slice(0, KEY));
      if (page && page.kind === "quiz") state.quizzes[page.key] = part.slice(KEY).replace(/(^|[;,])-/g, "$1" + page.prefix);
    });
    return state;
  }

  function byKey(pages, key) {
    return pages.filter(function (page) { return page.key === key; })[0] || null;
  }

  function quizzes(session) {
    return session.data.pages.filter(function (page) { return page.kind === "quiz"; });
  }

  /* What the beginning of each attempt says; its answers do not matter here. */
  function results(session) {
    return quizzes(session).map(function (page) {
      var head = Tend.unpack(session.attempt.quizzes[page.key] || "", []).attempt;
      return {
        page: page, passed: head.passed, tries: head.tries, best: head.best, reported: head.reported,
        over: head.passed || (page.attempts > 0 && head.phase === "d" && head.tries >= page.attempts),
      };
    });
  }

  /* One grade: the mean of the best results of all quizzes, 0 for those not handed in yet. */
  function grade(found) {
    var marked = found.filter(function (one) { return one.page.marked; });
    if (!marked.some(function (one) { return one.tries; })) return null;
    var sum = marked.reduce(function (so, one) { return so + (one.best || 0); }, 0);
    return Math.round((sum / marked.length) * 100) / 100;
  }

  function standing(session) {
    var found = results(session), outcome = outcomeOf(session, found);
    return { outcome: outcome, passed: outcome === "passed", handedIn: false, best: grade(found), unmarked: !found.length };
  }

  function outcomeOf(session, found) {
    var status = session.data.terms.status, read = session.data.pages.every(function (page) {
      return page.kind !== "lesson" || session.attempt.seen.indexOf(page.key) >= 0;
    });
    var all = function (name) { return found.every(function (one) { return one[name]; }); };
    if (!read || !all(status === "completed" ? "tries" : "over")) return "incomplete";
    if (status === "completed" || !found.length) return "completed";
    if (all("passed")) return "passed";
    return status === "passed-failed" ? "failed" : "incomplete";
  }

  Tend.stores.course = function (data) {
    return data.mode === "practice" ? passing(data) : within(data);
  };

  /* Questions for practice are nobody's business: they are forgotten with the page. */
  function passing(data) {
    var keep = function (text) {
      practised[data.quiz] = text;
      return true;
    };
    return {
      load: function () { return { text: practised[data.quiz] || "", ok: true, recording: true }; },
      save: keep, finish: keep, close: function () {},
    };
  }

  function within(data) {
    return {
      eager: true, again: again,
      get closed() { return course.store.closed; },
      close: function () {},
      load: function () {
        return Tend.when(Tend.reach(course), function (reached) {
          return { text: course.attempt.quizzes[data.key] || "", ok: reached, recording: course.recording };
        });
      },
      save: function (text) {
        return told(data, text, function (now) { return course.store.save(Tend.forms.course.write(course), now); });
      },
      finish: function (text, result) {
        var whole = result.whole = result.whole || { first: reported(), answers: result.answers };
        return told(data, text, function (now) {
          if (course.store.speak) course.store.speak(data); // Reports quote the questions,
          course.data.pass = data.pass; // and judge objectives by the mark of the quiz.
          return course.store.finish(Tend.forms.course.write(course), Object.assign(whole, now, { percent: now.best }));
        });
      },
    };
  }

  function told(data, text, tell) {
    return Tend.when(Tend.reach(course), function (reached) {
      if (!reached) return false;
      course.attempt.quizzes[data.key] = text;
      refresh();
      return tell(standing(course));
    });
  }

  function reported() {
    return results(course).reduce(function (so, one) { return so + one.reported; }, 0);
  }

  function show(page, anchor, focused) {
    var pages = course.data.pages, at = pages.indexOf(page), state = course.attempt, place = byId("page");
    Tend.pause(course);
    again = again && !focused;
    Tend.empty(place).appendChild(document.importNode(byId("page-" + page.key).content, true));
    place.className = "md-typeset " + page.kind;
    state.at = page.key;
    if (state.seen.indexOf(page.key) < 0) state.seen.push(page.key);
    window.openNotes(place, course.data.words, notes()[page.key] || {}, function (key, words) { note(page.key, key, words); });
    document.title = page.title + " · " + course.data.title;
    way("back", pages[at - 1]);
    way("next", pages[at + 1]);
    Tend.mountAll();
    refresh();
    Tend.save(course);
    if (!focused) return;
    Tend.forget(course, "resumed");
    goTo(anchor);
  }

  /*
   * What is written into blanks is the learner's own business: it stays in this browser, apart for each learner of
   * the platform. Where that has no name for learners, notes are kept while the page is open.
   */
  function notes() {
    if (!jotted) {
      try {
        jotted = JSON.parse((notesPlace() && Tend.shelf.get(notesPlace())) || "{}");
      } catch (unreadable) {
        jotted = {};
      }
    }
    return jotted;
  }

  function note(page, key, words) {
    var here = notes()[page] = notes()[page] || {};
    if (words) here[key] = words;
    else delete here[key];
    if (notesPlace()) Tend.shelf.put(notesPlace(), JSON.stringify(jotted));
  }

  function notesPlace() {
    var place = "tend:" + course.data.course + ":course-notes";
    return course.learner === null ? place : course.learner && place + ":" + Tend.digest(course.learner);
  }

  function goTo(anchor) {
    var heading = byId("page").querySelector("h1"), goal = anchor && byId(anchor);
    Tend.focus(goal || heading);
    if (goal) goal.scrollIntoView({ behavior: "instant" });
    else window.scrollTo({ top: 0, behavior: "instant" });
  }

  function way(name, page) {
    var link = byId(name);
    link.hidden = !page;
    if (!page) return;
    link.setAttribute("href", "#" + page.id);
    link.querySelector(".next-title").textContent = page.title;
  }

  /* The contents: where one is, what is done, how much that is. */
  function refresh() {
    var found = results(course), passed = {}, state = course.attempt, words = course.data.words;
    found.forEach(function (one) { passed[one.page.key] = one.passed; });
    var steps = course.data.pages.filter(function (page) { return page.kind === "lesson" || page.kind === "quiz"; });
    var done = steps.filter(function (page) { return page.kind === "quiz" ? passed[page.key] : state.seen.indexOf(page.key) >= 0; });
    each(".outline [data-page]", function (link) {
      var page = byKey(course.data.pages, link.getAttribute("data-page"));
      if (page.key === state.at) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      tick(link, done.indexOf(page) >= 0);
    });
    each(".outline-module", function (part) { unfold(part, steps, done); });
    each(".outline [aria-current]", inView);
    byId("done").max = steps.length;
    byId("done").value = done.length;
    byId("done-words").textContent = Tend.fill(words.progressOf, { n: done.length, total: steps.length });
    var mean = grade(found), numbers = course.data.numbers;
    byId("grade").textContent = mean === null ? ""
      : Tend.fill(words.grade, { percent: Tend.fill(numbers.percent, { n: Tend.showNumber(Math.floor(mean), numbers) }) });
    if (/^(passed|completed)$/.test(standing(course).outcome)) Tend.notice(course, "courseDone");
  }

  /* Without moving the page itself. */
  function inView(link) {
    var outline = byId("outline"), top = link.offsetTop - outline.scrollTop;
    if (top < 0 || top > outline.clientHeight - link.offsetHeight) outline.scrollTop = link.offsetTop - outline.clientHeight / 2;
  }

  /* One module is unfolded, the one in view; a tick stands at those that are done. */
  function unfold(part, steps, done) {
    var link = part.querySelector("a"), list = part.querySelector("ul");
    var keys = Array.prototype.map.call(part.querySelectorAll("[data-page]"), function (one) { return one.getAttribute("data-page"); });
    var own = steps.filter(function (page) { return keys.indexOf(page.key) >= 0; });
    list.hidden = keys.indexOf(course.attempt.at) < 0 && document.querySelectorAll(".outline-module").length > 1;
    tick(link, own.length > 0 && own.every(function (page) { return done.indexOf(page) >= 0; }));
  }

  function tick(link, done) {
    var word = link.querySelector(".is-done-word");
    link.classList.toggle("is-done", done);
    if (done && !word) link.appendChild(Tend.make("span", { class: "visually-hidden is-done-word", text: " " + course.data.words.isDone }));
    if (!done && word) word.remove();
  }

  function listen() {
    document.addEventListener("click", follow);
    document.addEventListener("tend:result", refresh);
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") menu(false); });
  }

  /* Links between pages, within a page, and out of the course: that one must not take the course's place. */
  function follow(event) {
    var link = event.target.closest ? event.target.closest("a[href]") : null, href = link && link.getAttribute("href");
    if (!href) return;
    if (/^https?:/.test(href)) {
      link.target = "_blank";
      link.rel = "noopener";
      return;
    }
    if (href[0] !== "#") return;
    var parts = href.slice(1).split("~"), page = course.data.pages.filter(function (one) { return one.id === parts[0]; })[0];
    event.preventDefault();
    menu(false);
    if (page) show(page, parts[1] || "", true);
    else goTo(parts[0]);
  }

  /* Contents lie over the page where there is no room beside it. */
  function menu(open) {
    var outline = byId("outline"), opener = byId("open-outline");
    if (open === outline.classList.contains("open")) return;
    outline.classList.toggle("open", open);
    opener.setAttribute("aria-expanded", String(open));
    byId("main").inert = open;
    if (open) (outline.querySelector("[aria-current]") || byId("close-outline")).focus();
    else opener.focus();
  }

  function byId(id) {
    return document.getElementById(id);
  }

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }
})(window.Tend = window.Tend || {});
