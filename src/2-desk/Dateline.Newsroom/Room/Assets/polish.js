// Find and replace, and what the house style would have otherwise. Nothing is changed that nobody took.
import { $, api, el, many, say, tell } from './room.js';
import { failed } from './remarks.js';

export const finder = ({ editor, place }) => {
  const input = (id, label) => el('input', { id, autocomplete: 'off', spellcheck: 'false', 'aria-label': label, placeholder: label });
  const [find, other] = [input('find-text', say('find')), input('find-other', say('find-other'))];
  const [sameCase, whole] = ['find-case', 'find-whole'].map(id => el('input', { type: 'checkbox', id }));
  const count = el('span', { class: 'muted', role: 'status' });
  const what = () => ({ text: find.value, sameCase: sameCase.checked, whole: whole.checked });
  const tally = ({ count: n, current }) => { count.textContent = find.value === '' ? '' : n === 0 ? say('find-none') : say('find-at', current + 1, n); };
  const look = () => tally(editor().find(what()));
  const step = by => tally(editor().step(by));
  const put = all => {
    const done = editor().replace(other.value, all);
    look();
    if (all) tell(say('find-done', done));
  };
  const close = () => { box.hidden = true; editor()?.find({ text: '' }); editor()?.focus(); };
  const button = (label, run, more = {}) => el('button', { type: 'button', onclick: run, ...more }, label);
  const box = el('search', { class: 'finder', hidden: true, 'aria-label': say('find') },
    el('div', { class: 'line' }, find, count, button('↑', () => step(-1), { 'aria-label': say('find-back') }), button('↓', () => step(1), { 'aria-label': say('find-next') }), el('label', { class: 'check' }, sameCase, say('find-case')), el('label', { class: 'check' }, whole, say('find-whole'))),
    el('div', { class: 'line' }, other, button(say('find-put'), () => put(false)), button(say('find-put-all'), () => put(true)), button('×', close, { 'aria-label': say('find-close') })));
  place.after(box);
  for (const field of [find, sameCase, whole]) field.addEventListener('input', look);
  box.addEventListener('keydown', e => {
    if (e.key === 'Escape') { e.preventDefault(); close(); }
    else if (e.key === 'Enter' && e.target === find) { e.preventDefault(); step(e.shiftKey ? -1 : 1); }
    else if (e.key === 'Enter' && e.target === other) { e.preventDefault(); put(false); }
  });
  return () => {
    // While another has the story there is nothing to replace.
    if (!editor() || place.hidden) return;
    const chosen = editor().quote()?.quote;
    if (chosen && !chosen.includes('\n')) find.value = chosen;
    box.hidden = false;
    find.focus();
    find.select();
    look();
  };
};

export const style = ({ editor, headline, language, changed, mine }) => {
  const [pane, tab] = [$('#style'), $('#tab-style')];
  let list = [], turn = 0;
  const visible = text => text.replaceAll('\u00a0', '⍽').replace(/^ +| +$|(?<= ) | (?= )/g, m => '·'.repeat(m.length));
  const shown = s => {
    const text = s.text < 0 ? headline.value : editor().blocks()[s.text] ?? '';
    return [text.slice(Math.max(0, s.at - 24), s.at), el('del', {}, visible(s.quote) || ' '), el('ins', {}, visible(s.with)), text.slice(s.at + s.quote.length, s.at + s.quote.length + 24)];
  };
  const take = taken => {
    if (!mine()) return;
    const inText = taken.filter(s => s.text >= 0);
    if (inText.length > 0 && !editor().mend(inText.map(s => ({ block: s.text, ...s })))) { look(); return; }
    for (const s of taken.filter(o => o.text < 0).sort((a, b) => b.at - a.at)) headline.value = headline.value.slice(0, s.at) + s.with + headline.value.slice(s.at + s.quote.length);
    changed();
    look();
  };
  const show = () => {
    tab.textContent = list.length > 0 ? say('style-n', list.length) : say('style');
    if (list.length === 0) { pane.replaceChildren(el('p', { class: 'muted' }, say('style-none'))); return; }
    const rules = Map.groupBy(list, s => s.rule);
    pane.replaceChildren(el('div', { class: 'line' }, el('button', { type: 'button', class: 'p', onclick: () => take(list) }, many('style-all', list.length))),
      ...[...rules].map(([rule, ones]) => el('section', { 'data-rule': rule },
        el('div', { class: 'line' }, el('h2', {}, say('style-' + rule)), ones.length > 1 ? el('button', { type: 'button', onclick: () => take(ones) }, many('style-all', ones.length)) : null),
        el('ul', {}, ones.map(s => el('li', {}, el('button', { type: 'button', class: 'quote', title: say('style-show'), onclick: () => s.text >= 0 ? editor().point({ block: s.text, ...s }) : headline.focus() }, el('span', { class: 'tx diff' }, shown(s))), el('button', { type: 'button', onclick: () => take([s]) }, say('take'), el('span', { class: 'sr' }, ' ' + say('style-take', s.quote, s.with)))))))));
  };
  const look = async () => {
    if (!editor()) return;
    const mine = ++turn;
    try {
      const found = await api('POST', 'style/check', { language: language() || 'en', headline: headline.value, texts: editor().blocks() });
      if (mine !== turn) return;
      list = found.items;
      show();
    } catch (e) { failed(e); }
  };
  return { look };
};
