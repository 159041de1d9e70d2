// Remarks on a story: on the words that are selected, or on the whole. They stand beside the text, and follow their words while it is edited.
import { $, Refused, api, askFor, el, hour, say, tell } from './room.js';

const initials = name => { const parts = name.split(' ').filter(Boolean); return ((parts[0]?.[0] ?? '?') + (parts.length > 1 ? parts.at(-1)[0] : '')).toUpperCase(); };
export const failed = e => tell(e instanceof Refused ? e.message : say('offline', hour()));

export const remarks = (id, { editor, mayWrite, open }) => {
  const [pane, tab] = [$('#remarks'), $('#tab-remarks')];
  let list = [], chosen = null, known = null;

  const text = el('textarea', { id: 'remark-text', rows: 2, maxlength: 2000 });
  const about = el('p', { class: 'about' });
  const form = el('form', { class: 'remark-form' }, about, el('div', { class: 'field' }, el('label', { for: 'remark-text' }, say('remark-new')), text), el('div', { class: 'line' }, el('button', { class: 'p' }, say('remark-add'))));
  const place = el('ol', { class: 'remarks' });
  if (mayWrite) pane.append(form);
  pane.append(place);

  const choose = () => {
    chosen = editor()?.quote() ?? null;
    about.replaceChildren(...(chosen ? [el('q', {}, chosen.quote)] : [el('span', { class: 'muted' }, say('remark-whole'))]));
  };
  // The words are taken when the writing of the remark begins: afterwards the selection is in the remark itself.
  text.addEventListener('focus', () => { if (!text.value) choose(); });
  form.addEventListener('submit', async e => {
    e.preventDefault();
    if (!text.value.trim()) { text.focus(); return; }
    try {
      await api('POST', `stories/${id}/remarks`, { text: text.value.trim(), ...chosen });
      text.value = '';
      chosen = null;
      about.replaceChildren();
      await load();
    } catch (problem) { failed(problem); }
  });
  const settle = async (remark, verb) => {
    try { await api('POST', `stories/${id}/remarks/${remark.id}/${verb}`); await load(); } catch (problem) { failed(problem); }
  };
  const row = (remark, found) => {
    const done = remark.resolvedAt !== undefined;
    // Who only reads has no editor to look in.
    const there = found?.has(remark.id) ?? true;
    return el('li', { 'data-id': remark.id, class: done ? 'settled' : '' },
      remark.quote ? el('button', { type: 'button', class: 'quote', disabled: !there || !found, onclick: () => editor()?.show(remark.id) }, el('q', {}, remark.quote)) : null,
      remark.quote && !there && !done ? el('p', { class: 'h' }, say('remark-lost')) : null,
      el('p', {}, remark.text),
      el('div', { class: 'line' },
        el('span', { class: 'muted' }, el('b', { title: remark.name ?? remark.by }, initials(remark.name ?? remark.by)), ' ', hour(Date.parse(remark.at)).slice(0, 5), done ? ' · ' + say('remark-done', remark.resolvedBy) : ''),
        mayWrite ? el('button', { type: 'button', onclick: () => settle(remark, done ? 'reopen' : 'resolve') }, say(done ? 'remark-reopen' : 'remark-resolve')) : null));
  };
  const show = () => {
    const waiting = list.filter(r => !r.resolvedAt), settled = list.filter(r => r.resolvedAt);
    const found = editor() ? new Set(editor().remarks(waiting.filter(r => r.quote))) : null;
    tab.textContent = waiting.length > 0 ? say('remarks-n', waiting.length) : say('remarks');
    const open = $('details', place)?.open ?? false;
    place.replaceChildren(
      ...waiting.map(r => row(r, found)),
      ...(list.length === 0 ? [el('li', { class: 'muted' }, say('remarks-none'))] : []),
      ...(settled.length > 0 ? [el('li', {}, el('details', { open }, el('summary', {}, say('remarks-settled', settled.length)), el('ol', {}, settled.map(r => row(r, found)))))] : []));
  };
  const load = async () => {
    try { list = (await api('GET', `stories/${id}/remarks`)).items; known = list.filter(r => !r.resolvedAt).length; show(); } catch { /* the next change asks again */ }
  };
  // A click on the marked words leads to what is said of them.
  $('#body').addEventListener('click', e => {
    const mark = e.target.closest('.remark');
    const there = mark && $(`[data-id="${CSS.escape(mark.dataset.remark)}"]`, place);
    if (there) { open(); there.scrollIntoView({ block: 'nearest' }); }
  });
  return { load, begin: () => { choose(); open(); text.focus(); }, hear: story => { if (story.openRemarks !== known) load(); } };
};

// Who must have looked at it before it goes.
export const checks = (id, mayWrite, mayClear) => {
  const box = $('#checks');
  const act = async (path, body) => { try { show(await api('POST', `stories/${id}/${path}`, body)); } catch (problem) { failed(problem); } };
  const input = isNeeded => el('input', { id: 'check-said', maxlength: 300, required: isNeeded });
  const flag = () => askFor(say('legal-flag'), say('legal-why'), input(false), note => act('legal', note ? { note } : {}));
  const clear = () => askFor(say('legal-clear'), say('legal-who'), input(true), clearedBy => act('legal/clear', { clearedBy }));
  const at = time => hour(Date.parse(time)).slice(0, 5);
  const show = story => {
    const { legal, secondReader: second } = story;
    const lines = [];
    if (legal?.open) lines.push(el('p', { class: 'k' }, el('b', {}, say('legal-open', legal.name ?? legal.by, at(legal.at))), legal.note ? ' ' + legal.note : ''), mayClear ? el('button', { type: 'button', 'data-check': 'clear', onclick: clear }, say('legal-clear')) : null);
    else {
      if (legal) lines.push(el('p', { class: legal.current ? 'o' : 'h' }, say('legal-cleared', legal.clearedBy, at(legal.clearedAt)), legal.current ? '' : ' ' + say('check-changed')));
      if (mayWrite) lines.push(el('button', { type: 'button', 'data-check': 'flag', onclick: flag }, say('legal-flag')));
    }
    if (second) lines.push(el('p', { class: second.current ? 'o' : 'h' }, el('b', {}, initials(second.name ?? second.by)), ' ', say('second-read', second.name ?? second.by, at(second.at)), second.current ? '' : ' ' + say('check-changed')));
    if (mayWrite && !second?.current) lines.push(el('button', { type: 'button', 'data-check': 'read', onclick: () => act('reading') }, say('second-sign')));
    // What has the focus keeps it.
    const focus = document.activeElement?.dataset?.check;
    box.replaceChildren($('legend', box), ...lines.filter(Boolean));
    if (focus) $(`[data-check=${focus}]`, box)?.focus();
  };
  return { show, flag };
};
