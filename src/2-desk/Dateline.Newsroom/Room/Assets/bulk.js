// Several rows at once: marked with x or with Shift and a click, then moved, sent to another desk, marked for a colleague or spiked. Each story is asked for by itself, so one that refuses keeps no other back.
import { $, $$, Refused, api, askFor, codeOf, command, el, hour, say, tell, typing } from './room.js';

const chosen = new Set();
const rowOf = id => $(`#board li[data-id="${CSS.escape(id)}"]`);
const visible = () => $$('#board li[data-id]:not(.gone)').filter(li => li.offsetParent !== null);
let last = null;

// Which desk it goes to, of those in the rail of a page of the desk; for whom it is meant.
export const askDesk = (page, act) => {
  const desks = $$('.rail a[href*="desk="]:not([href*="view="])', page).map(a => [new URL(a.href, location.href).searchParams.get('desk'), $('.name', a).textContent]);
  const input = el('select', { id: 'bulk-to', required: true }, desks.map(([desk, name]) => el('option', { value: desk }, name)));
  askFor(say('bulk-desk'), say('bulk-which'), input, desk => act('move', { desk }, 'POST'));
};
export const askPerson = async act => {
  try {
    const people = (await (await fetch('/newsroom/colleagues', { cache: 'no-store', redirect: 'error' })).json()).items;
    const input = el('select', { id: 'bulk-who' }, el('option', { value: '' }, say('bulk-nobody')), people.map(p => el('option', { value: p.who }, p.name)));
    askFor(say('bulk-mark'), say('bulk-whom'), input, who => act('mark', who ? { for: who } : {}, 'PUT'));
  } catch { tell(say('offline', hour())); }
};

export const bulk = ({ current, refresh }) => {
  const count = el('b', { role: 'status' });
  const button = (label, run, more = {}) => el('button', { type: 'button', onclick: run, ...more }, label);
  const bar = el('div', { class: 'bulk', role: 'toolbar', 'aria-label': say('bulk') }, count,
    button(say('bulk-working'), () => each('move', { stage: 'working' })), button(say('bulk-ready'), () => each('move', { stage: 'ready' })),
    button(say('bulk-desk'), () => toDesk()), button(say('bulk-mark'), () => forSomebody()), button(say('bulk-spike'), () => each('spike')), button(say('bulk-clear'), () => clear()));
  const frame = el('section', { 'aria-label': say('bulk'), hidden: true }, bar);
  document.body.append(frame);

  // Rows come anew while they are chosen: what is chosen is known by the story, and shown on whatever row it has.
  const show = () => {
    for (const id of chosen) if (!rowOf(id)) chosen.delete(id);
    for (const li of $$('#board li[data-id]')) {
      li.classList.toggle('chosen', chosen.has(li.dataset.id));
      const link = $('a.row', li);
      if (chosen.has(li.dataset.id)) link.setAttribute('aria-description', say('bulk-chosen')); else link.removeAttribute('aria-description');
    }
    frame.hidden = chosen.size === 0;
    count.textContent = say('bulk-n', chosen.size);
  };
  const toggle = id => { if (!id) return; if (!chosen.delete(id)) chosen.add(id); last = id; show(); };
  const upTo = id => {
    const ids = visible().map(li => li.dataset.id);
    const [a, b] = [ids.indexOf(last ?? current() ?? id), ids.indexOf(id)].sort((x, y) => x - y);
    for (const one of ids.slice(Math.max(0, a), b + 1)) chosen.add(one);
    last = id;
    show();
  };
  const clear = () => { chosen.clear(); last = null; show(); };

  const each = async (verb, body, method = 'POST', ids = chosen) => {
    const refused = [];
    let done = 0;
    for (const id of [...ids]) {
      try { await api(method, `stories/${id}/${verb}`, body); chosen.delete(id); done++; }
      catch (e) {
        if (!(e instanceof Refused)) { tell(say('offline', hour())); break; }
        refused.push(`${$('.sl', rowOf(id))?.textContent ?? ''}: ${e.message}`);
      }
    }
    // What was refused stays chosen, and is told by name.
    tell(say('bulk-done', done) + (refused.length > 0 ? ' ' + say('bulk-refused', refused.length) + ' ' + refused[0] : ''));
    await refresh();
    show();
  };
  const toDesk = ids => askDesk(document, (verb, body, method) => each(verb, body, method, ids));
  const forSomebody = ids => askPerson((verb, body, method) => each(verb, body, method, ids));

  document.addEventListener('click', e => {
    const link = e.target.closest('#board a.row');
    if (!link || !e.shiftKey || e.detail === 0) return;
    e.preventDefault();
    getSelection().removeAllRanges();
    upTo(link.parentElement.dataset.id);
  });
  addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
    if (e.key === 'x') { e.preventDefault(); toggle(current()); }
    if (e.key === 'X') { e.preventDefault(); if (current()) upTo(current()); }
    if (e.key === 'Escape' && chosen.size > 0 && !$('dialog[open]')) clear();
  });
  const any = () => chosen.size > 0;
  command(say('do-bulk-ready'), () => each('move', { stage: 'ready' }), any, 0);
  command(say('do-bulk-desk'), () => toDesk(), any, 0);
  command(say('do-bulk-mark'), () => forSomebody(), any, 0);
  command(say('do-bulk-spike'), () => each('spike'), any, 0);
  // The one that is looked at, where none is chosen.
  const one = () => chosen.size === 0 && current() !== null;
  command(say('do-to-desk'), () => toDesk([current()]), one);
  command(say('do-mark'), () => forSomebody([current()]), one);
  return show;
};

// Filters that one keeps.
export const filters = ({ input, apply }) => {
  const menu = el('div', { class: 'menu' });
  const box = el('details', { class: 'who saved' }, el('summary', { class: 'button' }, say('filters')), menu);
  const use = text => { box.open = false; input.value = text; apply(); input.focus(); };
  const known = new Set();
  const load = async () => {
    try {
      const { items } = await api('GET', 'filters');
      menu.replaceChildren(
        ...items.map(f => el('div', { class: 'line' }, el('button', { type: 'button', class: 'grow', onclick: () => use(f.text) }, f.name), el('button', { type: 'button', 'aria-label': say('remove', f.name), onclick: () => change('DELETE', f.code) }, '×'))),
        ...(items.length === 0 ? [el('p', { class: 'muted' }, say('filters-none'))] : []),
        el('button', { type: 'button', onclick: keep }, say('filter-keep')));
      for (const f of items) if (!known.has(f.code)) { known.add(f.code); command(say('do-filter', f.name), () => use(f.text)); }
    } catch (e) { if (!(e instanceof Refused)) tell(say('offline', hour())); }
  };
  const change = async (method, code, body) => {
    try { await api(method, 'filters/' + code, body); await load(); } catch (e) { tell(e instanceof Refused ? e.message : say('offline', hour())); }
  };
  const keep = async () => {
    const text = input.value.trim();
    if (!text) { tell(say('filter-first')); box.open = false; input.focus(); return; }
    const code = codeOf(text) || 'filter';
    await change('PUT', code, { name: text, text });
    tell(say('filter-kept', text));
  };
  input.closest('label').after(box);
  load();
};
