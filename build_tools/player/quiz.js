/* A quiz: one question a screen, a look over the answers, handing in, the result, and again. */
(function (Tend) {
  "use strict";

  Tend.modes = Tend.modes || {};
  Tend.modes.quiz = function (session) {
    var attempt = session.attempt, question = named(session, attempt.at);
    if (attempt.phase === "d") return showResult(session, false);
    if (question) {
      Tend.notice(session, "resumed");
      return showQuestion(session, question, false);
    }
    return showStart(session);
  };

  function screen(session, name, parts, focused) {
    var title = Tend.make(heading(session, 0), { class: "tend-title", text: name });
    Tend.empty(session.stage).appendChild(title);
    parts.forEach(function (part) { if (part) session.stage.appendChild(part); });
    if (focused) {
      ["resumed", "changed", "unreadable"].forEach(function (key) { Tend.forget(session, key); });
      Tend.focus(title);
    }
    return title;
  }

  function heading(session, deeper) {
    return "h" + Math.min(6, (session.data.heading || 2) + deeper);
  }

  function named(session, id) {
    return session.data.questions.filter(function (question) { return question.id === id; })[0] || null;
  }

  function percent(session, value) {
    var shown = Tend.showNumber(Math.floor(value), session.data.numbers);
    return Tend.fill(session.data.numbers.percent, { n: shown });
  }

  function buttons(list) {
    return Tend.make("div", { class: "tend-buttons" }, list);
  }

  function showStart(session) {
    var data = session.data, facts = [Tend.words(session, "questions", { n: data.questions.length })];
    if (total(data) > 0) {
      facts.push(Tend.words(session, "passMark", { percent: percent(session, data.pass) }));
      facts.push(Tend.words(session, "unlimited"));
    }
    screen(session, data.title, [
      data.intro ? Tend.make("p", { class: "tend-intro", html: data.intro }) : null,
      Tend.make("ul", { class: "tend-facts" }, facts.map(function (fact) { return Tend.make("li", { text: fact }); })),
      buttons([Tend.button(Tend.words(session, "begin"), function () {
        showQuestion(session, data.questions[0], true);
      }, "is-main")]),
    ]);
  }

  function showQuestion(session, question, focused) {
    var all = session.data.questions, at = all.indexOf(question), last = at === all.length - 1;
    session.attempt.at = question.id;
    Tend.time(session, question);
    var forward = Tend.button(Tend.words(session, last ? "toReview" : "next"), function () {
      go(last ? null : all[at + 1]);
    }, "is-main");
    var back = at ? Tend.button(Tend.words(session, "back"), function () { go(all[at - 1]); }) : null;
    var bar = Tend.make("progress", {
      class: "tend-bar", max: all.length, value: at + 1, "aria-hidden": "true",
    });
    screen(session, Tend.words(session, "progress", { n: at + 1, total: all.length }), [
      bar, Tend.ask(session, question), buttons([back, forward]),
    ], focused);

    function go(next) {
      if (next) session.attempt.at = next.id;
      if (next) showQuestion(session, next, true);
      else showOverview(session);
      Tend.save(session);
    }
  }

  function showOverview(session) {
    Tend.time(session, null);
    var open = session.data.questions.filter(function (question) { return !Tend.isAnswered(session, question); });
    var links = session.data.questions.map(function (question, at) {
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

  function total(data) {
    return sum(data.questions.map(function (question) { return question.points; }));
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
    var attempt = session.attempt, data = session.data, all = total(data);
    var marks = data.questions.map(function (question) { return Tend.marked(session, question); });
    var earned = sum(marks.map(function (mark) { return mark.points; }));
    var value = all > 0 ? Tend.percentOf(earned, all, data.pass) : null;
    var passed = value === null || value >= data.pass;
    var first = attempt.reported, answers = data.questions.map(function (question, at) {
      return told(session, question, marks[at]);
    });
    attempt.phase = "d";
    attempt.at = "";
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

  /* What a store reports of one answer: no words but the learner's own. */
  function told(session, question, mark) {
    var response = question.id in session.attempt.answers ? session.attempt.answers[question.id] : null;
    var said = Tend.kinds[question.type].told(question, response, session.data.numbers);
    return {
      id: question.id, type: question.type, shape: said.shape, given: said.given, wanted: said.wanted,
      right: mark.right, points: question.points, earned: mark.points, seconds: session.attempt.seconds[question.id] || 0,
      objectives: question.objectives,
    };
  }

  function showResult(session, focused) {
    var attempt = session.attempt, data = session.data;
    var marks = data.questions.map(function (question) { return Tend.marked(session, question); });
    screen(session, Tend.words(session, "result"), [
      score(session, marks),
      attempt.tries > 1 && attempt.best !== null
        ? Tend.make("p", { text: Tend.words(session, "best", { percent: percent(session, attempt.best) }) }) : null,
      session.recording ? buttons([
        Tend.button(Tend.words(session, "again"), function () { again(session); }),
      ]) : null,
      Tend.make(heading(session, 1), { class: "tend-title", text: Tend.words(session, "lookBack") }),
      Tend.make("ol", { class: "tend-answers" }, data.questions.map(function (question, at) {
        return answer(session, question, marks[at], at);
      })),
    ], focused);
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
        Tend.make("p", { text: Tend.words(session, "points", { earned: number(session, earned), total: number(session, total(data)) }) }),
        Tend.make("p", { text: Tend.words(session, "passMark", { percent: percent(session, data.pass) }) }),
      ]),
    ]);
  }

  function number(session, value) {
    return Tend.showNumber(value, session.data.numbers);
  }

  function answer(session, question, mark, at) {
    return Tend.make("li", { class: "tend-answer" }, [
      Tend.make(heading(session, 2), { class: "tend-number", text: Tend.words(session, "question", { n: at + 1 }) }),
      Tend.verdict(session, mark),
      Tend.make("p", { class: "tend-stem", html: question.stem }),
      Tend.lookBack(session, question),
    ]);
  }

  function again(session) {
    session.attempt = Tend.nextAttempt(session.attempt);
    showQuestion(session, session.data.questions[0], true);
    Tend.save(session);
  }
})(window.Tend = window.Tend || {});
