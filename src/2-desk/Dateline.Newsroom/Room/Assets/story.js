// A story's screen. Every pause is saved; what can't be saved is kept in this browser and offered again. Nothing typed is lost.
import { $, $$, Refused, api, askFor, codeOf, command, duplicate, el, hour, many, now, parse, part, say, tell, typing } from './room.js';
import { openSheet, sheets } from './sheet.js';
import { isGoing } from './undo.js';
import { finder, style } from './polish.js';
import { checks, remarks } from './remarks.js';
import { live, onSites, pageKind } from './live.js';
import { hearing } from './hearing.js';
import { isNewAround, renewAlarms } from './alerts.js';
import { askDesk, askPerson } from './bulk.js';
import { marks } from './marks.js';
import { inserting, photoIn, told as toldOf, working } from './pieces.js';
import { uploads } from './upload.js';
import { asking } from './asking.js';
import { outside } from './outside.js';
import { bylines, dateline, genres as genreChips, media, outputs, placesAhead, placesField, related } from './beside.js';

const main = $('#story');
const id = main.dataset.id;
const me = document.body.dataset.me;
const start = JSON.parse($('#content').textContent);
let { content, tag } = start;
let lock = start.lockedBy ? { by: start.lockedBy, name: start.lockedName, at: start.lockedAt } : null;
let subjects = content.subjects ?? [];
let genres = null, pictures = null;
let editor = null, plain = null, showPiece = null;
const mayWrite = main.dataset.mayWrite === 'yes', mayBreak = main.dataset.mayBreak === 'yes';
// What is on its way out can be taken back, not changed.
const going = isGoing(id);
if (going) document.addEventListener('undo-over', e => { if (e.detail.id === id) location.reload(); });

// The fields as they stand
const field = name => $('#' + name);
const list = (text, apart) => text.split(apart).map(t => t.trim()).filter(Boolean);
const named = (text, second, before) => list(text, ';').map(t => {
  const [, name, more] = /^(.*?)(?:\s*\(([^()]*)\))?$/.exec(t);
  const known = (before ?? []).find(b => b.name === name);
  const { [second]: _, ...rest } = known ?? {};
  return { ...rest, name, ...(more ? { [second]: more } : {}) };
});
const gather = () => {
  const next = { ...content };
  const put = (name, value) => { if (value === undefined || value === null || value === '' || Array.isArray(value) && value.length === 0) delete next[name]; else next[name] = value; };
  for (const name of ['headline', 'dek', 'slugline', 'dateline', 'edNote', 'staffNote', 'language']) put(name, field(name).value.trim());
  put('bylines', named(field('bylines').value, 'title', content.bylines));
  put('withFilesFrom', named(field('withFilesFrom').value, 'place', content.withFilesFrom));
  put('places', list(field('places').value, ';').map(name => (content.places ?? []).find(p => p.name === name) ?? { name }));
  put('keywords', list(field('keywords').value, ','));
  put('urgency', Number($('#urgency input:checked')?.value) || undefined);
  put('subjects', subjects);
  if (genres) put('genres', genres);
  if (pictures) put('pictures', pictures);
  const rights = { ...content.rights };
  const terms = field('usageTerms').value.trim();
  if (terms) rights.usageTerms = terms; else delete rights.usageTerms;
  put('rights', Object.keys(rights).length > 0 ? rights : undefined);
  put('body', editor ? editor.markup() : plain ? plain.value : content.body);
  return next;
};
const same = (a, b) => JSON.stringify(order(a)) === JSON.stringify(order(b));
const order = o => Array.isArray(o) ? o.map(order) : o && typeof o === 'object' ? Object.fromEntries(Object.keys(o).sort().map(k => [k, order(o[k])])) : o;
// Compared as a browser writes markup: <br/> and <br> are one.
const norm = c => ({ ...c, body: c.body ? c.body.replace(/\s*\/>/g, '>').replace(/&apos;/g, "'").replace(/&quot;/g, '"') : undefined });
const changed = () => !same(norm(gather()), norm(content));

// The browser spells what is typed in the language of the story, whatever the language of the screen.
const speak = () => { for (const text of [field('headline'), field('dek'), $('#body')]) text.lang = field('language').value; };
field('language').addEventListener('input', speak);

const fill = next => {
  content = next;
  for (const name of ['headline', 'dek', 'slugline', 'dateline', 'edNote', 'staffNote']) field(name).value = next[name] ?? '';
  field('language').value = next.language ?? '';
  speak();
  field('bylines').value = (next.bylines ?? []).map(b => b.title ? `${b.name} (${b.title})` : b.name).join('; ');
  field('withFilesFrom').value = (next.withFilesFrom ?? []).map(f => f.place ? `${f.name} (${f.place})` : f.name).join('; ');
  field('places').value = (next.places ?? []).map(p => p.name).join('; ');
  field('keywords').value = (next.keywords ?? []).join(', ');
  field('usageTerms').value = next.rights?.usageTerms ?? '';
  for (const radio of $$('#urgency input')) radio.checked = Number(radio.value) === next.urgency;
  subjects = next.subjects ?? [];
  chips();
  [genres, pictures] = [next.genres ?? [], next.pictures ?? []];
  kinds.show();
  photos?.show();
  editor?.redraw();
};

// Saving
const key = `dateline:story:${id}:${me}`;
const saved = $('#saved');
let timer = null, deadline = 0, saving = null, stopped = false;
const state = (name, kind, ...values) => { saved.textContent = say(name, ...values); saved.className = kind; };
const keepHere = () => { try { localStorage.setItem(key, JSON.stringify({ at: now(), tag, content: gather() })); return true; } catch { return false; } };
const forget = () => localStorage.removeItem(key);
const touched = () => {
  counts();
  if (!mayWrite || going || stopped) return;
  keepHere();
  state('typing', 'muted');
  if (lock?.by !== me) takeLock();
  const time = Date.now();
  if (!timer) deadline = time + 8000;
  clearTimeout(timer);
  timer = setTimeout(save, Math.max(0, Math.min(900, deadline - time)));
};
export const save = async () => {
  clearTimeout(timer);
  timer = null;
  if (saving) { await saving; }
  if (!changed() || stopped) { if (!stopped && !changed()) { forget(); if (lock?.by === me) state('saved', 'o', hour()); } return true; }
  const next = gather();
  state('saving', 'muted');
  let done = false;
  saving = (async () => {
    try {
      const answer = await api('PUT', `stories/${id}/content`, next, { 'If-Match': `"${tag}"` });
      [tag, content] = [answer.contentTag, next];
      $('#slug-now').textContent = next.slugline ?? '–';
      if (!changed()) forget();
      state('saved', 'o', hour());
      if (!$('#pane-style').hidden) polished.look();
      isHistoryOld = true;
      if (!$('#pane-history').hidden) renewHistory();
      for (const note of answer.notes ?? []) tell(note.detail);
      done = true;
    } catch (e) { trouble(e); }
  })();
  await saving;
  saving = null;
  if (done && changed()) touched();
  return done;
};
const trouble = e => {
  if (!(e instanceof Refused) || e.status >= 500 || e.status === 401 || e.status === 429) {
    keepHere();
    state(e.status === 401 ? 'kept-session' : 'kept-here', 'h');
    timer = setTimeout(save, 3000);
    return;
  }
  if (e.code === 'revision-stale' || e.code === 'locked') {
    stopped = true;
    readOnly(true);
    forget();
    state('kept-as', 'h', e.problem.keptAs);
    notice(e.message, [say('read-newest'), () => location.reload()], e.code === 'locked' && mayBreak ? [say('break-lock'), breakLock] : null);
    return;
  }
  const name = (e.problem.field ?? '').split('.').filter(p => p !== 'content')[0];
  const input = name && $('#' + CSS.escape(name));
  state('not-saved', 'k');
  wrong(input ?? null, e.message);
};
const wrong = (input, why) => {
  for (const old of $$('.why')) old.remove();
  for (const bad of $$('[aria-invalid]')) { bad.removeAttribute('aria-invalid'); bad.closest('.field')?.classList.remove('wrong'); }
  if (!input) { tell(why); return; }
  const note = el('p', { class: 'why', id: input.id + '-wrong' }, why);
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', note.id);
  input.closest('.field')?.classList.add('wrong');
  input.after(note);
};
const notice = (text, ...actions) => {
  const box = el('div', { class: 'notice', role: 'alert' }, el('p', {}, text), actions.filter(Boolean).map(([name, run]) => el('button', { type: 'button', onclick: () => { box.remove(); run(); } }, name)));
  $('#notices').append(box);
  return box;
};

// The lock
const showLock = () => {
  const mine = lock?.by === me;
  $('#lock').replaceChildren(!lock ? '' : mine ? say('lock-mine', hour(Date.parse(lock.at)).slice(0, 5)) : say('lock-other', lock.name ?? lock.by, hour(Date.parse(lock.at)).slice(0, 5)));
  if (lock && !mine && mayWrite && !going) $('#lock').append(' ', asked.button());
  if (lock && !mine && mayBreak) $('#lock').append(' ', el('button', { type: 'button', onclick: breakLock }, say('break-lock')));
  readOnly(!mayWrite || going || stopped || lock !== null && !mine);
};
let taking = null;
const takeLock = () => taking ??= (async () => {
  try {
    const story = await api('POST', `stories/${id}/lock`);
    lock = { by: me, at: story.lock?.at ?? new Date(now()).toISOString() };
    showLock();
  } catch (e) {
    if (e.code === 'locked') { lock = { by: e.problem.lock?.by, name: e.problem.lock?.name, at: e.problem.lock?.at }; await save(); showLock(); }
  } finally { taking = null; }
})();
const breakLock = async () => {
  try { await api('POST', `stories/${id}/lock/break`); location.reload(); } catch (e) { tell(e.message); }
};
addEventListener('pagehide', () => {
  const send = (method, path, headers, body) => fetch(`/api/v1/stories/${id}/${path}`, { method, body, keepalive: true, headers: { RequestVerificationToken: $('meta[name=form-token]').content, ...headers } }).catch(() => { /* it is in this browser, and offered on return */ });
  if (stopped) return;
  if (!changed()) { if (lock?.by === me) send('DELETE', 'lock'); return; }
  // What was typed goes with the window: whoever sends the story from the desk a moment later sends it too. A browser carries so much along, and no more.
  const text = JSON.stringify(gather());
  if (mayWrite && !going && new Blob([text]).size < 60_000) send('PUT', 'content', { 'If-Match': `"${tag}"`, 'Content-Type': 'application/json' }, text);
});
// A link waits until what was typed is safe. Who is told that it can't be saved, and asks again, goes: it is in this browser, and offered on return.
let unsaved = null;
document.addEventListener('click', async e => {
  const way = e.target.closest('a[href]');
  if (!way || e.defaultPrevented || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || way.target || way.isContentEditable || way.origin !== location.origin || way.hash && way.pathname === location.pathname || !changed()) return;
  e.preventDefault();
  if (await save() || unsaved === way.href) { location.href = way.href; return; }
  unsaved = way.href;
  tell(saved.textContent);
});
// Asking for a story that another has, and being asked
let giving = false;
const asked = asking({ id, me, mine: () => lock?.by === me, mayWrite, place: $('.foot'), show: () => showLock(), free: () => takeLock(),
  // The words are safe before the story goes, and nothing is typed while it does.
  give: async (name, run) => {
    giving = true;
    readOnly(true);
    try {
      if (changed() && !await save()) { tell(saved.textContent); return; }
      const { lock: given } = await run();
      lock = given && { ...given, name };
      state('handed-over', 'o', name);
    } catch (e) { tell(e instanceof Refused ? e.message : say('offline', hour())); } finally { giving = false; showLock(); }
  } });
const readOnly = on => {
  for (const input of $$('.ed textarea, .ed input, #pane-codes input, #pane-codes textarea, #pane-media textarea, #pane-media input')) input.readOnly = on;
  const file = $('#photo-file');
  if (file) file.disabled = on;
  for (const input of $$('#pane-codes select, #pane-codes input[type=radio]')) input.disabled = on;
  $('#tools').hidden = on || !editor;
  showPiece?.();
  editor?.lock(on);
};

// Counts, as one types
const most = name => Number(main.dataset[name + 'Most']) || Infinity;
const measured = (name, length) => { const note = $(`#${name}-n`); note.textContent = most(name) < Infinity ? `${length} / ${most(name)}` : length > 0 ? length : ''; note.classList.toggle('over', length > most(name)); };
const counts = () => {
  for (const name of ['headline', 'dek']) measured(name, [...field(name).value].length);
  const words = editor ? editor.words() : (($('#body').textContent.match(/\S*[\p{L}\p{N}]\S*/gu)) ?? []).length;
  $('#count').textContent = many('words', words, Math.max(1, Math.round(words / 220)));
};

// Subjects by what one types
const chips = () => $('#subjects').replaceChildren(...subjects.map(s => el('li', {}, s.name ?? s.code, el('button', { type: 'button', 'aria-label': say('remove', s.name ?? s.code), onclick: () => { if (field('subject').readOnly) return; subjects = subjects.filter(o => o !== s); chips(); touched(); } }, '×'))));
const [subject, ahead] = [$('#subject'), $('#subject-list')];
let topics = [], topic = 0, turn = 0;
const showTopics = found => {
  topics = found;
  ahead.hidden = found.length === 0;
  subject.setAttribute('aria-expanded', found.length > 0);
  ahead.replaceChildren(...found.map((t, i) => el('li', { id: 'topic-' + i, role: 'option', onmousedown: e => { e.preventDefault(); pick(i); } }, t.name, el('small', {}, t.under))));
  at(0);
};
const at = i => {
  topic = Math.max(0, Math.min(i, topics.length - 1));
  [...ahead.children].forEach((li, n) => li.setAttribute('aria-selected', n === topic));
  if (topics.length > 0) subject.setAttribute('aria-activedescendant', 'topic-' + topic); else subject.removeAttribute('aria-activedescendant');
  ahead.children[topic]?.scrollIntoView({ block: 'nearest' });
};
const pick = i => {
  const { code, name } = topics[i] ?? {};
  subject.value = '';
  showTopics([]);
  if (!code || subjects.some(s => s.code === code)) return;
  subjects = [...subjects, { code, name }];
  chips();
  touched();
};
subject.addEventListener('input', async () => {
  const mine = ++turn;
  if (subject.value.trim() === '') { showTopics([]); return; }
  try {
    const answer = await fetch(`/newsroom/subjects?q=${encodeURIComponent(subject.value.trim())}&lang=${encodeURIComponent(field('language').value)}`, { cache: 'no-store' });
    if (mine === turn) showTopics((await answer.json()).items);
  } catch { /* the next letter asks again */ }
});
subject.addEventListener('keydown', e => {
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); at(topic + (e.key === 'ArrowDown' ? 1 : -1)); }
  if (e.key === 'Enter') { e.preventDefault(); pick(topic); }
  if (e.key === 'Escape') showTopics([]);
});
subject.addEventListener('blur', () => showTopics([]));

// The text editor comes when the rest is there
const body = $('#body');
const begin = async () => {
  if (!mayWrite) { for (const figure of $$('figure[data-ref]', body)) figure.replaceChildren(...photoIn(photos)(figure.dataset.ref)); showLock(); counts(); await said.load(); document.body.dataset.ready = 'yes'; return; }
  try {
    const { edit } = await import('./editor.js');
    editor = edit(body, { changed: touched, label: say('text'), parse, look: photoIn(photos) });
    if (!editor) {
      plain = el('textarea', { id: 'body-plain', 'aria-label': say('text'), spellcheck: 'true', value: content.body ?? '' });
      plain.addEventListener('input', touched);
      body.replaceChildren(plain);
      notice(say('plain'));
    }
  } catch (e) { tell(say('no-editor')); console.error(e); }
  if (editor) {
    const press = () => { for (const button of $$('#tools button')) button.setAttribute('aria-pressed', pressed[button.dataset.tool]?.() ?? false); };
    const pressed = { paragraph: () => editor.is('paragraph'), heading: () => editor.is('heading'), bold: () => editor.is('bold'), italic: () => editor.is('italic'), quote: () => editor.is('blockquote', { kind: null }), pull: () => editor.piece() === 'pull', table: () => editor.piece() === 'table', photo: () => editor.piece() === 'photo', bullets: () => editor.is('bulletList'), link: () => editor.is('link') };
    editor.on('selectionUpdate', press);
    editor.on('update', press);
    press();
    const find = finder({ editor: () => editor, place: $('#tools') });
    const tools = { link, find, remark: () => said.begin() };
    command(say('do-find'), find, () => editor !== null);
    // The browser's own search knows nothing of replacing; it is left alone everywhere but in the text.
    addEventListener('keydown', e => { if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && (e.key.toLowerCase() === 'h' || e.key.toLowerCase() === 'f' && e.target.closest?.('#body'))) { e.preventDefault(); find(); } });
    inserting({ editor, photos, other: tools, needPhoto: () => { openTab($('#tab-media')); tell(say('photo-first')); $('#photo').focus(); } });
    showPiece = working({ editor, mine: () => !$('#tools').hidden });
  }
  showLock();
  counts();
  await said.load();
  document.body.dataset.ready = 'yes';
};
const link = () => {
  const sheet = $('#sheet');
  const input = el('input', { id: 'href', type: 'url', value: editor.href(), placeholder: 'https://' });
  sheet.className = '';
  sheet.replaceChildren(el('h2', { id: 'sheet-title' }, say('link')), el('form', { method: 'dialog', onsubmit: () => editor.run('link', /^(https?:|mailto:)/i.test(input.value.trim()) ? input.value.trim() : input.value.trim() ? 'https://' + input.value.trim() : '') }, el('div', { class: 'field' }, el('label', { for: 'href' }, say('address')), input), el('div', { class: 'do' }, el('button', { class: 'p' }, say('take')))));
  sheet.showModal();
  input.focus();
};

// What did not reach the server the last time stands apart from what is typed now, until it is taken or dropped.
const before = key + ':before';
const read = name => { try { return JSON.parse(localStorage.getItem(name) ?? 'null'); } catch { localStorage.removeItem(name); return null; } };
const offer = () => {
  const known = [...(read(before) ?? []), ...[read(key)].filter(Boolean)].filter(k => !same(norm(k.content), norm(content)));
  const kept = known.filter((k, i) => !known.slice(i + 1).some(later => same(norm(later.content), norm(k.content)))).slice(-5);
  const write = list => { if (list.length > 0) localStorage.setItem(before, JSON.stringify(list)); else localStorage.removeItem(before); };
  const drop = one => write((read(before) ?? []).filter(k => k.at !== one.at));
  // Where the browser takes no more it still has the one before.
  try { write(kept); } catch { return; }
  forget();
  for (const one of kept) notice(say(one.tag === tag ? 'offer' : 'offer-stale', hour(one.at)), [say('offer-take'), async () => { await take(one); drop(one); }], [say('offer-drop'), () => drop(one)]);
};
const take = async kept => {
  await begun;
  const base = content;
  fill(kept.content);
  content = base;
  const holder = el('div');
  holder.append(...parse(kept.content.body ?? '').body.childNodes);
  if (editor) editor.put(holder); else if (plain) plain.value = kept.content.body ?? '';
  touched();
};

for (const input of $$('.ed textarea, .ed .field input, #pane-codes input:not(#subject), #pane-codes textarea, #pane-codes select')) input.addEventListener('input', touched);
for (const line of $$('[data-line]')) line.addEventListener('keydown', e => { if (e.key === 'Enter') { e.preventDefault(); if (line.id === 'headline') field('dek').focus(); else editor?.focus(); } });
field('slugline').addEventListener('input', () => { $('#slug-now').textContent = field('slugline').value || '–'; });

// What stands beside the text
const kinds = genreChips({ value: () => genres ?? content.genres ?? [], put: list => { genres = list; touched(); }, mayWrite });
const photos = media({ id, value: () => pictures ?? content.pictures ?? [], put: list => { pictures = list; editor?.redraw(); touched(); }, mayWrite, locked: () => subject.readOnly, place: ref => editor?.run('photo', ref), isPlaced: ref => editor?.placed().includes(ref) });
if (mayWrite) uploads({ id, add: photos.add, locked: () => subject.readOnly, open: () => openTab($('#tab-media')) });
const whoGets = outputs(id);
related({ id, mayWrite });
if (mayWrite) bylines(touched);
if (mayWrite) placesField({ id, language: () => field('language').value, changed: touched });
if (mayWrite) placesAhead({ id, input: field('dateline'), places: () => field('places').value, language: () => field('language').value, changed: touched });

// The history goes on while one writes: it is asked for when it is looked at, and what is ticked stays so.
let isHistoryOld = false;
const renewHistory = async () => {
  isHistoryOld = false;
  const ticked = () => $$('input[name=compare]:checked').map(c => c.value);
  try {
    const next = $('#history', await part(location.pathname));
    if (!next) return;
    const chosen = ticked();
    for (const box of $$('input[name=compare]', next)) box.checked = chosen.includes(box.value);
    $('#history').replaceChildren(...document.adoptNode(next).childNodes);
  } catch { isHistoryOld = true; }
};

// Tabs, history
const tabs = $$('[role=tab]');
const tab = chosen => {
  if (chosen.id === 'tab-style') polished.look();
  if (chosen.id === 'tab-sites') whoGets();
  if (chosen.id === 'tab-history' && isHistoryOld) renewHistory();
  for (const t of tabs) { const on = t === chosen; t.setAttribute('aria-selected', on); t.tabIndex = on ? 0 : -1; $('#' + t.getAttribute('aria-controls')).hidden = !on; }
};
// The one that is open stays so when the screen is read anew.
const openTab = chosen => { tab(chosen); chosen.scrollIntoView({ block: 'nearest', inline: 'center' }); history.replaceState(null, '', '#' + chosen.getAttribute('aria-controls')); };
for (const t of tabs) {
  t.addEventListener('click', () => openTab(t));
  t.addEventListener('keydown', e => { if (e.key === 'ArrowRight' || e.key === 'ArrowLeft') { const other = tabs[(tabs.indexOf(t) + (e.key === 'ArrowRight' ? 1 : tabs.length - 1)) % tabs.length]; openTab(other); other.focus(); } });
}
// The house style, while its pane is open
const polished = style({ editor: () => editor, headline: field('headline'), language: () => field('language').value, changed: touched, mine: () => !$('#tools').hidden });
if (mayWrite) command(say('do-style'), () => tab($('#tab-style')));
// An address that names a field or a pane opens where that is.
const openNamed = () => { const pane = location.hash && document.getElementById(location.hash.slice(1))?.closest('[role=tabpanel]'); if (pane) tab($(`[aria-controls=${pane.id}]`)); };
// What people say of it, and who must have looked at it
const seen = mayWrite ? null : marks(body);
const said = remarks(id, { editor: () => editor ?? seen, mayWrite, open: () => tab($('#tab-remarks')) });
const looked = checks(id, mayWrite, main.dataset.mayClear === 'yes');
if (mayWrite) {
  command(say('do-remark'), () => said.begin());
  command(say('do-legal'), () => looked.flag());
  addEventListener('keydown', e => { if ((e.ctrlKey || e.metaKey) && e.altKey && e.code === 'KeyM') { e.preventDefault(); said.begin(); } });
}
const textOf = c => [c.headline, c.dek, c.dateline, ...[...parse(c.body ?? '').body.children].map(e => toldOf(e, c.pictures))].filter(Boolean).join('\n');
// The longest common run of words, by rows of a table: stories are short.
const difference = (before, after) => {
  const [a, b] = [before, after].map(t => t.match(/\n|[^\S\n]+|[^\s]+/g) ?? []);
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  const out = [];
  const add = (kind, word) => { const last = out.at(-1); if (last?.[0] === kind) last[1] += word; else out.push([kind, word]); };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { add('', a[i]); i++; j++; }
    else if (j < b.length && (i === a.length || table[i][j + 1] >= table[i + 1][j])) add('ins', b[j++]);
    else add('del', a[i++]);
  }
  return out;
};
// Those that are ticked, the newest first: a version may be older than a revision that stands under it.
const isRevision = value => value.startsWith('revisions');
const chosenOnes = () => $$('input[name=compare]:checked').map(c => [Date.parse(c.dataset.at), c.value]).sort(([a, x], [b, y]) => b - a || isRevision(y) - isRevision(x)).map(([, value]) => value);
const compare = async () => {
  const chosen = chosenOnes();
  if (chosen.length === 0 || chosen.length > 2) { tell(say('choose-two')); return; }
  try {
    const read = async what => (await api('GET', `stories/${id}/${what}`)).content ?? {};
    const [after, before] = chosen.length === 2 ? await Promise.all(chosen.map(read)) : [gather(), await read(chosen[0])];
    const pieces = difference(textOf(before), textOf(after));
    $('#diff').replaceChildren(el('p', {}, pieces.every(([kind]) => kind === '') ? say('no-difference') : pieces.map(([kind, text]) => kind ? el(kind, {}, text) : text)));
  } catch (e) { tell(e.message); }
};

// What was said before comes back as an edit like any other: what stands here now is safe first.
const takeBack = async () => {
  const chosen = chosenOnes();
  if (chosen.length !== 1) { tell(say('choose-one')); return; }
  if (field('slugline').readOnly) { tell($('#lock').textContent.trim() || saved.textContent); return; }
  try {
    const { content: kept = {} } = await api('GET', `stories/${id}/${chosen[0]}`);
    if (changed() && !await save()) { tell(saved.textContent); return; }
    await take({ content: kept });
    tell(say('taken-back'));
  } catch (e) { tell(e.message); }
};

// In another language: a copy that is linked to this one, and hears when this one goes on
const translate = () => {
  const options = [...field('language').options].filter(o => o.value && o.value !== content.language).map(o => el('option', { value: o.value }, o.textContent));
  const input = el('select', { id: 'translate-to' }, options);
  const other = { en: 'fr', fr: 'en' }[(content.language ?? '').slice(0, 2)];
  if (other && options.some(o => o.value === other)) input.value = other;
  const begin = async () => {
    if (changed() && !await save()) { tell(saved.textContent); return; }
    try { location.href = '/newsroom/stories/' + (await api('POST', `stories/${id}/translations`, { language: input.value })).id; } catch (e) { tell(e.message); }
  };
  askFor(say('translate'), say('translate-to'), input, begin, el('p', { class: 'hint' }, say('translate-how')));
};
if (mayWrite) command(say('do-translate'), translate);
const another = async isLead => { if (changed() && !await save()) { tell(saved.textContent); return; } await duplicate(id, isLead); };
if (mayWrite) command(say('do-duplicate'), () => another(false));
// On to the next step, another desk or a colleague: what was typed is safe before it goes, and one is on the desk again.
const passOn = async (verb, body, method) => {
  if (changed() && !await save()) { tell(saved.textContent); return; }
  try { await api(method, `stories/${id}/${verb}`, body); location.href = $('.back').href; } catch (e) { tell(e.message); }
};
if (mayWrite && start.version === 0) {
  const isReady = main.dataset.stage === 'ready';
  command(say(isReady ? 'do-working' : 'do-ready'), () => passOn('move', { stage: isReady ? 'working' : 'ready' }, 'POST'));
  command(say('do-to-desk'), async () => { try { askDesk(await part('/newsroom'), passOn); } catch (e) { tell(e.message); } });
}
if (mayWrite) command(say('do-mark'), () => askPerson(passOn));
// The desk's choice where a story has run on too far for one more writethru: another story, which follows this one.
if (mayWrite) command(say('do-new-lead'), () => another(true), () => $('[data-do=new-lead]') !== null);
let behind = null;
const original = story => {
  const of = story.translationOf;
  if (!of?.behind || behind === of.version) return;
  behind = of.version;
  $('#notices .original')?.remove();
  const look = async () => {
    try {
      const read = async number => (await api('GET', `stories/${of.story}/versions/${number}`)).content ?? {};
      const [before, after] = [of.seen > 0 ? await read(of.seen) : {}, await read(of.version)];
      tab($('#tab-history'));
      $('#diff').lang = of.language;
      $('#diff').replaceChildren(el('p', {}, difference(textOf(before), textOf(after)).map(([kind, text]) => kind ? el(kind, {}, text) : text)));
    } catch (e) { tell(e.message); }
  };
  const done = async () => { try { await api('POST', `stories/${id}/translation/caught-up`); box.remove(); } catch (e) { tell(e.message); } };
  const box = el('div', { class: 'notice original', role: 'alert' }, el('p', {}, say('behind', of.slugline ?? '–', of.language, of.version, of.seen)), el('button', { type: 'button', onclick: look }, say('behind-look')), mayWrite ? el('button', { type: 'button', onclick: done }, say('behind-done')) : null);
  $('#notices').append(box);
};

// Sending begins with what was typed being safe
const sheetFor = async name => {
  if (changed() && !await save()) { tell(saved.textContent); return; }
  // What comes back is a new story: one goes on there.
  openSheet(id, name, answer => { const back = name === 'reinstate' && answer?.released?.[0]?.story; if (back) location.href = '/newsroom/stories/' + back; else location.reload(); });
};
onSites(id);
if (mayWrite) outside({ id, safe: async () => { if (!changed() || await save()) return true; tell(saved.textContent); return false; } });
if (mayWrite) pageKind(id);
if (mayWrite) live({ id, desk: main.dataset.desk, content: gather, genres: list => { genres = list; kinds.show(); }, save, send: () => sheetFor('send') });
document.addEventListener('click', e => {
  const name = e.target.closest('[data-do]')?.dataset.do;
  if (sheets.includes(name)) sheetFor(name);
  if (name === 'compare') compare();
  if (name === 'take-back') takeBack();
  if (name === 'translate') translate();
  if (name === 'new-lead') another(true);
  if (name === 'dateline' && !field('dateline').readOnly) dateline({ input: field('dateline'), places: () => field('places').value, language: () => field('language').value, changed: touched }).catch(e => tell(e.message));
});
for (const name of sheets) command(say('do-' + name), () => sheetFor(name), () => $(`.foot [data-do=${name}]`) !== null);
// The story as it is, for those that begin like it
const asTemplate = () => {
  const input = el('input', { id: 'template-name', maxlength: 120, value: content.slugline ?? '' });
  const keep = async name => {
    const code = codeOf(name);
    if (!code) return;
    const { takeKey, dateline, ...kept } = gather();
    try { await api('PUT', 'templates/' + code, { name, use: 'story', content: kept }); tell(say('template-kept', name)); } catch (e) { tell(e.message); }
  };
  askFor(say('template-keep'), say('template-name'), input, keep);
};
if (main.dataset.mayHouse) command(say('template-keep'), asTemplate);
command(say('do-desk'), () => { location.href = $('.back').href; });
addEventListener('keydown', e => {
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 's') { e.preventDefault(); save(); }
  if (e.key === '?' && !typing(e.target)) $('#keys').showModal();
});
document.addEventListener('visibilitychange', () => { if (document.hidden && changed()) save(); });

// Somebody else's words, as they are saved: who reads along sees them; who writes is told, and decides.
const stage = name => name === 'draft' ? 'working' : name;
let told = false;
// What is read comes in place while one asks for it: the screen is where it was when the story is handed over, and can be typed in at once. False: it has to be read anew.
const newest = story => {
  const [holder, text] = [story.lock?.by, el('div')];
  if (!editor || holder && holder !== me && holder !== lock?.by) return false;
  [lock, tag] = [story.lock ? { ...lock, ...story.lock } : null, story.contentTag];
  fill(story.content);
  text.append(...parse(story.content.body ?? '').body.childNodes);
  editor.put(text);
  $('#slug-now').textContent = story.content.slugline ?? '–';
  counts();
  showLock();
  return true;
};
// What a wire sends meanwhile is told where one writes; what was typed is safe before one goes to merge it.
const fromWire = async () => {
  const update = $('#wire-update', await part(location.pathname));
  if (!update || $('#wire-update')) return;
  update.setAttribute('role', 'alert');
  $('#notices').after(document.adoptNode(update));
};
hearing(() => `/newsroom/events?story=${id}&since=`, async heard => {
  if (isNewAround(heard.data)) part(location.pathname).then(renewAlarms).catch(() => { /* the next event asks again */ });
  try {
    const asOf = tag, story = await api('GET', `stories/${id}`);
    said.hear(story);
    looked.show(story);
    original(story);
    const came = asked.hear(story);
    if (story.source && story.contentTag === tag && !$('#wire-update')) fromWire();
    // What was typed is safe beside the story, and what was asked for is there now.
    if (stopped && came) { location.reload(); return; }
    // Saved here while it was asked: the answer may be older than that, and what was saved is heard of next.
    if (tag !== asOf) return;
    if (stopped || saving || told || giving || changed() || $('#sheet').open) return;
    const moved = story.version !== start.version || stage(story.state) !== stage(main.dataset.state);
    const mine = lock?.by === me && story.lock?.by === me;
    if (!moved && (mine || story.contentTag === tag && (story.lock?.by ?? null) === (lock?.by ?? null))) return;
    if (changed() || saving) return;
    // Only the lock has come or gone, and nobody else has it: the words are the same, and the cursor stays where it is.
    if (!moved && story.contentTag === tag && (!story.lock || story.lock.by === me)) { lock = story.lock ?? null; showLock(); return; }
    if (!mine && !moved && (came || asked.stands()) && newest(story)) return;
    if (!mine) { asked.stay(); location.reload(); return; }
    told = true;
    notice(say('moved-on'), [say('read-newest'), () => location.reload()]);
  } catch { /* saving says when the server can't be reached */ }
});
addEventListener('online', () => { if (changed()) save(); });
document.addEventListener('signed-in', () => { if (changed() && !saving) save(); });
chips();
openNamed();
if (mayWrite) offer();
const begun = begin();
