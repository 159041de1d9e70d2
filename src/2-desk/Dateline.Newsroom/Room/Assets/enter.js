// The session is over: one signs in where one is. What was typed stays where it stands, and what waited goes on.
import { $, el, isSignedIn, parse, say, tell } from './room.js';

const there = '/newsroom/me';
let asked = null, refused = false;

const post = async (path, values) => {
  const read = async answer => ({ at: new URL(answer.url).pathname, page: parse(await answer.text()) });
  const { page } = await read(await fetch(path, { cache: 'no-store' }));
  const token = $('input[name=__RequestVerificationToken]', page).value;
  return read(await fetch(path, { method: 'POST', cache: 'no-store', body: new URLSearchParams({ __RequestVerificationToken: token, to: there, ...values }) }));
};
const field = (name, attributes) => el('div', { class: 'field' }, el('label', { for: 'enter-' + name }, say('enter-' + name)), el('input', { id: 'enter-' + name, ...attributes }));

// True: somebody is in again. False: they would rather not now; then it is a line at the foot.
export const enter = () => {
  if (refused) { tell(say('session'), { href: '/newsroom/enter', text: say('sign-in') }); return Promise.resolve(false); }
  return asked ??= new Promise(done => {
    let step = '/newsroom/enter', isDone = false;
    const why = el('p', { class: 'alert', role: 'alert', hidden: true });
    const first = () => [field('login', { autocomplete: 'username', spellcheck: 'false' }), field('password', { type: 'password', autocomplete: 'current-password' })];
    const fields = el('div', { class: 'fs-sheet' }, first());
    const button = el('button', { class: 'p' }, say('sign-in'));
    const form = el('form', { novalidate: true }, why, fields, el('div', { class: 'do' }, el('a', { href: '/newsroom/enter', target: '_blank', rel: 'noopener' }, say('enter-other')), button));
    const box = el('dialog', { id: 'enter', 'aria-labelledby': 'enter-title' }, el('h2', { id: 'enter-title' }, say('enter-title')), el('p', {}, say('enter-how')), form);
    const inAgain = () => { isDone = true; box.close(); };
    const look = async () => { if (box.open && await isSignedIn()) inAgain(); };
    form.addEventListener('submit', async e => {
      e.preventDefault();
      button.disabled = true;
      try {
        const { at, page } = await post(step, Object.fromEntries([...form.elements].filter(i => i.id).map(i => [i.id.slice(6), i.value])));
        // Another person has come in: the screen becomes theirs, and what was typed waits in this browser for whoever typed it.
        if (at === there) { if (page.body.dataset.me === document.body.dataset.me) inAgain(); else location.reload(); return; }
        const said = $('.alert,.why', page)?.firstChild?.textContent.trim();
        // No digits only: a recovery code has letters.
        if (at === '/newsroom/code' && step !== at) { step = at; fields.replaceChildren(field('code', { autocomplete: 'one-time-code', spellcheck: 'false' })); why.hidden = true; }
        else {
          // What is wrong with the code stands beside it; anything else ends this step, and one begins with the password again.
          if (step === '/newsroom/code' && !$('.why', page)) { step = '/newsroom/enter'; fields.replaceChildren(...first()); }
          why.textContent = said ?? say('failed');
          why.hidden = false;
        }
        $('input', fields).focus();
      } catch { why.textContent = say('enter-offline'); why.hidden = false; } finally { button.disabled = false; }
    });
    box.addEventListener('close', () => {
      box.remove();
      removeEventListener('focus', look);
      asked = null;
      refused = !isDone;
      if (isDone) { document.dispatchEvent(new Event('signed-in')); $('#said').hidden = true; } else tell(say('session'), { href: '/newsroom/enter', text: say('sign-in') });
      done(isDone);
    });
    // By another tab too.
    addEventListener('focus', look);
    document.body.append(box);
    box.showModal();
    $('input', fields).focus();
  });
};
document.addEventListener('signed-in', () => { refused = false; });
