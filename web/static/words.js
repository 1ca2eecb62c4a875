/*
  What the scripts say, in the language of the page.

  English is the key. In another language the page has a text for each key, and
  for those with a number first one for each plural form. %s and %d are filled in, %[2]s
  with the second.
*/

export const tongue = document.documentElement.lang;

let page; // whose words these are
let words;

export function t(text, ...args) {
  const own = document.getElementById("words");
  if (!words || own !== page) words = JSON.parse((page = own)?.content.textContent ?? "{}");
  let said = words[text] ?? text;
  if (typeof said === "object") said = said[`=${args[0]}`] ?? said[new Intl.PluralRules(tongue).select(args[0])] ?? said.other;
  let at = 0;
  return said.replace(/%(?:\[(\d)\])?[sd]/g, (_, n) => args[(at = n ? +n : at + 1) - 1]);
}
