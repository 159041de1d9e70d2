// A screen beside the desks: what it shows is kept live, and what somebody is typing stays.
import { $, $$, command, hour, now, part, say, tell, typing } from './room.js';
import { hearing } from './hearing.js';
import { isNewAround, renewAlarms } from './alerts.js';

// Whoever types into a row, or has something in it that was not sent, keeps it.
const isBusy = node => node.contains(document.activeElement) && document.activeElement.matches('input,textarea,select')
  || $$('input:not([type=hidden]),textarea', node).some(i => i.value !== i.defaultValue);

// A row that is gone while somebody types into it stays to be read, and can't be sent any more.
const drop = old => {
  if (!isBusy(old)) { old.remove(); return; }
  if (old.dataset.gone) return;
  old.dataset.gone = 'yes';
  old.classList.add('gone-over');
  for (const button of $$('button', old)) button.disabled = true;
  tell(say('row-over'));
};

const renew = (old, coming) => {
  if (old.dataset.key === coming.dataset.key) return old;
  if (isBusy(old)) {
    const lists = $$('[data-live]', old);
    for (const list of lists) {
      const next = $(`[data-live="${list.dataset.live}"]`, coming);
      if (next) merge(list, next);
    }
    const [head, newer] = [$('[data-part]', old), $('[data-part]', coming)];
    if (head && newer) head.replaceWith(document.adoptNode(newer));
    if (lists.length > 0) old.dataset.key = coming.dataset.key;
    return old;
  }
  const [unfolded, focused] = [$$('details', old).map(d => d.open), old.contains(document.activeElement)];
  const stays = document.adoptNode(coming);
  $$('details', stays).forEach((d, i) => { d.open = unfolded[i] ?? d.open; });
  old.replaceWith(stays);
  if (focused) $('a,button,summary', stays)?.focus({ preventScroll: true });
  return stays;
};

// What is typed into is never moved: a node that is moved loses the cursor.
const merge = (list, fresh) => {
  const before = new Map([...list.children].map(child => [child.dataset.id, child]));
  const coming = [...fresh.children];
  const wanted = new Set(coming.map(child => child.dataset.id));
  for (const [id, old] of before) if (!wanted.has(id)) drop(old);
  let place = null;
  for (const child of coming) {
    const old = before.get(child.dataset.id);
    const stays = old ? renew(old, child) : document.adoptNode(child);
    const after = place === null ? list.firstElementChild : place.nextElementSibling;
    if (after !== stays && !(old && isBusy(stays))) list.insertBefore(stays, after);
    place = stays;
  }
};

const take = next => {
  const main = $('#main', next);
  if (!main) return;
  renewAlarms(next);
  for (const list of $$('#main [data-live]').filter(l => !l.parentElement.closest('#main [data-live]'))) {
    const fresh = $(`[data-live="${list.dataset.live}"]`, main);
    if (fresh) merge(list, fresh);
  }
  for (const old of $$('#main [data-note]')) {
    const fresh = $(`[data-note="${old.dataset.note}"]`, main);
    if (fresh && fresh.textContent !== old.textContent) old.replaceWith(document.adoptNode(fresh));
  }
  $('#main').dataset.state = main.dataset.state;
  age();
};

let running = false, again = false;
const refresh = async () => {
  if (running) { again = true; return; }
  running = true;
  let next = null;
  try { next = await part(location.pathname + location.search); } catch { tell(say('offline', hour())); }
  running = false;
  if (next) take(next);
  if (again) { again = false; setTimeout(refresh, 200); }
};

// How long something has been open.
const age = () => { for (const t of $$('time[data-since]')) t.textContent = say('minutes', Math.max(0, Math.floor((now() - Date.parse(t.dateTime)) / 60000))); };
setInterval(age, 10000);

if ($('#main [data-live],#main [data-note]')) {
  hearing(() => '/newsroom/events?since=' + encodeURIComponent($('#main').dataset.state), e => { if (e.data !== $('#main').dataset.state) refresh(); }, () => refresh());
  // What runs is looked at often; how far deliveries and wires are is no event of the desks.
  setInterval(() => { if ($('#main [data-running=yes]')) refresh(); }, 1500);
  setInterval(() => { if (document.visibilityState === 'visible') refresh(); }, 15000);
} else if ($('#main')?.dataset.state) {
  // A screen that stands still has the bars over it all the same, and sounds with them.
  isNewAround($('#main').dataset.state);
  hearing(() => '/newsroom/events?since=' + encodeURIComponent($('#main').dataset.state), e => { if (isNewAround(e.data)) refresh(); }, () => refresh());
}

// Keys only move and look.
const rows = () => $$('#main [data-row]');
addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
  if (e.key === 'j' || e.key === 'k') {
    const all = rows();
    if (all.length === 0) return;
    e.preventDefault();
    const at = all.indexOf(document.activeElement);
    all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + (e.key === 'j' ? 1 : -1)))].focus();
  } else if (e.key === '/') { const filter = $('#main input[type=search]'); if (filter) { e.preventDefault(); filter.focus(); } }
  else if (e.key === '?') { e.preventDefault(); $('#keys').showModal(); }
});
document.addEventListener('click', e => { if (e.target.closest('[data-do=print]')) print(); });
document.addEventListener('click', async e => {
  const text = document.getElementById(e.target.closest('[data-copy]')?.dataset.copy);
  if (!text) return;
  // Where a browser lets no page write to the clipboard, the text stands there chosen.
  try { await navigator.clipboard.writeText(text.value); tell(say('copied')); } catch { text.closest('details').open = true; text.focus(); text.select(); }
});
for (const link of $$('.rail a')) command(link.textContent.trim(), () => { location.href = link.href; });
document.body.dataset.ready = 'yes';
