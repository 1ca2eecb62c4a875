/*
  What the scripts say, in the language of the page.

  English is the key. In another language the page has a text for each key, and
  for those with a number first one for each plural form. %s and %d are filled in.
*/

export const tongue = document.documentElement.lang;

const words = JSON.parse(document.getElementById("words")?.content.textContent ?? "{}");

export function t(text, ...args) {
  let said = words[text] ?? text;
  if (typeof said === "object") said = said[`=${args[0]}`] ?? said[new Intl.PluralRules(tongue).select(args[0])] ?? said.other;
  return said.replace(/%[sd]/g, () => args.shift());
}
