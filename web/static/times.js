/*
  Times of a page are of the server's zone and name it; here they become the
  reader's. One with a day has a comma.
*/

import { clock } from "./line.js";
import { tongue } from "./words.js";

export function localTimes() {
  for (const time of document.querySelectorAll("time[datetime]:not([data-local])")) {
    const at = new Date(time.dateTime);
    const day = time.textContent.includes(",") ? at.toLocaleDateString(tongue === "en" ? "en-GB" : tongue, { day: "numeric", month: "long" }) + ", " : "";
    time.textContent = day + clock(at);
    time.dataset.local = "";
  }
}
