// One device: its last ten minutes and what runs on it.
import * as api from './api.js';
import { chart } from './chart.js';
import { element, fill } from './dom.js';
import { badge } from './fleet.js';
import { ago, megabytes, percent, words } from './format.js';
import { listen } from './stream.js';

const EVERY = 5000;

export function deviceView(view, id) {
  const head = element('div');
  const notice = element('p', { class: 'notice', role: 'alert', hidden: true });
  const charts = { cpu_percent: chart('CPU', percent), memory_percent: chart('Memory', percent), disk_percent: chart('Disk', percent) };
  fill(view, head, notice, element('div', { class: 'charts' }, Object.values(charts).map(one => one.node)));

  async function load() {
    try {
      const [fleet, readings] = await Promise.all([api.devices(), api.snapshots(id)]);
      const device = fleet.items.find(item => item.device_id === id);
      if (device) draw(device);
      for (const [name, one] of Object.entries(charts)) {
        one.show(readings.items.map(item => ({ at: Date.parse(item.at) / 1000, value: item[name] ?? null })).sort((a, b) => a.at - b.at));
      }
      notice.hidden = Boolean(device);
      notice.textContent = `No device is called ${id}.`;
    } catch (error) {
      notice.hidden = false;
      notice.textContent = error.message;
    }
  }

  function draw(device) {
    const capacity = device.capacity ?? {};
    const facts = [
      ['Cores', capacity.cpu_cores], ['Memory', megabytes(capacity.memory_mb)], ['Reserved memory', megabytes(device.reserved?.memory_mb)],
      ['Reserved CPU', percent(device.reserved?.cpu_percent)], ['Limits by', words(device.capabilities?.limits_by)],
      ['Agent', device.agent_version], ['Seen', ago(device.last_seen_at)],
    ].filter(([, value]) => value !== undefined && value !== null);
    fill(head, element('div', { class: 'bar' }, element('h1', {}, device.device_id), badge(device.state)),
      element('dl', { class: 'facts' }, facts.map(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
      element('h2', {}, 'Running'),
      device.attempts?.length
        ? element('ul', {}, device.attempts.map(held => element('li', {}, element('a', { href: `/missions/${held.mission_id}` }, held.mission_id),
          ` ${words(held.state)} · CPU ${percent(held.cpu_percent)} · ${megabytes(held.memory_mb)}`)))
        : element('p', { class: 'empty' }, 'Nothing runs here now.'));
  }

  const stop = listen((kind, data) => { if (kind === 'device' && data.device_id === id) draw(data); });
  const clock = setInterval(load, EVERY);
  load();
  return () => { stop(); clearInterval(clock); };
}
