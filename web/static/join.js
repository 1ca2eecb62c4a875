/*
  Fills in the class code that a QR code brings along, as in /#code=ABCD2345.

  What stands behind the # is sent to nobody and logged nowhere. It is taken out
  of the address at once, so that no later visitor of this browser finds it there.
  The student still presses Join. Without this file the code is typed in.
*/

import { t } from "./words.js";
import "./hop.js";

const code = new URLSearchParams(location.hash.slice(1)).get("code")?.slice(0, 30);
if (code) {
  const field = document.getElementById("code");
  field.value = code;
  history.replaceState(null, "", location.pathname);
  document.getElementById("filled").textContent = t("Your code is filled in. Press Join.");
  field.form.querySelector("button").focus();
}
