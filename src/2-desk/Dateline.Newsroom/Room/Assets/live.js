// A story told live: entries are sent from beside it, pinned over the others, and one day it is over. And what single sites do with a story.
import { $, $$, api, ask, command, el, say, tell } from './room.js';

const xml = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const paragraphs = text => text.split(/\n\s*\n/).map(p => p.trim()).filter(Boolean).map(p => `<p>${xml(p.replace(/\s*\n\s*/g, ' '))}</p>`).join('');

// What is decided for a site is no release: it shows from the next request on.
export const onSites = id => {
  for (const form of $$('.on-site[data-site]')) form.addEventListener('submit', async e => {
    e.preventDefault();
    const [said, values] = [$('[role=status]', form), Object.fromEntries([...new FormData(form)].map(([k, v]) => [k, v.trim()]).filter(([, v]) => v))];
    if (values.here) values.here = values.here === 'yes';
    said.textContent = '';
    try { await api('PUT', `stories/${id}/sites/${form.dataset.site}`, values); said.textContent = say('site-saved'); }
    catch (problem) { said.textContent = problem.message; }
  });
};

// What the page is on the sites; times are typed as the desk's clock shows them.
export const pageKind = id => {
  const form = $('#page-kind');
  if (!form) return;
  const show = () => { for (const part of $$('[data-kind]', form)) part.hidden = part.dataset.kind !== form.kind.value; };
  form.kind.addEventListener('change', show);
  show();
  form.addEventListener('submit', async e => {
    e.preventDefault();
    const said = $('[role=status]', form);
    const fields = [form.kind, ...$$(`[data-kind="${form.kind.value}"] :is(input,select)`, form)];
    const facts = Object.fromEntries(fields.map(f => [f.name, f.value.trim()]).filter(([, v]) => v));
    said.textContent = '';
    try {
      for (const name of ['starts', 'ends']) if (facts[name]) facts[name] = (await ask('GET', '/newsroom/when?at=' + encodeURIComponent(facts[name]))).instant;
      await api('PUT', `stories/${id}/page`, facts);
      said.textContent = say('site-saved');
    } catch (problem) { said.textContent = problem.message; }
  });
};

// What the screen knows of the story: id, content() as it is typed, genres(list) to set them, save(), send() to open the sheet.
export const live = story => {
  const [form, list] = [$('#entry'), $('#entries')];
  const kinds = ['dateline:live', 'dateline:live-over'];
  const become = async kind => {
    story.genres([...(story.content().genres ?? []).filter(g => !kinds.includes(g.code)), { code: kind }]);
    return await story.save();
  };
  const entry = async send => {
    const [headline, text] = [$('#entry-headline').value.trim(), $('#entry-text').value];
    if (!headline) { tell(say('live-needs')); $('#entry-headline').focus(); return; }
    const { language, slugline, subjects, places } = story.content();
    const content = { language, slugline, subjects, places, headline, body: paragraphs(text), genres: [{ code: 'dateline:entry' }] };
    for (const name of Object.keys(content)) if (content[name] === undefined || content[name] === '') delete content[name];
    const buttons = $$('button', form);
    for (const b of buttons) b.disabled = true;
    try {
      const begun = await api('POST', 'stories', { content, follows: story.id, desk: story.desk });
      if (!send) { location.href = '/newsroom/stories/' + begun.id; return; }
      try { await api('POST', `stories/${begun.id}/actions/publish`, { expectedVersion: 0 }); }
      catch (e) { tell(e.message, { href: '/newsroom/stories/' + begun.id, text: headline }); return; }
      $('#entry-headline').value = $('#entry-text').value = '';
      list.prepend(el('li', { 'data-entry': begun.id }, el('a', { href: '/newsroom/stories/' + begun.id }, headline), el('span', { class: 'muted' }, say('live-now')), el('button', { type: 'button', 'data-do': 'live-pin', 'aria-pressed': 'false' }, say('live-pin'))));
      tell(say('live-sent', headline));
      $('#entry-headline').focus();
    } catch (e) { tell(e.message); }
    finally { for (const b of buttons) b.disabled = false; }
  };
  form?.addEventListener('submit', e => { e.preventDefault(); entry(true); });
  form?.addEventListener('keydown', e => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); form.requestSubmit(); } });
  const pin = async (row, button) => {
    row.toggleAttribute('data-pinned');
    const pinned = $$('[data-pinned]', list).map(r => r.dataset.entry);
    try { await api('PUT', `stories/${story.id}/entries/pinned`, { entries: pinned }); button.setAttribute('aria-pressed', row.hasAttribute('data-pinned')); }
    catch (e) { row.toggleAttribute('data-pinned'); tell(e.message); }
  };
  const actions = {
    'live-begin': async () => { if (await become(kinds[0])) location.reload(); },
    'live-end': async () => { if (await become(kinds[1])) story.send(); },
    'live-draft': () => entry(false),
  };
  $('#pane-live')?.addEventListener('click', e => {
    const button = e.target.closest('[data-do]');
    if (!button) return;
    if (button.dataset.do === 'live-pin') pin(button.closest('li'), button); else actions[button.dataset.do]?.();
  });
  if ($('[data-do=live-begin]')) command(say('do-live'), actions['live-begin']);
};
