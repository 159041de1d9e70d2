(() => {
  const offset = Date.parse(document.body.dataset.now) - Date.now();
  const days = document.body.dataset.days;
  const two = n => String(n).padStart(2, '0');
  const left = seconds => {
    const d = Math.floor(seconds / 86400), h = Math.floor(seconds / 3600) % 24, m = Math.floor(seconds / 60) % 60;
    return (d > 0 ? days.replace('{0}', d) + ' ' : '') + two(h) + ':' + two(m) + ':' + two(seconds % 60);
  };
  const tick = () => document.querySelectorAll('time[data-until]').forEach(t => {
    const seconds = Math.max(0, Math.ceil((Date.parse(t.dateTime) - Date.now() - offset) / 1000));
    t.textContent = left(seconds);
  });
  setInterval(tick, 1000);
  const policy = window.trustedTypes ? trustedTypes.createPolicy('staff', { createHTML: s => s }) : { createHTML: s => s };
  const busy = () => document.hidden || document.querySelector('#now').contains(document.activeElement) || !getSelection().isCollapsed;
  const look = async () => {
    if (busy()) return;
    try {
      const answer = await fetch(location.href, { cache: 'no-store', redirect: 'error' });
      if (!answer.ok || busy()) return;
      const next = new DOMParser().parseFromString(policy.createHTML(await answer.text()), 'text/html');
      const [before, after] = [document.querySelector('#now'), next.querySelector('#now')];
      if (after && before.dataset.state !== after.dataset.state) before.replaceWith(document.adoptNode(after));
      document.querySelector('#clock').textContent = next.querySelector('#clock').textContent;
    } catch { /* the page stays as it was; the next look may succeed */ }
  };
  if (document.querySelector('#now')) setInterval(look, 2000);
})();
