// The page's half of Walk: begin() stops all movement and lists the places that
// Tab has to reach, step() looks at the place that has the focus now, end() looks
// at each of them again without focus, checks the page as a whole and puts
// everything back. A finding is {Check, Target, Detail}.
// It is evaluated in a block of its own.
const words = (s) => (s || '').replace(/\s+/g, ' ').trim();
const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;
const sheet = (css) => {
  const s = new CSSStyleSheet();
  s.replaceSync(css);
  document.adoptedStyleSheets.push(s);
  return () => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter((x) => x !== s); };
};

// place names an element in a way that a person finds it again.
const place = (el) => {
  let s = el.localName;
  if (el.id) s += '#' + el.id;
  else if (el.classList.length) s += '.' + [...el.classList].join('.');
  if (el.name) s += `[name=${el.name}]`;
  const text = words(el.textContent || el.value).slice(0, 40);
  return text ? `${s} "${text}"` : s;
};

// unseen: there for screen readers alone, or covered by a design of its own.
const unseen = (el) => {
  const box = el.getBoundingClientRect();
  if (box.width <= 2 || box.height <= 2) return true;
  for (let e = el; e; e = e.parentElement) {
    const style = getComputedStyle(e);
    if (parseFloat(style.opacity) < 0.1 || /inset\((50|100)%/.test(style.clipPath)) return true;
    if (style.position === 'absolute' && /^rect\((0|1)px, (0|1)px/.test(style.clip)) return true;
  }
  return false;
};

const findings = [];
const report = (check, target, detail) => findings.push({
  Check: check, Target: typeof target === 'string' ? target : place(target), Detail: detail,
});

/* ---- focus ---- */

const stops = 'a[href], area[href], button, input:not([type=hidden]), select, textarea, ' +
  'details > summary:first-of-type, [tabindex], [contenteditable=""], [contenteditable=true]';
const group = (el) => (el.matches('input[type=radio][name]')
  ? [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(el.name)}"]`)].filter((r) => r.form === el.form)
  : [el]);
const order = []; // the first of each radio group, and every other stop, from the top
const left = new Set(); // those that Tab has not reached yet
const visited = new Map(); // element → how it looked with the focus

// look returns what may show the focus, as text: outline, shadow and border
// of the element, of its label, its neighbour and the boxes around it.
const look = (el) => {
  const near = [...(el.labels || []), el.nextElementSibling];
  if (!unseen(el)) near.push(el);
  for (let e = el.parentElement, n = 0; e && e !== document.body && n < 3; e = e.parentElement, n++) near.push(e);
  const rings = new Map();
  for (const e of near.filter((x) => x && !unseen(x))) {
    for (const part of [null, '::before', '::after']) {
      const s = getComputedStyle(e, part);
      const ring = { outline: '', shadow: '', border: '' };
      const clear = /rgba\(.*, 0\)|transparent/;
      if (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 && !clear.test(s.outlineColor)) {
        ring.outline = `${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor}`;
        ring.thin = s.outlineStyle !== 'auto' && parseFloat(s.outlineWidth) < 2;
      }
      if (s.boxShadow !== 'none') ring.shadow = s.boxShadow;
      for (const side of ['Top', 'Right', 'Bottom', 'Left']) {
        const width = s[`border${side}Width`];
        if (parseFloat(width) > 0) ring.border += `${width} ${s[`border${side}Style`]} ${s[`border${side}Color`]} `;
      }
      rings.set(`${near.indexOf(e)} ${part}`, ring);
    }
  }
  return rings;
};

const compare = (el, focused) => {
  const resting = look(el);
  let thin = false;
  for (const [key, ring] of focused) {
    const rest = resting.get(key) || { outline: '', shadow: '', border: '' };
    if ((ring.shadow && ring.shadow !== rest.shadow) || (ring.border && ring.border !== rest.border)) return;
    if (ring.outline && ring.outline !== rest.outline) {
      if (!ring.thin) return;
      thin = true;
    }
  }
  report('focus-visible', el, thin ? 'the focus ring is thinner than 2 px'
    : 'outline, shadow and border are the same with the focus as without');
};

// covered: no part of the focused element can be seen.
const covered = (el) => {
  const part = unseen(el) && el.labels && el.labels.length ? el.labels[0] : el;
  const box = part.getBoundingClientRect();
  const right = Math.min(box.right, innerWidth);
  const bottom = Math.min(box.bottom, innerHeight);
  const leftEdge = Math.max(box.left, 0);
  const top = Math.max(box.top, 0);
  if (right - leftEdge < 1 || bottom - top < 1) return 'it is outside the screen while it has the focus';
  for (const x of [0.5, 0.1, 0.9]) {
    for (const y of [0.5, 0.1, 0.9]) {
      const hit = document.elementFromPoint(leftEdge + (right - leftEdge) * x, top + (bottom - top) * y);
      if (hit && (part.contains(hit) || el.contains(hit) || (hit.contains(part) && !/fixed|sticky/.test(getComputedStyle(hit).position)))) return '';
    }
  }
  return 'it lies under something else while it has the focus';
};

const sizes = new Map(); // element → its box with the focus, for links that show only then

/* ---- the page as a whole ---- */

const textOf = (ids) => words((ids || '').split(/\s+/).map((id) => document.getElementById(id)?.textContent || '').join(' '));
const named = (box) => words(box.getAttribute('aria-label')) || textOf(box.getAttribute('aria-labelledby')) ||
  (box.localName === 'fieldset' && words([...box.children].find((c) => c.localName === 'legend')?.textContent));

const radios = () => {
  const done = new Set();
  for (const el of document.querySelectorAll('input[type=radio], [role=radio]')) {
    const box = el.closest('fieldset, [role=radiogroup], [role=group]');
    const key = box || group(el)[0];
    if (done.has(key) || !shown(el.closest('label') || el)) continue;
    done.add(key);
    if (!box) report('radio-group', el, 'it is in no fieldset with a legend and in no named radiogroup');
    else if (!named(box)) report('radio-group', box, 'the group has no name: give it a legend');
  }
};

const saying = /^(saved|saving|not saved|not yet saved|unsaved)\b[\s.…!:,–-]*(at\b.*|just now|yet|here|on this.*|\d.*)?$/i;
const saveStates = () => {
  for (const el of document.body.querySelectorAll('*')) {
    const own = words([...el.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join(' '));
    const marked = el.matches('[data-save], [data-save-state], .saved');
    if (!marked && !(saying.test(own) && own.length <= 60)) continue;
    if (el.closest('a, button, label, legend, option, th, h1, h2, h3, h4, h5, h6, script, style')) continue;
    if (!shown(el) || el.closest('[role=status], [role=alert], [role=log], output, [aria-live=polite], [aria-live=assertive]')) continue;
    report('save-state', el, 'a screen reader is not told: it needs role="status"');
  }
};

const box = (el) => {
  const boxes = [el, ...(el.matches('input') && el.labels ? el.labels : [])].map((e) => e.getBoundingClientRect());
  const width = Math.max(...boxes.map((b) => b.right)) - Math.min(...boxes.map((b) => b.left));
  const height = Math.max(...boxes.map((b) => b.bottom)) - Math.min(...boxes.map((b) => b.top));
  return { width, height };
};
const inText = (el) => getComputedStyle(el).display === 'inline' && el.matches('a, [role=link], button') &&
  words(el.parentElement.textContent).length > words(el.textContent).length;

const targets = () => {
  for (const el of document.querySelectorAll(stops)) {
    // A region that scrolls takes the focus, but is no target.
    if (el.matches('[tabindex]:not(a, button, input, select, textarea, summary, [role])')) continue;
    if (el.matches('[role=region], [role=group], main, h1, h2, h3') || el.tabIndex < 0) continue;
    if (!shown(el) || el.matches(':disabled') || inText(el)) continue;
    const b = sizes.get(el) || box(el);
    if (b.width < 23.9 || b.height < 23.9) {
      report('target-size', el, `${b.width.toFixed(0)} × ${b.height.toFixed(0)} px, and 24 × 24 is the least`);
    }
  }
};

const scrolls = (el) => /auto|scroll/.test(getComputedStyle(el).overflowX);
const scrolled = (el) => el.parentElement !== document.body && (scrolls(el.parentElement) || scrolled(el.parentElement));

const wide = () => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return '';
  const worst = [...document.body.querySelectorAll('*')].filter(shown)
    .find((el) => el.getBoundingClientRect().right + scrollX > root.clientWidth + 1 && !scrolled(el));
  return `the page is ${root.scrollWidth} px wide on a screen of ${root.clientWidth}` + (worst ? `, because of ${place(worst)}` : '');
};

// cut finds text that an element with hidden overflow cuts off.
const cut = (el, style) => {
  const hides = (v) => v === 'hidden' || v === 'clip';
  const frame = el.getBoundingClientRect();
  const walker = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!words(node.data) || !shown(node.parentElement) || unseen(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (hides(style.overflowX) && (r.right > frame.right + 1 || r.left < frame.left - 1)) return words(node.data);
      if (hides(style.overflowY) && r.bottom > frame.bottom + 1) return words(node.data);
    }
  }
  return '';
};

const spacing = () => {
  const before = wide();
  const undo = sheet('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; ' +
    'word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
  if (!before && wide()) report('text-spacing', 'the page', `with text spacing ${wide()}`);
  for (const el of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(el);
    if (!/hidden|clip/.test(style.overflowX + style.overflowY) || el.closest('svg, select, input, textarea')) continue;
    if (!shown(el) || unseen(el)) continue;
    const lost = cut(el, style);
    if (lost) report('text-spacing', el, `with text spacing it cuts off "${lost.slice(0, 40)}"`);
  }
  undo();
};

const head = () => {
  const heads = [...document.querySelectorAll('h1')].filter((h) => shown(h) && words(h.textContent));
  if (heads.length !== 1) report('h1', 'the page', `it has ${heads.length} h1 headings that can be seen, not one`);
  if (!words(document.title)) report('title', 'the page', 'it has no title');
  if (!/^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(document.documentElement.lang)) report('lang', 'the page', 'html has no lang');
};

let unfreeze = () => {};
let steps = 0;
let last = null;
let stayed = 0;

globalThis.discernWalk = {
  begin: () => {
    unfreeze = sheet('*, ::before, ::after { transition: none !important; animation: none !important; scroll-behavior: auto !important }');
    const modal = document.querySelector(':modal') || document;
    for (const el of modal.querySelectorAll(stops)) {
      if (el.tabIndex < 0 || el.matches(':disabled') || el.closest('[inert]') || !shown(el)) continue;
      left.add(group(el)[0]);
    }
    order.push(...left);
    // Tab starts at the top: the focus goes to the body, and is lost at once.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.blur();
    document.body.removeAttribute('tabindex');
    return left.size;
  },

  // step returns whether the walk is over.
  step: () => {
    const el = document.activeElement;
    steps++;
    if (!el || el === document.body || el === document.documentElement) {
      const rest = last ? order.slice(order.indexOf(group(last)[0]) + 1) : order;
      if (!rest.some((later) => left.has(later))) return true;
      report('focus-lost', last || 'the page', 'after it Tab leads nowhere, though there is more to reach');
      for (const later of rest) left.delete(later);
      return true;
    }
    stayed = el === last ? stayed + 1 : 0;
    if (stayed > 8) { // a date field has several stops of its own
      report('focus-trap', el, 'Tab does not lead out of it');
      left.clear();
      return true;
    }
    last = el;
    left.delete(group(el)[0]);
    if (visited.has(el)) return left.size === 0 || steps > 500 || (stayed === 0 && el === visited.keys().next().value);
    visited.set(el, look(el));
    sizes.set(el, box(el));
    const why = covered(el);
    if (why) report('focus-covered', el, why);
    return false;
  },

  end: () => {
    if (document.activeElement) document.activeElement.blur();
    for (const [el, focused] of visited) if (el.isConnected) compare(el, focused);
    for (const el of left) report('keyboard', el, 'Tab does not reach it');
    scrollTo(0, 0);
    for (const el of document.querySelectorAll('main *')) if (el.scrollLeft) el.scrollLeft = 0;
    radios();
    saveStates();
    targets();
    const why = wide();
    if (why) report('reflow', 'the page', why);
    spacing();
    head();
    return findings;
  },

  enlarged: () => {
    findings.length = 0;
    enlarged();
    unfreeze();
    delete globalThis.discernWalk;
    return findings;
  },
};
