/*
  Keeps the live board up to date.

  Only what has changed on the board is changed on the page, at once and without
  a flash, and the focus stays where it is. Nothing is read aloud but how far the
  class is, at most every half a minute. Without this file the page stands still,
  unless the teacher has it reload every 20 seconds.
*/

import { follow, put, clock, setClock, minutesLeft, minutesSince } from "./stream.js";

const SPEAK = 30_000; // milliseconds
const QUIET = 3; // minutes after which a student is called quiet
const FEW = 300; // milliseconds in which several new rows are read together

const page = document.getElementById("board");
const seats = new Map();
const find = (id) => document.getElementById(id);

/* Rows ------------------------------------------------------------------------ */

const WORDS = { ".": "open", a: "answered", f: "open, flagged", b: "answered, flagged" };

function draw(cell, mark) {
  const word = WORDS[mark] ?? "";
  if ((cell.firstElementChild?.textContent ?? "") === word) return;
  cell.className = "cell" + (mark === "a" || mark === "b" ? " done" : word ? "" : " none");
  const text = document.createElement("i");
  text.textContent = word;
  cell.replaceChildren(...(word ? [text] : []), ...(mark === "f" || mark === "b" ? [flag()] : []));
}

function flag() {
  const SVG = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", "#flag");
  svg.append(use);
  return svg;
}

function says(seat) {
  if (!seat.state) return seat.joined ? "Not started" : "Not joined";
  if (seat.state === "voided") return "Does not count";
  if (seat.state === "in_progress") return seat.deadline ? `Working, ${minutesLeft(seat.deadline)} min left` : "Working";
  return `Handed in ${day(new Date(seat.submitted_at))}${seat.state === "auto_submitted" ? ", when it closed" : ""}`;
}

function day(time) {
  if (time.toDateString() === new Date().toDateString()) return "today " + clock(time);
  return time.toLocaleDateString("en-GB", { day: "numeric", month: "long" }) + ", " + clock(time);
}

function state(cell, seat) {
  const text = says(seat);
  const minutes = seat.state === "in_progress" && seat.active_at ? minutesSince(seat.active_at) : 0;
  const quiet = minutes >= QUIET ? `Quiet for ${minutes} min` : "";
  const handed = "Handed in ";
  if (text.startsWith(handed) && cell.textContent.startsWith(handed)) return; // as the server said it
  if (cell.textContent.trim() === (text + " " + quiet).trim()) return;
  const call = document.createElement("span");
  call.className = "call";
  call.textContent = quiet;
  cell.replaceChildren(text, ...(quiet ? [" ", call] : []));
}

function show(seat) {
  seats.set(seat.id, seat);
  const row = find("s-" + seat.id);
  const cells = row?.querySelectorAll("td.cell");
  const marks = seat.marks ?? "";
  if (!row || cells.length < marks.length) return reread();
  put(row.querySelector("th a"), seat.name);
  cells.forEach((cell, i) => draw(cell, marks[i]));
  put(row.querySelector("td.num"), seat.attempt ? `${seat.answered} of ${marks.length}` : "-");
  state(row.querySelector("td.state"), seat);
}

function drop(id) {
  seats.delete(id);
  const row = find("s-" + id);
  if (row && !row.contains(document.activeElement)) row.remove();
}

/* The rest of the page ---------------------------------------------------------- */

function counts(n) {
  for (const name of ["joined", "seats", "working", "handed_in", "answered", "asked"]) put(find(name), n[name]);
  put(find("counts"), n.started
    ? `${n.working} at work, ${n.handed_in} of ${n.seats} handed in. ${n.answered} of ${n.asked} ${n.asked === 1 ? "answer is" : "answers are"} in.`
    : `${n.joined} of ${n.seats} have joined, nobody has started.`);
}

function assignment(a) {
  setClock(a.now);
  const now = a.state + (a.closing ? " closing" : "") + " " + (a.closes_at ?? "");
  if (shown !== undefined && shown !== now) reread(true);
  shown = now;
}
let shown; // state and closing time that the page shows

// reread reads the page anew and takes over the rows that are missing; with all,
// also what can be done now. What has the focus stays.
let waiting = null;
let everything = false;
function reread(all = false) {
  everything ||= all;
  waiting ??= setTimeout(async () => {
    waiting = null;
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
    if (!next) return;
    takeRows(next);
    if (everything) takeRest(next);
    everything = false;
    localTimes();
  }, FEW);
}

function takeRows(next) {
  const body = page.querySelector("tbody");
  const fresh = next.querySelector("tbody");
  if (!fresh) return;
  const width = (table) => table.querySelectorAll("thead th").length;
  if (!body || width(page) !== width(next)) {
    page.querySelector(".sheet").replaceWith(next.querySelector(".sheet"));
    return;
  }
  let before = null;
  for (const row of [...fresh.rows].reverse()) {
    const known = find(row.id);
    if (!known) body.insertBefore(row, before);
    before = known ?? row;
  }
  for (const seat of seats.values()) if (find("s-" + seat.id)) show(seat);
}

function takeRest(next) {
  put(find("state"), next.querySelector("#state").textContent);
  const mine = page.querySelectorAll(":scope > .actions");
  const theirs = next.querySelectorAll(":scope > .actions");
  if (![...mine].some((part) => part.contains(document.activeElement))) {
    mine[0].before(...theirs);
    for (const part of mine) part.remove();
  }
}

function localTimes() {
  for (const time of page.querySelectorAll("time[datetime]")) put(time, clock(new Date(time.dateTime)));
}

/* Begin ------------------------------------------------------------------------------ */

let away = null;
follow(page.dataset.live, {
  snapshot({ assignment: a, counts: n, seats: list = [] }) {
    assignment(a);
    const there = new Set(list.map((seat) => seat.id));
    for (const row of page.querySelectorAll("tbody tr")) if (!there.has(row.id.slice(2))) drop(row.id.slice(2));
    list.forEach(show);
    counts(n);
  },
  seat: (seat) => (seat.removed ? drop(seat.id) : show(seat)),
  answer({ seat: id, n, mark, answered, active_at }) {
    const seat = seats.get(id);
    if (!seat) return;
    show({ ...seat, marks: seat.marks.slice(0, n - 1) + mark + seat.marks.slice(n), answered, active_at });
  },
  submit({ seat: id, state, submitted_at }) {
    const seat = seats.get(id);
    if (seat) show({ ...seat, state, submitted_at });
  },
  count: counts,
  state: assignment,
}, link);

function link(since) {
  away = since;
  find("as-of").classList.toggle("call", !!since);
  put(find("as-of"), since ? `Not connected since ${clock(since)}. The board is as it was then; we are trying again.` : "Kept up to date.");
}

setInterval(() => {
  for (const seat of seats.values()) {
    const cell = find("s-" + seat.id)?.querySelector("td.state");
    if (cell) state(cell, seat);
  }
}, 15_000);

setInterval(() => put(find("spoken"), (away ? `Not connected since ${clock(away)}. ` : "") + find("counts").textContent), SPEAK);
localTimes();
