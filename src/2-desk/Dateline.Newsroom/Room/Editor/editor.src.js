// The text editor: TipTap, with exactly the elements that a story's text may have. What it does not know it keeps as it is, as an island that can be moved or removed.
import { Editor, Extension, Mark, Node, getSchema } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { DOMParser as TreeParser, DOMSerializer } from '@tiptap/pm/model';
import { Pointing, pointer } from './pointing.src.js';
import { PullQuotes, Slash, pasted, photos, pieces, tables, tidyTables } from './pieces.src.js';

const simple = (name, tag) => Mark.create({ name, parseHTML: () => [{ tag }], renderHTML: () => [tag, 0] });

const Directions = Extension.create({
  name: 'directions',
  addGlobalAttributes: () => [{
    types: ['paragraph', 'heading', 'blockquote', 'bulletList', 'orderedList', 'listItem'],
    attributes: Object.fromEntries(['lang', 'dir'].map(name => [name, { default: null, parseHTML: e => e.getAttribute(name), renderHTML: a => a[name] ? { [name]: a[name] } : {} }])),
  }],
});

const island = parse => Node.create({
  name: 'island',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({ source: { default: '', rendered: false } }),
  parseHTML: () => ['table', 'figure', 'pre'].map(tag => ({ tag, priority: 100, getAttrs: e => ({ source: e.outerHTML }) })),
  renderHTML: ({ node }) => parse(node.attrs.source).body.firstElementChild,
});

// An item of one paragraph is written without it, as stories write it.
export const tidy = root => {
  for (const li of root.querySelectorAll('li')) {
    const first = li.firstElementChild;
    if (first?.tagName === 'P' && first === li.firstChild && first.attributes.length === 0) first.replaceWith(...first.childNodes);
  }
  tidyTables(root);
  for (const p of [...root.children]) if (p.tagName === 'P' && p.childNodes.length === 0) p.remove();
  return root.innerHTML;
};

// Puts an editor into a place, over the text that stands in it; null where that text has something that it could lose.
export const edit = (place, { changed, label, parse, look }) => {
  const before = place.cloneNode(true);
  const shown = photos(look);
  const extensions = [
    StarterKit.configure({ heading: { levels: [2, 3, 4] }, code: false, codeBlock: false, strike: false, underline: false, horizontalRule: false, trailingNode: false, link: { openOnClick: false, autolink: false, HTMLAttributes: { rel: null, target: null, class: null } } }),
    simple('sub', 'sub'), simple('sup', 'sup'), PullQuotes, Directions, ...tables, shown.node, island(parse), Pointing, Slash,
  ];
  const reader = TreeParser.fromSchema(getSchema(extensions));
  const tree = dom => reader.parse(dom).toJSON();
  const editor = new Editor({
    element: null,
    injectCSS: false,
    content: tree(before.cloneNode(true)),
    extensions,
    editorProps: { attributes: { class: 'text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, spellcheck: 'true' }, transformPastedHTML: html => pasted(html, parse) },
  });
  const markup = () => {
    const root = document.createElement('div');
    root.append(DOMSerializer.fromSchema(editor.schema).serializeFragment(editor.state.doc.content));
    return tidy(root);
  };
  const put = dom => editor.commands.setContent(tree(dom), { emitUpdate: false });
  if (markup() !== tidy(before)) { editor.destroy(); return null; }
  place.replaceChildren();
  editor.mount(place);
  editor.on('update', changed);
  const stood = pieces(editor);
  return {
    markup,
    put,
    words: () => (editor.getText({ blockSeparator: ' ' }).match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length,
    lock: on => editor.setEditable(!on, false),
    focus: () => editor.commands.focus(),
    is: (name, attributes) => editor.isActive(name, attributes),
    on: (event, run) => editor.on(event, run),
    run: (name, value) => {
      if (stood.can(name)) { stood.work(name, value); return; }
      const chain = editor.chain().focus();
      ({
        paragraph: () => chain.setParagraph(), heading: () => chain.toggleHeading({ level: 2 }), bold: () => chain.toggleBold(), italic: () => chain.toggleItalic(),
        bullets: () => chain.toggleBulletList(), numbers: () => chain.toggleOrderedList(),
        link: () => value ? chain.extendMarkRange('link').setLink({ href: value }) : chain.extendMarkRange('link').unsetLink(),
        undo: () => chain.undo(), redo: () => chain.redo(),
      })[name]().run();
    },
    ...pointer(editor),
    ...stood,
    redraw: shown.redraw,
    href: () => editor.getAttributes('link').href ?? '',
  };
};
