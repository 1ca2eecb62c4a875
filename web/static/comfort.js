/*
  What a student has switched on for reading: answering with single keys, and a
  button that reads aloud. Both are off until they are asked for; the rest of
  the switches is done by the stylesheet.
*/

import { t } from "./words.js";

const on = (name) => document.documentElement.classList.contains(name);

/* Keys -------------------------------------------------------------------------- */

// The first letter of each kind's word chooses it, the arrows go back and on.
// Nothing is taken from a field or from what the browser does itself.
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("textarea, select, input:not([type=radio], [type=checkbox])")) return;
  const form = document.querySelector("form[data-next]");
  const letter = event.key.toLowerCase();
  const card = [...document.querySelectorAll(".choice .word")].find((word) => word.textContent[0].toLowerCase() === letter);
  if (card) {
    card.closest(".choice").querySelector("input").click();
    return;
  }
  if (event.target.matches("[type=radio]")) return; // there the arrows choose
  const way = { ArrowLeft: "[value=previous]", ArrowRight: "[value=next], .quiz-actions a.button" }[event.key];
  const button = way && (form ?? document).querySelector(way);
  if (!button) return;
  event.preventDefault();
  button.click();
}

/* Reading aloud -------------------------------------------------------------------- */

const speech = globalThis.speechSynthesis;

// voiceFor finds a voice of the browser for a language, its own ones first.
function voiceFor(language) {
  const wanted = language.split("-")[0].toLowerCase();
  const fit = (speech?.getVoices() ?? []).filter((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === wanted);
  return fit.find((voice) => voice.localService) ?? fit[0];
}

// offer puts the button under the statement, once there is a voice for it.
function offer() {
  speech?.cancel();
  const passage = document.getElementById("passage");
  document.getElementById("aloud")?.remove();
  if (!passage) return;
  const voice = voiceFor(passage.lang);
  const place = document.createElement("p");
  place.id = "aloud";
  place.className = "hint";
  passage.after(place);
  if (!voice) {
    place.textContent = t("This browser has no voice for this statement.");
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  button.textContent = t("Read aloud");
  button.addEventListener("click", () => {
    if (speech.speaking) return speech.cancel();
    button.textContent = t("Stop reading");
    const own = voiceFor(document.documentElement.lang) ?? voice;
    const last = utter([...document.querySelectorAll(".choice label")].map((card) => card.innerText).join(". "), own);
    last.onend = last.onerror = () => { button.textContent = t("Read aloud"); };
    speech.speak(utter(passage.innerText, voice, last.onerror));
    speech.speak(last);
  });
  place.append(button);
}

function utter(text, voice, onerror = null) {
  const said = new SpeechSynthesisUtterance(text);
  said.voice = voice;
  said.lang = voice.lang;
  said.onerror = onerror;
  return said;
}

if (on("keys")) document.addEventListener("keydown", press);
if (on("aloud")) {
  offer();
  document.addEventListener("shown", offer);
  speech?.addEventListener("voiceschanged", offer);
  addEventListener("pagehide", () => speech?.cancel());
}
