// Marks in a text that is only read: the words that remarks are about, found as they were pointed at. The text itself stays as it came.
import { $$, el } from './room.js';

const nodesOf = block => {
  const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) nodes.push(node);
  return nodes;
};
const alike = (text, from, to, before, after) => {
  let [left, right] = [0, 0];
  while (left < before.length && text[from - left - 1] === before.at(-left - 1)) left++;
  while (right < after.length && text[to + right] === after[right]) right++;
  return left + right;
};
// Where words stand, among several like them: where most of what was around them still is.
const found = (text, { quote, before = '', after = '' }) => {
  let best = null;
  for (let from = text.indexOf(quote); from >= 0; from = text.indexOf(quote, from + 1)) {
    const like = alike(text, from, from + quote.length, before, after);
    if (best === null || like > best.like) best = { from, to: from + quote.length, like };
  }
  return best;
};

export const marks = place => {
  const clear = () => {
    for (const mark of $$('.remark', place)) mark.replaceWith(...mark.childNodes);
    place.normalize();
  };
  const mark = (id, from, to, pieces) => {
    // From the end, so that a piece that is split keeps its beginning.
    for (const { node, start } of pieces.filter(p => p.start < to && p.start + p.node.length > from).reverse()) {
      const range = document.createRange();
      range.setStart(node, Math.max(0, from - start));
      range.setEnd(node, Math.min(node.length, to - start));
      if (!range.collapsed) range.surroundContents(el('span', { class: 'remark', 'data-remark': id }));
    }
  };
  const pieces = () => {
    const all = [];
    let text = '';
    for (const block of $$('p, h2, h3, h4, li, blockquote, td, th', place).filter(b => !b.querySelector('p, li'))) {
      if (text) text += '\n';
      for (const node of nodesOf(block)) { all.push({ node, start: text.length }); text += node.data; }
    }
    return { all, text };
  };
  return {
    quote: () => null,
    remarks: list => {
      clear();
      const there = [];
      for (const remark of list) {
        const { all, text } = pieces();
        const at = found(text, remark);
        if (!at) continue;
        mark(remark.id, at.from, at.to, all);
        there.push(remark.id);
      }
      return there;
    },
    show: id => $$('.remark', place).find(m => m.dataset.remark === id)?.scrollIntoView({ block: 'center' }),
  };
};
