/* Knowledge checks: a list of questions, each checked at once, with hints and as many tries as wanted. */
(function (Tend) {
  "use strict";

  Tend.modes = Tend.modes || {};
  Tend.modes.practice = function (session) {
    var several = session.data.questions.length > 1;
    Tend.empty(session.stage).appendChild(Tend.make(several ? "ol" : "div", { class: "tend-list" },
      session.data.questions.map(function (question) {
        return fresh(session, question, Tend.make(several ? "li" : "div", { class: "tend-item" }));
      })));
  };

  /* Put the question into `item`, with nothing said about it yet. */
  function fresh(session, question, item) {
    Tend.empty(item);
    var marked = question.points > 0 || Tend.kinds[question.type].mark(question, null, session.data.numbers).right !== null;
    var feedback = Tend.make("div", { class: "tend-feedback", role: "status" });
    var asked = Tend.ask(session, question, function () { Tend.empty(feedback); });
    var bar = Tend.make("div", { class: "tend-buttons" });
    var part = { session: session, question: question, item: item, asked: asked, feedback: feedback, bar: bar, marked: marked };
    [asked, bar, feedback].forEach(function (each) { item.appendChild(each); });
    if (marked) bar.appendChild(Tend.button(words(part, "check"), function () { check(part); }, "is-main"));
    else if (question.sample) bar.appendChild(Tend.button(words(part, "show"), function () { show(part); }));
    if (question.hint) bar.appendChild(Tend.button(words(part, "hint"), function () { hint(part); }));
    return item;
  }

  function words(part, key) {
    return Tend.words(part.session, key);
  }

  function check(part) {
    var session = part.session, question = part.question;
    Tend.empty(part.feedback);
    if (!Tend.isAnswered(session, question)) {
      part.feedback.appendChild(Tend.make("p", { class: "tend-help", text: words(part, "notYet") }));
      return;
    }
    var kind = Tend.kinds[question.type], response = session.attempt.answers[question.id];
    var mark = kind.mark(question, response, session.data.numbers);
    Tend.save(session);
    Tend.send(session, "tend:answered", { quiz: session.data.quiz, question: question.id, right: mark.right });
    if (mark.right) {
      show(part);
      return;
    }
    part.feedback.appendChild(Tend.verdict(session, mark));
    kind.advice(question, response, session.data.numbers).forEach(function (html) {
      if (html) part.feedback.appendChild(Tend.advice(html));
    });
    var again = Tend.readAgain(session, question);
    if (again) part.feedback.appendChild(again);
    if (!part.bar.querySelector(".tend-show")) {
      part.bar.appendChild(Tend.button(words(part, "show"), function () { show(part); }, "tend-show is-quiet"));
    }
  }

  function hint(part) {
    Tend.empty(part.feedback).appendChild(Tend.make("p", { class: "tend-hint", html: part.question.hint }));
  }

  /* Everything about the answer, and the way back to a fresh question. */
  function show(part) {
    var session = part.session, question = part.question;
    Tend.save(session);
    part.asked.disabled = true;
    Tend.empty(part.bar).appendChild(Tend.button(words(part, "over"), function () { over(part); }));
    Tend.empty(part.feedback);
    if (part.marked) {
      var response = question.id in session.attempt.answers ? session.attempt.answers[question.id] : null;
      var mark = Tend.kinds[question.type].mark(question, response, session.data.numbers);
      part.feedback.appendChild(Tend.verdict(session, mark));
    }
    part.feedback.appendChild(Tend.lookBack(session, question));
    Tend.focus(part.feedback);
  }

  function over(part) {
    Tend.respond(part.session, part.question, null);
    fresh(part.session, part.question, part.item);
    Tend.focus(part.item);
  }
})(window.Tend = window.Tend || {});
