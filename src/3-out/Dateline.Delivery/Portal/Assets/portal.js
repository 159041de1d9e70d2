// The portal without a reload: new copy appears, a story that is killed goes, the text is copied. Every page says the same without it.
(() => {
  'use strict';
  const policy = window.trustedTypes ? trustedTypes.createPolicy('portal', { createHTML: s => s }) : { createHTML: s => s };
  const $ = (selector, root = document) => root.querySelector(selector);
  const say = text => { const said = $('#said'); if (said && text) said.textContent = text; };

  // The clock of an embargo.
  const skew = Date.parse(document.body.dataset.now) - Date.now();
  const tick = () => {
    for (const time of document.querySelectorAll('time[data-until]')) {
      const left = Math.max(0, Math.ceil((Date.parse(time.dateTime) - Date.now() - skew) / 1000));
      const two = n => String(n).padStart(2, '0');
      const days = Math.floor(left / 86400);
      time.textContent = (days ? document.body.dataset.days.replace('{0}', days) + ' ' : '') + two(Math.floor(left / 3600) % 24) + ':' + two(Math.floor(left / 60) % 60) + ':' + two(left % 60);
    }
  };
  if ($('time[data-until]')) setInterval(tick, 1000);

  // The page asks for itself again and takes over what has changed, without a jump: the focus stays, and what is being selected is left alone.
  let asking = false, again = false;
  const look = async () => {
    if (asking) { again = true; return; }
    asking = true;
    try {
      const answer = await fetch(location.href, { cache: 'no-store', redirect: 'manual' });
      if (answer.type === 'opaqueredirect') { location.reload(); return; }
      take(new DOMParser().parseFromString(policy.createHTML(await answer.text()), 'text/html'));
    } catch { /* the page stays as it was; the next look may succeed */ }
    asking = false;
    if (again) { again = false; look(); }
  };
  const take = next => {
    const bars = $('#bars', next);
    if (bars && bars.innerHTML !== $('#bars').innerHTML) $('#bars').replaceWith(document.adoptNode(bars));
    const [here, there] = [$('#live'), $('#live', next)];
    if (!there || (here && here.tagName === 'OL')) return takeRows(here, there, next);
    if (!here || here.dataset.key === there.dataset.key) return;
    // A newer version, or a withdrawal: what is withdrawn leaves the screen at once.
    $('main').replaceWith(document.adoptNode($('main', next)));
    document.title = next.title;
    say($('h1').textContent);
    enhance();
  };
  const takeRows = (here, there, next) => {
    if (!here || !there) return;
    const known = new Set([...here.children].map(li => li.dataset.key));
    const at = here.contains(document.activeElement) ? document.activeElement.closest('li').dataset.key : null;
    const top = [...here.children].find(li => li.getBoundingClientRect().bottom > 0);
    const before = top && { key: top.dataset.key, y: top.getBoundingClientRect().top };
    const fresh = [...there.children].filter(li => !known.has(li.dataset.key));
    for (const li of fresh) li.classList.add('fresh');
    here.replaceWith(document.adoptNode(there));
    const none = $('.none');
    if (none && there.children.length) none.remove();
    const find = key => [...there.children].find(li => li.dataset.key === key);
    if (at && find(at)) $('a', find(at)).focus({ preventScroll: true });
    // Whoever has scrolled keeps their place.
    if (before && scrollY > 40 && find(before.key)) scrollBy(0, find(before.key).getBoundingClientRect().top - before.y);
    if (fresh.length) say($('.sl', fresh[0]).textContent + ': ' + $('.hl', fresh[0]).textContent);
  };
  if (document.body.dataset.live !== undefined && window.EventSource) {
    const events = new EventSource('/clients/events');
    events.addEventListener('open', () => { document.body.classList.add('is-live'); });
    events.addEventListener('error', () => { document.body.classList.remove('is-live'); });
    events.addEventListener('changed', look);
    let missed = false;
    events.addEventListener('error', () => { missed = true; });
    events.addEventListener('open', () => { if (missed) { missed = false; look(); } });
  }

  // Copying: the server writes down who has it, then the text goes to the clipboard.
  const enhance = () => {
    for (const form of document.querySelectorAll('form[data-copy]')) form.addEventListener('submit', async event => {
      if (!navigator.clipboard) return;
      event.preventDefault();
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' });
      if (!answer.ok) { location.reload(); return; }
      const text = await answer.text();
      try { await navigator.clipboard.writeText(text); say(form.dataset.copy); const button = $('button', form), words = button.textContent; button.textContent = '✓ ' + form.dataset.copy; setTimeout(() => { button.textContent = words; }, 4000); }
      catch { form.submit(); }
    });
  };
  enhance();

  addEventListener('keydown', event => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    event.preventDefault();
    $('#q')?.focus();
  });
})();
