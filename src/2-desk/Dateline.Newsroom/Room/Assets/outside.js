// Showing a draft to somebody outside: one link for one person, shown once; who has one, how often it was opened, and its end.
import { $, $$, Refused, api, command, el, hour, moment, now, say, tell } from './room.js';
import { nameOf, openedOf } from './sheet.js';

const lives = [1, 24, 72, 168];
// What the story is, and why nobody outside is shown it then.
const shut = { killed: 'killed', onHold: 'on-hold', unpublished: 'unpublished', spiked: 'spiked' };
const at = time => moment(Date.parse(time));
const failed = e => e instanceof Refused ? e.message : say('offline', hour());

export const outside = ({ id, safe }) => {
  const sheet = $('#sheet');
  let list, made, typed = {};

  const over = link => link.closed === 'revoked' ? say('outside-over-revoked', at(link.revoked), link.revokedBy ?? '–') : link.closed === 'expired' ? say('outside-over-expired', at(link.until)) : say('outside-over-' + link.closed, link.byName ?? link.by);
  const row = link => {
    const ended = link.closed === 'revoked' || link.closed === 'expired';
    return el('li', { 'data-link': link.id, class: link.closed ? 'over' : '' },
      el('div', { class: 'grow' }, el('p', {}, el('b', {}, link.name), link.organisation ? ` (${link.organisation})` : '', link.reach ? el('span', { class: 'muted' }, ' · ' + link.reach) : null),
        el('p', { class: 'muted' }, [say('outside-made', link.byName ?? link.by, at(link.made)), ended ? null : say('outside-ends', at(link.until)), openedOf(link)].filter(Boolean).join(' · ')),
        link.closed ? el('p', { class: ended ? 'muted' : 'h' }, over(link)) : null),
      ended ? null : el('button', { type: 'button', class: 'danger', 'aria-label': say('outside-revoke-of', nameOf(link)), onclick: e => revoke(link, e.currentTarget) }, say('outside-revoke')));
  };
  const show = links => list.replaceChildren(el('h3', { id: 'outside-list' }, say('outside-list')),
    links.length === 0 ? el('p', { class: 'muted' }, say('outside-none')) : el('ul', { class: 'links', 'aria-labelledby': 'outside-list' }, links.map(row)));
  const load = async () => show((await api('GET', `stories/${id}/draft-links`)).items);
  const revoke = async (link, button) => {
    button.disabled = true;
    try {
      await api('DELETE', `stories/${id}/draft-links/${link.id}`);
      if (made.dataset.of === link.id) made.replaceChildren();
      $('#outside-said').textContent = say('outside-revoked', nameOf(link));
      await load();
      $('#outside-said').focus();
    } catch (e) { button.disabled = false; $('#outside-said').textContent = failed(e); }
  };

  const field = (name, label, most, hint) => {
    const input = el('input', { id: 'o-' + name, maxlength: most, autocomplete: 'off', value: typed[name] ?? '', 'aria-describedby': hint ? `o-${name}-how` : null });
    input.addEventListener('input', () => { typed[name] = input.value; forgive(input); });
    return el('div', { class: 'field' }, el('label', { for: input.id }, label), input, hint ? el('p', { class: 'hint', id: `o-${name}-how` }, hint) : null);
  };
  const forgive = input => { input.closest('.field').classList.remove('wrong'); $('.why', input.closest('.field'))?.remove(); input.removeAttribute('aria-invalid'); };
  const refuse = (input, why) => {
    forgive(input);
    const note = el('p', { class: 'why', id: input.id + '-why' }, why);
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', note.id);
    input.closest('.field').classList.add('wrong');
    input.after(note);
    input.focus();
  };
  const give = link => {
    const input = el('input', { id: 'o-url', readonly: true, value: link.url, onfocus: e => e.target.select() });
    const button = el('button', { type: 'button', class: 'p', onclick: async () => { try { await navigator.clipboard.writeText(link.url); } catch { input.select(); document.execCommand('copy'); } button.textContent = say('outside-copied'); } }, say('outside-copy'));
    made.dataset.of = link.id;
    made.replaceChildren(el('div', { class: 'field' }, el('label', { for: 'o-url' }, say('outside-url', nameOf(link))), el('div', { class: 'line' }, input, button), el('p', { class: 'hint' }, say('outside-once'))));
    button.focus();
  };
  const create = async (form, button) => {
    const name = $('#o-name', form);
    if (!name.value.trim()) { refuse(name, say('outside-name-missing')); return; }
    button.disabled = true;
    $('.alert', form)?.remove();
    try {
      const value = n => $('#o-' + n, form).value.trim() || undefined;
      const link = await api('POST', `stories/${id}/draft-links`, { name: value('name'), organisation: value('organisation'), reach: value('reach'), hours: Number($('input[name=hours]:checked', form).value) });
      typed = {};
      for (const input of $$('input:not([type=radio])', form)) input.value = '';
      give(link);
      await load();
    } catch (e) {
      const input = $('#o-' + CSS.escape((e.problem?.field ?? '').split('.')[0] || '-'), form);
      if (input) refuse(input, e.message); else form.prepend(el('p', { class: 'alert', role: 'alert' }, failed(e)));
    } finally { button.disabled = false; }
  };

  const open = async () => {
    // What is shown is what was saved: what was typed is saved first.
    if (!await safe()) return;
    let story, links;
    try { [story, links] = await Promise.all([api('GET', 'stories/' + id), api('GET', `stories/${id}/draft-links`)]); } catch (e) { tell(failed(e)); return; }
    const button = el('button', { class: 'p' }, say('outside-make'));
    const form = el('form', { novalidate: true },
      story.legal?.open ? el('p', { class: 'notice' }, say('outside-legal')) : null,
      isEmbargoed(story) ? embargo(story) : null,
      field('name', say('outside-name'), 120), el('div', { class: 'pair' }, field('organisation', say('outside-organisation'), 120), field('reach', say('outside-reach'), 200, say('outside-reach-how'))),
      el('fieldset', { class: 'field' }, el('legend', {}, say('outside-until')), el('div', { class: 'seg' }, lives.map(h => el('label', {}, el('input', { type: 'radio', name: 'hours', value: h, checked: h === 24 }), el('span', {}, say('outside-hours-' + h)))))),
      el('div', { class: 'line' }, button));
    form.addEventListener('submit', e => { e.preventDefault(); create(form, button); });
    [made, list] = [el('div', { class: 'made', 'aria-live': 'polite' }), el('div')];
    sheet.className = 'outside';
    sheet.replaceChildren(el('h2', { id: 'sheet-title' }, say('outside-title')),
      ...(shut[story.state] ? [el('p', { class: 'alert' }, say('outside-' + shut[story.state]))] : [el('p', {}, say('outside-lead')), made, form]),
      el('p', { id: 'outside-said', role: 'status', tabindex: -1 }), list,
      el('div', { class: 'do' }, el('button', { type: 'button', onclick: () => sheet.close() }, say('outside-close'))));
    show(links.items);
    sheet.showModal();
    ($('#o-name', sheet) ?? $('.do button', sheet)).focus();
  };
  const isEmbargoed = story => story.usableFrom !== undefined && !(Date.parse(story.usableFrom) <= now());
  const embargo = story => el('p', { class: 'notice' }, story.usableFrom === 'until-further-notice' ? say('outside-embargo-open') : say('outside-embargo', at(story.usableFrom)));

  command(say('do-outside'), open);
  for (const button of $$('[data-do=outside]')) button.addEventListener('click', open);
};
