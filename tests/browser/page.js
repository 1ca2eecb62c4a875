// What the Go side asks a page: it evaluates this file in a block of its own, with
// a call of one of ask's functions at its end, so that nothing stays behind in the
// page. A function that may have to wait answers {Value} or, while there is none,
// {Why}.
const words = (s) => (s || '').replace(/\s+/g, ' ').trim();
const pressable = 'a[href], button, summary, label, select, [role=button], [role=link], [role=tab], ' +
  '[role=menuitem], [role=switch], input[type=submit], input[type=button], input[type=reset]';

// seen: laid out and not hidden. An element may be seen and yet be covered.
const seen = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;

const names = (el) => [el.getAttribute('aria-label'), el.innerText, el.textContent,
  el.matches('input') ? el.value : ''].map(words);

const selected = (css) => {
  try { return [...document.querySelectorAll(css)]; } catch { return []; }
};

// resolve finds what a person means: an exact label or text first, then a
// selector, then a text that occurs within exactly one label.
const resolve = (target) => {
  const all = [...document.querySelectorAll(pressable)].filter(seen);
  const wanted = words(target);
  const exact = all.find((el) => names(el).includes(wanted));
  if (exact) return exact;
  const bySelector = selected(target);
  if (bySelector.length) return bySelector.find(seen) || bySelector[0];
  const within = all.filter((el) => names(el).some((n) => n.includes(wanted)));
  return within.length === 1 ? within[0] : null;
};

const describe = (el) => {
  let s = el.localName;
  if (el.id) s += '#' + el.id;
  else if (el.classList.length) s += '.' + [...el.classList].join('.');
  const label = el.labels && el.labels.length ? el.labels[0].textContent : '';
  const name = words(el.getAttribute('aria-label') || label || el.textContent || el.value || '');
  return name && el !== document.body ? `${s} ${JSON.stringify(name.slice(0, 60))}` : s;
};

// middle gives the point in the middle of the element, or says what covers it.
const middle = (el) => {
  el.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const box = [...el.getClientRects()].find((r) => r.width > 0 && r.height > 0);
  if (!box) return { Why: `${describe(el)} has no size` };
  const x = box.left + box.width / 2;
  const y = box.top + box.height / 2;
  const hit = document.elementFromPoint(x, y);
  if (!hit) return { Why: `${describe(el)} is outside the screen` };
  const label = hit.closest('label');
  if (el.contains(hit) || (label && label.control === el)) return { Value: { x, y } };
  return { Why: `${describe(el)} is covered by ${describe(hit)}` };
};

const ask = {
  text: (css) => {
    const el = document.querySelector(css);
    return el ? { Value: el.innerText.trim() } : { Why: 'there is no such element' };
  },

  visible: (css) => {
    const all = [...document.querySelectorAll(css)];
    if (all.some(seen)) return { Value: true };
    return { Why: all.length ? 'it is hidden' : 'there is no such element' };
  },

  focused: () => describe(document.activeElement || document.body),

  point: (target) => {
    const el = resolve(target);
    if (!el) return { Why: 'there is nothing of that name, or more than one thing' };
    if (el.matches(':disabled')) return { Why: `${describe(el)} is disabled` };
    const at = middle(el);
    // A control may be hidden behind a label of the page's own design.
    if (at.Why && el.labels && el.labels.length) return middle(el.labels[0]);
    return at;
  },

  // edit focuses a field and selects what it holds; fields without a caret
  // are filled here, with the events that a person's choice would cause.
  edit: (target, text) => {
    const named = resolve(target);
    const el = named && named.localName === 'label' ? named.control : named;
    if (!el) return { Why: 'there is no such field' };
    if (el.matches(':disabled, :read-only:not(select, [type=range], [type=color])')) {
      return { Why: `${describe(el)} cannot be filled in` };
    }
    el.focus();
    const picked = el.localName === 'select' &&
      [...el.options].find((o) => o.value === text || words(o.text) === words(text));
    if (el.localName === 'select' && !picked) return { Why: `${describe(el)} has no option ${text}` };
    if (picked || /^(date|time|month|week|datetime-local|range|color)$/.test(el.type)) {
      el.value = picked ? picked.value : text;
      el.dispatchEvent(new Event('input', { bubbles: true }));
      el.dispatchEvent(new Event('change', { bubbles: true }));
      return { Value: 'done' };
    }
    if (el.select) el.select();
    else getSelection().selectAllChildren(el);
    return { Value: 'type' };
  },
};
