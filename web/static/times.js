/*
  Times of a page are of the server's zone and name it; here they become the
  reader's. One with a day begins with it.
*/

import { clock } from "./line.js";
import { t, tongue } from "./words.js";

export function localTimes() {
  for (const time of document.querySelectorAll("time[datetime]:not([data-local])")) {
    const at = new Date(time.dateTime);
    const month = at.toLocaleDateString(tongue, { month: "long" });
    time.textContent = /^\d+:/.test(time.textContent) ? clock(at) : t("%d %s, %s", at.getDate(), month, clock(at));
    time.dataset.local = "";
  }
}
