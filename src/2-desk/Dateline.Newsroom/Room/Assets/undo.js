// For a few seconds what was just sent can be taken back. It is a schedule: whatever becomes of this screen, the newsroom sends it at its time.
import { $, Refused, api, command, el, hour, now, say, tell, typing } from './room.js';

const key = 'dateline:undo';
const read = () => { try { return JSON.parse(sessionStorage.getItem(key) ?? '[]'); } catch { return []; } };
const keep = list => { try { sessionStorage.setItem(key, JSON.stringify(list)); } catch { /* it goes all the same */ } };
const drop = one => { keep(read().filter(o => o.id !== one.id)); boxes.get(one.id)?.remove(); boxes.delete(one.id); };
const boxes = new Map();
const place = el('div', { class: 'undos', role: 'status' });
document.body.append(place);

// Whether a story is on its way and can still be taken back.
export const isGoing = id => read().some(one => one.id === id);
export const undoable = (id, slug, until, version) => { keep([...read().filter(o => o.id !== id), { id, slug, until, version }]); show(); };

const show = () => {
  for (const one of read()) {
    if (boxes.has(one.id)) continue;
    const left = el('span', { class: 'left', 'aria-hidden': 'true' });
    const box = el('div', { class: 'undo' }, el('span', {}, say('undo-in', one.slug)), left, el('button', { type: 'button', onclick: () => take(one) }, say('undo')));
    boxes.set(one.id, box);
    place.append(box);
    count(one, box, left);
  }
};
const count = (one, box, left) => {
  const seconds = Math.ceil((Date.parse(one.until) - now()) / 1000);
  if (seconds > 0) { left.textContent = say('undo-left', seconds); setTimeout(() => { if (boxes.get(one.id) === box) count(one, box, left); }, 200); return; }
  box.replaceChildren(say('undo-going', one.slug));
  see(one);
};
// It is told as sent only when it is.
const see = async one => {
  try {
    const story = await api('GET', 'stories/' + one.id);
    if (!isGoing(one.id)) return;
    if (story.version > one.version) { over(one, true, say('undo-gone', one.slug)); return; }
    if (!story.scheduled.some(s => s.kind === 'send')) { over(one, false, say('undo-cant', one.slug)); return; }
  } catch (e) { if (!(e instanceof Refused)) tell(say('offline', hour())); }
  setTimeout(see, 500, one);
};
const over = (one, sent, text) => {
  drop(one);
  tell(text);
  document.dispatchEvent(new CustomEvent('undo-over', { detail: { id: one.id, sent } }));
};
const take = async one => {
  try {
    await api('POST', `stories/${one.id}/actions/cancel-schedule`);
    over(one, false, say('undo-taken', one.slug));
  } catch (e) {
    if (e.code === 'not-scheduled') over(one, true, say('undo-late', one.slug));
    else tell(e instanceof Refused ? e.message : say('offline', hour()));
  }
};

const newest = () => read().filter(one => Date.parse(one.until) > now()).at(-1);
command(say('do-undo'), () => { const one = newest(); if (one) take(one); }, () => newest() !== undefined);
addEventListener('keydown', e => {
  if (!(e.ctrlKey || e.metaKey) || e.shiftKey || e.altKey || e.key.toLowerCase() !== 'z' || typing(e.target)) return;
  const one = newest();
  if (one) { e.preventDefault(); take(one); }
});
show();
