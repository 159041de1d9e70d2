// A theme is tried while it is chosen: the frames show the site's own pages in it, and beside each colour stands how well it can be read. Nothing is on the site before it is put in force.
import { $, $$ } from './room.js';
import './place.js';

const form = $('#theme');
const chosen = handler => {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (name !== '__RequestVerificationToken' && name !== 'basis' && value !== '') query.append(name, value);
  query.set('handler', handler);
  return form.action + '?' + query;
};

// A desk's screen is wider than the place it is shown in: it is drawn at its width, and made smaller.
const [desk, phone] = [$('#desk'), $('#phone')];
const fit = () => {
  for (const frame of [desk, phone]) {
    const box = frame.parentElement.getBoundingClientRect();
    const scale = Math.min(1, box.width / (frame === desk ? 1280 : 390));
    frame.style.width = `${box.width / scale}px`;
    frame.style.height = `${box.height / scale}px`;
    frame.style.transform = `scale(${scale})`;
  }
};
new ResizeObserver(fit).observe($('.theme-frames'));

const say = async () => {
  const answer = await fetch(chosen('said'), { cache: 'no-store' });
  if (!answer.ok) return true;
  const said = await answer.json();
  for (const [field, { text, wrong }] of Object.entries(said)) {
    const [input, line] = [$('#' + field), $(`#${field}-said`)];
    line.textContent = text;
    line.hidden = text === '';
    line.className = wrong ? 'why' : 'hint';
    input.closest('.field').classList.toggle('wrong', wrong);
    if (wrong) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid');
  }
  return !Object.values(said).some(s => s.wrong);
};

// What can't be read or used is said, and the frames keep what was.
let soon, round = 0;
const look = async () => {
  const mine = ++round;
  let reads = false;
  try { reads = await say(); } catch { /* the next change asks again */ }
  if (!reads || mine !== round) return;
  for (const frame of [desk, phone]) frame.contentWindow.location.replace(chosen('look'));
};
const later = () => { clearTimeout(soon); soon = setTimeout(look, 250); };

for (const picker of $$('input[type=color]')) {
  picker.hidden = false;
  picker.addEventListener('input', () => { $('#' + picker.dataset.of).value = picker.value; later(); });
}
form.addEventListener('input', e => {
  const picker = $(`input[data-of="${e.target.id}"]`);
  if (picker && /^#?[0-9a-f]{6}$/i.test(e.target.value)) picker.value = '#' + e.target.value.replace('#', '').toLowerCase();
  later();
});
for (const choice of $$('.theme-look select')) choice.addEventListener('change', later);
$('#look').hidden = true;
