// What came in and can't wait sounds until a named person says that they have it; whoever looks at another window hears it too.
import { $, $$, Refused, api, hour, say, tell } from './room.js';

const period = 2500;
let sound = null;

// A browser lets a page sound only after somebody touched it: until then the title blinks.
const tone = () => {
  sound ??= new AudioContext();
  if (sound.state === 'suspended') sound.resume().catch(() => {});
  for (const [at, pitch] of [[0, 880], [0.18, 660], [0.36, 880]]) {
    const [voice, gain] = [sound.createOscillator(), sound.createGain()];
    voice.frequency.value = pitch;
    gain.gain.setValueAtTime(0.12, sound.currentTime + at);
    gain.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + at + 0.16);
    voice.connect(gain).connect(sound.destination);
    voice.start(sound.currentTime + at);
    voice.stop(sound.currentTime + at + 0.17);
  }
};

const title = document.title;
const loud = () => $$('[data-loud]');
const ring = () => {
  const open = loud();
  document.body.dataset.sounds = open.length > 0 ? 'yes' : '';
  document.title = open.length > 0 && document.title === title ? '● ' + $('b', open[0]).textContent + ' · ' + title : title;
  if (open.length > 0) { try { tone(); } catch { /* no sound on this machine: it is on the screen */ } }
};
setInterval(ring, period);
ring();

// A state of the newsroom begins with the stories' part of it: whether anything else of it has changed since this was asked last.
let around = null;
export const isNewAround = state => { const [was, now] = [around, state.slice(state.indexOf('.'))]; around = now; return was !== now; };

// The bars as they are now; who has the others open keeps them so.
export const renewAlarms = next => {
  const [old, found] = [$('#alarms'), $('#alarms', next)];
  if (!old || !found) return;
  const coming = document.adoptNode(found);
  const more = $('.more-bars', coming);
  if (more) more.open = $('.more-bars', old)?.open ?? false;
  old.replaceWith(coming);
};

document.addEventListener('click', async e => {
  const button = e.target.closest('[data-mine]');
  if (!button) return;
  button.disabled = true;
  try {
    await api('POST', `alarms/${button.dataset.mine}/acknowledge`);
    button.closest('[data-loud]').remove();
    ring();
  } catch (problem) {
    button.disabled = false;
    tell(problem instanceof Refused ? problem.message : say('offline', hour()));
  }
});
