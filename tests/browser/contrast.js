// Measures the contrast of texts, given as CSS selectors, and answers with a line
// for each that has too little or that cannot be measured. What may lie behind a
// text is every colour of its gradients and every colour under them.
(selectors) => {
  const parse = (colour) => {
    const parts = colour.match(/^rgba?\(([^)]*)\)$/);
    if (!parts) return null;
    const [r, g, b, a = 1] = parts[1].split(/[\s,/]+/).map(Number);
    return { r, g, b, a };
  };
  const over = (top, under) => ({
    r: top.r * top.a + under.r * (1 - top.a),
    g: top.g * top.a + under.g * (1 - top.a),
    b: top.b * top.a + under.b * (1 - top.a),
    a: 1,
  });
  const light = ({ r, g, b }) => {
    const part = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ratio = (a, b) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  // behind lists the opaque colours that may lie behind an element's text; null
  // if there is something that is no colour.
  const behind = (el) => {
    if (!el) return [{ r: 255, g: 255, b: 255, a: 1 }];
    const style = getComputedStyle(el);
    const fill = parse(style.backgroundColor);
    if (!fill || Number(style.opacity) < 1 || style.filter !== 'none') return null;
    let list = fill.a === 1 ? [fill] : behind(el.parentElement);
    if (!list) return null;
    list = list.map((under) => over(fill, under));
    if (style.backgroundImage === 'none') return list;
    if (/url\(|image/.test(style.backgroundImage.replaceAll('linear-gradient', ''))) return null;
    const shades = style.backgroundImage.match(/rgba?\([^)]*\)/g).map(parse);
    return list.flatMap((under) => [under, ...shades.map((shade) => over(shade, under))]);
  };

  return selectors.flatMap((selector) => {
    const el = document.querySelector(selector);
    if (!el) return [`contrast of ${selector}: there is no such element`];
    const style = getComputedStyle(el);
    const ink = parse(style.color);
    const list = behind(el);
    if (!ink || !list) return [`contrast of ${selector}: it cannot be measured`];
    const size = parseFloat(style.fontSize);
    const need = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const least = Math.min(...list.map((under) => ratio(over(ink, under), under)));
    return least >= need ? [] : [`contrast of ${selector} is ${least.toFixed(2)}, want ${need}`];
  });
}
