/*
  Spares a phone on a slow network some journeys on the way to the first question.

  A form marked data-hop is sent from here, and the server answers it at once with
  the page that it leads to, which is put in place of this one. Without this file
  the forms are sent as ever.
*/

import { t } from "./words.js";

const PATIENCE = 30_000; // milliseconds
const CALM = 1_000; // milliseconds before the next page's scripts are fetched

/* A page in place of another ------------------------------------------------------- */

// put shows a page, a document, in place of the one that stands here.
export function put(page) {
  const [here, there] = [document, page].map((one) => one.getElementById("main"));
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.documentElement.className = page.documentElement.className;
  document.body.className = page.body.className;
  for (const part of [".mast", ".foot"]) document.querySelector(part).replaceWith(page.querySelector(part));
  document.getElementById("words")?.remove();
  document.body.append(...page.querySelectorAll("#words"));
  here.className = there.className;
  here.replaceChildren(...there.childNodes);
}

// arrive puts the keyboard where a page begins: at what went wrong, or its heading.
export function arrive() {
  scrollTo(0, 0);
  const begin = document.getElementById("trouble") ?? document.querySelector("#main h1");
  begin.tabIndex = -1;
  begin.focus({ preventScroll: true });
}

/* Forms ---------------------------------------------------------------------------- */

let sending = false;
let shown = location.pathname;

// send sends a form and shows the page that comes; false if none came or it says
// that something was wrong.
export async function send(form) {
  let fine = false;
  sending = true;
  const main = document.getElementById("main");
  tell(form, t("One moment…"));
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)),
      headers: { "Discern-Hop": "1" }, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("#main h1")) move(page, answer);
    else form.submit(); // whoever answered, it was not us
    fine = answer.ok;
    main.removeAttribute("aria-busy");
  } catch {
    main.removeAttribute("aria-busy"); // first, or nobody would be told
    tell(form, t("The network is away. Nothing is lost: press again when it is back."), "why-not");
  }
  sending = false;
  return fine;
}

// move goes on to the page that came. One that refuses the form takes the place
// of the form in the history.
function move(page, answer) {
  const address = answer.headers.get("Content-Location") ?? new URL(answer.url).pathname;
  history[answer.ok && address !== shown ? "pushState" : "replaceState"](null, "", address);
  shown = address;
  const script = page.querySelector("script[type=module]")?.getAttribute("src");
  const ahead = page.querySelectorAll("[rel=modulepreload]");
  const load = () => sending || document.head.append(...ahead); // a form goes first
  setTimeout(load, page.querySelector("[data-hop]") ? CALM : 0);
  put(page);
  lines();
  arrive();
  if (script) import(script);
}

// lines gives each form a line on how sending it stands, before there is anything
// to say: what comes with its words already there is not read aloud by all.
function lines() {
  for (const form of document.querySelectorAll("[data-hop]")) {
    if (form.querySelector("[role=status]")) continue;
    const line = document.createElement("p");
    line.className = "hint";
    line.setAttribute("role", "status");
    form.append(line);
  }
}

// tell writes into it.
export function tell(form, text, style = "hint") {
  const line = form.querySelector("[role=status]");
  line.className = style;
  line.textContent = text;
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("[data-hop]")) return;
  event.preventDefault();
  if (!sending) send(event.target);
});

// The pages of a quiz are put in place by quiz.js; any other is asked for anew.
lines();
addEventListener("popstate", () => {
  const path = location.pathname;
  if (path !== shown && !(path.startsWith("/attempt/") && document.querySelector("[data-attempt]"))) location.reload();
});
