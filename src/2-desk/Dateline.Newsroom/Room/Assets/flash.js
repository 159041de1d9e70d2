// An alert: a slug, one line, and out. No body, no summary, no taking back; the first lead is linked to it.
import { $, Refused, api, el, hour, say, tell } from './room.js';

const language = document.documentElement.dataset.language || document.documentElement.lang;
const desk = () => new URLSearchParams(location.search).get('desk') ?? 'news';

export const openFlash = () => {
  const sheet = $('#sheet');
  if (!sheet || sheet.open) return;
  let story = null, saved = '', timer, sending = false;
  const slug = el('input', { id: 'flash-slug', autocomplete: 'off', required: true, maxlength: 60 });
  const line = el('input', { id: 'flash-line', autocomplete: 'off', required: true, maxlength: 200, 'aria-describedby': 'flash-why' });
  const why = el('p', { class: 'why', id: 'flash-why', role: 'alert', hidden: true });
  const who = el('ul', { class: 'facts', id: 'flash-who', 'aria-live': 'polite' }, el('li', {}, say('flash-who-first')));
  const send = el('button', { class: 'red' }, say('flash-send'));

  const wrong = problem => { why.textContent = problem instanceof Refused ? problem.message : say('flash-offline', hour()); why.hidden = false; };
  const content = () => ({ language, urgency: 1, slugline: slug.value.trim(), headline: line.value.trim() });

  // What would go is saved as it is typed, so that who gets it is known before it goes.
  const save = async () => {
    const text = JSON.stringify(content());
    if (text === saved || !slug.value.trim() || !line.value.trim()) return;
    story = story ? await api('PUT', `stories/${story.id}/content`, content(), { 'If-Match': story.contentTag }) : await api('POST', 'stories', { content: content(), desk: desk() });
    saved = text;
    const audience = await api('GET', `stories/${story.id}/audience?action=publish`);
    const names = audience.known ? [...new Set([...audience.now, ...audience.waiting.map(w => w.client), ...audience.later])] : [];
    who.replaceChildren(
      el('li', {}, el('b', {}, names.length === 0 ? say('no-clients') : names.length === 1 ? say('client') : say('clients', names.length)), el('span', {}, names.slice(0, 12).join(', ') + (names.length > 12 ? ' …' : ''))),
      el('li', {}, el('b', {}, say('site')), el('span', {}, audience.site ? say('site-now') : say('site-not'))));
  };
  let turn = Promise.resolve();
  const queue = () => { turn = turn.then(save).then(() => { why.hidden = true; }, wrong); return turn; };
  const typed = () => { clearTimeout(timer); timer = setTimeout(queue, 500); };
  slug.addEventListener('input', typed);
  line.addEventListener('input', typed);

  const go = async () => {
    if (sending) return;
    for (const field of [slug, line]) if (!field.value.trim()) { why.textContent = say('flash-needs'); why.hidden = false; field.focus(); return; }
    sending = send.disabled = true;
    clearTimeout(timer);
    try {
      await turn;
      await save();
      await api('POST', `stories/${story.id}/actions/publish`, { expectedVersion: 0 });
    } catch (problem) {
      sending = send.disabled = false;
      wrong(problem);
      return;
    }
    const gone = story;
    story = null;
    try {
      const lead = await api('POST', 'stories', { content: { language, slugline: slug.value.trim() }, desk: desk() });
      await api('POST', `stories/${lead.id}/links`, { kind: 'evolvedFrom', to: gone.id });
      await api('POST', `stories/${lead.id}/move`, { stage: 'working' });
      location.href = '/newsroom/stories/' + lead.id;
    } catch {
      sheet.close();
      tell(say('flash-gone'), { href: '/newsroom/stories/' + gone.id, text: say('go-story') });
    }
  };

  const form = el('form', { onsubmit: e => { e.preventDefault(); go(); } },
    el('div', { class: 'field' }, el('label', { for: 'flash-slug' }, say('flash-slug')), slug),
    el('div', { class: 'field' }, el('label', { for: 'flash-line' }, say('flash-line')), line, why),
    who,
    el('div', { class: 'do' }, el('button', { type: 'button', onclick: () => sheet.close() }, say('cancel')), send));
  // One line is not sent by a stray Enter.
  form.addEventListener('keydown', e => {
    if (e.key !== 'Enter' || e.target.tagName === 'BUTTON') return;
    e.preventDefault();
    if (e.ctrlKey || e.metaKey) go();
    else if (e.target === slug) line.focus();
  });
  // What was typed and not sent stays in the spike.
  sheet.addEventListener('close', async () => {
    clearTimeout(timer);
    sheet.classList.remove('red');
    sheet.replaceChildren();
    try { await turn; if (story) await api('POST', `stories/${story.id}/spike`); } catch { /* it stands on the desk as a draft */ }
  }, { once: true });
  sheet.replaceChildren(el('h2', { id: 'sheet-title' }, say('flash-title')), form);
  sheet.classList.add('red');
  sheet.showModal();
  slug.focus();
};
