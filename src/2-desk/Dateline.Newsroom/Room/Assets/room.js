// What every screen needs: words, requests to the newsroom, the palette, clocks. Nothing here keeps a story's text.
const block = document.querySelector('#words');
export const words = block ? JSON.parse(block.textContent) : {};
export const say = (name, ...values) => (words['js-' + name] ?? name).replace(/\{(\d)\}/g, (_, n) => values[n]);
// A count with its words: those for one (in French for none too), or those for many.
export const many = (name, count, ...more) => say(count === 1 || count === 0 && document.documentElement.lang === 'fr' ? name + '-one' : name, count, ...more);
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const policy = window.trustedTypes ? trustedTypes.createPolicy('newsroom', { createHTML: s => s }) : { createHTML: s => s };
// Only for markup that the newsroom's own pages answered with.
export const parse = html => new DOMParser().parseFromString(policy.createHTML(html), 'text/html');

export const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter(c => c !== null && c !== undefined));
  return node;
};

// A message at the foot, read aloud too; one with a way on, or that holds on, stays.
let quiet;
export const tell = (text, link, stays) => {
  const said = $('#said');
  if (!said) return;
  clearTimeout(quiet);
  if (said.hidden || said.textContent !== text) said.replaceChildren(text);
  if (link) said.append(' ', el('a', { href: link.href, target: '_blank', rel: 'noopener' }, link.text));
  said.hidden = false;
  if (!link && !stays) quiet = setTimeout(() => { said.hidden = true; }, 6000);
};
export const hush = () => { const said = $('#said'); if (said) said.hidden = true; };

export class Refused extends Error {
  constructor(status, problem) { super(problem?.detail ?? say('failed')); this.status = status; this.problem = problem ?? {}; this.code = problem?.code; }
}
const token = () => $('meta[name=form-token]')?.content ?? '';

// Asks the API. With which story this person does something is told before it is done: what comes of it may be heard sooner than the answer.
export const api = (method, path, body, headers = {}) => {
  const story = method !== 'POST' ? null : /^stories\/([^/]+)\//.exec(path)?.[1];
  if (story) document.dispatchEvent(new CustomEvent('own-act', { detail: { id: story } }));
  return ask(method, '/api/v1/' + path, body, headers);
};

// Whether the session stands: true or false; null where nobody answers.
export const isSignedIn = async () => { try { const { ok, type } = await fetch('/newsroom/subjects?q=', { redirect: 'manual', cache: 'no-store' }); return ok || (type === 'opaqueredirect' ? false : null); } catch { return null; } };

// The session is over: one signs in where one is. True: somebody is in again.
export const signIn = async () => (await import('./enter.js')).enter();

// Asks the newsroom. What changes anything carries the page's own token, and a key of its own, so that trying again does nothing twice.
export const ask = async (method, path, body, headers = {}, isAgain = false) => {
  const init = { method, headers: { ...headers }, cache: 'no-store', redirect: 'error' };
  if (method !== 'GET') {
    init.headers.RequestVerificationToken = token();
    if (method === 'POST') init.headers['Idempotency-Key'] ??= crypto.randomUUID();
  }
  if (body !== undefined) { init.body = JSON.stringify(body); init.headers['Content-Type'] = 'application/json'; }
  // Nobody there, or somebody else: a proxy's page is no answer of the newsroom, and a browser's own words for it are no help.
  const gone = () => { throw new Error(say('offline', hour())); };
  const answer = await fetch(path, init).catch(gone);
  const text = await answer.text().catch(gone);
  let json = null;
  try { json = text ? JSON.parse(text) : null; } catch { gone(); }
  if (answer.status === 401 && !isAgain && await signIn()) return ask(method, path, body, init.headers, true);
  if (!answer.ok) throw new Refused(answer.status, json);
  return json;
};

// A part of a page, as nodes.
export const part = async path => {
  const answer = await fetch(path, { cache: 'no-store', redirect: 'error' });
  return parse(await answer.text());
};

// Clocks
const offset = Date.parse(document.body.dataset.now) - Date.now();
export const now = () => Date.now() + offset;
const two = n => String(n).padStart(2, '0');
const left = seconds => {
  const d = Math.floor(seconds / 86400);
  return (d > 0 ? say('days', d) + ' ' : '') + two(Math.floor(seconds / 3600) % 24) + ':' + two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
};
const clock = $('#clock');
export const zone = { minutes: Number(document.body.dataset.offset ?? 0), name: document.body.dataset.zone ?? 'UTC' };
const at = (time, minutes) => new Date(time + minutes * 60000).toISOString();
const tick = () => {
  for (const t of $$('time[data-until]')) t.textContent = left(Math.max(0, Math.ceil((Date.parse(t.dateTime) - now()) / 1000)));
  if (!clock) return;
  const [here, utc] = [at(now(), zone.minutes).slice(11, 19), at(now(), 0).slice(11, 16)];
  clock.textContent = zone.minutes === 0 ? here + ' UTC' : `${here} (${zone.name}) · ${utc} UTC`;
};
setInterval(tick, 1000);
export const hour = (time = now()) => at(time, zone.minutes).slice(11, 19);
// Today by its hour alone, any other day with its date before it.
export const moment = time => { const here = at(time, zone.minutes); return (here.slice(0, 10) === at(now(), zone.minutes).slice(0, 10) ? '' : here.slice(0, 10) + ' ') + here.slice(11, 16); };

// The palette: actions of the screen, and stories by search.
const commands = [];
// What is about all that is chosen stands before what is about one story, and what is about neither behind it: whoever presses Enter means the nearest.
export const command = (name, run, when = () => true, far = 1) => commands.push({ name, run, when, far });
const palette = $('#palette');
if (palette) {
  const [input, list] = [$('#palette-q'), $('#palette-list')];
  let chosen = 0, asked = 0, rows = [];
  const choose = at => {
    chosen = Math.max(0, Math.min(at, rows.length - 1));
    [...list.children].forEach((li, i) => li.setAttribute('aria-selected', i === chosen));
    input.setAttribute('aria-activedescendant', 'palette-' + chosen);
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  };
  // What comes later stands under what is there: whoever is about to press Enter, or has gone down to a row, keeps it.
  const show = (found, goesOn = false) => {
    const kept = goesOn ? chosen : 0;
    rows = found;
    list.replaceChildren(...rows.map((row, i) => el('li', { id: 'palette-' + i, role: 'option', onclick: () => go(i) }, el('b', {}, row.name), el('span', {}, row.more ?? ''))));
    if (rows.length === 0) list.append(el('li', { role: 'option', 'aria-disabled': 'true' }, say('nothing-found')));
    choose(kept);
  };
  // Places by their name, and people by theirs: their stories.
  const places = [...$('#ways')?.content.querySelectorAll('a') ?? []].map(a => ({ name: a.textContent.trim(), more: say('go-there'), run: () => { location.href = a.getAttribute('href'); } }));
  let people = null;
  const known = async () => { try { return (await ask('GET', '/newsroom/colleagues')).items.map(p => ({ name: p.name, more: say('stories-of'), run: () => { location.href = '/newsroom/search?person=' + encodeURIComponent(p.name); } })); } catch { people = null; return []; } };
  const named = (rows, text) => rows.filter(r => r.name.toLowerCase().includes(text.toLowerCase()));
  const actions = text => commands.filter(c => c.when() && c.name.toLowerCase().includes(text.toLowerCase())).sort((a, b) => a.far - b.far);
  const look = async () => {
    const text = input.value.trim();
    const turn = ++asked;
    const own = () => [...actions(text), ...(text ? named(places, text) : [])];
    show(own());
    if (text.length < 2) return;
    try {
      const persons = named(await (people ??= known()), text);
      const found = await api('GET', 'search?limit=8&q=' + encodeURIComponent(text.split(/\s+/).map(w => w.replace(/["*]/g, '') + '*').join(' ')));
      if (turn !== asked) return;
      show([...own(), ...found.items.map(s => ({ name: s.slugline ?? '–', more: s.headline ?? '', run: () => { location.href = '/newsroom/stories/' + s.id; } })), ...persons, { name: say('search-all'), more: text, run: () => { location.href = '/newsroom/search?q=' + encodeURIComponent(text); } }], own().length > 0);
    } catch (e) { if (!(e instanceof Refused)) tell(say('offline', hour())); }
  };
  // Where nothing was found one types on.
  const go = i => { if (!rows[i]) return; palette.close(); rows[i].run(); };
  const open = () => { input.value = ''; palette.showModal(); look(); };
  input.addEventListener('input', look);
  input.addEventListener('keydown', e => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); choose(chosen + (e.key === 'ArrowDown' ? 1 : -1)); }
    if (e.key === 'Enter') { e.preventDefault(); go(chosen); }
  });
  palette.addEventListener('click', e => { if (e.target === palette) palette.close(); });
  addEventListener('keydown', e => { if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === 'k') { e.preventDefault(); palette.open ? palette.close() : open(); } });
  $('[data-do=palette]')?.addEventListener('click', open);
  command(say('do-keys'), () => $('#keys').showModal(), undefined, 3);
  command(say('do-me'), () => { location.href = '/newsroom/me'; }, undefined, 3);
}

export const typing = target => target.closest('input,textarea,select,[contenteditable=true],dialog') !== null;
export const newStory = async (content = {}, desk = new URLSearchParams(location.search).get('desk') ?? 'news', kind = 'text', follows = null) => {
  try {
    const story = await api('POST', 'stories', { content, desk, kind });
    if (follows) await api('POST', `stories/${story.id}/links`, { kind: 'evolvedFrom', to: follows });
    await api('POST', `stories/${story.id}/move`, { stage: 'working' });
    location.href = '/newsroom/stories/' + story.id;
  } catch (e) { tell(e instanceof Refused ? e.message : say('offline', hour())); }
};
// A draft that says the same, as the new lead of the other or as a story of its own: what makes a story this one and no other (its take, that it runs live) stays behind.
export const duplicate = async (id, isLead = false) => {
  try {
    const { content: { takeKey, genres = [], ...content }, desk, kind } = await api('GET', 'stories/' + id);
    const kept = genres.filter(g => !g.code.startsWith('dateline:'));
    await newStory(kept.length > 0 ? { ...content, genres: kept } : content, desk, kind, isLead ? id : null);
  } catch (e) { tell(e instanceof Refused ? e.message : say('offline', hour())); }
};
// What is kept under a name is found by a code of it: "Été 2" is ete-2.
export const codeOf = name => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40);
// A sheet that asks for one thing, and what stands below it.
export const askFor = (title, label, input, run, ...below) => {
  const sheet = $('#sheet');
  sheet.className = '';
  sheet.replaceChildren(el('h2', { id: 'sheet-title' }, title), el('form', { method: 'dialog', onsubmit: e => { if (input.required && !input.value.trim()) { e.preventDefault(); input.focus(); } else run(input.value.trim()); } },
    el('div', { class: 'field' }, el('label', { for: input.id }, label), input), ...below,
    el('div', { class: 'do' }, el('button', { type: 'button', onclick: () => sheet.close() }, say('cancel')), el('button', { class: 'p' }, title))));
  sheet.showModal();
  input.focus();
};
// A story that begins with a text which is ready.
export const fromTemplate = async () => {
  const sheet = $('#sheet');
  let list;
  try { list = (await api('GET', 'templates')).items.filter(t => t.use === 'story'); } catch (e) { tell(e instanceof Refused ? e.message : say('offline', hour())); return; }
  sheet.className = '';
  sheet.replaceChildren(el('h2', { id: 'sheet-title' }, say('template-title')),
    list.length === 0 ? el('p', { class: 'muted' }, say('template-none')) : el('ul', { class: 'facts' }, list.map(t => el('li', {}, el('button', { type: 'button', class: 'grow', 'data-template': t.code, onclick: () => { sheet.close(); newStory(t.content); } }, t.name), el('span', { class: 'muted' }, [t.desk, t.content.language, t.content.slugline].filter(Boolean).join(' · '))))),
    el('div', { class: 'do' }, el('button', { type: 'button', onclick: () => sheet.close() }, say('cancel'))));
  sheet.showModal();
};
// An alert goes from anywhere, for those who may send.
const flash = async () => (await import('./flash.js')).openFlash();
if (document.documentElement.dataset.flash) {
  command(say('do-flash'), flash, undefined, 2);
  addEventListener('keydown', e => { if ((e.ctrlKey || e.metaKey) && e.shiftKey && !e.altKey && e.key.toLowerCase() === 'a') { e.preventDefault(); flash(); } });
}
addEventListener('click', e => {
  for (const menu of $$('details:is(.who,.more-bars)[open]')) if (!menu.contains(e.target)) menu.open = false;
});
