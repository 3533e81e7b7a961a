/* A quiz: one question a screen, a look over the answers, handing in, the result, and again. */
(function (Tend) {
  "use strict";

  Tend.modes = Tend.modes || {};
  Tend.modes.quiz = function (session) {
    var attempt = session.attempt, question = named(session, attempt.at);
    if (attempt.phase === "d") return showResult(session, false);
    if (question) {
      if (!session.store.again) Tend.notice(session, "resumed");
      showQuestion(session, question, false);
      return startClock(session);
    }
    return showStart(session);
  };

  function screen(session, name, parts, focused) {
    var title = Tend.make(heading(session, 0), { class: "tend-title", text: name });
    Tend.empty(session.stage).appendChild(title);
    parts.forEach(function (part) { if (part) session.stage.appendChild(part); });
    if (focused) {
      ["resumed", "changed", "askedAgain", "unreadable"].forEach(function (key) { Tend.forget(session, key); });
      Tend.focus(title);
    }
    return title;
  }

  function heading(session, deeper) {
    return "h" + Math.min(6, (session.data.heading || 2) + deeper);
  }

  function named(session, id) {
    return session.questions.filter(function (question) { return question.id === id; })[0] || null;
  }

  function percent(session, value) {
    var shown = Tend.showNumber(Math.floor(value), session.data.numbers);
    return Tend.fill(session.data.numbers.percent, { n: shown });
  }

  function buttons(list) {
    return Tend.make("div", { class: "tend-buttons" }, list);
  }

  function showStart(session) {
    var data = session.data, terms = data.terms, facts = [Tend.words(session, "questions", { n: session.questions.length })];
    if (total(session) > 0) {
      facts.push(Tend.words(session, "passMark", { percent: percent(session, data.pass) }));
      facts.push(terms.attempts ? Tend.words(session, "attempts", { n: Tend.triesLeft(session) }) : Tend.words(session, "unlimited"));
    }
    if (data.takes) facts.push(data.takes);
    if (terms.minutes) facts.push(Tend.words(session, "timeLimit", { n: terms.minutes }));
    screen(session, data.title, [
      data.intro ? Tend.make("p", { class: "tend-intro", html: data.intro }) : null,
      Tend.make("ul", { class: "tend-facts" }, facts.map(function (fact) { return Tend.make("li", { text: fact }); })),
      buttons([Tend.button(Tend.words(session, "begin"), function () {
        showQuestion(session, session.questions[0], true);
        startClock(session);
      }, "is-main")]),
    ]);
  }

  function showQuestion(session, question, focused) {
    var all = session.questions, at = all.indexOf(question), last = at === all.length - 1;
    session.attempt.at = question.id;
    Tend.time(session, question);
    var unchecked = canCheck(session, question) && !session.attempt.checked[question.id];
    var feedback = Tend.make("div", { class: "tend-feedback", role: "status" }), asked = Tend.ask(session, question);
    var forward = Tend.button(Tend.words(session, last ? "toReview" : "next"), function () {
      go(last ? null : all[at + 1]);
    }, unchecked ? "" : "is-main");
    var check = unchecked ? Tend.button(Tend.words(session, "check"), checkIt, "is-main") : null;
    var back = at ? Tend.button(Tend.words(session, "back"), function () { go(all[at - 1]); }) : null;
    var bar = Tend.make("progress", {
      class: "tend-bar", max: all.length, value: at + 1, "aria-hidden": "true",
    });
    screen(session, Tend.words(session, "progress", { n: at + 1, total: all.length }), [
      bar, asked, feedback, buttons([back, check, forward]),
    ], focused);
    if (canCheck(session, question) && !unchecked) explain();

    /* For good: who has seen the answer cannot give it any more. */
    function checkIt() {
      if (!Tend.isAnswered(session, question)) {
        Tend.empty(feedback).appendChild(Tend.make("p", { class: "tend-help", text: Tend.words(session, "notYet") }));
        return;
      }
      session.attempt.checked[question.id] = true;
      check.remove();
      forward.classList.add("is-main");
      explain();
      Tend.focus(feedback);
      Tend.save(session);
    }

    function explain() {
      asked.disabled = true;
      Tend.empty(feedback).appendChild(Tend.verdict(session, Tend.marked(session, question)));
      feedback.appendChild(Tend.lookBack(session, question));
    }

    function go(next) {
      if (next) session.attempt.at = next.id;
      if (next) showQuestion(session, next, true);
      else showOverview(session);
      Tend.save(session);
    }
  }

  function showOverview(session) {
    Tend.time(session, null);
    var open = session.questions.filter(function (question) { return !Tend.isAnswered(session, question); });
    var links = session.questions.map(function (question, at) {
      var answered = open.indexOf(question) < 0;
      var button = Tend.button("", function () { showQuestion(session, question, true); }, "tend-jump");
      button.appendChild(Tend.mark(answered ? "kept" : null));
      button.appendChild(Tend.make("span", {}, [
        Tend.make("strong", { text: Tend.words(session, "question", { n: at + 1 }) }), " ",
        Tend.make("span", { text: Tend.words(session, answered ? "answered" : "unanswered") }),
      ]));
      return Tend.make("li", {}, [button]);
    });
    screen(session, Tend.words(session, "overview"), [
      open.length ? Tend.make("p", { class: "tend-open", text: Tend.words(session, "openQuestions", { n: open.length }) }) : null,
      Tend.make("p", { class: "tend-help", text: Tend.words(session, "overviewHelp") }),
      Tend.make("ol", { class: "tend-jumps" }, links),
      buttons([Tend.button(Tend.words(session, "handIn"), function () { handIn(session); }, "is-main")]),
    ], true);
  }

  /** Whether a right answer may be looked at while the quiz is still under way. */
  function canCheck(session, question) {
    return session.data.terms.answers === "after-question" && question.points > 0;
  }

  function total(session) {
    return sum(session.questions.map(function (question) { return question.points; }));
  }

  function sum(points) {
    return Math.round(points.reduce(function (so, far) { return so + far; }, 0) * 1e6) / 1e6;
  }

  /** The result in percent with two decimals; rounding never carries it over the pass mark. */
  Tend.percentOf = function (earned, all, pass) {
    var passed = earned * 100 >= pass * all - 1e-6, value = Math.round((earned / all) * 10000) / 100;
    if (passed) return Math.max(value, pass);
    return value >= pass ? pass - 0.01 : value;
  };

  function handIn(session) {
    var attempt = session.attempt, data = session.data, asked = session.questions, all = total(session);
    var marks = asked.map(function (question) { return Tend.marked(session, question); });
    var earned = sum(marks.map(function (mark) { return mark.points; }));
    var value = all > 0 ? Tend.percentOf(earned, all, data.pass) : null;
    var passed = value === null || value >= data.pass;
    var first = attempt.reported, answers = asked.map(function (question, at) {
      return told(session, question, marks[at]);
    });
    stopClock(session);
    attempt.phase = "d";
    attempt.at = "";
    attempt.asked = asked.map(function (question) { return question.id; });
    attempt.last = value;
    attempt.best = value === null ? null : Math.max(value, attempt.best === null ? 0 : attempt.best);
    attempt.passed = attempt.passed || passed;
    attempt.tries += 1;
    attempt.reported += answers.length;
    showResult(session, true);
    Tend.finish(session, {
      percent: value, best: attempt.best, passed: attempt.passed, first: first, answers: answers,
    });
  }

  /* What a store reports of one answer. `question` is for its words; all else is the same in every language. */
  function told(session, question, mark) {
    var response = question.id in session.attempt.answers ? session.attempt.answers[question.id] : null;
    var said = Tend.kinds[question.type].told(question, response, session.data.numbers);
    return {
      id: question.id, type: question.type, shape: said.shape, given: said.given, wanted: said.wanted,
      right: mark.right, points: question.points, earned: mark.points, seconds: session.attempt.seconds[question.id] || 0,
      objectives: question.objectives, question: question,
    };
  }

  function showResult(session, focused) {
    var attempt = session.attempt, terms = session.data.terms, left = Tend.triesLeft(session);
    var marks = session.questions.map(function (question) { return Tend.marked(session, question); });
    screen(session, Tend.words(session, "result"), [
      score(session, marks),
      attempt.tries > 1 && attempt.best !== null ? line(session, "best", { percent: percent(session, attempt.best) }) : null,
      terms.attempts && attempt.best !== null ? line(session, "attemptsLeft", { n: left }) : null,
      session.recording && left ? buttons([
        Tend.button(Tend.words(session, "again"), function () { again(session); }),
      ]) : null,
    ].concat(lookBack(session, marks)), focused);
  }

  function line(session, key, values) {
    return Tend.make("p", { text: Tend.words(session, key, values) });
  }

  /* Which answers were right, and, if the admin lets it be seen, which ones would have been. */
  function lookBack(session, marks) {
    var shown = { "after-pass": session.attempt.passed, never: false }[session.data.terms.answers];
    if (shown === false) {
      var key = session.data.terms.answers === "never" ? "answersNever" : "answersLater";
      var note = Tend.make("p", { class: "tend-help", text: Tend.words(session, key) });
      if (key === "answersNever") return [note];
      return [note, headed(session), list(session, marks, false)];
    }
    return [headed(session), list(session, marks, true)];
  }

  function headed(session) {
    return Tend.make(heading(session, 1), { class: "tend-title", text: Tend.words(session, "lookBack") });
  }

  function list(session, marks, whole) {
    return Tend.make("ol", { class: "tend-answers" }, session.questions.map(function (question, at) {
      return answer(session, question, marks[at], at, whole);
    }));
  }

  function score(session, marks) {
    var data = session.data, value = session.attempt.last;
    if (value === null) return Tend.make("p", { class: "tend-score", text: Tend.words(session, "done") });
    var passed = value >= data.pass;
    var earned = sum(marks.map(function (mark) { return mark.points; }));
    return Tend.make("div", { class: "tend-score " + (passed ? "is-right" : "is-open") }, [
      Tend.make("p", { class: "tend-percent", text: percent(session, value) }),
      Tend.make("div", {}, [
        Tend.make("p", {}, [Tend.mark(passed ? true : "part"), Tend.make("strong", { text: Tend.words(session, passed ? "passed" : "notPassed") })]),
        session.altered ? null // The questions are others by now, so their points would not fit the result.
          : line(session, "points", { earned: number(session, earned), total: number(session, total(session)) }),
        Tend.make("p", { text: Tend.words(session, "passMark", { percent: percent(session, data.pass) }) }),
      ]),
    ]);
  }

  function number(session, value) {
    return Tend.showNumber(value, session.data.numbers);
  }

  function answer(session, question, mark, at, whole) {
    return Tend.make("li", { class: "tend-answer" }, [
      Tend.make(heading(session, 2), { class: "tend-number", text: Tend.words(session, "question", { n: at + 1 }) }),
      Tend.verdict(session, mark),
      Tend.make("p", { class: "tend-stem", html: question.stem }),
      whole ? Tend.lookBack(session, question) : Tend.readAgain(session, question),
    ]);
  }

  function again(session) {
    Tend.forget(session, "timeUp");
    Tend.renew(session);
    showQuestion(session, session.questions[0], true);
    startClock(session);
    Tend.save(session);
  }

  /*
   * A time limit, where an admin wants one: it runs while the quiz is open, and warns in time. When it is
   * over, everything answered so far is handed in; nothing is lost.
   */
  function startClock(session) {
    if (!session.data.terms.minutes || !session.recording || session.ticking) return;
    session.counted = Date.now();
    session.warned = 0;
    session.ticking = setInterval(function () { tick(session); }, 1000);
    tick(session);
  }

  function stopClock(session) {
    clearInterval(session.ticking);
    session.ticking = 0;
    session.clock.textContent = "";
    Tend.forget(session, "timeWarning");
  }

  function tick(session) {
    var now = Date.now(), attempt = session.attempt;
    if (!document.contains(session.host)) return stopClock(session);
    attempt.spent += Math.max(0, now - session.counted) / 1000;
    session.counted = now;
    var left = session.data.terms.minutes * 60 - attempt.spent;
    if (left <= 0) {
      handIn(session);
      return Tend.notice(session, "timeUp");
    }
    warn(session, left);
    show(session, Math.ceil(left / 60));
  }

  /* Once when five minutes are left, and once more at the last one; a short limit warns at its last fifth. */
  function warn(session, left) {
    var marks = [Math.min(300, session.data.terms.minutes * 12), 60].filter(function (mark) { return left <= mark; });
    if (marks.length <= (session.warned || 0)) return;
    session.warned = marks.length;
    Tend.forget(session, "timeWarning");
    Tend.notice(session, "timeWarning", { n: Math.ceil(left / 60) });
  }

  function show(session, minutes) {
    var words = Tend.words(session, "timeLeft", { n: minutes });
    if (session.clock.textContent !== words) session.clock.textContent = words;
  }
})(window.Tend = window.Tend || {});
