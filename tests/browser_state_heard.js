// Runs before each page: keeps what its live regions say, and where the focus was
// lost. A page put in place of another speaks by the focus on its heading, so that
// nothing of it counts as said.
(() => {
  const live = '[role=status], [role=alert], [aria-live]';
  const words = (el) => el.textContent.replace(/\s+/g, ' ').trim();
  const known = new WeakMap(); // region → what it said last
  const heard = globalThis.discernHeard = { said: [], mute: [], had: null, shown: false };

  new MutationObserver((changes) => {
    const fresh = new Set();
    const touched = new Set();
    let page = false;
    for (const { target, addedNodes } of changes) {
      const at = target.nodeType === 1 ? target : target.parentElement;
      if (at?.closest(live)) touched.add(at.closest(live));
      for (const node of addedNodes) {
        if (node.nodeType !== 1) continue;
        if (node.matches('h1') || node.querySelector('h1')) page = true;
        for (const region of [node, ...node.querySelectorAll('*')].filter((el) => el.matches(live))) {
          if (!known.has(region)) fresh.add(region);
          touched.add(region);
        }
      }
    }
    for (const region of touched) {
      if (!region.isConnected) continue;
      const text = words(region);
      const before = known.get(region);
      known.set(region, text);
      if (page || !text || (before === undefined && document.readyState === 'loading')) continue;
      heard.said.push(text);
      // What comes into the page together with its words is not read out by all.
      if (fresh.has(region) && !region.matches('[role=alert]')) heard.mute.push(text);
      if (before === text) heard.mute.push(`again: ${text}`);
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });

  document.addEventListener('focusin', (event) => { heard.had = event.target; });

  document.addEventListener('shown', () => { heard.shown = true; }); // the quiz's script has begun

  // Long waits are not to end while a state is looked at.
  const timeout = AbortSignal.timeout;
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms * 20);
})();
