// One mission: where it is, why, its CPU and memory as charts, its output as it comes.
import * as api from './api.js';
import { chart } from './chart.js';
import { element, fill } from './dom.js';
import { badge, stateOf } from './fleet.js';
import { between, bytes, clock, megabytes, percent, seconds, since, words } from './format.js';
import { listen } from './stream.js';

const KEPT_CHARACTERS = 1_000_000;
const SAMPLES_EVERY = 1000;

export function missionView(view, id) {
  const abort = new AbortController();
  let mission = null, ended = false, charts = null, shown = 0;

  const head = element('div');
  const plots = element('div', { class: 'charts' });
  const output = element('pre', { class: 'output', tabindex: '0', 'aria-label': 'Output of the mission' });
  const follow = element('input', { type: 'checkbox', checked: true, id: 'follow' });
  const quiet = element('p', { class: 'empty' }, 'No output yet.');
  fill(view, head, plots, element('section', {},
    element('div', { class: 'bar' }, element('h2', {}, 'Output'), element('label', { for: 'follow' }, follow, ' follow')),
    quiet, output));

  function show(next) {
    mission = next;
    drawHead(head, mission);
    if (charts) return;
    charts = {
      cpu: chart('CPU', percent),
      memory: chart('Memory', megabytes, mission.limits?.memory_mb ?? null),
    };
    fill(plots, charts.cpu.node, charts.memory.node);
  }

  async function loadSamples() {
    if (!charts) return;
    const page = await api.samples(mission.mission_id);
    const points = name => page.items.map(item => ({ at: Date.parse(item.at) / 1000, value: item[name] ?? null }));
    charts.cpu.show(points('cpu_percent'));
    charts.memory.show(points('memory_mb'));
  }

  async function pollSamples() {
    while (!ended) {
      try {
        await loadSamples();
        if (mission?.state === 'finished' && since(mission.ended_at) > 15) return;
      } catch (error) {
        note(error.message);
      }
      await pause(mission?.state === 'finished' ? 3 * SAMPLES_EVERY : SAMPLES_EVERY);
    }
  }

  async function followOutput() {
    let cursor = null;
    while (!ended) {
      try {
        const page = await api.logs(mission.mission_id, cursor, abort.signal);
        page.items.forEach(write);
        cursor = page.next;
        const complete = mission.state === 'finished' && page.stdout_bytes >= (mission.stdout_bytes ?? 0)
          && page.stderr_bytes >= (mission.stderr_bytes ?? 0);
        if (complete && !page.items.length) return;
      } catch (error) {
        if (error.name === 'AbortError') return;
        note(error.message);
        await pause(2000);
      }
    }
  }

  function write(chunk) {
    quiet.hidden = true;
    if (chunk.omitted_bytes) output.append(element('span', { class: 'cut' }, `\n… ${bytes(chunk.omitted_bytes)} left out …\n`));
    output.append(element('span', { class: chunk.stream }, chunk.text));
    shown += chunk.text.length;
    while (shown > KEPT_CHARACTERS && output.childNodes.length > 1) {
      shown -= output.firstChild.textContent.length;
      output.firstChild.remove();
    }
    if (follow.checked) output.scrollTop = output.scrollHeight;
  }

  const note = text => { quiet.hidden = false; quiet.textContent = text; };
  const pause = time => new Promise(resolve => setTimeout(resolve, time));

  async function start() {
    try {
      show(await api.mission(id));
    } catch (error) {
      fill(head, element('p', { class: 'notice', role: 'alert' }, error.message));
      return;
    }
    pollSamples();
    followOutput();
  }

  const stop = listen(async (kind, data) => {
    if (kind === 'mission' && data.mission_id === mission?.mission_id) show(data);
    else if (kind === 'reset') api.mission(id).then(show, () => {});
  });
  const clockwork = setInterval(() => mission && mission.state !== 'finished' && drawHead(head, mission), 1000);
  start();
  return () => { ended = true; abort.abort(); stop(); clearInterval(clockwork); };
}

function drawHead(head, mission) {
  const steps = [
    ['submitted', mission.submitted_at], ['assigned', mission.assigned_at],
    ['started', mission.started_at], ['ended', mission.ended_at],
  ].filter(([, at]) => at);
  fill(head,
    element('div', { class: 'bar' },
      element('h1', {}, mission.name), badge(stateOf(mission)),
      mission.state !== 'finished' && element('button', { on: { click: () => api.cancel(mission.mission_id) }, disabled: mission.cancel_requested },
        mission.cancel_requested ? 'cancelling' : 'Cancel')),
    element('p', { class: 'muted id' }, mission.mission_id),
    mission.reason && element('p', { class: mission.state === 'waiting' ? 'waiting-for' : 'reason' }, mission.reason),
    element('ol', { class: 'steps' }, steps.map(([name, at], index) => element('li', {}, element('strong', {}, name), ' ', clock(at),
      index > 0 && element('span', { class: 'muted' }, ` +${seconds(between(steps[index - 1][1], at))}`)))),
    element('dl', { class: 'facts' }, facts(mission).map(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])));
}

function facts(mission) {
  const took = mission.ended_at ? between(mission.started_at, mission.ended_at) : since(mission.started_at);
  return [
    ['Device', mission.device_id], ['Attempt', mission.attempt], ['Type', mission.type], ['Session', mission.session_id],
    ['Exit code', mission.exit_code], ['Signal', mission.signal], ['Ran for', mission.started_at && seconds(took)],
    ['CPU time', mission.cpu_seconds !== undefined && seconds(mission.cpu_seconds)],
    ['CPU, average', mission.average_cpu_percent !== undefined && percent(mission.average_cpu_percent)],
    ['Memory, peak', mission.peak_memory_mb !== undefined && megabytes(mission.peak_memory_mb)],
    ['Output', mission.stdout_bytes !== undefined && bytes((mission.stdout_bytes ?? 0) + (mission.stderr_bytes ?? 0))],
    ['Limit passed', mission.limit && `${words(mission.limit.limit)}: ${mission.limit.observed ?? '?'} of ${mission.limit.ceiling} ${mission.limit.unit}, stopped by ${mission.limit.by}`],
    ['Late outcome', mission.late_outcome && words(mission.late_outcome)],
  ].filter(([, value]) => value !== undefined && value !== null && value !== false);
}
