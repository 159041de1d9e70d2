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

// By hand, with a mouse, a pen or a finger: only the grip begins it, so that text in a field can still be marked.
let held = null;
for (const grip of $$('[data-grip]', list)) {
  grip.hidden = false;
  grip.addEventListener('pointerdown', e => {
    if (e.button !== 0) return;
    e.preventDefault();
    held = grip.closest('[data-route]');
    held.classList.add('held');
  });
}
document.addEventListener('pointermove', e => {
  if (!held) return;
  for (const other of routes()) {
    const box = other.getBoundingClientRect();
    if (other === held || e.clientY < box.top || e.clientY > box.bottom) continue;
    // Past its middle they change places: going down only below it, going up only above it, so that nothing flutters.
    const [down, isLower] = [routes().indexOf(held) < routes().indexOf(other), e.clientY > box.top + box.height / 2];
    if (down !== isLower) return;
    if (down) other.after(held); else other.before(held);
    held.scrollIntoView({ block: 'nearest' });
    return;
  }
});
const letGo = () => {
  if (!held) return;
  held.classList.remove('held');
  tellPlace(held);
  held = null;
};
for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, letGo);
