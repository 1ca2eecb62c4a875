/*
  Says how much time an attempt has left, and learns of it when the teacher closes
  the quiz or calls that off.

  The minutes are shown from ten on. Read aloud are only what is new, five minutes
  and one minute, and the end. What counts is the server's clock, not ours.
*/

const EVERY = 25_000; // milliseconds; a class does not ask as one
const SHOWN = 600; // seconds
const SPOKEN = [[300, (t) => t("5 minutes left")], [60, (t) => t("1 minute left")], [0, (t) => t("Time is over. What is saved is handed in.")]];

// keepTime watches the line on the end, if the page has one. It stays from page to
// page of an attempt.
export function keepTime(t, clock) {
  const line = document.getElementById("ends");
  if (!line) return;
  const [words, time, left] = ["span", "time", "b"].map((part) => line.querySelector(part));
  const told = document.getElementById("told");
  let ends = line.hidden ? null : { text: time.dateTime, at: Date.now() + line.dataset.left * 1000 };
  let before = ends ? seconds() : Infinity; // left when we last looked

  function seconds() {
    return Math.ceil((ends.at - Date.now()) / 1000);
  }

  function tick() {
    if (!ends) return;
    const now = seconds();
    for (const [mark, say] of SPOKEN) {
      if (before > mark && now <= mark) told.textContent = say(t);
    }
    before = now;
    const text = now <= 0 ? SPOKEN[2][1](t) : now <= SHOWN ? t("%d min left", Math.ceil(now / 60)) : "";
    if (left.textContent !== text) left.textContent = text;
  }

  // learn takes over what the server says now.
  function learn(said) {
    const text = said.ends || null;
    if (said.over) return over();
    if (text === (ends?.text ?? null)) return;
    ends = text && { text, at: Date.now() + said.left * 1000 };
    before = ends ? seconds() + 1 : Infinity;
    line.hidden = !ends;
    left.textContent = "";
    line.querySelector("small")?.remove(); // what is said of extra time
    if (!ends) {
      told.textContent = t("The quiz goes on.");
      return;
    }
    words.textContent = said.closes ? t("Your teacher closes the quiz at") : t("Ends at");
    time.dateTime = text;
    time.textContent = clock(new Date(text));
    told.textContent = words.textContent + " " + time.textContent;
    tick();
  }

  // over says the end that came at once.
  function over() {
    if (ends && seconds() <= 0) return;
    ends = { text: null, at: Date.now() };
    line.hidden = false;
    words.textContent = time.textContent = "";
    tick();
  }

  async function ask() {
    if (document.hidden) return;
    const answer = await fetch(line.dataset.ends, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) learn(await answer.json());
  }

  const soon = () => setTimeout(() => ask().catch(() => {}).finally(soon), EVERY * (0.8 + Math.random() * 0.4));
  soon();
  document.addEventListener("visibilitychange", () => ask().catch(() => {}));
  setInterval(tick, 1000);
  tick();
}
