/*
  Adds to the pages of a quiz: a choice is saved as soon as it is made, and the
  next question comes without a network too.

  Without this file everything works by sending forms. With it a choice goes out
  at once (queue.js), the pages of the attempt are at hand (ahead.js) and are put
  in place of one another, with the keyboard at the new page's heading. The word
  "Saved" appears only after the server has said it.
*/

import { Queue, ask, forget, forgetOthers, pause } from "./queue.js";
import { Pages } from "./ahead.js";
import { arrive, put } from "./hop.js";
import { t } from "./words.js";
import { alarm, clock, kind, link, out, say, word } from "./line.js";
import { localTimes } from "./times.js";
import "./comfort.js";
import { keepTime } from "./clock.js";

const AHEAD = 10; // questions that are at hand
const CALM = 1_000; // milliseconds before pages are fetched ahead
const HOLD = 5_000; // how long handing in and leaving wait for what is on its way

const attempt = document.querySelector("[data-attempt]")?.dataset.attempt;
const queue = attempt && new Queue(attempt);
const pages = new Pages();
const root = `/attempt/${attempt}/`;

/* Words ------------------------------------------------------------------------ */

// Why the server will not have an answer, by its code.
const refusals = {
  attempt_closed: t("It was handed in, or its time was over. Every answer saved before that counts."),
  paused: t("Every answer marked Saved is still there. Go on when your teacher says so."),
  not_found: t("This quiz belongs to another student. Ask your teacher for your return code."),
};

/* What stands here ---------------------------------------------------------------- */

const form = () => document.querySelector("form[data-next]");
const here = () => Number(document.querySelector("[data-n]")?.dataset.n ?? 0);

// chosen is what the form says.
function chosen(form) {
  const answer = { flagged: form.elements.flag.checked };
  if (form.elements.label?.value) answer.label = form.elements.label.value;
  const sure = Number(form.elements.confidence?.value);
  if (sure && answer.label) answer.confidence = sure;
  return answer;
}

// fillIn brings the form up to what was said here: the page may be older.
function fillIn(form, n) {
  const fields = form.elements;
  const fill = ({ label, confidence, flagged }) => {
    if (label && fields.label) fields.label.value = label;
    if (confidence && fields.confidence) fields.confidence.value = confidence;
    if (flagged !== undefined) fields.flag.checked = flagged;
  };
  const said = queue.at(n);
  if (said && said.revision >= Number(fields.revision.value)) {
    fields.revision.value = said.revision;
    fill(said);
  }
  if (queue.drafts.has(n)) fill(queue.drafts.get(n));
}

// report says how saving stands.
function report() {
  if (handing || missing) return; // that is said already
  const n = here();
  const line = document.getElementById("saved");
  const [clash] = queue.clashes.has(n) ? [n] : queue.clashes.keys();
  if (queue.state === "out") {
    out();
  } else if (n && clash === n) {
    alarm(t("Not saved: elsewhere you said %s, here %s. Press Next to keep one.", word(queue.clashes.get(n).label), word(queue.at(n).label)));
  } else if (clash) {
    alarm(t("One answer is not saved: you gave another one elsewhere. Open it to keep one."), link(root + clash, t("Question %d", clash)));
  } else if (queue.refused.get(n) === "answer_final") {
    queue.drop(n);
    pages.forget(root + n);
    visit(root + n, { push: false }).then(() => alarm(t("This question was answered before. That answer counts.")));
  } else if (queue.refused.has(n)) {
    alarm(`${t("Not saved.")} ${refusals[queue.refused.get(n)] ?? t("Press Next to try again.")}`);
  } else if (queue.state === "waiting" && queue.size === 1 && queue.unsent(n)) {
    alarm(t("Not saved yet. Keep this page open: we are trying again."));
  } else if (queue.state === "waiting") {
    alarm(t("Not saved yet: %d answers. You can go on. Keep this page open: we are trying again.", queue.size));
  } else if (queue.unsent(n)) {
    say(t("Saving…"));
  } else if (queue.drafts.has(n)) {
    say(t("Chosen, not checked yet."));
  } else if (queue.known.get(n)?.label) {
    say(t("Saved %s", clock(new Date(queue.known.get(n).saved_at))), "check");
  } else if (!n && queue.size) {
    return; // what was said of them still holds
  } else if (!n && line?.classList.contains("trouble") && !queue.refused.size) {
    say(t("Saved %s", clock(new Date())), "check"); // the last that was waiting
  } else if (line?.dataset.said && (n || line.classList.contains("trouble"))) {
    say("");
  }
}

/* A question -------------------------------------------------------------------------- */

function watch(form) {
  const n = here();
  const instant = document.querySelector("[data-instant]") !== null; // the key comes after each question
  const keep = (answer) => queue.add(n, answer, Number(form.elements.revision.value));
  const changed = (input) => {
    if (!instant) keep(chosen(form));
    else if (input === form.elements.flag) keep({ flagged: input.checked });
    else queue.draft(n, { ...chosen(form), flagged: undefined });
  };
  touched(form).forEach(changed); // before this file had come
  fillIn(form, n);
  form.addEventListener("change", ({ target }) => {
    changed(target);
    report();
  });
  form.addEventListener("submit", (event) => {
    const go = event.submitter?.value ?? "next";
    const { label } = chosen(form);
    if (queue.clashes.has(n) || queue.refused.has(n)) return queue.drop(n); // the server's page says what to do
    if (go === "check" && !label && navigator.onLine) return undefined;
    event.preventDefault();
    if (go !== "check") return visit(go === "previous" ? root + (n - 1) : form.dataset.next);
    return label && keep(chosen(form)); // the key comes with the answer
  });
}

const touched = (form) => [...form.querySelectorAll("input")].filter((input) => input.checked !== input.defaultChecked);

// markSteps shows in the bar over the question what was answered here.
function markSteps() {
  document.querySelectorAll(".steps li").forEach((step, i) => {
    if (queue.at(i + 1)?.label && !step.className) step.className = "done";
  });
}

/* Looking over ------------------------------------------------------------------------- */

// overlay brings the page before handing in up to what was said here.
function overlay(review) {
  const open = [];
  review.querySelectorAll(".grid a").forEach((cell, i) => {
    const n = i + 1;
    if (queue.known.get(n)?.revision < cell.dataset.edition) { // changed on another page or device since
      queue.known.delete(n);
      pages.forget(root + n);
    }
    const label = queue.at(n)?.label;
    if (label) {
      cell.classList.remove("todo");
      cell.querySelector(".open, .kind").replaceWith(kind(label));
    }
    if (cell.classList.contains("todo")) open.push(n);
  });
  if (open.length === Number(review.dataset.open)) return;
  review.dataset.open = open.length;
  review.querySelector(".lead").textContent = open.length ? t("Still open: %s.", open.join(", ")) : t("You have answered every question.");
  const button = review.querySelector("form button");
  button.textContent = open.length ? t("Hand in with %d open", open.length) : t("Hand in");
  button.classList.toggle("quiet", open.length > 0);
  const first = review.querySelector("form a.button");
  if (open.length && first) {
    first.href = root + open[0];
    first.textContent = t("Answer question %d", open[0]);
  } else {
    first?.remove();
  }
}

let handing = null; // the handing-in under way: another visit calls it off

function watchReview(review) {
  overlay(review);
  review.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    handing ??= {};
    handIn(event.target, handing);
  });
}

// handIn sends everything that was said here along, and tries until the server
// has said that the attempt is handed in.
async function handIn(form, mine) {
  const main = document.getElementById("main");
  for (let tries = 0; handing === mine; tries++) {
    if (!tries) say(t("Handing in…"));
    main.setAttribute("aria-busy", "true");
    await queue.settled(HOLD);
    if (handing !== mine) return;
    if (queue.clashes.size) {
      handing = null;
      main.removeAttribute("aria-busy");
      return report();
    }
    const got = queue.size ? { again: true } : await ask(`${attempt}/submit`, "POST", { answers: queue.answers() });
    if (handing !== mine) return;
    if (got.status === 200) queue.clear();
    if (got.status === 200) return location.assign(form.dataset.done);
    if (!got.again && got.status !== 401) return form.submit(); // the server's page says what is wrong
    main.removeAttribute("aria-busy");
    if (got.status === 401) out();
    else alarm(t("Not handed in yet: the network is away. Keep this page open. It is handed in when the network is back."));
    await pause(tries, got.after);
  }
}

/* From page to page ----------------------------------------------------------------------- */

let wanted = null; // the page that the student has asked for and not got yet
let missing = false; // no server answers, and it is not at hand
let shown = location.pathname;
const lasting = new Map(); // id → element that goes from page to page

// visit shows a page of the attempt in place of this one. A question is taken
// from what is at hand; the page before handing in is asked for anew, as it
// shows what is saved.
async function visit(path, { push = true, fresh = path.endsWith("review") } = {}) {
  const mine = wanted = {};
  handing = null;
  missing = false;
  const main = document.getElementById("main");
  main.removeAttribute("aria-busy");
  for (let tries = 0; ; tries++) {
    main.setAttribute("aria-busy", "true");
    if (fresh && queue.state === "sending") await queue.settled(HOLD);
    const ask = fresh && queue.state !== "waiting" || !pages.at(path);
    const why = ask ? await pages.fetch(path) : undefined;
    main.removeAttribute("aria-busy");
    if (wanted !== mine) return;
    if (why === "elsewhere") return location.assign(path);
    if (pages.at(path)) break;
    alarm(t("That page is not here yet, and the network is away. It opens when the network is back. Your answers are kept."));
    missing = true;
    await pause(tries);
    if (wanted !== mine) return;
  }
  wanted = null;
  missing = false;
  shown = path;
  if (push) history.pushState(null, "", path);
  swap(pages.at(path));
  if (queue.state !== "out" && await pages.gone(path) && location.pathname === path) location.reload();
}

// swap puts a page in place of the one that stands here. What is spoken from,
// the line on saving and the time left, stays: only its words change.
function swap(page) {
  const next = page.getElementById("main");
  for (const [id, old] of lasting) {
    const fresh = next.querySelector("#" + id);
    if (fresh && id === "saved") {
      old.replaceChildren(...fresh.childNodes);
      old.className = fresh.className;
      delete old.dataset.said;
    }
    fresh?.replaceWith(old);
  }
  put(page);
  show();
  arrive();
}

// show starts what the page needs.
function show() {
  for (const id of ["saved", "ends", "told"]) {
    const line = document.getElementById(id);
    if (!line || lasting.has(id)) continue;
    lasting.set(id, line);
    if (id === "ends") keepTime(t, clock);
  }
  localTimes();
  if (form()) watch(form());
  const review = document.querySelector("[data-review]");
  if (review) watchReview(review);
  markSteps();
  report();
  document.dispatchEvent(new Event("shown")); // for the other modules
  fillSoon();
}

let soon = 0;

function fillSoon() {
  clearTimeout(soon);
  soon = setTimeout(() => {
    const n = here();
    const last = Number(document.querySelector("[data-count]")?.dataset.count ?? n);
    const next = [...Array(AHEAD).keys()].map((i) => n + 1 + i).filter((m) => m <= last).map((m) => root + m);
    if (n) pages.fill([...next.slice(0, 2), root + "review", ...(n > 1 ? [root + (n - 1)] : []), ...next.slice(2)]);
  }, CALM);
}

function follow(event) {
  if (event.detail > 1 && event.target.closest("a, button")) event.preventDefault(); // the second tap of two: it was meant for the last page
  const a = event.target.closest("a[href]");
  if (!a || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (a.pathname.startsWith(root) && /\/(\d+|review)$/.test(a.pathname) && a.origin === location.origin) {
    event.preventDefault();
    visit(a.pathname);
  }
}

/* Begin -------------------------------------------------------------------------------------- */

if (queue) {
  if (!document.getElementById("trouble")) pages.keep(location.pathname, document.documentElement.outerHTML);
  queue.addEventListener("turn", report);
  queue.addEventListener("saved", ({ detail: n }) => {
    const asked = here() === n && form();
    if (asked) asked.elements.revision.value = queue.known.get(n).revision;
    if (!document.querySelector("[data-instant]")) return;
    pages.forget(root + n);
    if (asked?.elements?.label && queue.known.get(n).label) visit(root + n, { push: false });
  });
  document.addEventListener("click", follow);
  addEventListener("popstate", () => {
    if (location.pathname !== shown && location.pathname.startsWith(root)) visit(location.pathname, { push: false });
  });
  addEventListener("online", fillSoon);
  addEventListener("beforeunload", (event) => {
    if (queue.state === "waiting" && queue.size) event.preventDefault();
  });
  show();
} else {
  localTimes();
}
const done = document.querySelector("[data-done]");
if (done) forget(done.dataset.done);
forgetOthers(attempt);
