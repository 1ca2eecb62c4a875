/*
  The line on saving of the pages of a quiz: the one place where these pages say
  something by themselves. Each sentence is said once.
*/

import { t } from "./words.js";

const kinds = { fact: t("Fact"), inference: t("Inference"), opinion: t("Opinion") };
export const word = (label) => kinds[label] ?? t("nothing");
export const clock = (time) => time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// say puts a sentence on the line about saving, once.
export function say(text, icon, trouble = false, link) {
  const line = document.getElementById("saved");
  if (!line || line.dataset.said === text) return;
  line.dataset.said = text;
  line.classList.toggle("trouble", trouble);
  const words = document.createElement("span");
  words.append(text, ...(link ? [" ", link] : []));
  line.replaceChildren(...(icon ? [picture(icon)] : []), ...(text ? [words] : []));
}

export const alarm = (text, link) => say(text, "alert", true, link);

function picture(name, style = "icon") {
  const SVG = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", style);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", "#" + name);
  svg.append(use);
  return svg;
}

export function link(href, text) {
  const a = document.createElement("a");
  a.href = href;
  a.textContent = text;
  return a;
}

export function kind(label) {
  const span = document.createElement("span");
  span.className = "kind " + label;
  span.append(picture(label, "shape"), word(label));
  return span;
}

// out says that the student is signed out, and where to come in again.
export const out = () => alarm(t("Not saved yet: you are signed out. What you chose is kept here. Join again with your return code, and it is sent."), link("/", t("Join again")));
