/*
  Times of a page are of the server's zone; here they become the reader's.
*/

import { clock } from "./line.js";
import { tongue } from "./words.js";

export function localTimes() {
  for (const time of document.querySelectorAll("time[datetime]:not([data-local])")) {
    const at = new Date(time.dateTime);
    const day = /[a-z]/i.test(time.textContent) ? at.toLocaleDateString(tongue === "en" ? "en-GB" : tongue, { day: "numeric", month: "long" }) + ", " : "";
    time.textContent = day + clock(at);
    time.dataset.local = "";
  }
}
