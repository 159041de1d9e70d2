// Hears that something has changed, for as long as the screen is open. A line that ends for good (the server begins anew behind a proxy, the session is over)
// is begun again; until it is there the screen says as of when it is.
import { hour, hush, isSignedIn, say, signIn, tell } from './room.js';

export const hearing = (address, changed, back = () => {}) => {
  let since = null, line = null, next = null;
  const begin = () => {
    clearTimeout(next);
    line?.close();
    const mine = line = new EventSource(address());
    line.addEventListener('changed', changed);
    line.addEventListener('open', () => {
      if (since) { since = null; hush(); back(); }
      document.body.dataset.live = 'yes';
    });
    line.addEventListener('error', async () => {
      since ??= hour();
      const ended = mine.readyState === EventSource.CLOSED;
      if (ended && await isSignedIn() === false) { hush(); signIn(); return; }
      tell(say('offline', since), null, true);
      if (ended && mine === line) next = setTimeout(begin, 3000);
    });
  };
  begin();
  document.addEventListener('signed-in', begin);
};
