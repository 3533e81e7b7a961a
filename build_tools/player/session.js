/*
 * A session: one quiz in one element, its attempt, its store, and what it tells the learner.
 *
 * A store keeps attempts. Each may return a value or a promise of it:
 *   load()                  -> {text, ok, recording}: the packed attempt or "", whether it could be asked,
 *                              and whether anything will be recorded; `found: false` if there is no platform,
 *                              `learner`: the platform's name for the learner
 *   save(text, standing)    -> whether it was kept; standing = {outcome, passed, handedIn, best, unmarked}
 *   finish(text, result)    -> whether it was kept; result = {outcome, percent, best, passed, first, answers: [...]};
 *                              `handedIn: false` where more than a quiz is kept, and goes on
 *   close()                 -> the page is going away
 * `outcome` is what a platform is to be told: "incomplete", "completed", "passed" or "failed". It follows
 * from `data.terms` (attempts, answers, status, minutes), which an admin has chosen.
 * `eager` stores are told of an attempt as soon as it begins; `closed` says that close() has been called,
 * `again` that a session only goes on in another language.
 */
(function (Tend) {
  "use strict";

  var PATIENCE = 300; // Milliseconds; arrow keys through a list of options are one answer.

  Tend.newSession = function (host, data, store) {
    var session = {
      host: host, data: data, attempt: Tend.newAttempt(), questions: data.questions, recording: true, since: 0, timer: 0,
      form: Tend.forms[data.mode] || Tend.forms.quiz, altered: false,
      store: store || Tend.stores[data.store](data), troubled: false, loaded: false,
    };
    session.stage = Tend.make("div", { class: "tend-stage" });
    session.notices = Tend.make("div", { class: "tend-notices", role: "status" });
    session.voice = Tend.make("p", { class: "tend-voice", role: "status" });
    session.clock = Tend.make("p", { class: "tend-clock", role: "timer" });
    [session.notices, session.clock, session.stage, session.voice].forEach(function (part) { host.appendChild(part); });
    return session;
  };

  Tend.words = function (session, key, values) {
    return Tend.fill(session.data.words[key], values);
  };

  /** Say something to those who listen; it stays unseen. */
  Tend.say = function (session, words) {
    session.voice.textContent = words;
  };

  Tend.notice = function (session, key, values, action) {
    if (session.notices.querySelector('[data-notice="' + key + '"]')) return;
    session.notices.appendChild(Tend.make("p", { class: "tend-notice", "data-notice": key }, [
      Tend.make("span", { text: Tend.words(session, key, values) }), action || null,
    ]));
  };

  Tend.forget = function (session, key) {
    var old = session.notices.querySelector('[data-notice="' + key + '"]');
    if (old) old.remove();
  };

  /** Ask the store for an earlier attempt, then call `ready`. */
  Tend.load = function (session, ready) {
    Tend.when(session.store.load(), function (found) {
      session.loaded = found.ok;
      session.recording = found.recording;
      session.learner = found.found === false ? null : found.learner || ""; // Null: whoever uses this browser.
      adopt(session, session.form.read(session, found.text));
      if (found.found === false) Tend.notice(session, "alone");
      else if (!found.ok) trouble(session);
      if (!found.recording) Tend.notice(session, "lookingBack");
      ready();
      if (found.ok && session.store.eager) Tend.save(session);
    });
  };

  /** How a session is written down, read, and joined with what a platform held all along. */
  Tend.forms = Tend.forms || {};
  Tend.forms.quiz = {
    read: function (session, text) { return Tend.unpack(text, session.data.questions); },
    write: function (session) { return Tend.pack(session.attempt, session.data.questions); },
    merge: function (session, read) { return Tend.merge(session.attempt, read.attempt); },
    choose: choose,
    standing: function (session) {
      var attempt = session.attempt;
      return {
        outcome: Tend.outcome(session), passed: attempt.passed, handedIn: attempt.phase === "d", best: attempt.best,
        unmarked: attempt.best === null,
      };
    },
  };

  function adopt(session, read) {
    session.attempt = read.attempt;
    session.altered = read.lost > 0;
    session.form.choose(session);
    if (read.broken) Tend.notice(session, "unreadable");
    if (read.lost) Tend.notice(session, "changed", { n: read.lost });
    if (read.again) Tend.notice(session, "askedAgain", { n: read.again });
  }

  /* Which questions this attempt asks. What has been drawn is part of the attempt from then on. */
  function choose(session) {
    var draws = session.data.draw || [];
    session.questions = Tend.drawn(session.attempt, session.data.questions, draws);
    if (!draws.length) return;
    var asked = session.attempt.asked = session.questions.map(function (question) { return question.id; });
    ["answers", "seconds", "checked"].forEach(function (part) {
      Object.keys(session.attempt[part]).forEach(function (id) {
        if (asked.indexOf(id) < 0) delete session.attempt[part][id];
      });
    });
  }

  /** Begin again: a new order, other questions if some are drawn, no answers. */
  Tend.renew = function (session) {
    session.attempt = Tend.nextAttempt(session.attempt, (session.data.draw || []).length > 0);
    session.altered = false;
    choose(session);
  };

  /** How many tries there are after those handed in. */
  Tend.triesLeft = function (session) {
    var most = session.data.terms.attempts;
    return most ? Math.max(0, most - session.attempt.tries) : Infinity;
  };

  /** What a platform is to be told: never `failed` while there are tries left. */
  Tend.outcome = function (session) {
    var attempt = session.attempt, status = session.data.terms.status;
    if (attempt.tries && (status === "completed" || attempt.best === null)) return "completed";
    if (attempt.passed) return "passed";
    var over = attempt.phase === "d" && !Tend.triesLeft(session);
    return over && status === "passed-failed" ? "failed" : "incomplete";
  };

  Tend.respond = function (session, question, response) {
    if (response === null) delete session.attempt.answers[question.id];
    else session.attempt.answers[question.id] = response;
    clearTimeout(session.timer);
    session.timer = setTimeout(function () { Tend.save(session); }, PATIENCE);
  };

  Tend.save = function (session) {
    clearTimeout(session.timer);
    session.timer = 0;
    if (!session.recording) return;
    keep(session, function () { return session.store.save(session.form.write(session), session.form.standing(session)); });
  };

  Tend.finish = function (session, result) {
    clearTimeout(session.timer);
    session.timer = 0;
    result.outcome = session.form.standing(session).outcome;
    if (session.recording) {
      keep(session, function () { return session.store.finish(session.form.write(session), result); });
    }
    send(session, "tend:result", { quiz: session.data.quiz, percent: result.percent, passed: result.passed });
  };

  /** Whether the store could be asked; if not before, it is asked now, and what it holds is joined. */
  Tend.reach = function (session) {
    if (session.loaded) return true;
    return Tend.when(session.store.load(), function (found) {
      if (found.ok && !session.loaded) join(session, found);
      return found.ok;
    });
  };

  function join(session, found) {
    session.loaded = true;
    session.recording = found.recording;
    session.attempt = session.form.merge(session, session.form.read(session, found.text));
    session.form.choose(session);
  }

  /* While the store could not be asked, what it may hold must not be overwritten: ask first, join, then save. */
  function keep(session, act) {
    session.act = act;
    return Tend.when(Tend.reach(session), function (reached) {
      return Tend.when(reached && act(), function (kept) { settle(session, kept); });
    });
  }

  function settle(session, kept) {
    if (!kept) trouble(session);
    else if (session.troubled) {
      var held = session.notices.contains(document.activeElement);
      session.troubled = false;
      Tend.forget(session, "notSaved");
      if (held) Tend.focus(session.stage);
      Tend.say(session, Tend.words(session, "saved"));
    }
  }

  function trouble(session) {
    if (session.troubled) Tend.say(session, Tend.words(session, "notSaved"));
    session.troubled = true;
    Tend.notice(session, "notSaved", {}, Tend.button(Tend.words(session, "saveAgain"), function () {
      if (session.act) keep(session, session.act);
      else Tend.save(session);
    }));
  }

  /** Start to count the seconds of a question; `null` stops counting. */
  Tend.time = function (session, question) {
    var now = Date.now(), seconds = session.attempt.seconds;
    if (session.timed) {
      seconds[session.timed] = (seconds[session.timed] || 0) + Math.round((now - session.since) / 1000);
    }
    session.timed = question ? question.id : "";
    session.since = now;
  };

  /** The page is hidden or goes away: keep what there is; `gone` for good. */
  Tend.leave = function (session, gone) {
    if (session.store.closed) return;
    Tend.time(session, session.timed ? { id: session.timed } : null);
    if (session.timer || session.troubled || session.store.eager) Tend.save(session);
    if (gone) session.store.close();
  };

  function send(session, name, detail) {
    session.host.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: detail }));
  }
  Tend.send = send;

  /** Stores that answer at once are used at once: nothing may wait while a page goes away. */
  Tend.when = function (value, act) {
    if (value && typeof value.then === "function") return value.then(act);
    return act(value);
  };

  /** What a kind is given to draw and to review with. */
  Tend.desk = function (session, question, body, answer) {
    var seed = session.attempt.seed;
    return {
      body: body, name: session.data.quiz.replace(/\W+/g, "-") + "-" + question.id, numbers: session.data.numbers,
      response: question.id in session.attempt.answers ? session.attempt.answers[question.id] : null,
      words: function (key, values) { return Tend.words(session, key, values); },
      say: function (words) { Tend.say(session, words); },
      shuffled: function (keys, part) { return Tend.shuffled(keys, seed, question.id + (part || "")); },
      unsolved: function (keys) { return Tend.unsolved(keys, seed, question.id); },
      answer: answer,
    };
  };

  /** A question with its controls, as a fieldset. */
  Tend.ask = function (session, question, answer) {
    var body = Tend.make("div", { class: "tend-body" });
    var desk = Tend.desk(session, question, body, function (response) {
      Tend.respond(session, question, response);
      if (answer) answer(response);
    });
    var stem = Tend.make("legend", { id: desk.name + "-stem", class: "tend-stem", html: question.stem });
    Tend.kinds[question.type].draw(question, desk);
    return Tend.make("fieldset", { class: "tend-question tend-" + question.type }, [stem, body]);
  };

  /** The answers, the right answers, what they mean, and where to read again. */
  Tend.lookBack = function (session, question) {
    var kind = Tend.kinds[question.type], desk = Tend.desk(session, question, null, null);
    return Tend.make("div", { class: "tend-back" }, [
      kind.review(question, desk.response, desk),
      question.rationale ? Tend.make("p", { class: "tend-why" }, [
        Tend.tag(Tend.words(session, "why")), " ", Tend.make("span", { html: question.rationale }),
      ]) : null,
      Tend.readAgain(session, question),
    ]);
  };

  Tend.readAgain = function (session, question) {
    if (!question.review) return null;
    var words = Tend.words(session, "readAgain", { title: question.review.title });
    var href = question.review.href;
    return Tend.make("p", { class: "tend-read" }, [
      href ? Tend.make("a", { href: href, text: words }) : Tend.make("span", { text: words }),
    ]);
  };

  Tend.isAnswered = function (session, question) {
    var kind = Tend.kinds[question.type];
    if (!(question.id in session.attempt.answers)) return false;
    return !kind.complete || kind.complete(question, session.attempt.answers[question.id], session.data.numbers);
  };

  Tend.marked = function (session, question) {
    var response = question.id in session.attempt.answers ? session.attempt.answers[question.id] : null;
    var mark = Tend.kinds[question.type].mark(question, response, session.data.numbers);
    return question.points > 0 ? mark : { right: null, points: 0 };
  };

  Tend.verdict = function (session, mark) {
    var key = mark.right === null ? "unmarked" : mark.right ? "right" : mark.part ? "part" : "wrong";
    return Tend.make("p", { class: "tend-verdict is-" + key }, [
      Tend.mark(mark.right === null ? null : mark.right ? true : mark.part ? "part" : false),
      Tend.make("strong", { text: Tend.words(session, key) }),
    ]);
  };
})(window.Tend = window.Tend || {});
