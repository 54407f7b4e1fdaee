// Addresses: / · /missions/ID · /devices/ID. The address holds all state, so every view can be linked to.
import { deviceView } from './device.js';
import { fleetView } from './fleet.js';
import { missionView } from './mission.js';
import { connect } from './stream.js';

const view = document.getElementById('view');
const link = document.getElementById('link');
const totals = document.getElementById('totals');
let leave = () => {};

function route() {
  leave();
  totals.textContent = '';
  const [, kind, id] = location.pathname.split('/');
  document.title = id ? `${decodeURIComponent(id)} · Jarvis` : 'Jarvis';
  if (kind === 'missions' && id) leave = missionView(view, decodeURIComponent(id));
  else if (kind === 'devices' && id) leave = deviceView(view, decodeURIComponent(id));
  else leave = fleetView(view, text => { totals.textContent = text; });
}

addEventListener('popstate', route);
addEventListener('click', event => {
  const anchor = event.target.closest?.('a[href^="/"]');
  if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  history.pushState(null, '', anchor.getAttribute('href'));
  route();
  view.focus();
  scrollTo(0, 0);
});

connect(state => {
  link.textContent = state;
  link.className = `pill ${state}`;
});
route();
