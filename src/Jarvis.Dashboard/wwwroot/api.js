// The public HTTP API, the same the command line uses.

export class ApiError extends Error {
  constructor(problem, status) {
    super(problem.detail ?? problem.title ?? `the server answered ${status}`);
    this.code = problem.code;
    this.status = status;
  }
}

async function request(path, options = {}) {
  const answer = await fetch(`/api/v1/${path}`, { headers: { accept: 'application/json' }, ...options });
  if (answer.ok) return answer.json();
  let problem = {};
  try {
    problem = await answer.json();
  } catch {
    problem = { detail: `the server answered ${answer.status} ${answer.statusText}` };
  }
  throw new ApiError(problem, answer.status);
}

const query = parameters => new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString();

export const missions = filter => request(`missions?${query({ limit: 100, ...filter })}`);
export const mission = id => request(`missions/${encodeURIComponent(id)}`);
export const explain = id => request(`missions/${encodeURIComponent(id)}/explain`);
export const samples = id => request(`missions/${encodeURIComponent(id)}/samples?limit=5000`);
export const logs = (id, cursor, signal) =>
  request(`missions/${encodeURIComponent(id)}/logs?${query({ cursor, wait_seconds: 20, limit: 500 })}`, { signal });
export const cancel = id => request(`missions/${encodeURIComponent(id)}/cancel`, { method: 'POST' });
export const devices = () => request('devices?limit=1000');
export const snapshots = id => request(`devices/${encodeURIComponent(id)}/snapshots?since=10m&limit=2000`);
