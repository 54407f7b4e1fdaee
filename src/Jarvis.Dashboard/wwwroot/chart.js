// A time chart with gaps drawn as gaps, and a table with the same figures for those who cannot see it.
import { element } from './dom.js';

const GAP_SECONDS = 20;

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** chart(title, unit, ceiling?) gives {node, show(points)}; a point is {at: seconds, value: number or null}. */
export function chart(title, format, ceiling = null) {
  const holder = element('div', { class: 'plot' });
  const latest = element('span', { class: 'latest' });
  const node = element('figure', { class: 'chart', 'data-points': '0' },
    element('figcaption', {}, title, ' ', latest), holder);
  let plot = null;

  const size = () => ({ width: Math.max(200, holder.clientWidth), height: 160 });
  const make = data => {
    const line = { stroke: colour('--muted'), grid: { stroke: colour('--line') }, font: '11px system-ui' };
    plot = new uPlot({
      ...size(),
      legend: { show: false },
      cursor: { y: false },
      scales: { y: { range: (_, __, max) => [0, Math.max(1, (ceiling ?? 0) * 1.05, (max ?? 0) * 1.1)] } },
      axes: [line, { ...line, size: 64, values: (_, ticks) => ticks.map(format) }],
      series: [{}, {
        label: title, stroke: colour('--accent'), width: 2, fill: colour('--accent-faint'), spanGaps: false,
        points: { show: data[0].length < 120, size: 5 },
      }, {
        label: 'limit', stroke: colour('--bad'), width: 1, dash: [6, 4], points: { show: false },
      }],
    }, data, holder);
  };

  new ResizeObserver(() => plot?.setSize(size())).observe(holder);
  return {
    node,
    show(points) {
      const data = columns(points, ceiling);
      node.dataset.points = String(points.filter(point => point.value !== null).length);
      const last = points.findLast(point => point.value !== null);
      latest.textContent = last ? format(last.value) : 'no readings yet';
      holder.setAttribute('role', 'img');
      holder.setAttribute('aria-label', `${title}: ${points.length} readings, latest ${latest.textContent}`);
      if (plot) plot.setData(data); else if (points.length) make(data);
    },
  };
}

function columns(points, ceiling) {
  const at = [], values = [], limits = [];
  for (const point of points) {
    if (at.length && point.at - at.at(-1) > GAP_SECONDS) {
      at.push(at.at(-1) + 1); values.push(null); limits.push(ceiling);
    }
    at.push(point.at); values.push(point.value); limits.push(ceiling);
  }
  return [at, values, limits];
}
