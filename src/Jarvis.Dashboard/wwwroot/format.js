// Figures for people. Unknown is a dash, never a zero.

export const DASH = '–';

const known = value => value !== null && value !== undefined;

export const percent = value => (known(value) ? `${Math.round(value)}%` : DASH);

export function megabytes(value) {
  if (!known(value)) return DASH;
  return value >= 1024 ? `${(value / 1024).toFixed(1)} GiB` : `${value < 10 ? value.toFixed(1) : Math.round(value)} MiB`;
}

export function bytes(value) {
  if (!known(value)) return DASH;
  return value < 1024 ? `${value} B` : value < 1048576 ? `${(value / 1024).toFixed(1)} KiB` : megabytes(value / 1048576);
}

export function seconds(value) {
  if (!known(value)) return DASH;
  if (value < 1) return `${Math.round(value * 1000)} ms`;
  if (value < 60) return `${value.toFixed(1)} s`;
  if (value < 3600) return `${Math.floor(value / 60)} m ${Math.round(value % 60)} s`;
  return `${Math.floor(value / 3600)} h ${Math.round((value % 3600) / 60)} m`;
}

export const between = (from, to) => (from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : null);

export const since = instant => (instant ? Math.max(0, (Date.now() - Date.parse(instant)) / 1000) : null);

export const ago = instant => (instant ? `${seconds(since(instant))} ago` : DASH);

export const clock = instant => (instant ? new Date(instant).toLocaleTimeString() : DASH);

export const words = name => (name ?? '').replaceAll('_', ' ');
