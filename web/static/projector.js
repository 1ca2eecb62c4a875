/*
  Keeps the numbers on the board up to date.

  With a quiz they come as they change, without names unless the teacher has
  switched them on. For a class alone the page is read again every ten seconds, and
  only what has changed in it is changed on the screen. Without this file there is
  a link to count again.
*/

import { follow, put, clock, setClock, minutesLeft } from "./stream.js";

const EVERY = 10_000; // milliseconds

// refresh copies the number, and the code if a new one was made.
async function refresh() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of [".joined b", "main .code"]) {
    const now = document.querySelector(part);
    const next = page.querySelector(part);
    if (now && next) put(now, next.textContent);
  }
}

const find = (id) => document.getElementById(id);
let closes = null; // when the quiz closes, if that was announced

function counts(n) {
  put(document.querySelector(".joined b"), n.joined);
  put(find("handed_in"), n.handed_in);
}

function assignment(a) {
  setClock(a.now);
  const over = a.state === "closed" || a.state === "released";
  closes = a.closing && !over ? a.closes_at : null;
  if (over) put(find("closes"), "The quiz is closed.");
  else tick();
}

function tick() {
  if (closes) put(find("closes"), `It closes at ${clock(new Date(closes))}: ${minutesLeft(closes)} min left`);
  else if (find("closes").querySelector("time") || / min left$/.test(find("closes").textContent)) put(find("closes"), "");
}

// name shows a student on the list, if there is one.
function name({ id, name, joined, state, removed }) {
  const list = find("roll");
  if (!list) return;
  let item = find("s-" + id);
  if (removed || !joined) return item?.remove();
  if (!item) {
    item = document.createElement("li");
    item.id = "s-" + id;
    item.textContent = name;
    list.append(item);
  }
  if (state === "submitted" || state === "auto_submitted") handedIn({ seat: id });
}

function handedIn({ seat }) {
  const item = find("s-" + seat);
  if (!item || item.querySelector("svg")) return;
  const words = document.createElement("span");
  words.className = "hidden";
  words.textContent = "handed in";
  const SVG = "http://www.w3.org/2000/svg";
  const check = document.createElementNS(SVG, "svg");
  check.setAttribute("class", "icon");
  check.setAttribute("aria-hidden", "true");
  check.append(document.createElementNS(SVG, "use"));
  check.firstChild.setAttribute("href", "#check");
  item.append(" ", check, words);
}

const stream = document.querySelector("[data-live]")?.dataset.live;
if (stream) {
  follow(stream, {
    snapshot({ assignment: a, counts: n, seats = [] }) {
      assignment(a);
      counts(n);
      seats.forEach(name);
    },
    seat: name,
    submit: handedIn,
    count: counts,
    state: assignment,
  }, (since) => put(find("link"), since ? `Not connected since ${clock(since)}` : ""));
  setInterval(tick, 5000);
} else {
  // A board that nobody sees does not ask, and a lost connection is tried again.
  setInterval(() => {
    if (!document.hidden) refresh().catch(() => {});
  }, EVERY);
}
