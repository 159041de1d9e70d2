// What stands in a text beside its paragraphs: pull-quotes, tables, and photos by the story's own reference to them.
// A table with lists in its cells, with cells that overlap and the like can't be edited without losing something: it stays an island.
import { Extension, Node, callOrReturn, getExtensionField } from '@tiptap/core';
import { NodeSelection, Plugin, TextSelection } from '@tiptap/pm/state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable, mergeCells, selectedRect, splitCell, tableEditing, toggleHeaderRow } from '@tiptap/pm/tables';

const pull = 'pullquote';
const own = 'data-own';

// ---- pull-quotes: quotes that repeat words of the text

export const PullQuotes = Extension.create({
  name: 'pullQuotes',
  addGlobalAttributes: () => [{ types: ['blockquote'], attributes: { kind: { default: null, parseHTML: e => e.classList.contains(pull) ? pull : null, renderHTML: a => a.kind ? { class: a.kind } : {} } } }],
});

// ---- tables

const isHeading = cell => cell.tagName === 'TH';
const rowsOf = table => [...table.querySelectorAll('tr')];
// How many columns its cells fill, each place once; 0 where they leave one free, or fill one twice.
const columnsOf = rows => {
  const taken = rows.map(() => []);
  for (const [at, row] of rows.entries())
    for (const cell of row.children) {
      let column = 0;
      while (taken[at][column]) column++;
      for (let r = at; r < at + cell.rowSpan; r++) for (let c = column; c < column + cell.colSpan; c++) { if (!taken[r] || taken[r][c]) return 0; taken[r][c] = true; }
    }
  const columns = taken[0]?.length ?? 0;
  return taken.every(row => row.length === columns && row.every(Boolean) && row.filter(Boolean).length === columns) ? columns : 0;
};
// Rows of headings at its top are its head; the last row never is, for a table is more than its head, nor one whose cells reach into the rows below it.
const shape = table => {
  const rows = rowsOf(table), head = document.createElement('thead'), body = document.createElement('tbody');
  let headings = 0;
  while (headings < rows.length - 1 && [...rows[headings].children].every(isHeading)) headings++;
  while (rows.slice(0, headings).some((row, at) => [...row.children].some(cell => at + cell.rowSpan > headings))) headings--;
  for (const part of [...table.children]) if (part.tagName !== 'CAPTION') part.remove();
  head.append(...rows.slice(0, headings));
  body.append(...rows.slice(headings));
  table.append(...(headings > 0 ? [head, body] : [body]));
  return table;
};
// As stories write them: what fills one place says nothing.
const isSpan = ({ name, value }) => ['colspan', 'rowspan'].includes(name) && /^([2-9]|[1-9]\d|100)$/.test(value);
const isPlainCell = cell => {
  if (![...cell.attributes].every(isSpan) || cell.querySelector('table,figure,pre,ul,ol,blockquote,h2,h3,h4')) return false;
  const paragraphs = [...cell.children].filter(c => c.tagName === 'P');
  return paragraphs.length === 0 || paragraphs.length > 1 && paragraphs.length === cell.childNodes.length && paragraphs.every(p => p.attributes.length === 0);
};
// Whether the editor gives a table back exactly as it is.
const isPlain = table => {
  if (table.hasAttribute(own)) return true;
  const rows = rowsOf(table);
  return table.attributes.length === 0 && rows.every(r => r.children.length > 0) && columnsOf(rows) > 0
    && [...table.children].every(part => part.attributes.length === 0 && part.childElementCount >= (part.tagName === 'CAPTION' ? 0 : 1)) && !table.querySelector('caption *, tfoot')
    && rows.every(row => row.attributes.length === 0 && [...row.children].every(isPlainCell)) && shape(table.cloneNode(true)).outerHTML === table.outerHTML;
};

const Table = Node.create({
  name: 'table', group: 'block', content: 'tableRow+', tableRole: 'table', isolating: true,
  addAttributes: () => ({ caption: { default: '', rendered: false } }),
  parseHTML: () => [{ tag: 'table', priority: 110, getAttrs: e => isPlain(e) ? { caption: e.querySelector('caption')?.textContent ?? '' } : false, contentElement: e => { const body = document.createElement('tbody'); body.append(...rowsOf(e).map(r => r.cloneNode(true))); return body; } }],
  renderHTML: ({ node }) => ['table', { [own]: '' }, ...(node.attrs.caption ? [['caption', node.attrs.caption]] : []), ['tbody', 0]],
  extendNodeSchema: extension => ({ tableRole: callOrReturn(getExtensionField(extension, 'tableRole', extension)) }),
  addProseMirrorPlugins: () => [tableEditing()],
  addKeyboardShortcuts() {
    const run = command => command(this.editor.state, this.editor.view.dispatch);
    // In the last cell it makes a row; in one that is still empty it leaves the text, as everywhere.
    const next = () => isInTable(this.editor.state) && (run(goToNextCell(1)) || selectedRow(this.editor.state).textContent !== '' && run(addRowAfter) && run(goToNextCell(1)));
    return { Tab: next, 'Shift-Tab': () => isInTable(this.editor.state) && run(goToNextCell(-1)), 'Mod-Enter': () => isInTable(this.editor.state) && leave(this.editor) };
  },
});
const Row = Node.create({ name: 'tableRow', content: '(tableCell | tableHeader)+', tableRole: 'row', parseHTML: () => [{ tag: 'tr' }], renderHTML: () => ['tr', 0] });
const span = (name, property) => ({ default: 1, parseHTML: cell => cell[property], renderHTML: attributes => attributes[name] > 1 ? { [name]: attributes[name] } : {} });
const cell = (name, tag, tableRole) => Node.create({
  name, content: 'paragraph+', tableRole, isolating: true,
  addAttributes: () => ({ colspan: span('colspan', 'colSpan'), rowspan: span('rowspan', 'rowSpan'), colwidth: { default: null, rendered: false } }),
  parseHTML: () => [{ tag }], renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
});
export const tables = [Table, Row, cell('tableCell', 'td', 'cell'), cell('tableHeader', 'th', 'header_cell')];

const selectedRow = state => { const { table, bottom } = selectedRect(state); return table.child(bottom - 1); };

// Merges the cells that are selected, as long as every row keeps one that begins in it: a row of none is no row of a story.
const merge = (state, dispatch) => {
  const { map: { map, width }, left, right, top, bottom } = selectedRect(state);
  const begins = (row, column) => map[row * width + column] !== map[(row - 1) * width + column];
  for (let row = top + 1; row < bottom; row++) {
    const kept = Array.from({ length: width }, (_, column) => column).some(column => (column < left || column >= right) && begins(row, column));
    if (!kept) return false;
  }
  return mergeCells(state, dispatch);
};

// As stories write them: a cell of one paragraph without it, the head apart.
export const tidyTables = root => {
  for (const table of root.querySelectorAll(`table[${own}]`)) {
    table.removeAttribute(own);
    for (const cell of table.querySelectorAll('td, th')) if (cell.childNodes.length === 1 && cell.firstChild.tagName === 'P') cell.firstChild.replaceWith(...cell.firstChild.childNodes);
    shape(table);
  }
};

// What a word processor puts on the clipboard, as the page that it is. Word's lists are paragraphs that begin with a drawn mark; Docs wraps all of it in a <b> that means nothing.
const unwrapped = (root, fits) => { for (const node of [...root.querySelectorAll('*')].filter(fits)) node.replaceWith(...node.childNodes); };
const level = p => Number(/mso-list:[^;"']*level(\d)/i.exec(p.getAttribute('style') ?? '')?.[1] ?? 0);
const lists = root => {
  for (const first of root.querySelectorAll('p[style*="mso-list"]')) {
    if (!first.isConnected || level(first) === 0) continue;
    const run = [];
    for (let p = first; p?.tagName === 'P' && level(p) > 0; p = p.nextElementSibling) run.push(p);
    const made = [];
    for (const p of run) {
      const mark = [...p.querySelectorAll('span')].find(s => /mso-list:\s*ignore/i.test(s.getAttribute('style') ?? ''));
      const kind = /^\s*(\d+|[a-z]{1,4})[.)]/i.test(mark?.textContent ?? '') ? 'ol' : 'ul';
      mark?.remove();
      const li = document.createElement('li'), deep = level(p);
      li.append(document.createElement('p'));
      li.firstChild.append(...p.childNodes);
      while (made.length > 0 && made.at(-1).deep > deep) made.pop();
      if (made.at(-1)?.deep === deep) made.at(-1).list.append(li);
      else {
        const list = document.createElement(kind), under = made.at(-1)?.list.lastElementChild;
        list.append(li);
        if (under) under.append(list); else first.before(list);
        made.push({ deep, list });
      }
    }
    for (const p of run) p.remove();
  }
};
const fromProcessor = root => {
  // Read as text: a page that allows no styles of others parses none.
  const style = n => n.getAttribute('style') ?? '';
  unwrapped(root, n => /^(B|STRONG)$/.test(n.tagName) && /(^|;)\s*font-weight:\s*(normal|400)/i.test(style(n)));
  lists(root);
  for (const span of root.querySelectorAll('span')) {
    const heading = span.closest('h1,h2,h3,h4,h5,h6');
    for (const tag of [!heading && /font-weight:\s*(bold|[6-9]00)/i.test(style(span)) && 'strong', /font-style:\s*italic/i.test(style(span)) && 'em'].filter(Boolean)) {
      const meant = document.createElement(tag);
      meant.append(...span.childNodes);
      span.append(meant);
    }
  }
  for (const node of root.querySelectorAll('[dir=ltr]')) node.removeAttribute('dir');
  // Lines that are only there to keep paragraphs apart.
  for (const p of [...root.querySelectorAll('p')]) if (/^[\s\u00a0]*$/.test(p.textContent) && !p.querySelector('img,figure') && !p.closest('td,th,li')) p.remove();
  for (const br of [...root.querySelectorAll('br')]) if (br.parentElement === root || /^(P|UL|OL|H[1-6]|TABLE)$/.test(br.previousElementSibling?.tagName ?? '')) br.remove();
};

// What is pasted leaves its looks behind, and a table too; one whose cells overlap stays as it is.
export const pasted = (html, parse) => {
  const isProcessed = /docs-internal-guid|mso-|class="?Mso/i.test(html);
  if (!isProcessed && !/<table/i.test(html)) return html;
  const root = parse(html).body;
  if (isProcessed) fromProcessor(root);
  for (const table of root.querySelectorAll('table')) {
    const rows = rowsOf(table), isMerged = [...table.querySelectorAll('td, th')].some(c => c.colSpan > 1 || c.rowSpan > 1);
    // Rows of several lengths are filled up where no cell is merged.
    const columns = isMerged ? columnsOf(rows) : Math.max(...rows.map(r => r.children.length));
    if (table.querySelector('table') || !(columns > 0) || isMerged && rows.some(r => r.children.length === 0)) continue;
    const clean = document.createElement('table');
    clean.setAttribute(own, '');
    const caption = table.querySelector('caption')?.textContent.trim();
    if (caption) clean.createCaption().textContent = caption;
    const body = clean.createTBody();
    for (const row of rows) {
      const made = body.insertRow();
      for (let i = 0; i < (isMerged ? row.children.length : columns); i++) {
        const from = row.children[i], to = document.createElement(from && (isHeading(from) || row.parentElement.tagName === 'THEAD') ? 'th' : 'td');
        for (const old of from ? [...from.querySelectorAll('p, div, li')] : []) { const p = document.createElement('p'); p.append(...old.childNodes); old.replaceWith(p); }
        to.append(...(from?.childNodes ?? []));
        if (from?.colSpan > 1) to.colSpan = from.colSpan;
        if (from?.rowSpan > 1) to.rowSpan = from.rowSpan;
        made.append(to);
      }
    }
    table.replaceWith(clean);
  }
  return root.innerHTML;
};

// ---- photos

// look: what is shown of the photo that a reference names, as nodes.
export const photos = look => {
  const shown = new Set();
  const node = Node.create({
    name: 'photo', group: 'block', atom: true, draggable: true,
    addAttributes: () => ({ ref: { default: '', rendered: false } }),
    parseHTML: () => [{ tag: 'figure[data-ref]', priority: 110, getAttrs: e => e.childNodes.length === 0 && e.attributes.length === 1 ? { ref: e.dataset.ref } : false }],
    renderHTML: ({ node }) => ['figure', { 'data-ref': node.attrs.ref }],
    addNodeView: () => ({ node }) => {
      const dom = document.createElement('figure');
      const view = { dom, ref: node.attrs.ref, draw: () => dom.replaceChildren(...look(view.ref)), update: next => { if (next.type !== node.type) return false; view.ref = next.attrs.ref; view.draw(); return true; }, ignoreMutation: () => true, destroy: () => shown.delete(view) };
      dom.dataset.ref = view.ref;
      shown.add(view);
      view.draw();
      return view;
    },
  });
  return { node, redraw: () => { for (const view of shown) view.draw(); } };
};

// What is typed while a piece is selected stands behind it, and does not take its place.
const behindPiece = (view, from, to, text) => {
  const { selection, tr, schema } = view.state;
  if (!(selection instanceof NodeSelection) || !selection.node.isBlock) return false;
  tr.insert(selection.to, schema.nodes.paragraph.create(null, schema.text(text)));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to + 1 + text.length)).scrollIntoView());
  return true;
};

// ---- what is typed as "/table" in a paragraph of its own

export const Slash = Extension.create({
  name: 'slash',
  addStorage: () => ({ tell: null, key: null }),
  addProseMirrorPlugins() {
    return [new Plugin({ view: () => ({ update: () => this.storage.tell?.() }), props: { handleKeyDown: (_, event) => this.storage.key?.(event) ?? false, handleTextInput: behindPiece } })];
  },
});

// ---- what the screen may ask for

// Behind the block in which the cursor stands, or in its place where that is an empty paragraph. What follows can be typed into at once.
const put = (editor, made, into) => {
  const { state } = editor, { tr, selection, schema } = state, { $from } = selection;
  const block = $from.depth > 0 ? $from.node(1) : null;
  const isBlank = block?.type.name === 'paragraph' && block.content.size === 0;
  const at = block ? isBlank ? $from.before(1) : $from.after(1) : selection.to;
  tr.replaceWith(at, isBlank ? $from.after(1) : at, made);
  const behind = at + made.nodeSize, next = tr.doc.nodeAt(behind);
  if (!next?.isTextblock) tr.insert(behind, schema.nodes.paragraph.create());
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(into ? at + 1 : behind + 1))).scrollIntoView());
};
const leave = editor => {
  const { tr, selection: { $from }, schema } = editor.state, behind = $from.after(1);
  if (!tr.doc.nodeAt(behind)?.isTextblock) tr.insert(behind, schema.nodes.paragraph.create());
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(behind + 1))).scrollIntoView());
  return true;
};
// Words of a paragraph that are selected are said again behind it; else the paragraph itself becomes the quote.
const quote = (editor, kind) => {
  const { state: { selection: { $from, $to, empty, from, to }, doc, schema }, commands } = editor;
  if (editor.isActive('blockquote', { kind })) return commands.lift('blockquote');
  if (editor.isActive('blockquote')) return commands.updateAttributes('blockquote', { kind });
  const words = doc.textBetween(from, to).trim();
  if (kind !== pull || empty || words === '' || !$from.sameParent($to) || from === $from.start() && to === $from.end()) return commands.wrapIn('blockquote', { kind });
  return put(editor, schema.nodes.blockquote.create({ kind }, schema.nodes.paragraph.create(null, schema.text(words))));
};
// The words of a post as a quote, where it has some, and its address alone in a paragraph: sites show in its place what is there.
const embed = (editor, { words, href, source }) => {
  const { schema } = editor, paragraph = content => schema.nodes.paragraph.create(null, content);
  if (words.length > 0) put(editor, schema.nodes.blockquote.create(null, words.map(line => paragraph(schema.text(line)))));
  put(editor, paragraph(schema.text(source, [schema.marks.link.create({ href })])));
};
const table = (editor, rows, columns) => {
  const { nodes } = editor.schema;
  const row = type => nodes.tableRow.create(null, Array.from({ length: columns }, () => type.createAndFill()));
  put(editor, nodes.table.create(null, [row(nodes.tableHeader), ...Array.from({ length: rows - 1 }, () => row(nodes.tableCell))]), true);
};
const placeOf = editor => {
  const { selection } = editor.state;
  if (selection instanceof NodeSelection) return { pos: selection.from, node: selection.node };
  for (let depth = selection.$from.depth; depth > 0; depth--) if (['table', 'blockquote'].includes(selection.$from.node(depth).type.name)) return { pos: selection.$from.before(depth), node: selection.$from.node(depth) };
  return null;
};
const move = (editor, by) => {
  const { pos, node } = placeOf(editor) ?? {};
  const { tr, doc } = editor.state, $pos = node && doc.resolve(pos);
  const other = $pos && (by < 0 ? $pos.nodeBefore : doc.resolve(pos + node.nodeSize).nodeAfter);
  if (!other) return;
  const to = by < 0 ? pos - other.nodeSize : pos + other.nodeSize;
  tr.delete(pos, pos + node.nodeSize).insert(to, node);
  editor.view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, to)).scrollIntoView());
};
const remove = editor => {
  const { pos, node } = placeOf(editor) ?? {};
  if (!node) return;
  if (node.type.name === 'blockquote') { editor.commands.lift('blockquote'); return; }
  const tr = editor.state.tr.delete(pos, pos + node.nodeSize);
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)))));
};

// The cursor begins in words, also where a text begins with something else.
const begin = editor => {
  let at = null;
  editor.state.doc.descendants((node, pos) => { if (at === null && node.isTextblock) at = pos + 1; return at === null; });
  if (at !== null) editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)).setMeta('addToHistory', false));
};

export const pieces = editor => {
  begin(editor);
  const on = command => () => command(editor.state, editor.view.dispatch);
  const typed = () => {
    const { selection: { $from, empty } } = editor.state, text = $from.parent.textContent;
    return empty && editor.isEditable && editor.isFocused && $from.depth === 1 && $from.parent.type.name === 'paragraph' && $from.parentOffset === $from.parent.content.size && /^\/[\p{L} -]*$/u.test(text) ? text.slice(1) : null;
  };
  const caption = words => { const { pos, node } = placeOf(editor) ?? {}; if (node?.type.name === 'table') editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, { ...node.attrs, caption: words })); };
  const work = {
    quote: () => quote(editor, null), pull: () => quote(editor, pull), embed: what => embed(editor, what), table: () => table(editor, 3, 3), photo: ref => put(editor, editor.schema.nodes.photo.create({ ref })),
    'row-more': on(addRowAfter), 'column-more': on(addColumnAfter), 'row-less': on(deleteRow), 'column-less': on(deleteColumn), 'row-heading': on(toggleHeaderRow), 'cells-merge': on(merge), 'cells-split': on(splitCell), caption,
    'piece-up': () => move(editor, -1), 'piece-down': () => move(editor, 1), 'piece-gone': () => isInTable(editor.state) && !(editor.state.selection instanceof NodeSelection) ? on(deleteTable)() : remove(editor),
  };
  return {
    can: name => name in work,
    work: (name, value) => { editor.commands.focus(); work[name](value); editor.commands.focus(); },
    // What the cursor stands in, or what is selected.
    piece: () => {
      const { node } = placeOf(editor) ?? {};
      return !node ? null : node.type.name === 'blockquote' ? node.attrs.kind === pull ? 'pull' : null : ['table', 'photo', 'island'].includes(node.type.name) ? node.type.name : null;
    },
    // Whether something can be done with the cells that are selected: asked of the command, and nothing is done.
    merges: () => ({ 'cells-merge': isInTable(editor.state) && merge(editor.state), 'cells-split': isInTable(editor.state) && splitCell(editor.state) }),
    caption: () => placeOf(editor)?.node.attrs.caption ?? '',
    // The references of photos that stand in the text.
    placed: () => { const refs = []; editor.state.doc.descendants(n => { if (n.type.name === 'photo') refs.push(n.attrs.ref); }); return refs; },
    slash: (tell, key) => { Object.assign(editor.storage.slash, { tell: () => tell(typed()), key }); },
    spot: () => editor.view.coordsAtPos(editor.state.selection.from),
    unslash: () => { const { $from } = editor.state.selection; editor.view.dispatch(editor.state.tr.delete($from.start(), $from.end())); },
  };
};
