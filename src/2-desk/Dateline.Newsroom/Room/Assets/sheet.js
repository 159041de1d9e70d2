// Send, hold and kill: one sheet, which offers only what is legal now, and says before it goes what goes to whom.
import { $, $$, Refused, api, ask, el, hour, many, moment as momentOf, now, parse, say, tell, words } from './room.js';
import { undoable } from './undo.js';
import { reinstate } from './reinstate.js';

// What may be asked for by name, from the list, the story and the palette.
export const sheets = ['send', 'hold', 'kill', 'takedown', 'reinstate'];

const sheet = $('#sheet');
const first = ['publish', 'schedule', 'embargo'];
const kept = [...first, 'new-lead', 'writethru', 'correct', 'refile', 'corrective', 'send-as-was', 'change-embargo', 'lift', 'cancel-schedule', 'republish', 'unpublish'];
const name = action => words['js-act-' + action] ?? action;
export const clients = count => count === 1 ? say('client') : say('clients', count);
export const labelled = (id, label, input) => el('div', { class: 'field' }, el('label', { for: id }, label), input);

export const openSheet = async (id, what, done) => {
  let story, legal, writing = null;
  try {
    [story, legal] = await Promise.all([api('GET', 'stories/' + id), api('GET', `stories/${id}/actions`)]);
    if (what === 'send' && story.lock && story.lock.by !== document.body.dataset.me) writing = { name: story.lock.name ?? story.lock.by, at: (await api('GET', `stories/${id}/revisions`)).items[0]?.at };
  } catch (e) { tell(e instanceof Refused ? e.message : say('offline', hour())); return; }
  if (what === 'send') send(story, legal, writing, done); else if (what === 'reinstate') reinstate(story, legal, done); else withdraw(story, legal, what, done);
};

export const show = (red, title, ...children) => {
  sheet.className = red ? 'red' : '';
  sheet.replaceChildren(el('h2', { id: 'sheet-title' }, title), ...children);
  if (!sheet.open) sheet.showModal();
};
export const cancel = () => el('button', { type: 'button', onclick: () => sheet.close() }, say('cancel'));
const forgive = form => {
  for (const old of $$('.why,.alert', form)) old.remove();
  for (const bad of $$('[aria-invalid]', form)) { bad.removeAttribute('aria-invalid'); bad.removeAttribute('aria-describedby'); }
};
sheet?.addEventListener('input', () => forgive(sheet));
const refuse = (form, e) => {
  forgive(form);
  const pointer = (e.problem?.field ?? '').split('.')[0];
  const input = pointer && $('#s-' + CSS.escape(pointer), form);
  if (input) {
    const why = el('p', { class: 'why', id: input.id + '-why' }, e.message);
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', why.id);
    input.after(why);
    input.focus();
  } else form.prepend(el('p', { class: 'alert', role: 'alert' }, e instanceof Refused ? e.message : say('offline', hour())));
};
// Before what can't be taken back, whoever signed in a while ago says again who they are; where that fails, a colleague does.
const proof = form => {
  forgive(form);
  if ($('.proof', form)) return;
  const colleague = el('details', {}, el('summary', {}, say('proof-fails')), el('p', { class: 'hint' }, say('proof-colleague')), labelled('s-login', say('proof-login'), el('input', { id: 's-login', autocomplete: 'off', spellcheck: 'false' })), labelled('s-second', say('proof-second'), el('input', { id: 's-second', type: 'password', autocomplete: 'off' })));
  const password = labelled('s-password', say('proof-password'), el('input', { id: 's-password', type: 'password', autocomplete: 'current-password' }));
  const device = window.PublicKeyCredential?.parseRequestOptionsFromJSON ? el('button', { type: 'button', onclick: () => byDevice(form) }, say('proof-passkey')) : null;
  // The service's page is another site's: it gets a tab of its own, and nothing typed here is left behind.
  const service = document.documentElement.dataset.service;
  const vouch = service ? el('p', {}, el('a', { href: '/newsroom/enter/service?again', target: '_blank', rel: 'noopener' }, say('proof-service', service)), el('span', { class: 'hint' }, ' ' + say('proof-service-hint'))) : null;
  const box = el('fieldset', { class: 'proof' }, el('legend', {}, say('proof-title')), el('p', { class: 'hint' }, say('proof-lead')), password, device, vouch, colleague);
  $('.do', form).before(box);
  $('input', box).focus();
  // The buttons stay in sight below it, on a telephone too.
  box.scrollIntoView({ block: 'nearest' });
};
const byDevice = async form => {
  try {
    const { options, offer } = await (await fetch('/newsroom/proof', { cache: 'no-store', redirect: 'error' })).json();
    const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    $('.proof', form).dataset.answer = JSON.stringify({ offer, answer: JSON.stringify(credential) });
    form.requestSubmit();
  } catch { refuse(form, new Refused(0, { detail: say('proof-none') })); }
};
const prove = async form => {
  const box = $('.proof', form);
  if (!box) return;
  const given = box.dataset.answer ? JSON.parse(box.dataset.answer) : $('#s-login', box).value.trim() ? { login: $('#s-login', box).value.trim(), password: $('#s-second', box).value } : { password: $('#s-password', box).value };
  delete box.dataset.answer;
  // Nothing given: their service may have vouched for them meanwhile, which the newsroom knows.
  if (document.documentElement.dataset.service && !given.password && !given.answer) return;
  await ask('POST', '/newsroom/proof', given);
  box.remove();
};
// Does what a form is for, once its person is proven; where it is refused, the form says so and keeps what was typed.
export const attempt = async (form, button, run, then) => {
  button.disabled = true;
  try {
    await prove(form);
    const answer = await run();
    sheet.close();
    then(answer);
  } catch (e) {
    button.disabled = false;
    if (e.code === 'proof-needed' && !$('.proof', form)) proof(form); else refuse(form, e);
  }
};
export const order = (form, button, id, action, body, done) => attempt(form, button, () => api('POST', `stories/${id}/actions/${action}`, body), answer => {
  if (answer?.undoUntil) undoable(id, answer.story.slugline ?? answer.story.headline ?? '–', answer.undoUntil, answer.story.version);
  else tell(say('gone-' + (['hold', 'kill', 'takedown', 'reinstate'].includes(action) ? action : body?.sendAt ? 'schedule' : 'send')));
  for (const left of answer?.leftOut ?? []) tell(left.detail);
  setTimeout(done, 400, answer);
});

// What a careful person would look at before it goes; each leads to its field.
const checks = (story, { checks: asked, countriesUnstated }) => {
  const c = story.content ?? {};
  const found = [];
  const check = (bad, text, field) => { if (bad) found.push([text, field]); };
  const fieldName = { subjects: 'subject' };
  for (const { field, code, limit, stops } of asked) found.push([say('check-' + code, words['js-field-' + field] ?? field, limit), fieldName[field] ?? field, stops]);
  const isAsked = field => asked.some(a => a.field === field);
  check(!c.slugline && !isAsked('slugline'), say('check-slugline'), 'slugline');
  check(!c.dateline && !isAsked('dateline'), say('check-dateline'), 'dateline');
  check(!c.body && !isAsked('body'), say('check-body'), 'body');
  check((c.subjects ?? []).length === 0 && !isAsked('subjects'), say('check-subjects'), 'subject');
  // Each leads to the first photo that lacks it.
  const lacking = fact => (c.pictures ?? []).findIndex(p => !p[fact]);
  for (const fact of ['alt', 'credit']) check(lacking(fact) >= 0, say('check-' + fact), `photo-${lacking(fact)}-${fact}`);
  const known = (c.pictures ?? []).flatMap(p => [p.guid, ...(p.renditions ?? []).map(r => r.href)]);
  check($$('figure[data-ref]', parse(c.body ?? '')).some(f => !known.includes(f.dataset.ref)), say('check-photo-gone'), 'body');
  check(countriesUnstated > 0, say('check-countries', c.rights?.territories?.join(', '), countriesUnstated), 'checks');
  check(story.legal?.open, say('check-legal'), 'checks');
  check(story.legal && !story.legal.open && !story.legal.current, say('check-legal-changed'), 'checks');
  check(story.secondReader && !story.secondReader.current, say('check-reader-changed'), 'checks');
  check(story.openRemarks > 0, say('check-remarks', story.openRemarks), 'remark-text');
  return found;
};
const checkRow = (story, legal) => {
  const found = checks(story, legal);
  if (found.length === 0) return el('li', {}, el('b', {}, say('checks')), el('span', { class: 'o' }, say('checks-ok')));
  return el('li', {}, el('b', {}, say('checks')), el('span', { class: 'h' }, found.flatMap(([text, field, stops], i) => [i > 0 ? ' · ' : '', el('a', { class: stops ? 'k' : null, href: `/newsroom/stories/${story.id}#${field}`, onclick: e => { const there = $('#' + field); if (there && $('#story')) { e.preventDefault(); sheet.close(); const pane = there.closest('[role=tabpanel]'); if (pane?.hidden) $(`[aria-controls=${pane.id}]`).click(); ($('[contenteditable]', there) ?? $('button', there) ?? there).focus(); } } }, text)])));
};

// A moment in the zone of the screen, with the same in UTC beside it.
const moment = (field, label) => {
  const input = el('input', { id: 's-' + field, type: 'datetime-local' });
  const hint = el('p', { class: 'hint', role: 'status' }, say('when-zone'));
  const box = labelled(input.id, label, input);
  box.append(hint);
  const read = { instant: null, here: '', box, input };
  input.addEventListener('input', async () => {
    [read.instant, read.here] = [null, ''];
    if (input.value) {
      try {
        const answer = await (await fetch('/newsroom/when?at=' + encodeURIComponent(input.value), { cache: 'no-store' })).json();
        if (answer.instant) [read.instant, read.here] = [answer.instant, answer.here];
        hint.textContent = answer.detail ?? `${answer.here} = ${answer.utc}${answer.past ? ' · ' + say('when-past') : ''}`;
        hint.className = answer.detail || answer.past ? 'hint k' : 'hint';
      } catch { hint.textContent = say('offline', hour()); }
    } else hint.textContent = say('when-zone');
    input.dispatchEvent(new Event('read', { bubbles: true }));
  });
  return read;
};

// Who gets it by name, each group with when. Those whose hours begin at the same time stand together; those that are paused have none.
const waits = list => Object.entries(Object.groupBy(list, w => w.opens ?? '')).sort().map(([, of]) => [of[0].opensHere, of.map(w => w.client)]);
const group = (title, note, kind, names) => el('li', {}, el('details', {}, el('summary', {}, el('b', {}, title), el('span', { class: kind }, note)), el('p', { class: 'muted' }, names.join(', '))));
export const audienceRows = (audience, { usable = null, at = null, lift = say('at-lift'), isOff = false }) => {
  const rows = [];
  // What comes off the house's own outputs goes to nobody.
  if (audience?.known && !isOff) {
    if (audience.now.length > 0) rows.push(group(clients(audience.now.length), usable ? say('get-embargoed') : at ? say('get-at', at) : say('get-now'), usable ? 'e' : '', audience.now));
    for (const [opens, names] of waits(audience.waiting)) rows.push(group(clients(names.length), opens ? say('get-from', opens) : say('get-resumed'), '', names));
    if (audience.later.length > 0) rows.push(group(clients(audience.later.length), say('held-until', lift), '', audience.later));
    if (audience.now.length + audience.waiting.length + audience.later.length === 0) rows.push(el('li', {}, el('b', {}, say('no-clients')), el('span', { class: 'muted' }, say('no-clients-why'))));
  }
  if (audience) rows.push(el('li', {}, el('b', {}, say('site')), el('span', {}, isOff ? say('hold-site') : audience.site ? usable ? say('site-at', lift) : at ? say('site-at', at) : say('site-now') : say('site-not'))));
  return rows;
};

// Somebody has it open: what goes is what is saved, and the button says so.
const savedAt = writing => writing.at ? momentOf(Date.parse(writing.at)) : '–';
const send = (story, legal, writing, done) => {
  const slug = story.slugline ?? story.headline ?? '–';
  const offered = kept.map(k => legal.actions.find(a => a.action === k)).filter(a => a?.legal && a.allowed);
  if (offered.length === 0) {
    // What the story would allow and their role does not is no fault of the story.
    const isTheirs = legal.actions.some(a => kept.includes(a.action) && a.legal && !a.allowed);
    const why = (isTheirs ? null : legal.actions.filter(a => (first.includes(a.action) || a.action === 'writethru') && !a.legal).map(a => a.detail)[0]) ?? say('not-allowed');
    show(false, say('send-title', slug), el('p', { class: 'alert' }, why), el('ul', { class: 'facts' }, checkRow(story, legal)), el('div', { class: 'do' }, cancel()));
    return;
  }
  let action = offered[0];
  const form = el('form', { novalidate: true });
  const choose = el('fieldset', { class: 'acts' }, el('legend', { class: 'sr' }, say('action')), el('div', { class: 'seg' }, offered.map((a, i) => el('label', {}, el('input', { type: 'radio', name: 'action', value: a.action, checked: i === 0 }), el('span', {}, name(a.action))))));
  const fields = el('div', { class: 'fs-sheet' }), who = el('ul', { class: 'facts', 'aria-live': 'polite' });
  const button = el('button', { class: 'p' });
  let times = {}, audience = null;

  const text = (field, label, rows = 2) => labelled('s-' + field, label, el('textarea', { id: 's-' + field, rows }));
  const build = () => {
    times = {};
    const takes = new Set(action.takes), needs = new Set(action.needs);
    const parts = [];
    if (takes.has('sendAt') && (needs.has('sendAt') || ['new-lead', 'corrective'].includes(action.action))) { times.sendAt = moment('sendAt', say('send-at')); parts.push(times.sendAt.box); }
    if (takes.has('usableFrom') && (needs.has('usableFrom') || action.action === 'schedule')) { times.usableFrom = moment('usableFrom', say('usable-from')); parts.push(times.usableFrom.box); }
    if (action.action === 'embargo' || action.action === 'change-embargo') parts.push(el('label', { class: 'check' }, el('input', { type: 'checkbox', id: 's-further' }), say('further-notice')));
    if (takes.has('notice') && needs.has('notice')) parts.push(labelled('s-kind', say('notice-kind'), el('select', { id: 's-kind' }, ['correction', 'clarification', 'editorsNote'].map(k => el('option', { value: k }, words['js-kind-' + k])))), text('notice', say('notice-text')));
    if (action.takeKey) parts.push(labelled('s-takeKey', say('take-key'), el('input', { id: 's-takeKey', maxlength: 80, value: action.takeKey })));
    if (needs.has('edNote')) parts.push(text('edNote', say('ed-note')));
    if (takes.has('reason')) parts.push(text('reason', say('reason')));
    fields.replaceChildren(...parts);
    ask();
  };
  const further = () => $('#s-further', form)?.checked ?? false;
  const usable = () => further() ? 'until-further-notice' : times.usableFrom?.instant ?? null;
  // From when it may be used: what is chosen here; where nothing can be, the embargo under which the story stands.
  const until = () => {
    if (further()) return { usable: true, lift: say('until-further') };
    if (times.usableFrom?.instant) return { usable: true, lift: times.usableFrom.here };
    if (['embargo', 'change-embargo'].includes(action.action)) return { usable: true, lift: '…' };
    const stands = action.action === 'lift' ? null : story.usableFrom;
    if (stands === 'until-further-notice') return { usable: true, lift: say('until-further') };
    return Date.parse(stands) > now() ? { usable: true, lift: momentOf(Date.parse(stands)) } : {};
  };
  const ask = async () => {
    const mine = action;
    try {
      const answer = await api('GET', `stories/${story.id}/audience?action=${action.action}${usable() ? '&usableFrom=' + encodeURIComponent(usable()) : ''}${times.sendAt?.instant ? '&at=' + encodeURIComponent(times.sendAt.instant) : ''}`);
      if (mine === action) audience = answer;
    } catch { audience = null; }
    tellWho();
  };
  const tellWho = () => {
    const rows = action.action === 'cancel-schedule' ? [] : audienceRows(audience, { ...until(), at: times.sendAt ? times.sendAt.here || (action.needs.includes('sendAt') ? '…' : null) : null, isOff: action.action === 'unpublish' });
    rows.push(checkRow(story, legal));
    if (writing) rows.push(el('li', {}, el('b', {}, say('writing', writing.name)), el('span', { class: 'h' }, say('writing-saved', savedAt(writing)))));
    who.replaceChildren(...rows);
    button.textContent = writing && action.takes.includes('content') ? say('as-saved', label(), savedAt(writing)) : label();
    button.className = action.action === 'embargo' ? 'violet' : 'p';
  };
  const label = () => {
    const count = audience?.known ? audience.now.length : null;
    if (action.action === 'embargo') return count ? say('do-embargo-clients', clients(count), further() ? say('until-further') : times.usableFrom?.here || '…') : say('do-embargo', further() ? say('until-further') : times.usableFrom?.here || '…');
    if (action.action === 'schedule') return say('do-schedule', times.sendAt?.here || '…');
    if (action.action === 'publish') return count ? say('do-publish-clients', clients(count)) : say('do-publish');
    return say('do-other', name(action.action)) + (count ? ' ' + say('to-clients', clients(count)) : '');
  };
  form.addEventListener('change', e => {
    if (e.target.name === 'action') { action = offered.find(a => a.action === e.target.value); build(); }
    if (e.target.id === 's-further') ask();
  });
  form.addEventListener('read', ask);
  form.addEventListener('submit', e => {
    e.preventDefault();
    const value = field => $('#s-' + field, form)?.value.trim() || undefined;
    for (const [field, time] of Object.entries(times)) if (time.input.value && !time.instant) { time.input.focus(); return; }
    const body = action.action === 'cancel-schedule' ? undefined : { expectedVersion: legal.version };
    if (body) {
      if (action.takes.includes('content')) body.contentTag = legal.contentTag;
      if (times.sendAt?.instant) body.sendAt = times.sendAt.instant;
      else if (action.takes.includes('sendAt')) body.undo = true;
      if (value('takeKey')) body.takeKey = value('takeKey');
      if (usable()) body.usableFrom = usable();
      if (value('notice')) body.notice = { kind: value('kind'), text: value('notice') };
      if (value('edNote')) body.edNote = value('edNote');
      if (value('reason')) body.reason = value('reason');
    }
    order(form, button, story.id, action.action, body, done);
  });
  form.append(choose, fields, who, el('div', { class: 'do' }, cancel(), button));
  show(false, say('send-title', slug), form);
  build();
};

// Words that are ready for it, where there are any: they come beside the sheet, which never waits for them.
const notices = async (place, reason) => {
  try {
    const list = (await api('GET', 'templates')).items.filter(t => t.use === 'notice');
    if (list.length === 0) return;
    const choose = el('select', { id: 's-template' }, el('option', { value: '' }, '–'), list.map(t => el('option', { value: t.code }, t.name)));
    choose.addEventListener('change', () => { const one = list.find(t => t.code === choose.value); if (one) reason.value = one.text; });
    place.append(labelled('s-template', say('notice-template'), choose));
    place.hidden = false;
  } catch { /* it goes without */ }
};
export const nameOf = link => link.organisation ? `${link.name} (${link.organisation})` : link.name;
const lastOf = link => momentOf(Date.parse(link.opened));
export const openedOf = link => link.openings === 0 ? say('outside-never') : many('outside-opened', link.openings, lastOf(link));
// Who outside has read it by a link, each by name: nothing is sent to them.
const outsiders = (legal, chain) => {
  const all = [legal, ...chain].flatMap(c => c.shownTo ?? []);
  return all.length === 0 ? '' : el('li', { class: 'shown-to' }, el('b', {}, many('shown', all.length)), el('span', {}, say(all.length === 1 ? 'shown-call-one' : 'shown-call')), el('ul', {}, all.map(s => el('li', {}, el('b', {}, nameOf(s)), s.reach ? ` · ${s.reach}` : '', el('span', { class: 'muted' }, ' · ' + openedOf(s))))));
};
const withdraw = (story, legal, what, done, typed = null) => {
  const slug = story.slugline ?? story.headline ?? '–';
  const action = legal.actions.find(a => a.action === what);
  if (!action?.legal || !action.allowed) {
    show(true, say(what + '-title', slug), el('p', { class: 'alert' }, action?.legal ? say('not-allowed') : action?.detail ?? say('not-allowed')), el('div', { class: 'do' }, cancel()));
    return;
  }
  const form = el('form', { novalidate: true });
  const reason = el('textarea', { id: 's-reason', rows: 2, value: typed ?? (what === 'hold' ? say('hold-reason') : '') });
  // Whoever may take it down for the lawyers chooses here: the rest is as with a kill.
  const others = what === 'hold' ? [] : ['kill', 'takedown'].filter(a => legal.actions.some(l => l.action === a && l.legal && l.allowed));
  const choose = others.length < 2 ? '' : el('fieldset', { class: 'acts' }, el('legend', { class: 'sr' }, say('action')), el('div', { class: 'seg' }, others.map(a => el('label', {}, el('input', { type: 'radio', name: 'action', value: a, checked: a === what, onchange: () => { withdraw(story, legal, a, done, reason.value); $(`[value=${a}]`, sheet).focus(); } }), el('span', {}, name(a))))));
  const ready = el('div', { hidden: true });
  notices(ready, reason);
  const had = new Set(legal.had);
  const chain = legal.chain.filter(c => c.story.version > 0);
  const ticks = chain.map(c => el('input', { type: 'checkbox', checked: c.ticked, value: c.story.id }));
  const whoHad = () => { const all = new Set(had); chain.forEach((c, i) => { if (ticks[i].checked) for (const h of c.had) all.add(h); }); return all; };
  const facts = el('ul', { class: 'facts' });
  const button = el('button', { class: 'red' });
  const tellWho = () => {
    const all = [...whoHad()];
    facts.replaceChildren(el('li', {}, all.length > 0 ? el('details', {}, el('summary', {}, el('b', {}, many('had', all.length)), el('span', {}, all.length === 1 ? say('is-told') : say('are-told'))), el('p', { class: 'muted' }, all.join(', '))) : el('b', {}, say('had-none'))), outsiders(legal, chain.filter((_, i) => ticks[i].checked)), el('li', {}, el('b', {}, say('site')), el('span', {}, say(what + '-site'))));
    const stories = 1 + ticks.filter(t => t.checked).length;
    button.textContent = stories > 1 ? say(`do-${what}-many`, stories) : say(`do-${what}-now`);
  };
  for (const t of ticks) t.addEventListener('change', tellWho);
  form.append(
    choose,
    el('p', {}, say(what + '-lead')),
    ready,
    labelled('s-reason', say(what + '-why'), reason),
    ...(chain.length > 0 ? [el('fieldset', {}, el('legend', {}, say('chain')), chain.map((c, i) => el('label', { class: 'check' }, ticks[i], el('span', {}, el('b', {}, c.story.slugline ?? '–'), ' ', c.story.headline ?? '', ' ', el('span', { class: 'muted' }, say('why-' + c.why))))))] : []),
    facts,
    el('div', { class: 'do' }, cancel(), button));
  form.addEventListener('submit', e => {
    e.preventDefault();
    order(form, button, story.id, what, { reason: reason.value.trim() || undefined, also: ticks.filter(t => t.checked).map(t => t.value) }, done);
  });
  show(true, say(what + '-title', slug), form);
  tellWho();
  (what === 'hold' ? button : reason).focus();
};
