// Somebody else has the story: one asks for it, and whoever has it hands it over or says "not now". Asking takes nothing from them, and ends by itself.
import { $, Refused, api, command, el, hour, now, say, tell } from './room.js';

export const asking = ({ id, me, mine, mayWrite, place, show, give, free }) => {
  let own = null, staying = false, ends = null;
  const boxes = new Map();
  const path = `stories/${id}/lock/`;
  const attempt = async run => { try { hear(await run()); show(); } catch (e) { tell(e instanceof Refused ? e.message : say('offline', hour())); } };

  // Who asks
  const ask = () => attempt(() => api('POST', path + 'request'));
  const withdraw = () => { own = null; clearTimeout(ends); show(); return attempt(() => api('DELETE', path + 'request')); };
  const button = () => own ? el('span', {}, '· ' + say('asked') + ' ', el('button', { type: 'button', onclick: withdraw }, say('ask-no-more'))) : el('button', { type: 'button', 'data-ask': true, onclick: ask }, say('ask'));
  const stands = () => own !== null;
  const over = why => { own = null; clearTimeout(ends); tell(say(why)); show(); };
  // True: what was asked for can be had now.
  const hearOwn = (request, story) => {
    const had = own !== null;
    if (request?.declined) { if (had) over('declined'); return false; }
    if (!request) {
      if (!had) return false;
      if (story.lock && story.lock.by !== me) { over('ask-over'); return false; }
      own = null;
      clearTimeout(ends);
      // Given back while one asked for it: whoever asked takes it.
      if (story.lock) tell(say('handed-to-you')); else free();
      return true;
    }
    if (own?.until === request.until) return false;
    own = request;
    clearTimeout(ends);
    ends = setTimeout(over, Math.max(0, Date.parse(request.until) - now()), 'ask-over');
    show();
    return false;
  };

  // Who is asked
  const close = who => { clearTimeout(boxes.get(who)?.ends); boxes.get(who)?.box.remove(); boxes.delete(who); };
  const answer = (who, verb) => { close(who); return api('POST', path + verb, { to: who }); };
  const bar = request => {
    const who = request.by, name = request.name ?? who;
    const box = el('div', { class: 'asked', role: 'alert' }, el('p', {}, say('asks', name)),
      el('button', { type: 'button', onclick: () => give(name, () => answer(who, 'hand-over')) }, say('hand-over')),
      el('button', { type: 'button', onclick: () => attempt(() => answer(who, 'not-now')) }, say('not-now')));
    boxes.set(who, { box, name, ends: setTimeout(close, Math.max(0, Date.parse(request.until) - now()), who) });
    place.prepend(box);
  };

  const hear = story => {
    const all = story.asked ?? [];
    const came = hearOwn(all.find(r => r.by === me), story);
    const others = mine() && story.lock?.by === me ? all.filter(r => r.by !== me && !r.declined) : [];
    for (const who of [...boxes.keys()]) if (!others.some(r => r.by === who)) close(who);
    for (const request of others) if (!boxes.has(request.by)) bar(request);
    return came;
  };

  const first = () => [...boxes.keys()][0];
  if (mayWrite) {
    command(say('ask'), ask, () => $('#lock [data-ask]') !== null);
    command(say('hand-over'), () => { const who = first(); give(boxes.get(who).name, () => answer(who, 'hand-over')); }, () => boxes.size > 0);
    command(say('not-now'), () => attempt(() => answer(first(), 'not-now')), () => boxes.size > 0);
  }
  // Whoever leaves asks no more; who only reads the page anew still does.
  addEventListener('pagehide', () => {
    if (own && !staying) fetch('/api/v1/' + path + 'request', { method: 'DELETE', keepalive: true, headers: { RequestVerificationToken: $('meta[name=form-token]').content } });
  });
  return { hear, button, stands, stay: () => { staying = true; } };
};
