// What stands beside a story's text: its genres, its photos, the stories it belongs to, and who gets it.
import { $, $$, api, ask, el, say, tell } from './room.js';

// Names as one types, and one of them taken: by arrow keys and Enter, or with a pointer.
const ahead = (input, list, find, take, words = input => input.value.trim()) => {
  let found = [], chosen = 0, turn = 0;
  const at = i => {
    chosen = Math.max(0, Math.min(i, found.length - 1));
    [...list.children].forEach((li, n) => li.setAttribute('aria-selected', n === chosen));
    if (found.length > 0) input.setAttribute('aria-activedescendant', list.children[chosen].id); else input.removeAttribute('aria-activedescendant');
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  };
  const show = all => {
    found = all;
    list.hidden = all.length === 0;
    input.setAttribute('aria-expanded', all.length > 0);
    list.replaceChildren(...all.map((one, i) => el('li', { id: `${list.id}-${i}`, role: 'option', onmousedown: e => { e.preventDefault(); pick(i); } }, one.name, el('small', {}, one.under))));
    at(0);
  };
  const pick = i => { const one = found[i]; show([]); if (!one) return; take(one); };
  input.addEventListener('input', async () => {
    const mine = ++turn;
    if (words(input) === '') { show([]); return; }
    try { const all = await find(words(input)); if (mine === turn) show(all); } catch { /* the next letter asks again */ }
  });
  input.addEventListener('keydown', e => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); at(chosen + (e.key === 'ArrowDown' ? 1 : -1)); }
    if (e.key === 'Enter' && found.length > 0) { e.preventDefault(); pick(chosen); }
    if (e.key === 'Escape') show([]);
  });
  input.addEventListener('blur', () => show([]));
};
const stories = (more, id) => async words => (await api('GET', `search?limit=8${more}&q=${encodeURIComponent(words.split(/\s+/).map(w => /[\p{L}\p{N}]$/u.test(w) ? w + '*' : w).join(' '))}`)).items
  .filter(s => s.id !== id).map(s => ({ ...s, name: s.slugline ?? s.headline ?? '–', under: s.slugline ? s.headline ?? '' : '' }));

// Genres: of IPTC's and the house's own. What Dateline itself says by genre is said elsewhere.
export const genres = ({ value, put, mayWrite }) => {
  const [chips, choice] = [$('#genres'), $('#genre')];
  const names = Object.fromEntries([...choice.options].map(o => [o.value, o.textContent]));
  const shown = () => value().filter(g => !g.code.startsWith('dateline:'));
  const show = () => {
    chips.replaceChildren(...shown().map(g => el('li', {}, names[g.code] ?? g.name ?? g.code, mayWrite ? el('button', { type: 'button', 'aria-label': say('remove', names[g.code] ?? g.name ?? g.code), onclick: () => { if (choice.disabled) return; put(value().filter(o => o.code !== g.code)); show(); } }, '×') : null)));
    for (const option of choice.options) option.hidden = shown().some(g => g.code === option.value);
  };
  choice.addEventListener('change', () => {
    const code = choice.value;
    choice.value = '';
    if (!code || value().some(g => g.code === code)) return;
    put([...value(), { code, name: choice.querySelector(`option[value="${CSS.escape(code)}"]`).dataset.name }]);
    show();
  });
  show();
  return { show };
};

// Photos in their order, the first leads; each with its caption, credit and what it shows. One that is taken from the photos there are brings its own words along.
export const media = ({ id, value, put, mayWrite, locked, place, isPlaced }) => {
  const list = $('#photos');
  const seen = Object.fromEntries($$('li[data-reference]', list).map(li => [li.dataset.reference, $('.look', li)]));
  const facts = ['caption', 'credit', 'alt'];
  // What each photo says of itself, where the story says nothing else.
  const own = Object.fromEntries($$('li[data-reference]', list).map(li => [li.dataset.reference, Object.fromEntries(facts.filter(f => li.dataset[f]).map(f => [f, li.dataset[f]]))]));
  const of = p => p.guid ?? p.renditions?.[0]?.href ?? '';
  const change = next => { if (!locked()) put(next); };
  const move = (i, to) => { const all = [...value()]; [all[i], all[to]] = [all[to], all[i]]; change(all); show(); list.children[to].querySelector(to < i ? '[data-up]' : '[data-down]')?.focus(); };
  const row = (photo, i, all) => {
    const name = photo.headline ?? photo.caption ?? photo.alt ?? say('photo-n', i + 1);
    const look = seen[of(photo)] ?? el('p', { class: 'look muted' }, photo.headline ?? photo.caption ?? of(photo));
    const fields = facts.map(fact => {
      const field = `photo-${i}-${fact}`;
      const input = el('textarea', { id: field, rows: fact === 'credit' ? 1 : 2, value: photo[fact] ?? '', placeholder: own[of(photo)]?.[fact], readonly: !mayWrite });
      input.addEventListener('input', () => { const now = [...value()]; const { [fact]: _, ...rest } = now[i]; now[i] = input.value.trim() ? { ...rest, [fact]: input.value.trim() } : rest; change(now); });
      return el('div', { class: 'field' }, el('label', { for: field }, say('photo-' + fact)), input);
    });
    const buttons = mayWrite ? el('div', { class: 'line' },
      el('button', { type: 'button', 'data-up': true, disabled: i === 0, 'aria-label': say('photo-up', name), onclick: () => move(i, i - 1) }, '↑'),
      el('button', { type: 'button', 'data-down': true, disabled: i === all.length - 1, 'aria-label': say('photo-down', name), onclick: () => move(i, i + 1) }, '↓'),
      el('button', { type: 'button', class: 'grow', onclick: () => { if (locked()) return; if (isPlaced(of(photo))) tell(say('photo-placed')); else place(of(photo)); } }, say('photo-place'), el('span', { class: 'sr' }, ' ' + name)),
      el('button', { type: 'button', class: 'danger', 'aria-label': say('remove', name), onclick: () => { change(all.filter((_, n) => n !== i)); show(); } }, '×')) : null;
    return el('li', { 'data-reference': of(photo) }, look, ...fields, buttons);
  };
  const show = () => { const all = value(); list.replaceChildren(...all.map(row)); };
  show();
  if (mayWrite) ahead($('#photo'), $('#photo-list'), stories('&kind=picture', id), async one => { $('#photo').value = ''; try { add(await ask('GET', `/newsroom/photos/${one.id}`)); } catch (e) { tell(e.message); } });
  // A photo that was found or brought: it has its own words with it.
  const add = photo => {
    if (value().some(p => p.guid === photo.guid)) { tell(say('photo-there')); return; }
    const words = Object.fromEntries(['headline', ...facts].filter(f => photo[f]).map(f => [f, photo[f]]));
    seen[photo.guid] = el('div', { class: 'look' }, photo.off ? el('p', { class: 'h' }, say('picture-off')) : photo.file ? el('img', { src: photo.file, alt: photo.alt ?? photo.caption ?? '', width: photo.width, height: photo.height }) : el('p', { class: 'muted' }, say('no-file')));
    own[photo.guid] = words;
    change([...value(), { guid: photo.guid, ...words }]);
    show();
  };
  const nameOf = (p, i) => p.headline ?? p.caption ?? p.alt ?? say('photo-n', i + 1);
  return {
    show, add,
    all: () => value().map((p, i) => ({ ref: of(p), name: nameOf(p, i) })),
    // The photo of that reference with its own words, and a look of its own at it.
    find: ref => {
      const photo = value().find(p => of(p) === ref);
      return { photo: photo && { ...own[ref], ...photo }, look: photo && seen[ref]?.cloneNode(true) };
    },
  };
};

// Writers are people: those who work here by name, as one types; others are written out.
export const bylines = changed => {
  const input = $('#bylines');
  let all = null;
  const last = () => input.value.slice(input.value.lastIndexOf(';') + 1).trim();
  const find = async words => {
    if (input.readOnly || words.length < 2) return [];
    all ??= (await (await fetch('/newsroom/colleagues', { cache: 'no-store', redirect: 'error' })).json()).items;
    return all.filter(p => p.name !== words && plain(p.name).split(/\s+/).some((_, i, parts) => parts.slice(i).join(' ').startsWith(plain(words)))).slice(0, 6).map(p => ({ name: p.name, under: '' }));
  };
  ahead(input, $('#bylines-list'), find, one => { const before = input.value.slice(0, input.value.lastIndexOf(';') + 1); input.value = (before ? before + ' ' : '') + one.name; changed(); }, last);
};

// The dateline as the house writes it, from the place that is typed there, or the first place the story is about.
export const dateline = async ({ input, places, language, changed }) => {
  const typed = input.value.replace(/\s*\([^()]*\)\s*[–—-]?\s*$/, '').replace(/,?\s*(\d{1,2}(er)? \p{L}+\.?|\p{L}+\.? \d{1,2})\s*$/u, '').trim();
  const place = typed || places().split(';')[0].trim();
  if (!place) { tell(say('dateline-needs')); input.focus(); return; }
  // A place in capitals is written as it stands; the house's own hand is the server's.
  const answer = await (await fetch(`/newsroom/dateline?place=${encodeURIComponent(place)}&lang=${encodeURIComponent(language())}`, { cache: 'no-store', redirect: 'error' })).json();
  if (answer.dateline) { input.value = answer.dateline; changed(); input.focus(); }
};

const placesLike = async (words, id, language) => (await (await fetch(`/newsroom/places?q=${encodeURIComponent(words)}&lang=${encodeURIComponent(language)}&story=${id}`, { cache: 'no-store', redirect: 'error' })).json()).items;
const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
// What a story is about, by the names that others have been about.
export const placesField = ({ id, language, changed }) => {
  const input = $('#places');
  const names = () => input.value.split(';').map(name => name.trim());
  const find = async words => input.readOnly || words.length < 2 ? [] : (await placesLike(words, id, language())).filter(p => !names().some(n => n !== words && plain(n) === plain(p.name)) && p.name !== words).map(p => ({ ...p, under: p.country ?? '' }));
  ahead(input, $('#places-list'), find, one => { input.value = [...names().slice(0, -1), one.name].join('; '); changed(); }, () => names().at(-1));
};
// Places as one types, and the dateline of the one that is taken. A dateline that is there already is left alone.
export const placesAhead = ({ id, input, places, language, changed }) => {
  const find = async words => {
    if (input.readOnly || words.length < 2 || /[\d()]/.test(words)) return [];
    const known = (await placesLike(words, id, language())).map(p => ({ ...p, under: p.dateline }));
    // What the story itself is about need not have been in any other.
    const own = places().split(';').map(name => name.trim()).filter(name => name && plain(name).startsWith(plain(words)) && !known.some(p => plain(p.name) === plain(name)));
    return [...own.map(name => ({ name, under: '' })), ...known];
  };
  ahead(input, $('#dateline-list'), find, async one => {
    if (one.dateline) { input.value = one.dateline; changed(); return; }
    input.value = one.name;
    await dateline({ input, places, language, changed }).catch(e => tell(e.message));
  });
};

// What a story belongs to: links of its own, which are settled before it is sent.
export const related = ({ id, mayWrite }) => {
  if (!mayWrite) return;
  const again = () => { location.hash = 'pane-related'; location.reload(); };
  ahead($('#related-to'), $('#related-list'), stories('', id), async one => { try { await api('POST', `stories/${id}/links`, { kind: $('#related-kind').value, to: one.id }); again(); } catch (e) { tell(e.message); } });
  for (const button of $$('#links [data-unlink]')) button.addEventListener('click', async () => { try { await api('DELETE', `stories/${id}/links?kind=${encodeURIComponent(button.dataset.unlink)}&to=${encodeURIComponent(button.dataset.to)}`); again(); } catch (e) { tell(e.message); } });
};

// Who would get it if it went now, by name: asked when the pane is opened, for it may change with every product.
export const outputs = id => {
  const who = $('#who');
  const group = (title, names) => names.length > 0 ? el('li', {}, el('details', { open: names.length < 9 }, el('summary', {}, el('b', {}, title), ` ${names.length}`), el('p', { class: 'muted' }, names.join(', ')))) : null;
  return async () => {
    try {
      const legal = (await api('GET', `stories/${id}/actions`)).actions ?? [];
      const action = legal.filter(a => a.legal).map(a => a.action).find(a => ['publish', 'new-lead', 'writethru', 'correct'].includes(a)) ?? 'publish';
      const answer = await api('GET', `stories/${id}/audience?action=${action}`);
      const waits = answer.waiting.map(w => w.opens ? `${w.client} (${w.opensHere})` : w.client);
      const rows = answer.known ? [group(say('who-now'), answer.now), group(say('who-waiting'), waits), group(say('who-later'), answer.later)].filter(Boolean) : [];
      if (answer.known && rows.length === 0) rows.push(el('li', { class: 'muted' }, say('no-clients')));
      who.replaceChildren(...rows, el('li', {}, el('b', {}, say('site')), ' ', answer.site ? say('site-now') : say('site-not')));
    } catch (e) { who.replaceChildren(el('li', { class: 'why' }, e.message)); }
  };
};
