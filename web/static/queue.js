/*
  What a student has chosen and the server has not confirmed yet.

  A Queue sends the changes of one attempt, one after the other, until each is
  confirmed. What waits is kept in memory and in sessionStorage, for this tab
  alone: attempt, number, choice, sureness, flag and revision, nothing else. A
  draft is a choice that is kept there and not sent, until the student checks it.
  It tells of every turn by the event "turn", and of each answer that the server
  has confirmed by the event "saved". It shows nothing and moves nothing.
*/

const SHELF = "discern-unsent";
const FIRST_WAIT = 500; // milliseconds; doubled each time
const LONGEST_WAIT = 30_000;
const PATIENCE = 10_000; // for one request

/* The shelf: {attempt: {number: change}}; drafts are marked ------------------ */

function shelf() {
  try {
    return JSON.parse(sessionStorage.getItem(SHELF)) ?? {};
  } catch {
    return {};
  }
}

function store(all) {
  try {
    for (const attempt of Object.keys(all)) {
      if (Object.keys(all[attempt]).length === 0) delete all[attempt];
    }
    if (Object.keys(all).length === 0) sessionStorage.removeItem(SHELF);
    else sessionStorage.setItem(SHELF, JSON.stringify(all));
  } catch {
    // A browser that stores nothing still sends from memory.
  }
}

// waiting lists the attempts of which this tab holds something unsent.
export const waiting = () => Object.keys(shelf());

// forget drops what is unsent of an attempt, or of all.
export function forget(attempt) {
  const all = attempt ? shelf() : {};
  delete all[attempt];
  store(all);
}

// forgetOthers drops what another student of this browser has left unsent: all
// but the given attempt that the server does not show to whoever is here now.
export function forgetOthers(attempt) {
  for (const id of waiting().filter((one) => one !== attempt)) {
    fetch(`/attempt/${id}`, { method: "HEAD", redirect: "manual" }).then(({ status }) => status === 404 && forget(id), () => {});
  }
}

/* Asking the server ----------------------------------------------------------- */

const LATER = [429, 502, 503, 504];

// ask sends a request and returns {status, again, after, body}. Again is true if
// the same request may succeed later: no server answered, or it was too busy.
export async function ask(path, method, body, headers = {}) {
  try {
    const response = await fetch("/api/v1/attempts/" + path, {
      method,
      credentials: "same-origin",
      keepalive: true, // finish even if the page is left
      signal: AbortSignal.timeout(PATIENCE),
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      again: LATER.includes(response.status),
      after: response.headers.get("Retry-After"),
      body: await response.json().catch(() => ({})),
    };
  } catch {
    return { status: 0, again: true, after: null, body: {} };
  }
}

// pause waits before the next try: longer each time, at random up to that, so
// that a class does not come back as one. It ends at once when the network is
// back, unless the server has named a time.
export function pause(tries, after) {
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

/* The queue ----------------------------------------------------------------------- */

const FIELDS = ["label", "confidence", "flagged"];

// agrees reports whether a stored answer already has all that a change says.
const agrees = (change, stored) => FIELDS.every((f) => change[f] === undefined || change[f] === stored[f]);

export class Queue extends EventTarget {
  #attempt;
  #unsent; // number → change, in the order in which they were made
  #sent = new Map(); // number → set of changes of which no answer came
  #running = null;

  drafts = new Map(); // number → choice that is not to be sent yet
  known = new Map(); // number → answer, as the server has confirmed it here
  clashes = new Map(); // number → answer that another page or device has stored
  refused = new Map(); // number → the server's code; not tried again
  state = "idle"; // sending, waiting (no server) or out (signed out)

  constructor(attempt) {
    super();
    this.#attempt = attempt;
    this.#unsent = new Map();
    for (const [n, change] of Object.entries(shelf()[attempt] ?? {})) (change.draft ? this.drafts : this.#unsent).set(Number(n), change);
    this.#run();
  }

  // size is how many questions have something unsent.
  get size() { return this.#unsent.size; }

  // at is what the student last said of question n here, sent or not.
  at(n) { return this.#unsent.get(n) ?? this.known.get(n); }

  unsent(n) { return this.#unsent.has(n); }

  // add takes a change of question n, made on the given revision.
  add(n, change, revision) {
    const before = this.#unsent.get(n);
    this.#keep(n, { ...change, revision: before?.revision ?? Math.max(revision, this.known.get(n)?.revision ?? 0) });
    this.refused.delete(n);
    this.dispatchEvent(new Event("turn"));
    this.#run();
  }

  // draft keeps a choice of question n that is not to be sent yet.
  draft(n, change) {
    this.drafts.set(n, { ...change, draft: true });
    this.#save();
  }

  // drop forgets what is unsent of question n: its form says it.
  drop(n) {
    this.clashes.delete(n);
    this.refused.delete(n);
    this.#unsent.delete(n);
    this.drafts.delete(n);
    this.#save();
  }

  // clear forgets everything: the attempt is handed in.
  clear() {
    this.#unsent.clear();
    this.drafts.clear();
    this.#save();
  }

  // answers is all that was said here, for handing in.
  answers() {
    const said = new Map([...this.known, ...this.#unsent]);
    return [...said].map(([n, a]) => ({ n, ...tidy(a), revision: a.revision }));
  }

  // settled waits until nothing is to be sent any more, at most for the given
  // milliseconds.
  async settled(limit) {
    await Promise.race([this.#running, new Promise((resolve) => setTimeout(resolve, limit))]);
  }

  #keep(n, change) {
    if (change.label) this.drafts.delete(n);
    this.#unsent.set(n, change);
    this.#save();
  }

  #save() {
    store({ ...shelf(), [this.#attempt]: Object.fromEntries([...this.drafts, ...this.#unsent]) });
  }

  #turn(state) {
    this.state = state;
    this.dispatchEvent(new Event("turn"));
  }

  #run() {
    this.#running ??= this.#work().finally(() => {
      this.#running = null;
      if (this.#next() !== undefined) this.#run(); // it came while the last was ending
    });
  }

  #next() {
    return [...this.#unsent.keys()].find((n) => !this.clashes.has(n) && !this.refused.has(n));
  }

  async #work() {
    await null; // so that who made the queue can listen
    for (let tries = 0, n; (n = this.#next()) !== undefined;) {
      if (this.state !== "waiting" && this.state !== "out") this.#turn("sending");
      const change = this.#unsent.get(n);
      const got = await ask(`${this.#attempt}/answers/${n}`, "PUT", tidy(change), { "If-Match": `"${change.revision}"` });
      if (got.again || got.status === 401) {
        this.#sent.set(n, new Set(this.#sent.get(n)).add(change));
        this.#turn(got.status === 401 ? "out" : "waiting");
        await pause(tries++, got.after);
        continue;
      }
      tries = 0;
      this.#answered(n, change, got);
    }
    this.#turn("idle");
  }

  #answered(n, change, { status, body }) {
    const latest = this.#unsent.get(n);
    const sent = [...this.#sent.get(n) ?? []];
    this.#sent.delete(n);
    this.state = "sending";
    if (status === 200) {
      this.known.set(n, body);
      if (latest === change) this.#unsent.delete(n);
      else if (latest) latest.revision = body.revision;
      this.#save();
      this.dispatchEvent(new CustomEvent("saved", { detail: n }));
    } else if (body.code === "stale" && latest && this.#ours(latest, body.current, sent)) {
      this.#keep(n, { ...latest, revision: body.current.revision });
    } else if (body.code === "stale") {
      this.clashes.set(n, body.current);
    } else {
      if (status !== 404) this.drop(n); // with the right seat it can still be sent
      this.refused.set(n, body.code ?? "");
    }
    this.dispatchEvent(new Event("turn"));
  }

  // ours reports whether what is stored was sent from here, with the answer
  // lost on its way, or differs in the flag alone: then there is no clash.
  #ours(latest, stored, sent) {
    return sent.some((change) => agrees(change, stored)) || agrees({ ...latest, flagged: undefined }, stored);
  }
}

// tidy is a change as the server takes it: no field without a value.
function tidy({ label, confidence, flagged }) {
  return { label: label || undefined, confidence: confidence || undefined, flagged };
}
