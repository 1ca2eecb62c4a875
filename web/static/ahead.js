/*
  The pages of an attempt, at hand before they are asked for, so that a student
  can go on while the network is away.

  They are the server's own pages, kept in memory as text and gone with the tab.
  None of them holds more than a visit to it would: no key before its time.
*/

const PATIENCE = 10_000; // milliseconds
const FRESH = 15_000; // for so long a page needs no second look

// ask returns the text of a page, "" for HEAD, or why there is none: "away" if
// no server answered, "elsewhere" if the address now leads to another page.
async function ask(path, method) {
  try {
    const response = await fetch(path, { method, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (response.status >= 500) return { why: "away" };
    if (!response.ok) return { why: "elsewhere" };
    return { text: await response.text() };
  } catch {
    return { why: "away" };
  }
}

export class Pages {
  #kept = new Map(); // path → {text, at}
  #filling = false;

  keep(path, text) { this.#kept.set(path, { text, at: Date.now() }); }

  forget(path) { this.#kept.delete(path); }

  // at is a kept page as a document, or undefined.
  at(path) {
    const page = this.#kept.get(path);
    return page && new DOMParser().parseFromString(page.text, "text/html");
  }

  // fetch asks for a page and keeps it: undefined, or why it cannot be had.
  async fetch(path) {
    const { text, why } = await ask(path, "GET");
    if (text !== undefined) this.keep(path, text);
    return why;
  }

  // gone finds out whether an address leads elsewhere by now, at the cost of no
  // page. Of a page that has just come it does not ask.
  async gone(path) {
    if (Date.now() - (this.#kept.get(path)?.at ?? 0) < FRESH) return false;
    return (await ask(path, "HEAD")).why === "elsewhere";
  }

  // fill fetches the pages that are not at hand, one after the other. It stops
  // where one cannot be had; the next call goes on.
  async fill(paths) {
    if (this.#filling) return;
    this.#filling = true;
    for (const path of paths) {
      if (!this.#kept.has(path) && await this.fetch(path)) break;
    }
    this.#filling = false;
  }
}
