// What Walk asks of a page whose text is twice as large: enlarged() wants no
// sideways scrolling of the page, no text outside the boxes that hold it, none that is cut off
// and none under another text, a picture or a control. One pass over the page
// gathers the lines of text and what else is seen; a table that scrolls by itself
// counts as far as it is in sight. It is evaluated in the block of walk.js.
const within = (a, b) => ({
  left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom),
});
const everywhere = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

// gather adds to lines what is written in el and below, to things the pictures and
// controls. bounds is where text may be, sight what of the page can be seen there.
const gather = (el, bounds, sight, lines, things) => {
  const style = getComputedStyle(el);
  if (!el.checkVisibility({ visibilityProperty: true }) || parseFloat(style.opacity) < 0.1) return;
  if (/inset\((50|100)%/.test(style.clipPath)) return;
  const frame = el.getBoundingClientRect();
  if (/^(svg|img|input|select|textarea)$/.test(el.localName)) {
    const seen = within(frame, sight);
    if (!words(el.textContent) || el.localName !== 'svg') things.push({ el, ...seen });
    if (el.localName !== 'svg') return;
  }
  if (/absolute|fixed/.test(style.position)) bounds = everywhere;
  if (!/^(inline|contents)$/.test(style.display) && !el.ownerSVGElement) {
    if (scrolls(el)) el.scrollLeft = 0; // what stays in sight lies on the rest
    if (scrolls(el) && el.scrollWidth > el.clientWidth + 1 && !(el.tabIndex >= 0 && named(el)) && !el.querySelector('a[href], button')) {
      report('text-size', el, 'with text at 200 % it scrolls sideways, and is no region with a name that takes the focus');
    }
    if (style.overflowX !== 'visible') sight = within(sight, frame);
    const { left, right, top, bottom } = frame;
    const cuts = /hidden|clip/.test(style.overflowY) ? { top, bottom } : {};
    bounds = scrolls(el) ? everywhere : within(bounds, { ...everywhere, ...cuts, left, right });
  }
  for (const node of el.childNodes) {
    if (node.nodeType === 1) gather(node, bounds, sight, lines, things);
    if (node.nodeType !== 3 || !words(node.data)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width > 1) lines.push({ el, node, bounds, sight, rect: r });
    }
  }
};

// middle is a line without the room above and below its letters.
const middle = ({ el, node, rect, sight }) => {
  const rest = rect.height / 4;
  return { el, node, ...within({ left: rect.left, right: rect.right, top: rect.top + rest, bottom: rect.bottom - rest }, sight) };
};

const clash = (a, b) => {
  const shared = within(a, b);
  return shared.right - shared.left > 2 && shared.bottom - shared.top > 2 && a.node !== b.node;
};

const enlarged = () => {
  const lines = [];
  const things = [];
  gather(document.body, everywhere, everywhere, lines, things);
  const why = wide();
  if (why) report('text-size', 'the page', `with text at 200 % ${why}`);
  const told = new Set();
  const tell = (el, detail) => {
    if (!told.has(el)) report('text-size', el, `with text at 200 % ${detail}`);
    told.add(el);
  };
  for (const { el, node, bounds, rect } of lines) {
    const most = Math.max(rect.right - bounds.right, bounds.left - rect.left, rect.bottom - bounds.bottom - rect.height / 4);
    if (most > 1) tell(el, `"${words(node.data).slice(0, 40)}" is ${most.toFixed(0)} px outside its box`);
  }
  const seen = [...lines.map(middle), ...things].filter((a) => a.right > a.left && a.bottom > a.top).sort((a, b) => a.top - b.top);
  for (let i = 0; i < seen.length; i++) {
    for (let j = i + 1; j < seen.length && seen[j].top < seen[i].bottom; j++) {
      const [a, b] = [seen[i], seen[j]];
      if (clash(a, b)) tell(a.node ? a.el : b.el, `it and ${place(a.node ? b.el : a.el)} lie on each other`);
    }
  }
};
