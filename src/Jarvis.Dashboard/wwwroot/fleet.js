// The first page: devices with load, missions with state, live.
import * as api from './api.js';
import { element, fill } from './dom.js';
import { DASH, ago, between, megabytes, percent, seconds, since, words } from './format.js';
import { listen } from './stream.js';

const SHOWN = 100;
const COLUMNS = ['Mission', 'State', 'Device', 'Took', 'CPU', 'Peak memory', 'Submitted'];

export function fleetView(view, showTotals) {
  const devices = new Map();
  const missions = new Map();
  let filter = new URLSearchParams(location.search).get('state') ?? '';
  let failure = null, loaded = false, pending = false;

  const tiles = element('div', { class: 'tiles' });
  const table = element('div', { class: 'scroll' });
  const notice = element('p', { class: 'notice', role: 'alert', hidden: true });
  const choose = element('select', { 'aria-label': 'Show missions in state', on: { change: pick } },
    ['', 'waiting', 'assigned', 'running', 'finished'].map(state => element('option', { value: state }, state || 'all states')));
  choose.value = filter;
  fill(view, notice,
    element('section', { 'aria-labelledby': 'devices' }, element('h2', { id: 'devices' }, 'Devices'), tiles),
    element('section', { 'aria-labelledby': 'missions' },
      element('div', { class: 'bar' }, element('h2', { id: 'missions' }, 'Missions'), choose), table));

  function pick() {
    filter = choose.value;
    history.replaceState(null, '', filter ? `/?state=${filter}` : '/');
    load();
  }

  async function load() {
    try {
      const [fleet, list] = await Promise.all([api.devices(), api.missions({ state: filter })]);
      devices.clear();
      missions.clear();
      fleet.items.forEach(device => devices.set(device.device_id, device));
      list.items.forEach(mission => missions.set(mission.mission_id, mission));
      failure = null;
      loaded = true;
    } catch (error) {
      failure = error.message;
    }
    draw();
  }

  // Many events a second become one drawing a frame.
  function draw() {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      notice.hidden = failure === null;
      notice.textContent = failure ?? '';
      drawDevices();
      drawMissions();
    });
  }

  function drawDevices() {
    const list = [...devices.values()].sort((a, b) => (a.state === 'ready') - (b.state === 'ready') || a.device_id.localeCompare(b.device_id));
    fill(tiles, list.length ? list.map(tile) : loaded && empty('No device has registered yet.', './jarvis agent run --broker …'));
  }

  function drawMissions() {
    const list = [...missions.values()].filter(mission => !filter || mission.state === filter)
      .sort((a, b) => b.submitted_at.localeCompare(a.submitted_at)).slice(0, SHOWN);
    const count = state => [...missions.values()].filter(mission => mission.state === state).length;
    showTotals(`${devices.size} ${devices.size === 1 ? 'device' : 'devices'} · ${count('running')} running · ${count('waiting')} waiting`);
    if (!list.length) {
      fill(table, loaded && empty(filter ? `No mission is ${filter}.` : 'No mission yet. Start one:', filter ? null : './jarvis run examples/hello.py'));
      return;
    }
    fill(table, element('table', {},
      element('thead', {}, element('tr', {}, COLUMNS.map(name => element('th', { scope: 'col' }, name)))),
      element('tbody', {}, list.map(row))));
  }

  const stop = listen((kind, data) => {
    if (kind === 'reset') load();
    else if (kind === 'device') { devices.set(data.device_id, data); draw(); }
    else { missions.set(data.mission_id, data); trim(); draw(); }
  });

  function trim() {
    if (missions.size <= SHOWN * 3) return;
    const oldest = [...missions.values()].sort((a, b) => a.submitted_at.localeCompare(b.submitted_at)).slice(0, SHOWN);
    oldest.filter(mission => mission.state === 'finished').forEach(mission => missions.delete(mission.mission_id));
  }

  load();
  const clock = setInterval(draw, 5000);
  return () => { stop(); clearInterval(clock); };
}

const empty = (text, command) => element('p', { class: 'empty' }, text, command && [' ', element('code', {}, command)]);

function tile(device) {
  const figures = device.figures ?? {};
  return element('a', { class: `tile ${device.state}`, href: `/devices/${device.device_id}` },
    element('div', { class: 'bar' }, element('strong', {}, device.device_id), badge(device.state)),
    meter('Load', device.load === undefined ? null : device.load * 100),
    meter('CPU', figures.cpu_percent),
    meter('Memory', figures.memory_percent),
    meter('Disk', figures.disk_percent),
    element('p', { class: 'muted' },
      `${device.running} running · ${megabytes(figures.memory_available_mb)} free · seen ${ago(device.last_seen_at)}`));
}

function meter(name, value) {
  const known = value !== null && value !== undefined;
  return element('div', { class: 'meter' }, element('span', {}, name),
    element('progress', { max: 100, value: known ? Math.min(100, value) : 0, 'aria-label': `${name} ${percent(value)}`, class: value > 90 ? 'hot' : null }),
    element('span', { class: 'figure' }, percent(value)));
}

export const badge = name => element('span', { class: `badge ${name}` }, words(name));

export const stateOf = mission => (mission.state === 'finished' ? mission.outcome : mission.state);

function row(mission) {
  const took = mission.ended_at ? between(mission.started_at, mission.ended_at) : since(mission.started_at);
  return element('tr', { 'data-mission': mission.mission_id },
    element('td', {}, element('a', { href: `/missions/${mission.mission_id}` }, mission.name), ' ',
      element('span', { class: 'muted id' }, mission.mission_id)),
    element('td', {}, badge(stateOf(mission)), mission.state === 'waiting' && mission.reason
      ? element('div', { class: 'muted reason' }, mission.reason) : null),
    element('td', {}, mission.device_id ?? DASH),
    element('td', { class: 'number' }, mission.started_at ? seconds(took) : DASH),
    element('td', { class: 'number' }, mission.cpu_seconds === undefined ? DASH : seconds(mission.cpu_seconds)),
    element('td', { class: 'number' }, megabytes(mission.peak_memory_mb)),
    element('td', { class: 'muted' }, ago(mission.submitted_at)));
}
