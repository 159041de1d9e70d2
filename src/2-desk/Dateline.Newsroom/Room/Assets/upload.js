// Photos that are brought to a story as files: chosen, or dropped anywhere on its screen. One goes after the other; each shows how far it is, and what is wrong beside its name.
import { $, el, say } from './room.js';

const most = 40 * 1024 * 1024;
const kinds = ['image/jpeg', 'image/png', 'image/webp'];
const known = ['photo-kind', 'photo-broken', 'photo-pixels'];

// Fetch does not tell how far it is.
const send = (id, file, far, stop) => new Promise((done, failed) => {
  const request = new XMLHttpRequest();
  request.open('POST', `/api/v1/stories/${id}/photos`);
  request.setRequestHeader('RequestVerificationToken', $('meta[name=form-token]').content);
  request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
  request.upload.addEventListener('progress', e => { if (e.lengthComputable) far(e.loaded / e.total); });
  request.addEventListener('load', () => {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* said below */ }
    if (request.status === 200) { done(answer); return; }
    const told = known.includes(answer.code) ? say(answer.code) : request.status === 413 ? say('photo-large') : request.status === 401 ? say('session') : answer.detail ?? say('failed');
    failed(Object.assign(new Error(told), { again: request.status >= 500 || request.status === 401 || request.status === 429 }));
  });
  request.addEventListener('error', () => failed(Object.assign(new Error(say('photo-offline')), { again: true })));
  request.addEventListener('abort', () => done(null));
  stop.addEventListener('abort', () => request.abort());
  request.send(file);
});

export const uploads = ({ id, add, locked, open }) => {
  const [input, list] = [$('#photo-file'), $('#uploads')];
  let turn = Promise.resolve();
  const wrong = file => file.size === 0 ? 'photo-empty' : file.size > most ? 'photo-large' : file.type && !kinds.includes(file.type) ? 'photo-kind' : null;
  const row = file => {
    const stop = new AbortController();
    const part = el('span', { class: 'grow' }, el('b', {}, file.name));
    const li = el('li', {}, part, el('button', { type: 'button', 'aria-label': say('photo-stop', file.name), onclick: () => { stop.abort(); li.remove(); } }, '×'));
    const fail = (why, again) => { $('progress', li)?.remove(); part.append(el('p', { class: 'why' }, why)); if (again) part.append(el('button', { type: 'button', onclick: () => { li.remove(); take([file]); } }, say('photo-again'))); };
    list.append(li);
    return { li, part, stop, fail };
  };
  const bring = async (file, { li, part, stop, fail }) => {
    if (stop.signal.aborted) return;
    const bar = el('progress', { max: 1, value: 0, 'aria-label': say('photo-sending', file.name) });
    part.append(bar);
    try {
      const photo = await send(id, file, share => { bar.value = share; }, stop.signal);
      if (!photo) return;
      li.remove();
      add(photo);
    } catch (e) { fail(e.message, e.again); }
  };
  const take = files => {
    if (locked()) return;
    for (const file of files) {
      const shown = row(file), why = wrong(file);
      if (why) shown.fail(say(why)); else turn = turn.then(() => bring(file, shown));
    }
  };
  input.addEventListener('change', () => { take([...input.files]); input.value = ''; });
  const holds = e => e.dataTransfer?.types.includes('Files');
  addEventListener('dragover', e => { if (!holds(e)) return; e.preventDefault(); e.dataTransfer.dropEffect = locked() ? 'none' : 'copy'; document.body.classList.add('dropping'); }, true);
  addEventListener('dragleave', e => { if (!e.relatedTarget) document.body.classList.remove('dropping'); }, true);
  // The text would make something else of it.
  addEventListener('drop', e => { document.body.classList.remove('dropping'); if (!holds(e)) return; e.preventDefault(); e.stopPropagation(); open(); take([...e.dataTransfer.files]); }, true);
};
