(() => {
  'use strict';
  const read = (key, otherwise) => { try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; } };
  const write = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } };
  const find = selector => document.querySelector(selector);
  const kept = () => read('saved', []).filter(s => typeof s.path === 'string' && s.path.startsWith('/') && !s.path.startsWith('//') && typeof s.title === 'string');
  const footer = () => { const link = find('.kept'); if (link) link.hidden = kept().length === 0; };

  const tools = find('.reader');
  if (tools) {
    const sizes = ['', 'text-l', 'text-xl'];
    const size = n => {
      document.documentElement.classList.remove(...sizes.filter(Boolean));
      if (sizes[n]) document.documentElement.classList.add(sizes[n]);
      tools.querySelector('.small').disabled = n === 0;
      tools.querySelector('.large').disabled = n === sizes.length - 1;
      return n;
    };
    let now = size(Math.min(Math.max(read('text-size', 0) | 0, 0), 2));
    const change = by => { now = size(Math.min(Math.max(now + by, 0), 2)); write('text-size', now); };
    tools.querySelector('.small').onclick = () => change(-1);
    tools.querySelector('.large').onclick = () => change(1);

    const status = tools.querySelector('[role=status]');
    const url = find('link[rel=canonical]').href, title = find('h1').textContent;
    tools.querySelector('.share').onclick = async () => {
      try {
        if (navigator.share) await navigator.share({ title, url });
        else { await navigator.clipboard.writeText(url); status.textContent = tools.dataset.copied; }
      } catch (failed) {
        // The reader thought better of it; or nothing here may share or copy, and the address is there to be copied by hand.
        if (failed.name !== 'AbortError') status.textContent = url;
      }
    };

    const save = tools.querySelector('.save'), path = location.pathname;
    const show = () => save.setAttribute('aria-pressed', kept().some(s => s.path === path));
    save.onclick = () => {
      const others = kept().filter(s => s.path !== path), isNew = others.length === kept().length;
      if (!write('saved', isNew ? [{ path, title }, ...others].slice(0, 200) : others)) return;
      status.textContent = isNew ? tools.dataset.saved : '';
      show();
      footer();
    };
    show();
    tools.hidden = false;
  }

  for (const box of document.querySelectorAll('.embed')) {
    const offer = box.querySelector('div');
    offer.querySelector('button').onclick = () => {
      const frame = document.createElement('iframe');
      frame.title = box.querySelector('a').textContent;
      frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
      frame.sandbox = 'allow-popups allow-popups-to-escape-sandbox allow-presentation allow-same-origin allow-scripts';
      frame.referrerPolicy = 'strict-origin-when-cross-origin';
      frame.src = box.dataset.frame;
      offer.replaceWith(frame);
      frame.focus();
    };
    offer.hidden = false;
  }

  for (const place of document.querySelectorAll('.third')) {
    const box = place.querySelector('div'), offer = [...box.childNodes], stop = place.querySelector('.stop'), host = place.dataset.host;
    const agreed = () => read('ads', []).filter(h => typeof h === 'string');
    const show = () => {
      const frame = document.createElement('iframe');
      frame.title = place.getAttribute('aria-label');
      frame.sandbox = 'allow-popups allow-popups-to-escape-sandbox allow-scripts';
      frame.referrerPolicy = 'no-referrer';
      frame.loading = 'lazy';
      frame.src = place.dataset.frame;
      box.replaceChildren(frame);
      stop.hidden = false;
    };
    box.querySelector('button').onclick = () => { write('ads', [...agreed(), host]); show(); };
    stop.onclick = () => { write('ads', agreed().filter(h => h !== host)); box.replaceChildren(...offer); stop.hidden = true; };
    if (agreed().includes(host)) show();
  }

  const list = find('#kept');
  if (list) {
    const draw = () => {
      list.replaceChildren(...kept().map(story => {
        const item = document.createElement('li'), heading = document.createElement('h2'), link = document.createElement('a'), remove = document.createElement('button');
        link.href = story.path;
        link.textContent = story.title;
        remove.type = 'button';
        remove.textContent = list.dataset.remove;
        remove.setAttribute('aria-label', list.dataset.remove + ': ' + story.title);
        remove.onclick = () => { write('saved', kept().filter(s => s.path !== story.path)); draw(); };
        heading.append(link);
        item.append(heading, remove);
        return item;
      }));
      find('#none').hidden = list.children.length > 0;
      footer();
    };
    draw();
  }
  footer();
})();
