/*
  Follows what happens on a board, for the pages that show one.

  The browser's EventSource comes back by itself and says what it has seen last;
  what it does not notice is looked after here: a line that died in its sleep, an
  answer that was refused, and a page that nobody looks at, which lets its
  connection go to others.
*/

const SILENCE = 40_000; // milliseconds without a sign of life: the line is dead
const HIDDEN = 60_000; // how long a page that is not seen keeps its line
const LONGEST_WAIT = 30_000;

const KINDS = ["snapshot", "seat", "answer", "submit", "count", "state"];

// follow calls on[kind] with what each event says, and tell with null while there
// is a line, else with the time since when there is none.
export function follow(address, on, tell) {
  let source = null;
  let heard = Date.now();
  let lost; // since when there is no line; null: there is one
  let tries = 0;
  let retry = null;
  let leave = null;

  function alive() {
    heard = Date.now();
    tries = 0;
    if (lost !== null) tell((lost = null));
  }

  function dead() {
    if (lost) return;
    lost = new Date(heard);
    tell(lost);
  }

  function open() {
    close();
    source = new EventSource(address);
    source.addEventListener("beat", alive);
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        alive();
        on[kind]?.(JSON.parse(event.data));
      });
    }
    source.onerror = () => {
      dead();
      if (source.readyState === EventSource.CLOSED) again();
    };
  }

  function close() {
    clearTimeout(retry);
    retry = null;
    source?.close();
    source = null;
  }

  // again opens a new line after a while, longer each time and never at the same
  // moment as everybody else.
  function again() {
    close();
    const most = Math.min(LONGEST_WAIT, 2000 * 2 ** tries++);
    retry = setTimeout(open, most / 2 + (Math.random() * most) / 2);
  }

  function wake() {
    if (document.hidden) return;
    clearTimeout(leave);
    leave = null;
    if (!source ? !retry : Date.now() - heard > SILENCE) open();
  }

  setInterval(() => {
    if (source && Date.now() - heard > SILENCE) {
      dead();
      open();
      heard = Date.now();
    }
  }, 5000);
  addEventListener("online", () => { if (lost) open(); });
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) leave ??= setTimeout(close, HIDDEN);
    else wake();
  });
  addEventListener("pagehide", close);
  open();
}

// put writes a text where it differs, so that nothing is drawn or read for naught.
export function put(element, text) {
  if (element && element.textContent !== String(text)) element.textContent = text;
}

export const clock = (time) => time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// The server's clock counts for what is left; ours may be wrong.
let ahead = 0; // milliseconds by which the server's is ahead
export function setClock(now) {
  ahead = new Date(now) - Date.now();
}
export const minutesLeft = (end) => Math.max(0, Math.ceil((new Date(end) - Date.now() - ahead) / 60_000));
export const minutesSince = (time) => Math.floor((Date.now() + ahead - new Date(time)) / 60_000);
