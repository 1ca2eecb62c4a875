/*
  Adds to the pages of reviewers; without it every form works by sending it.

  On a text: words that are selected with the mouse go into the field for a part
  of a sentence. On a reading: the keys F, I, O choose the kind and 1 to 3 say how
  sure, once the tick "Use keys" is set; it is off at first and kept in this
  browser alone. On a decision: drawing over words marks them, and the reason
  says how long it is. Nothing here moves the focus or sends anything.
*/

const KEYS = "discern-keys";

for (const el of document.querySelectorAll("[data-script]")) el.hidden = false;

/* A part of a sentence, by selecting ---------------------------------------- */

const part = document.getElementById("part");
const marks = document.querySelector("[data-marks]");

function paragraphOf(node) {
  const el = node instanceof Element ? node : node?.parentElement;
  return el?.closest("[data-paragraph]");
}

/* Numbers and check boxes stand between the words, so the words are put
   together of the pieces of text that belong to the article. */
function selectedWords(range) {
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  const pieces = [];
  let node = range.commonAncestorContainer.nodeType === Node.TEXT_NODE ? range.commonAncestorContainer : walker.nextNode();
  for (; node; node = walker.nextNode()) {
    if (!range.intersectsNode(node) || node.parentElement.closest(".number")) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.data.length;
    pieces.push(node.data.slice(from, to));
  }
  return pieces.join("").replace(/\s+/g, " ").trim();
}

if (marks && part) {
  marks.addEventListener("mouseup", () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const paragraph = paragraphOf(range.startContainer);
    if (!paragraph || paragraph !== paragraphOf(range.endContainer)) return;
    const words = selectedWords(range);
    if (words) part.value = words;
  });
  /* A click that ends a selection chooses no sentence. */
  marks.addEventListener("click", (event) => {
    if (event.target.closest(".mark") && event.target.localName !== "input" && !getSelection().isCollapsed) event.preventDefault();
  });
}

/* Keys ------------------------------------------------------------------------ */

const reading = document.querySelector("[data-reading]");
const keys = document.getElementById("keys");
const targets = { f: "label-fact", i: "label-inference", o: "label-opinion", 1: "confidence-1", 2: "confidence-2", 3: "confidence-3" };

function typing(el) {
  return el instanceof HTMLElement && (el.matches("textarea, select") || el.matches("input:not([type=radio], [type=checkbox])"));
}

if (reading && keys) {
  try {
    keys.checked = localStorage.getItem(KEYS) === "on";
    keys.addEventListener("change", () => localStorage.setItem(KEYS, keys.checked ? "on" : "off"));
  } catch {
    // A browser that stores nothing asks again on each page.
  }
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
    const target = document.getElementById(targets[event.key.toLowerCase()]);
    if (!target) return;
    target.checked = true;
    target.dispatchEvent(new Event("change", { bubbles: true }));
    event.preventDefault();
  });
}

/* Marking words, and the length of a reason ----------------------------------- */

const settle = document.querySelector("[data-settle]");

if (settle) {
  let drawing = null; // whether words are marked or cleared, while the mouse is down
  let moved = false;
  const wordAt = (event) => event.target.closest?.(".word")?.querySelector("input");
  settle.addEventListener("pointerdown", (event) => {
    const word = wordAt(event);
    if (!word || event.pointerType !== "mouse" || event.button !== 0) return;
    drawing = { on: !word.checked, first: word };
    moved = false;
  });
  settle.addEventListener("pointerover", (event) => {
    const word = wordAt(event);
    if (!drawing || !word || word === drawing.first && !moved) return;
    moved = true;
    drawing.first.checked = drawing.on;
    word.checked = drawing.on;
  });
  addEventListener("pointerup", () => { drawing = null; });
  settle.addEventListener("click", (event) => {
    if (moved && wordAt(event)) event.preventDefault();
    moved = false;
  });
  for (const count of settle.querySelectorAll("[data-count]")) {
    const field = document.getElementById(count.dataset.count);
    const write = () => {
      const left = 400 - [...field.value].length;
      count.textContent = left < 0 ? `: ${-left} too many` : `: ${left} left`;
    };
    field.addEventListener("input", write);
    write();
  }
}
