// A front is arranged: by drag and drop, by the buttons of a row, or by keys (Alt with an arrow moves a row, Delete takes it off). Nothing is on the site before it is saved.
import { $, $$, el, say, tell, typing } from './room.js';
import './place.js';

const form = $('#front'), slots = $('#slots'), pool = $('#pool');
const most = Number(slots.dataset.most);
const rows = () => [...slots.children];
const named = row => $('b', row).textContent;

// What was, so that a move can be taken back before anything is saved
const before = [];
const keep = () => { before.push(rows()); if (before.length > 50) before.shift(); };
const back = () => {
  const was = before.pop();
  if (!was) return false;
  slots.replaceChildren(...was);
  changed();
  tell(say('front-back'));
  return true;
};

const changed = () => {
  $('#slots-none').hidden = rows().length > 0;
  const placed = new Set(rows().map(r => r.dataset.story));
  for (const choice of pool.children) $('button', choice).disabled = placed.has(choice.dataset.story);
  rows().forEach((row, i) => { $('[data-move="-1"]', row).disabled = i === 0; $('[data-move="1"]', row).disabled = i === rows().length - 1; });
  look();
};

// The frame shows what is typed, a moment after the last change.
let soon;
const look = () => { clearTimeout(soon); const button = $('#look'); if (button && document.body.dataset.ready) soon = setTimeout(() => form.requestSubmit(button), 400); };

const button = (move, sign, words) => el('button', { type: 'button', 'data-move': move, title: words }, el('span', { 'aria-hidden': 'true' }, sign), el('span', { class: 'sr' }, words));
const row = (story, headline, told, out) => el('li', { draggable: 'true', 'data-story': story },
  el('input', { type: 'hidden', name: 'Slot', value: story }), el('span', { class: 'grip', 'aria-hidden': 'true' }, '⠿'),
  el('span', { class: 'grow' }, el('b', { class: story === 'auto' ? 'auto' : null }, headline), ' ', told ? el('span', { class: 'muted' + (out ? '' : ' h') }, told) : null),
  el('label', { class: 'until' + (story === 'auto' ? ' away' : '') }, el('span', {}, say('front-until')), ' ', el('input', { type: 'datetime-local', name: 'Until' })),
  el('span', { class: 'moves' }, button('-1', '↑', say('front-up')), button('1', '↓', say('front-down')), button('off', '×', say('front-off'))));

const put = (choice, place) => {
  if (rows().some(r => r.dataset.story === choice.dataset.story)) { tell(say('front-there')); return; }
  if (rows().length >= most) { tell(say('front-full', most)); return; }
  keep();
  const coming = row(choice.dataset.story, choice.dataset.headline, choice.dataset.told, choice.dataset.out);
  slots.insertBefore(coming, place ?? null);
  changed();
  tell(say('front-at', choice.dataset.headline, rows().indexOf(coming) + 1));
};
const auto = () => {
  if (rows().length >= most) { tell(say('front-full', most)); return; }
  keep();
  slots.append(row('auto', say('front-auto')));
  changed();
};

const move = (moved, by, focus) => {
  const to = rows().indexOf(moved) + by;
  if (to < 0 || to >= rows().length) return;
  keep();
  slots.insertBefore(moved, by < 0 ? rows()[to] : rows()[to].nextElementSibling);
  changed();
  if (focus.disabled) $('[data-move="off"]', moved).focus(); else focus.focus();
  tell(say('front-at', named(moved), to + 1));
};
const off = gone => {
  keep();
  const next = gone.nextElementSibling ?? gone.previousElementSibling;
  gone.remove();
  changed();
  (next ? $('[data-move=off]', next) : $('#find')).focus();
  tell(say('front-gone', named(gone)));
};

slots.addEventListener('click', e => {
  const asked = e.target.closest('[data-move]');
  if (!asked) return;
  const moved = asked.closest('li');
  if (asked.dataset.move === 'off') off(moved); else move(moved, Number(asked.dataset.move), asked);
});
slots.addEventListener('keydown', e => {
  const moved = e.target.closest('li');
  if (!moved || typing(e.target)) return;
  if (e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) { e.preventDefault(); move(moved, e.key === 'ArrowUp' ? -1 : 1, e.target); }
  if (e.key === 'Delete') { e.preventDefault(); off(moved); }
});
document.addEventListener('click', e => {
  const asked = e.target.closest('[data-do]')?.dataset.do;
  if (asked === 'put') put(e.target.closest('li'));
  if (asked === 'auto') auto();
});

// What is dragged, and where it would go: before the row whose upper half is under the pointer.
let dragged = null;
const placeAt = y => rows().find(r => r !== dragged && y < r.getBoundingClientRect().top + r.getBoundingClientRect().height / 2) ?? null;
for (const list of [slots, pool]) {
  list.addEventListener('dragstart', e => {
    dragged = e.target.closest('li');
    if (!dragged) return;
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', dragged.dataset.story);
    dragged.classList.add('dragged');
  });
  list.addEventListener('dragend', () => { dragged?.classList.remove('dragged'); for (const r of $$('.before,.over')) r.classList.remove('before', 'over'); dragged = null; });
}
const over = e => {
  if (!dragged) return;
  e.preventDefault();
  const place = placeAt(e.clientY);
  for (const r of rows()) r.classList.toggle('before', r === place);
  slots.classList.toggle('over', place === null);
};
const drop = e => {
  if (!dragged) return;
  e.preventDefault();
  const place = placeAt(e.clientY);
  if (dragged.parentElement === pool) put(dragged, place);
  else if (dragged.nextElementSibling !== place) { keep(); slots.insertBefore(dragged, place); changed(); tell(say('front-at', named(dragged), rows().indexOf(dragged) + 1)); }
};
for (const target of [slots, $('#slots-none')]) { target.addEventListener('dragover', over); target.addEventListener('drop', drop); }

$('#find').addEventListener('input', e => {
  const words = e.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const choice of pool.children) choice.hidden = !words.every(w => choice.textContent.toLowerCase().includes(w));
});
$('#find').addEventListener('keydown', e => { if (e.key === 'Enter') { e.preventDefault(); const first = [...pool.children].find(c => !c.hidden); if (first) put(first); } });
form.addEventListener('input', e => { if (e.target.id !== 'find') look(); });

// What was moved here last comes back; when nothing was, what was saved last does.
addEventListener('keydown', e => {
  if (!(e.ctrlKey || e.metaKey) || e.shiftKey || e.key.toLowerCase() !== 'z' || typing(e.target)) return;
  if (back()) { e.preventDefault(); return; }
  const undo = $('#undo');
  if (undo) { e.preventDefault(); undo.requestSubmit(); }
});
const label = () => { $('#save').textContent = say($('#from').value ? 'front-save-later' : 'front-save'); };
$('#from').addEventListener('input', label);
label();
changed();
