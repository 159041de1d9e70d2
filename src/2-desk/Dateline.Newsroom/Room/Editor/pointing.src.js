// Pointing at pieces of the text: the places of remarks, of what is looked for, and of what the house style would have otherwise. Nothing of it is part of the text.
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

const key = new PluginKey('pointing');
const around = 40;

// The text as one line a block, and where each character of it stands.
export const plain = doc => {
  const blocks = [];
  let full = '';
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    if (blocks.length > 0) full += '\n';
    const text = node.textBetween(0, node.content.size, undefined, '\ufffc');
    blocks.push({ pos: pos + 1, start: full.length, text });
    full += text;
    return false;
  });
  const at = index => {
    let block = blocks[0];
    for (const b of blocks) { if (b.start > index) break; block = b; }
    return block.pos + Math.min(index - block.start, block.text.length);
  };
  const index = pos => {
    let found = 0;
    for (const b of blocks) { if (b.pos > pos) break; found = b.start + Math.min(pos - b.pos, b.text.length); }
    return found;
  };
  return { blocks, full, at, index };
};

// How much of the words before and after a place are those that were there when it was pointed at.
const likeness = (full, from, to, before, after) => {
  let same = 0;
  for (let i = 1; i <= before.length && full[from - i] === before[before.length - i]; i++) same++;
  for (let i = 0; i < after.length && full[to + i] === after[i]; i++) same++;
  return same;
};
const locate = (text, { quote, before = '', after = '' }) => {
  let best = null;
  for (let from = quote ? text.full.indexOf(quote) : -1; from >= 0; from = text.full.indexOf(quote, from + 1)) {
    const like = likeness(text.full, from, from + quote.length, before, after);
    if (!best || like > best.like) best = { from, to: from + quote.length, like };
  }
  return best && { from: text.at(best.from), to: text.at(best.to) };
};

const escaped = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const pattern = ({ text, sameCase, whole }) => new RegExp(whole ? `(?<![\\p{L}\\p{N}])${escaped(text)}(?![\\p{L}\\p{N}])` : escaped(text), sameCase ? 'gu' : 'giu');
const hits = (doc, what) => {
  if (!what?.text) return [];
  const found = [];
  for (const block of plain(doc).blocks)
    for (const match of block.text.matchAll(pattern(what))) found.push({ from: block.pos + match.index, to: block.pos + match.index + match[0].length });
  return found;
};
const shown = (doc, found, current) => DecorationSet.create(doc, found.map((h, i) => Decoration.inline(h.from, h.to, { class: i === current ? 'hit now' : 'hit' })));

export const Pointing = Extension.create({
  name: 'pointing',
  addProseMirrorPlugins: () => [new Plugin({
    key,
    state: {
      init: () => ({ remarks: DecorationSet.empty, what: null, found: [], current: 0, hits: DecorationSet.empty }),
      apply: (tr, old) => {
        const set = tr.getMeta(key) ?? {};
        const next = { ...old, remarks: set.remarks ? DecorationSet.create(tr.doc, set.remarks) : old.remarks.map(tr.mapping, tr.doc) };
        if (set.what !== undefined) next.what = set.what;
        if (set.what !== undefined || tr.docChanged) next.found = hits(tr.doc, next.what);
        next.current = Math.max(0, Math.min(set.current ?? old.current, next.found.length - 1));
        if (set.what !== undefined || set.current !== undefined || tr.docChanged) next.hits = shown(tr.doc, next.found, next.current);
        return next;
      },
    },
    props: { decorations: state => { const { remarks, hits } = key.getState(state); return remarks.add(state.doc, hits.find()); } },
  })],
});

// What the screen may ask of an editor that points.
export const pointer = editor => {
  const state = () => key.getState(editor.state);
  const set = meta => editor.view.dispatch(editor.state.tr.setMeta(key, meta).setMeta('addToHistory', false));
  const select = (from, to) => {
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)));
    const there = editor.view.domAtPos(from).node;
    (there.nodeType === 3 ? there.parentElement : there).scrollIntoView({ block: 'center' });
  };
  const put = pieces => {
    const tr = editor.state.tr;
    // From the end, so that what stands before keeps its place.
    for (const { from, to, text } of [...pieces].sort((a, b) => b.from - a.from)) {
      const marks = tr.doc.resolve(from).marksAcross(tr.doc.resolve(to)) ?? [];
      if (text) tr.replaceWith(from, to, editor.schema.text(text, marks)); else tr.delete(from, to);
    }
    editor.view.dispatch(tr);
  };
  return {
    // The words that are selected, with those around them; null where none are.
    quote: () => {
      const { from, to, empty } = editor.state.selection;
      if (empty) return null;
      const text = plain(editor.state.doc);
      const [a, b] = [text.index(from), text.index(to)];
      return a === b ? null : { quote: text.full.slice(a, b), before: text.full.slice(Math.max(0, a - around), a), after: text.full.slice(b, b + around) };
    },
    // Shows where remarks stand: the ids of those whose words are still there.
    remarks: list => {
      const text = plain(editor.state.doc);
      const placed = list.map(r => [r, locate(text, r)]).filter(([, at]) => at);
      set({ remarks: placed.map(([r, { from, to }]) => Decoration.inline(from, to, { class: 'remark', 'data-remark': r.id }, { id: r.id })) });
      return placed.map(([r]) => r.id);
    },
    show: id => {
      const there = state().remarks.find(undefined, undefined, spec => spec.id === id)[0];
      if (there) { select(there.from, there.to); editor.view.focus(); }
    },
    find: what => { set({ what, current: 0 }); return { count: state().found.length, current: state().current }; },
    step: by => {
      const { found, current } = state();
      if (found.length === 0) return { count: 0, current: 0 };
      const next = (current + by + found.length) % found.length;
      set({ current: next });
      select(found[next].from, found[next].to);
      return { count: found.length, current: next };
    },
    replace: (text, all) => {
      const { found, current } = state();
      const pieces = all ? found : found.slice(current, current + 1);
      put(pieces.map(p => ({ ...p, text })));
      return pieces.length;
    },
    blocks: () => plain(editor.state.doc).blocks.map(b => b.text),
    // Puts other words in places of blocks; false where the text has changed meanwhile.
    mend: pieces => {
      const { blocks } = plain(editor.state.doc);
      if (pieces.some(p => blocks[p.block]?.text.slice(p.at, p.at + p.quote.length) !== p.quote)) return false;
      put(pieces.map(p => ({ from: blocks[p.block].pos + p.at, to: blocks[p.block].pos + p.at + p.quote.length, text: p.with })));
      return true;
    },
    point: p => {
      const block = plain(editor.state.doc).blocks[p.block];
      if (block) select(block.pos + p.at, block.pos + p.at + p.quote.length);
    },
  };
};
