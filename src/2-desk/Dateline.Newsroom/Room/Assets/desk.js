// The desk: rows that come and go while somebody works on them. What is selected, or under the pointer, never moves.
import { $, $$, Refused, api, command, duplicate, el, fromTemplate, hour, newStory, part, say, tell, typing } from './room.js';
import { hearing } from './hearing.js';
import { bulk, filters } from './bulk.js';
import { openSheet, sheets } from './sheet.js';
import { renewAlarms } from './alerts.js';

const board = () => $('#board');
const narrow = matchMedia('(max-width:760px)');
const here = () => location.pathname + location.search;
let selected = null;

// Selection
const rows = () => $$('#board li[data-id]:not(.gone)').filter(li => li.offsetParent !== null);
const rowOf = id => $(`#board li[data-id="${id}"]`);
const select = (li, preview = true) => {
  if (!li) return;
  for (const other of $$('#board li.on')) other.classList.remove('on');
  li.classList.add('on');
  selected = li.dataset.id;
  const link = $('a', li);
  link.focus({ preventScroll: true });
  li.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (preview) show(selected);
};
let shown = 0;
const show = async id => {
  const turn = ++shown;
  try {
    const found = await part(`/newsroom/stories/${id}/preview`);
    if (turn === shown) $('#preview').replaceChildren(...found.body.childNodes);
  } catch { tell(say('offline', hour())); }
};
const move = by => {
  const all = rows();
  const at = all.findIndex(li => li.dataset.id === selected);
  select(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]);
};

document.addEventListener('click', e => {
  const fold = e.target.closest('.fold');
  if (fold) {
    const folded = fold.closest('.col').classList.toggle('folded');
    fold.setAttribute('aria-expanded', !folded);
    return;
  }
  if (e.target.closest('.more')) { loadMore(e.target.closest('.col')); return; }
  if (e.target.closest('.new')) { let_in(e.target.closest('.col')); return; }
  const link = e.target.closest('#board a.row');
  // Enter on a row is a click without a pointer: it opens.
  if (link && e.detail > 0 && !narrow.matches && !e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); select(link.parentElement); return; }
  const button = e.target.closest('[data-do]');
  if (button) act(button.dataset.do);
});
document.addEventListener('dblclick', e => { const link = e.target.closest('#board a.row'); if (link) location.href = link.href; });
document.addEventListener('focusin', e => {
  const li = e.target.closest?.('#board li[data-id]');
  if (li && li.dataset.id !== selected && e.target.matches(':focus-visible')) select(li);
});

addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
  if (e.key === 'j' || e.key === 'ArrowDown' && e.target.closest('#board')) { e.preventDefault(); move(1); }
  else if (e.key === 'k' || e.key === 'ArrowUp' && e.target.closest('#board')) { e.preventDefault(); move(-1); }
  else if (e.key === ' ' && e.target.closest('#board a')) { e.preventDefault(); $('#preview').focus(); }
  else if (e.key === 'Enter' && selected && e.target === document.body) location.href = '/newsroom/stories/' + selected;
  else if (e.key === '/') { e.preventDefault(); $('#filter').focus(); }
  else if (e.key === '?') { e.preventDefault(); $('#keys').showModal(); }
});

// What is done with a story
const changes = { fetch: ['move', { stage: 'working' }], ready: ['move', { stage: 'ready' }], working: ['move', { stage: 'working' }], spike: ['spike'], restore: ['restore'] };
const act = async name => {
  if (name === 'new') return newStory();
  if (name === 'template') return fromTemplate();
  if (name === 'palette' || !selected) return;
  if (sheets.includes(name)) return openSheet(selected, name, () => refresh());
  if (!changes[name]) return;
  const [verb, body] = changes[name];
  try {
    await api('POST', `stories/${selected}/${verb}`, body);
    tell(say('done-' + name));
    await refresh();
    show(selected);
  } catch (e) { tell(e instanceof Refused ? e.message : say('offline', hour())); }
};
command(say('do-new'), () => newStory());
command(say('do-template'), fromTemplate);
command(say('do-duplicate'), () => duplicate(selected), () => selected !== null && $('[data-do=new]') !== null);
for (const name of [...sheets, ...Object.keys(changes)]) command(say('do-' + name), () => act(name), () => selected !== null && $(`#preview [data-do=${name}]`) !== null);

// The filter, and what it leaves
const filter = el('label', { class: 'filter' }, el('span', { class: 'sr' }, say('filter')), el('input', { id: 'filter', type: 'search', placeholder: say('filter'), autocomplete: 'off' }));
$('.top .where').after(filter);
const marked = document.documentElement.dataset.write ? bulk({ current: () => selected, refresh: () => refresh() }) : () => {};
const sift = () => {
  const words = $('#filter').value.trim().toLowerCase().split(/\s+/).filter(w => w !== '' && w !== '-');
  const fits = text => words.every(w => w.startsWith('-') ? !text.includes(w.slice(1)) : text.includes(w));
  for (const li of $$('#board li[data-id]')) li.classList.toggle('gone', words.length > 0 && !fits(li.textContent.toLowerCase()));
  marked();
};
filters({ input: $('#filter'), apply: () => { sift(); if ($('#filter').value.trim()) loadAll(); } });
$('#filter').addEventListener('input', () => { sift(); if ($('#filter').value.trim()) loadAll(); });
$('#filter').addEventListener('keydown', e => {
  if (e.key === 'Escape') { e.target.value = ''; sift(); e.target.blur(); }
  if (e.key === 'Enter') { e.target.blur(); move(0); }
});

// Live: what changed is brought in row by row. New rows wait behind a pill while the column is scrolled, or a row in it is selected or pointed at;
// what this person sent there never does, however many messages it comes in.
const waiting = new Map();
const own = new Set();
document.addEventListener('own-act', e => own.add(e.detail.id));
const columnOf = code => $$('.col', board()).find(c => c.dataset.column === code);
const busy = column => $('.rows', column).scrollTop > 8 || column.matches(':hover') || $('li.on', column) !== null;
const let_in = column => {
  for (const li of waiting.get(column.dataset.column) ?? []) li.hidden = false;
  waiting.delete(column.dataset.column);
  pill(column);
  $('.rows', column).scrollTop = 0;
};
const pill = column => {
  const held = [...waiting.get(column.dataset.column) ?? []].filter(li => li.isConnected && li.closest('.col') === column);
  waiting.set(column.dataset.column, new Set(held));
  const button = $('.new', column);
  button.hidden = held.length === 0;
  button.textContent = held.length === 1 ? say('new-one') : say('new-many', held.length);
};
const place = li => li.dataset.place.split('.');
const older = (a, b) => {
  const [[x, one], [y, other]] = [place(a), place(b)];
  return x === y ? one < other : Number(x) < Number(y);
};
const put = (column, fresh) => {
  const calm = !busy(column);
  let li = rowOf(fresh.dataset.id);
  if (li && li.closest('.col') !== column) { li.remove(); li = null; }
  if (li) {
    if (li.dataset.key !== fresh.dataset.key) {
      const focused = li.contains(document.activeElement);
      li.replaceChildren(...fresh.childNodes);
      li.dataset.key = fresh.dataset.key;
      if (focused) $('a', li).focus({ preventScroll: true });
    }
    if (!calm || li.dataset.place === fresh.dataset.place) return;
    li.dataset.place = fresh.dataset.place;
  } else {
    li = document.adoptNode(fresh);
    if (!own.delete(li.dataset.id) && !calm) {
      li.hidden = true;
      waiting.set(column.dataset.column, (waiting.get(column.dataset.column) ?? new Set()).add(li));
    }
  }
  const after = [...$('ul', column).children].find(other => other !== li && older(other, li));
  // What is older than all that was asked for comes when that is.
  if (!after && $('.more', column)) li.remove(); else $('ul', column).insertBefore(li, after ?? null);
};
const count = (column, n) => { $('.n', column).textContent = n.textContent; };
const takeChanges = next => {
  const changes = [...$('#changes', next).children];
  if (changes.some(li => li.dataset.column && !columnOf(li.dataset.column))) return false;
  for (const fresh of changes) if (fresh.dataset.column) put(columnOf(fresh.dataset.column), fresh); else rowOf(fresh.dataset.id)?.remove();
  for (const n of $$('#counts .n', next)) { const column = columnOf(n.dataset.of); if (column) count(column, n); }
  board().dataset.state = $('#changes', next).dataset.state;
  return true;
};
const takeBoard = fresh => {
  const columns = new Map($$('.col', board()).map(c => [c.dataset.column, c]));
  for (const coming of $$('.col', fresh)) {
    const column = columns.get(coming.dataset.column);
    columns.delete(coming.dataset.column);
    if (!column) { $('#col-ready')?.before(document.adoptNode(coming)); continue; }
    const rows = $$('li', coming);
    const ids = new Set(rows.map(li => li.dataset.id));
    const more = $('.more', coming) !== null;
    for (const li of $$('li', column)) if (!ids.has(li.dataset.id) && (!more || !older(li, rows.at(-1)))) li.remove();
    for (const li of rows.reverse()) put(column, li);
    count(column, $('.n', coming));
  }
  for (const column of columns.values()) column.remove();
  board().dataset.state = fresh.dataset.state;
};

let running = false, again = false;
export const refresh = async (all = false) => {
  if (running) { again = true; return; }
  running = true;
  try {
    const url = new URL(here(), location.origin);
    url.searchParams.set('desk', board().dataset.desk);
    url.searchParams.set('part', all === true ? 'board' : 'changes');
    url.searchParams.set('since', board().dataset.state);
    const next = await part(url);
    if (!$('#alarms', next)) return;
    renewAlarms(next);
    $('.rail').replaceWith(document.adoptNode($('.rail', next)));
    if ($('#board', next)) takeBoard($('#board', next));
    else if (!takeChanges(next)) { running = false; return await refresh(true); }
    for (const column of $$('.col', board())) pill(column);
    if (selected && rowOf(selected)) rowOf(selected).classList.add('on');
    sift();
  } catch { tell(say('offline', hour())); }
  finally {
    running = false;
    if (again) { again = false; setTimeout(refresh, 200); }
  }
};

// Older rows come as they are scrolled to, and all of them when they are looked through.
const loadMore = async column => {
  const button = $('.more', column);
  if (!button || button.disabled) return false;
  button.disabled = true;
  try {
    const url = new URL(here(), location.origin);
    for (const [name, value] of Object.entries({ desk: board().dataset.desk, part: 'rows', column: column.dataset.column, after: $('ul', column).lastElementChild.dataset.place })) url.searchParams.set(name, value);
    const next = $('ul', await part(url));
    for (const li of [...next.children]) if (!rowOf(li.dataset.id)) $('ul', column).append(document.adoptNode(li));
    if (next.dataset.more === 'no') button.remove();
    // Looked at anew: it may have come into sight again before anybody saw that it had left.
    else { seen.unobserve(button); seen.observe(button); }
    sift();
    return true;
  } catch { tell(say('offline', hour())); return false; }
  finally { button.disabled = false; }
};
const loadAll = async () => { for (const column of $$('.col', board())) while (await loadMore(column)); };
const seen = new IntersectionObserver(entries => { for (const e of entries) if (e.isIntersecting) loadMore(e.target.closest('.col')); }, { root: null, rootMargin: '600px' });
for (const button of $$('#board .more')) seen.observe(button);

document.addEventListener('undo-over', e => { own.add(e.detail.id); refresh(); });
hearing(() => `/newsroom/events?desk=${encodeURIComponent(board().dataset.desk)}&since=${encodeURIComponent(board().dataset.state)}`, async e => {
  if (e.data === board().dataset.state) return;
  const open = selected;
  const key = open ? rowOf(open)?.dataset.key : null;
  await refresh();
  if (open && open === selected && key !== rowOf(open)?.dataset.key && !$('#sheet').open) show(open);
}, () => refresh());
