(() => {
  'use strict';
  const live = document.querySelector('.live');
  if (!live?.dataset.stream) return;
  const policy = window.trustedTypes ? trustedTypes.createPolicy('live', { createHTML: text => text }) : { createHTML: text => text };
  const [button, status, list] = [live.querySelector('.fresh button'), live.querySelector('[role=status]'), live.querySelector('ol:not(.kept)')];
  let waiting = [], asking = false, again = false;

  // What the page says now. New entries wait for the reader; what was changed or taken back changes where it stands.
  const look = async () => {
    if (asking) { again = true; return; }
    asking = true;
    try {
      const answer = await fetch(location.pathname, { cache: 'no-cache' });
      if (answer.status === 404 || answer.status === 410) { location.reload(); return; }
      if (answer.ok) take(new DOMParser().parseFromString(policy.createHTML(await answer.text()), 'text/html'));
      status.textContent = '';
    } catch { status.textContent = live.dataset.gone; }
    finally { asking = false; if (again) { again = false; look(); } }
  };

  const take = page => {
    const next = [...page.querySelectorAll('.entry')], ids = new Set(next.map(e => e.id));
    for (const old of live.querySelectorAll('.entry')) if (!ids.has(old.id)) old.remove();
    for (const [now, then] of [['.fixes', '.fixes'], ['.updated', '.updated']]) {
      const [here, there] = [document.querySelector(now), page.querySelector(then)];
      if (here && there && here.textContent !== there.textContent) here.replaceWith(document.adoptNode(there));
    }
    waiting = [];
    for (const entry of next) {
      const here = document.getElementById(entry.id);
      if (!here) waiting.push(entry);
      else if (here.innerHTML !== entry.innerHTML) here.replaceWith(document.adoptNode(entry));
    }
    button.hidden = waiting.length === 0;
    button.textContent = waiting.length === 1 ? live.dataset.one : live.dataset.new.replace('{0}', waiting.length);
    if (!page.querySelector('.live')?.dataset.stream) source?.close();
  };

  button.onclick = () => {
    const first = waiting[0];
    live.querySelector('.none')?.remove();
    list.prepend(...waiting.map(e => document.adoptNode(e)));
    waiting = [];
    button.hidden = true;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    live.scrollIntoView({ block: 'start' });
  };

  let source = null;
  const listen = () => {
    source = new EventSource(live.dataset.stream);
    source.addEventListener('changed', look);
    source.addEventListener('gone', () => location.reload());
  };
  try { listen(); } catch { /* the page asks by itself */ }
  // Where nothing can be heard (a proxy in between, too many listeners), the page asks now and then while it is looked at.
  setInterval(() => { if (!document.hidden && source?.readyState !== EventSource.OPEN) look(); }, 20000);
  document.addEventListener('visibilitychange', () => { if (!document.hidden && source?.readyState === EventSource.CLOSED) { listen(); look(); } });
})();
