// A killed story comes back: one person asks for it, a second one agrees at a screen of their own, and it goes out as a new story.
import { api, el, moment, now, say, tell, zone } from './room.js';
import { attempt, audienceRows, cancel, clients, labelled, order, show } from './sheet.js';

// Under its embargo it comes back under it.
const embargoOf = story => story.usableFrom && (story.usableFrom === 'until-further-notice' || Date.parse(story.usableFrom) > now()) ? story.usableFrom : null;

export const reinstate = async (story, legal, done) => {
  const title = say('reinstate-title', story.slugline ?? story.headline ?? '–');
  const action = legal.actions.find(a => a.action === 'reinstate');
  if (!action?.legal || !action.allowed) {
    show(true, title, el('p', { class: 'alert' }, action?.legal ? say('not-allowed') : action?.detail ?? say('not-allowed')), el('div', { class: 'do' }, cancel()));
    return;
  }
  const asked = story.reinstatement;
  const form = el('form', { novalidate: true });
  if (!asked) ask(form, story, legal, done);
  else if (asked.by === document.body.dataset.me) waiting(form, story, asked, done);
  else await agree(form, story, legal, asked, done);
  show(true, title, form);
};

const said = (asked, who) => el('div', { class: 'quoted' }, el('p', {}, el('b', {}, who), ' ', el('span', { class: 'muted' }, moment(Date.parse(asked.at)))), el('p', {}, asked.reason), el('p', { class: 'muted' }, say(asked.edited ? 'reinstate-edited' : 'reinstate-as-sent')));
const end = (form, button, story, what, done) => attempt(form, button, () => api('DELETE', `stories/${story.id}/reinstatement`), answer => { tell(say(what)); setTimeout(done, 400, answer); });

const ask = (form, story, legal, done) => {
  const reason = el('textarea', { id: 's-reason', rows: 2 });
  const choice = (value, label, checked) => el('label', {}, el('input', { type: 'radio', name: 'text', value, checked }), el('span', {}, label));
  const text = legal.edited ? el('fieldset', { class: 'acts' }, el('legend', {}, say('reinstate-text')), el('div', { class: 'seg' }, choice('sent', say('reinstate-as-sent'), true), choice('edited', say('reinstate-edited'), false))) : '';
  const button = el('button', { class: 'p' }, say('do-reinstate-ask'));
  form.append(el('p', {}, say('reinstate-lead')), text, labelled('s-reason', say('reinstate-why'), reason), el('p', { class: 'hint' }, say('reinstate-two')), el('div', { class: 'do' }, cancel(), button));
  form.addEventListener('submit', e => {
    e.preventDefault();
    const edited = form.elements.text?.value === 'edited';
    attempt(form, button, () => api('POST', `stories/${story.id}/reinstatement`, { reason: reason.value.trim(), ...(edited ? { contentTag: legal.contentTag } : {}) }), answer => { tell(say('gone-reinstate-ask')); setTimeout(done, 400, answer); });
  });
};

const waiting = (form, story, asked, done) => {
  const button = el('button', {}, say('do-reinstate-back'));
  form.append(said(asked, say('reinstate-yours')), el('p', {}, say('reinstate-waits', moment(Date.parse(asked.until)))), el('div', { class: 'do' }, cancel(), button));
  form.addEventListener('submit', e => { e.preventDefault(); end(form, button, story, 'gone-reinstate-back', done); });
};

const agree = async (form, story, legal, asked, done) => {
  const note = el('textarea', { id: 's-edNote', rows: 2, value: asked.reason });
  const usable = embargoOf(story);
  let audience = null;
  try { audience = await api('GET', `stories/${story.id}/audience?action=reinstate`); } catch { /* it says when it is sent */ }
  const count = audience?.known ? audience.now.length : 0;
  const no = el('button', { type: 'button', onclick: () => end(form, no, story, 'gone-reinstate-no', done) }, say('do-reinstate-no'));
  const button = el('button', { class: 'p' }, say('do-reinstate-agree') + (count ? ' ' + say('to-clients', clients(count)) : ''));
  const lift = usable ? usable === 'until-further-notice' ? say('until-further') : `${moment(Date.parse(usable))} ${zone.name}` : undefined;
  form.append(said(asked, say('reinstate-theirs', asked.name ?? asked.by)), el('p', {}, say('reinstate-new')), labelled('s-edNote', say('reinstate-note'), note), el('ul', { class: 'facts' }, audienceRows(audience, { usable, lift })), el('div', { class: 'do' }, cancel(), no, button));
  form.addEventListener('submit', e => {
    e.preventDefault();
    order(form, button, story.id, 'reinstate', { expectedVersion: legal.version, edNote: note.value.trim() || undefined }, done);
  });
};
