// Routes in their order: moved by their buttons or by hand, where they are; the server sees the order when it is asked. Without this script the same buttons ask the server.
import { $, $$ } from './room.js';
import './place.js';

const list = $('#routes');
const form = $('#routes-form');
const said = $('#route-said');
const routes = () => [...list.children];

const tellPlace = route => {
  const name = $('input[name$=".name"]', route).value;
  said.textContent = form.dataset.moved.replace('{0}', name).replace('{1}', routes().indexOf(route) + 1).replace('{2}', routes().length);
};

list.addEventListener('click', e => {
  const button = e.target.closest('button');
  const route = button?.closest('[data-route]');
  if (!route || !button.matches('[data-up],[data-down],[data-drop]')) return;
  e.preventDefault();
  if (button.matches('[data-drop]')) {
    const next = route.nextElementSibling ?? route.previousElementSibling;
    route.remove();
    ($('input:not([type=hidden])', next ?? form) ?? $('button', form)).focus();
    return;
  }
  if (button.matches('[data-up]')) route.previousElementSibling?.before(route); else route.nextElementSibling?.after(route);
  button.focus();
  tellPlace(route);
});

// By hand: only the grip begins it, so that text in a field can still be marked.
let held = null;
for (const grip of $$('[data-grip]', list)) {
  grip.hidden = false;
  const route = grip.closest('[data-route]');
  grip.addEventListener('pointerdown', () => { route.draggable = true; });
  grip.addEventListener('pointerup', () => { route.draggable = false; });
  route.addEventListener('dragstart', e => { held = route; e.dataTransfer.effectAllowed = 'move'; route.classList.add('held'); });
  route.addEventListener('dragend', () => { route.draggable = false; route.classList.remove('held'); if (held) tellPlace(held); held = null; });
}
list.addEventListener('dragover', e => {
  if (!held) return;
  e.preventDefault();
  const over = e.target.closest('[data-route]');
  if (!over || over === held) return;
  const box = over.getBoundingClientRect();
  if (e.clientY < box.top + box.height / 2) over.before(held); else over.after(held);
});
list.addEventListener('drop', e => { if (held) e.preventDefault(); });
