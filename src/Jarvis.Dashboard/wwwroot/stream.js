// One EventSource per tab. The browser reconnects by itself and sends Last-Event-ID; `reset` says that events were
// missed, so the view reads everything again.

const listeners = new Set();

/** Calls on(kind, data) for each event until the returned function is called; kinds: mission, device, reset. */
export function listen(on) {
  listeners.add(on);
  return () => listeners.delete(on);
}

export function connect(showLink) {
  const source = new EventSource('/api/v1/stream');
  let opened = false;
  const tell = (kind, data) => listeners.forEach(listener => listener(kind, data));
  source.addEventListener('open', () => {
    showLink('live');
    if (opened) tell('reset', null);
    opened = true;
  });
  source.addEventListener('error', () => showLink(source.readyState === EventSource.CLOSED ? 'offline' : 'reconnecting'));
  for (const kind of ['mission', 'device']) {
    source.addEventListener(kind, event => tell(kind, JSON.parse(event.data)));
  }
  source.addEventListener('reset', () => tell('reset', null));
}
