/*
  Keeps the number on the board up to date.

  Every ten seconds the page is read again, and only what has changed in it is
  changed on the screen. Without this file there is the link "Count again".
*/

const EVERY = 10_000; // milliseconds

// refresh copies the number, and the code if a new one was made.
async function refresh() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of [".joined b", "main .code"]) {
    const now = document.querySelector(part);
    const next = page.querySelector(part);
    if (now && next && now.textContent !== next.textContent) now.textContent = next.textContent;
  }
}

// A board that nobody sees does not ask, and a lost connection is tried again.
setInterval(() => {
  if (!document.hidden) refresh().catch(() => {});
}, EVERY);
