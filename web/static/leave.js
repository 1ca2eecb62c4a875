/*
  Leaves the class with nothing left behind in this browser.

  What is on its way to the server may arrive first. What cannot be sent is given
  up only if the student presses again. Without this file the button works by
  itself, and the server tells the browser to forget.
*/

import { Queue, forget, forgetOthers, waiting } from "./queue.js";
import { send, tell } from "./hop.js";
import { t } from "./words.js";
import { localTimes } from "./times.js";
import "./comfort.js";

const HOLD = 5_000; // milliseconds that it waits for what is on its way

forgetOthers();
localTimes();
const queues = waiting().map((id) => new Queue(id));
let told = false;

document.querySelector('form[action="/leave"]').addEventListener("submit", async (event) => {
  event.preventDefault();
  await Promise.all(queues.map((one) => one.settled(HOLD)));
  const left = queues.reduce((sum, one) => sum + one.size, 0);
  if (left && !told) {
    told = true;
    tell(event.target, t("Not saved yet: %d answers. Press again to leave without them.", left), "why-not");
  } else if (await send(event.target)) {
    forget();
  }
});
