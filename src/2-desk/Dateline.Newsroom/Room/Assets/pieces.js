// What stands in the text beside its paragraphs: pull-quotes, embeds, tables and photos. How one puts them there, works on them, and reads of them in words.
import { $, $$, askFor, command, el, parse, say, tell } from './room.js';

// A photo as it is seen in the text; or why it is not seen.
export const photoIn = photos => ref => {
  const { photo, look } = photos.find(ref);
  if (!photo) return [el('p', { class: 'h' }, say('photo-gone'))];
  return [look ?? el('p', { class: 'muted' }, say('no-file')), el('figcaption', {}, photo.caption ?? photo.headline ?? say('photo-no-caption'), photo.credit ? el('span', { class: 'muted' }, ' ' + photo.credit) : null)];
};

// The words of a block of a text, for comparing: what has none of its own is named.
export const told = (block, pictures = []) => {
  const text = node => node.textContent.trim();
  if (block.tagName === 'TABLE') return [...$$('caption', block).map(text), ...$$('tr', block).map(row => [...row.children].map(text).join(' | '))].join('\n');
  if (block.tagName === 'UL' || block.tagName === 'OL') return $$('li', block).map(text).join('\n');
  if (block.tagName === 'BLOCKQUOTE') return (block.className ? '❝ ' : '') + text(block);
  if (block.tagName !== 'FIGURE') return block.textContent;
  const photo = pictures.find(p => p.guid === block.dataset.ref) ?? {};
  return `[${say('photo-here', photo.caption ?? photo.headline ?? photo.alt ?? block.dataset.ref)}]`;
};

const nameOf = button => ($('.sr', button) ?? button).textContent.trim();
const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

// A post or a video of elsewhere: its words, where it has some, and its address. What a service gives as code to embed is read, and never run or loaded.
const players = [[/^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+).*$/i, 'https://www.youtube.com/watch?v=$1'], [/^https?:\/\/player\.vimeo\.com\/video\/(\d+).*$/i, 'https://vimeo.com/$1']];
const watched = address => players.reduce((found, [player, page]) => found.replace(player, page), address);
const oneLine = text => text.replace(/\s+/g, ' ').trim();
const fromCode = code => {
  const page = parse(code).body, frame = page.querySelector('iframe[src]'), post = page.querySelector('blockquote');
  if (frame) return { href: frame.getAttribute('src').replace(/^\/\//, 'https://'), words: [], source: frame.title };
  if (!post) return null;
  for (const br of post.querySelectorAll('br')) br.replaceWith('\n');
  const link = [...post.querySelectorAll('a[href]')].at(-1), said = [...post.querySelectorAll('p')];
  const words = said.flatMap(p => p.textContent.split('\n')).map(oneLine).filter(Boolean);
  for (const p of said) if (!p.contains(link)) p.remove();
  return { href: post.cite || link?.href || '', words, source: oneLine(post.textContent).replace(/^[—–-]\s*/, '') };
};
const isAddress = address => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
const askEmbed = editor => {
  const sheet = $('#sheet');
  const address = el('input', { id: 'embed-address', autocomplete: 'off', spellcheck: 'false', placeholder: 'https://' });
  const words = el('textarea', { id: 'embed-words', rows: 3 });
  const source = el('input', { id: 'embed-source', maxlength: 200, placeholder: say('embed-source-like') });
  const why = el('p', { class: 'why', id: 'embed-why', hidden: true }, say('embed-needed'));
  const field = (id, label, ...inputs) => el('div', { class: 'field' }, el('label', { for: id }, label), ...inputs);
  address.addEventListener('input', () => {
    why.hidden = true;
    address.removeAttribute('aria-invalid');
    const found = /^\s*</.test(address.value) ? fromCode(address.value) : null;
    if (found) [address.value, words.value, source.value] = [found.href, found.words.join('\n'), found.source];
  });
  const form = el('form', { novalidate: true }, field('embed-address', say('embed-address'), address, why), field('embed-words', say('embed-words'), words), field('embed-source', say('embed-source'), source), el('p', { class: 'hint' }, say('embed-how')),
    el('div', { class: 'do' }, el('button', { type: 'button', onclick: () => sheet.close() }, say('cancel')), el('button', { class: 'p' }, say('embed-put'))));
  form.addEventListener('submit', e => {
    e.preventDefault();
    const href = watched(address.value.trim());
    if (!isAddress(href)) { why.hidden = false; address.setAttribute('aria-invalid', 'true'); address.setAttribute('aria-describedby', why.id); address.focus(); return; }
    sheet.close();
    editor.run('embed', { href, words: words.value.split('\n').map(line => line.trim()).filter(Boolean), source: source.value.trim() || new URL(href).hostname.replace(/^www\./, '') });
  });
  sheet.className = '';
  sheet.replaceChildren(el('h2', { id: 'sheet-title' }, say('embed-title')), form);
  sheet.showModal();
  address.focus();
};

// Puts pieces into the text: by the bar, by "/" in a paragraph of its own, by the palette. other: what the bar does beside.
export const inserting = ({ editor, photos, other, needPhoto }) => {
  const photo = () => {
    const placed = editor.placed(), all = photos.all();
    if (all.length === 0) { needPhoto(); return; }
    const free = all.filter(p => !placed.includes(p.ref));
    if (free.length === 0) { tell(say('photo-placed')); return; }
    if (free.length === 1) { editor.run('photo', free[0].ref); return; }
    const sheet = $('#sheet');
    sheet.className = '';
    sheet.replaceChildren(el('h2', { id: 'sheet-title' }, say('photo-which')),
      el('ul', { class: 'facts which' }, free.map(p => el('li', {}, el('button', { type: 'button', 'data-ref': p.ref, onclick: () => { sheet.close(); editor.run('photo', p.ref); } }, photos.find(p.ref).look ?? '', el('span', {}, p.name))))),
      el('div', { class: 'do' }, el('button', { type: 'button', onclick: () => sheet.close() }, say('cancel'))));
    sheet.showModal();
  };
  const run = tool => (tool === 'photo' ? photo : tool === 'embed' ? () => askEmbed(editor) : other[tool] ?? (() => editor.run(tool)))();
  for (const button of $$('#tools button')) button.addEventListener('click', () => run(button.dataset.tool));
  for (const tool of ['pull', 'table', 'photo', 'embed']) command(say('do-insert', nameOf($(`#tools [data-tool=${tool}]`))), () => run(tool), () => !$('#tools').hidden);
  slash({ editor, run, tools: ['pull', 'table', 'photo', 'embed', 'heading', 'quote', 'bullets'] });
  return { photo };
};

const slash = ({ editor, run, tools }) => {
  const list = el('ul', { id: 'slash', role: 'listbox', class: 'ahead', 'aria-label': say('insert'), hidden: true });
  document.body.append(list);
  const field = () => $('#body [role=textbox]');
  let found = [], chosen = 0, closed = null, before = null;
  const at = i => {
    chosen = (i + found.length) % found.length;
    [...list.children].forEach((li, n) => li.setAttribute('aria-selected', n === chosen));
    field().setAttribute('aria-activedescendant', 'slash-' + chosen);
    list.children[chosen].scrollIntoView({ block: 'nearest' });
  };
  const hide = () => { list.hidden = true; found = []; field()?.removeAttribute('aria-activedescendant'); };
  const pick = i => { const { tool } = found[i]; hide(); editor.unslash(); run(tool); };
  const show = typed => {
    if (typed === before) return;
    before = typed;
    if (typed === null) closed = null;
    found = typed === null || closed !== null ? [] : tools.map(tool => ({ tool, name: nameOf($(`#tools [data-tool=${tool}]`)) })).filter(t => plain(t.name).includes(plain(typed.trim())) || t.tool.startsWith(plain(typed.trim())));
    if (found.length === 0) { hide(); return; }
    list.replaceChildren(...found.map((t, i) => el('li', { id: 'slash-' + i, role: 'option', 'data-tool': t.tool, onmousedown: e => { e.preventDefault(); pick(i); } }, t.name)));
    list.hidden = false;
    const { left, top, bottom } = editor.spot(), { offsetHeight: high, offsetWidth: wide } = list;
    list.style.left = Math.max(8, Math.min(left, innerWidth - wide - 8)) + 'px';
    list.style.top = (bottom + 4 + high > innerHeight ? top - high - 4 : bottom + 4) + 'px';
    at(0);
  };
  editor.slash(show, e => {
    if (list.hidden || e.isComposing) return false;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') at(chosen + (e.key === 'ArrowDown' ? 1 : -1));
    else if (e.key === 'Enter' || e.key === 'Tab') pick(chosen);
    else if (e.key === 'Escape') { closed = before; hide(); }
    else return false;
    return true;
  });
  addEventListener('scroll', () => { if (!list.hidden) hide(); }, true);
  field().addEventListener('blur', hide);
};

// What can be done with the piece in which the cursor stands, at the foot, where it moves no line of the text.
export const working = ({ editor, mine }) => {
  const bar = $('#piece');
  const caption = () => askFor(say('table-caption'), say('table-caption-words'), el('input', { id: 'table-caption', maxlength: 200, value: editor.caption() }), words => editor.run('caption', words));
  const run = name => name === 'caption' ? caption() : editor.run(name);
  const within = button => button.dataset.in.split(' ').includes(editor.piece()) && (editor.merges()[button.dataset.piece] ?? true);
  const show = () => {
    const piece = mine() ? editor.piece() : null;
    bar.hidden = piece === null;
    const merges = piece === 'table' ? editor.merges() : {};
    for (const button of $$('button', bar)) button.hidden = !button.dataset.in.split(' ').includes(piece) || merges[button.dataset.piece] === false;
    if (piece) $('#piece-name').textContent = say('piece-' + piece);
  };
  for (const button of $$('button', bar)) {
    button.addEventListener('mousedown', e => e.preventDefault());
    button.addEventListener('click', () => run(button.dataset.piece));
    command(nameOf(button), () => run(button.dataset.piece), () => !bar.hidden && within(button));
  }
  editor.on('selectionUpdate', show);
  editor.on('update', show);
  show();
  return show;
};
