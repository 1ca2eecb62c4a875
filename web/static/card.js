/*
  Brings a student in who has pointed a camera at a card.

  The codes stand behind the # of the address, which no browser sends and no
  server logs. They go into the form, and the address is cleared of them before
  the form is sent. Without this file the codes are typed in.
*/

import "./hop.js";

const [code, own] = location.hash.slice(1).split("-");
if (code && own) {
  history.replaceState(null, "", location.pathname);
  document.getElementById("code").value = code;
  document.getElementById("seat_code").value = own;
  document.querySelector("main form").requestSubmit();
}
