/*
  Adds to the pages of a quiz: a choice is saved as soon as it is made.

  Without this file everything works by sending the form. With it, a choice goes
  out at once, what could not be sent is tried again, and the page says so. The
  words "Saved" appear only after the server has said it. A choice that is not
  saved is kept for this tab alone, as attempt, number and label; it goes when it
  is saved or the attempt is handed in. Nothing here moves the focus.
*/

const SHELF = "discern-unsent";
const FIRST_WAIT = 500; // milliseconds; doubled each time
const LONGEST_WAIT = 30_000;
const PATIENCE = 10_000; // for one request
const HOLD = 5_000; // how long a form waits for what is on its way

const form = document.querySelector("form[data-attempt]");
const review = document.querySelector("[data-review]");
const done = document.querySelector("[data-done]");
const line = document.getElementById("saved");

/* What has not been saved yet ---------------------------------------------- */

function unsent() {
  try {
    return JSON.parse(sessionStorage.getItem(SHELF)) ?? {};
  } catch {
    return {};
  }
}

function keep(attempt, n, label) {
  const all = unsent();
  all[attempt] = { ...all[attempt], [n]: label };
  store(all);
}

function forget(attempt, n) {
  const all = unsent();
  if (n === undefined) delete all[attempt];
  else if (all[attempt]) delete all[attempt][n];
  store(all);
}

function store(all) {
  try {
    for (const attempt of Object.keys(all)) {
      if (Object.keys(all[attempt]).length === 0) delete all[attempt];
    }
    if (Object.keys(all).length === 0) sessionStorage.removeItem(SHELF);
    else sessionStorage.setItem(SHELF, JSON.stringify(all));
  } catch {
    // A browser that stores nothing still saves what it can send.
  }
}

/* What the page says ---------------------------------------------------------- */

function say(text, icon, trouble = false) {
  if (!line) return;
  line.classList.toggle("trouble", trouble);
  line.replaceChildren(...(icon ? [picture(icon)] : []), text);
}

function picture(name) {
  const SVG = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", "#" + name);
  svg.append(use);
  return svg;
}

const word = (label) => (label ? label[0].toUpperCase() + label.slice(1) : "nothing");
const clock = (time) => time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/* Sending ------------------------------------------------------------------------ */

const later = [429, 502, 503, 504];

async function put(attempt, n, answer, revision) {
  const response = await fetch(`/api/v1/attempts/${attempt}/answers/${n}`, {
    method: "PUT",
    credentials: "same-origin",
    keepalive: true, // finish even if the page is left
    signal: AbortSignal.timeout(PATIENCE),
    headers: { "Content-Type": "application/json", "If-Match": `"${revision}"` },
    body: JSON.stringify(answer),
  });
  return { status: response.status, after: response.headers.get("Retry-After"), body: await response.json().catch(() => ({})) };
}

// pause waits before the next try: longer each time, at random up to that, so
// that a class does not come back as one; shorter only when the network is back.
function pause(tries, after) {
  const least = (Number(after) || 0) * 1000;
  const most = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries);
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, least + Math.random() * most);
    if (!least) addEventListener("online", go);
  });
}

/* One question ---------------------------------------------------------------------- */

function watch(form) {
  const { attempt, n } = form.dataset;
  const revision = form.elements.revision;
  let next = null; // what is to be sent
  let running = null; // the promise of sending all of it
  let sending = null; // the answer under way
  let offline = false; // the last try met no server

  // A form sent now says what is on its way too, and the server takes the same
  // answer twice. Only another answer under way would come between.
  function wait() {
    if (!running) return 0;
    if (offline || !navigator.onLine) return Infinity;
    const now = chosen();
    return sending && (sending.label !== now.label || sending.confidence !== now.confidence) ? HOLD : 0;
  }

  function chosen() {
    const answer = { label: form.elements.label.value, flagged: form.elements.flag.checked };
    const sure = Number(form.elements.confidence?.value);
    if (sure) answer.confidence = sure;
    return answer;
  }

  function changed() {
    const answer = chosen();
    if (!answer.label) return; // a flag alone goes with the form
    keep(attempt, n, answer.label);
    next = answer;
    running ??= send().finally(() => { running = null; });
  }

  async function send() {
    say("Saving…");
    for (let tries = 0; next; tries++) {
      const answer = next;
      next = null;
      sending = answer;
      const got = await put(attempt, n, answer, revision.value).catch(() => null);
      sending = null;
      offline = got === null;
      if (got && !later.includes(got.status)) {
        answered(got, answer);
        tries = 0;
        continue;
      }
      next ??= answer;
      say("Not saved yet. Keep this page open: we are trying again.", "alert", true);
      await pause(tries, got?.after);
    }
  }

  function answered({ status, body }, answer) {
    if (status === 200) {
      revision.value = body.revision;
      if (next) return;
      forget(attempt, n);
      say("Saved " + clock(new Date(body.saved_at ?? Date.now())), "check");
    } else if (body.code === "stale") {
      next = null;
      forget(attempt, n);
      say(`Not saved: elsewhere you said ${word(body.current?.label)}, here ${word(answer.label)}. Press Next to keep one.`, "alert", true);
    } else {
      next = null;
      say("Not saved. " + (body.detail ?? "Press Next to try again."), "alert", true);
    }
  }

  form.addEventListener("change", changed);
  hold(form, wait);

  // A choice that this tab could not send before it was left.
  const label = unsent()[attempt]?.[n];
  const stored = form.elements.label.value;
  if (label && !stored) {
    form.elements.label.value = label;
    changed();
  } else if (label) {
    forget(attempt, n);
    if (label !== stored) say(`You last chose ${word(label)} here, but ${word(stored)} is saved.`, "alert", true);
  }
}

// hold keeps a form back for as long as wait says, in milliseconds from when it
// was sent: without a network leaving the page would lose what is on it.
function hold(form, wait) {
  let through = false;
  form.addEventListener("submit", async (event) => {
    if (through || !wait()) return;
    event.preventDefault();
    for (const sent = Date.now(); Date.now() - sent < wait();) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    through = true;
    form.requestSubmit(event.submitter);
    through = false;
  });
}

/* The rest of an attempt ------------------------------------------------------------ */

// flush sends what this tab could not send from other questions. It fills only
// what is still open: which of two different answers is the newer, it cannot
// know.
async function flush(attempt, except) {
  const left = Object.entries(unsent()[attempt] ?? {}).filter(([n]) => n !== except);
  if (left.length === 0) return;
  const response = await fetch(`/api/v1/attempts/${attempt}`, { credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) return;
  const { questions } = await response.json();
  let filled = 0;
  for (const [n, label] of left) {
    const stored = questions.find((question) => String(question.n) === n);
    if (stored && !stored.label) {
      const got = await put(attempt, n, { label }, stored.revision);
      if (got.status !== 200) continue;
      filled++;
    }
    forget(attempt, n);
  }
  if (filled && review) location.reload(); // the page still shows them as open
}

/* Time ---------------------------------------------------------------------------------- */

// The page's times are of the server's zone; here they become the reader's.
for (const time of document.querySelectorAll("time[datetime]")) {
  const at = new Date(time.dateTime);
  const day = /[a-z]/i.test(time.textContent) ? at.toLocaleDateString("en-GB", { day: "numeric", month: "long" }) + ", " : "";
  time.textContent = day + clock(at);
}

const left = document.getElementById("left");
if (left) {
  const seconds = Number(left.dataset.left);
  const tell = (at, text) => {
    if (seconds >= at) setTimeout(() => { left.textContent = text; }, (seconds - at) * 1000);
  };
  if (seconds > 60 && seconds < 300) left.textContent = "Less than 5 minutes left";
  tell(300, "5 minutes left");
  tell(60, "1 minute left");
  tell(0, "Time is over. What is saved is handed in.");
}

/* Begin -------------------------------------------------------------------------------------- */

if (done) forget(done.dataset.done);
if (form) watch(form);
const attempt = form?.dataset.attempt ?? review?.dataset.review;
if (attempt) {
  let running = flush(attempt, form?.dataset.n).catch(() => {}).finally(() => { running = null; });
  const handIn = review?.querySelector("form");
  if (handIn) hold(handIn, () => (running ? HOLD : 0));
}
