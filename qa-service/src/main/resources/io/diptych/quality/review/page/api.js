// Speaks to the desk. Every answer that is no success becomes a Problem that names its field.

const KEY = 'diptych-reviewer';

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || `the desk answers ${status}`);
    this.status = status;
    this.field = body.field || '';
  }
}

export const token = {
  get: () => sessionStorage.getItem(KEY) || '',
  set: (value) => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
  // A link may carry it behind the hash, which browsers never send.
  fromLink() {
    const found = /[#&]token=([^&]+)/.exec(location.hash);
    if (found) {
      token.set(decodeURIComponent(found[1]));
      history.replaceState(null, '', location.pathname);
    }
  },
};

async function send(method, path, body) {
  const headers = { Authorization: `Bearer ${token.get()}` };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  if (response.ok) {
    return response;
  }
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // Not every gateway on the way answers in JSON.
  }
  throw new Problem(response.status, problem);
}

async function json(method, path, body) {
  const response = await send(method, path, body);
  return response.status === 204 ? null : response.json();
}

const task = (key) => `/api/review/tasks/${key}`;

export const desk = {
  me: () => json('GET', '/api/review/me'),
  next: () => json('POST', '/api/review/tasks/next'),
  heartbeat: (key) => json('POST', `${task(key)}/heartbeat`),
  release: (key) => json('POST', `${task(key)}/release`),
  decide: (key, decision) => json('POST', `${task(key)}/decisions`, decision),
  undo: (decisionId) => json('DELETE', `/api/review/decisions/${encodeURIComponent(decisionId)}`),
  known: (key, answer) => json('PUT', `${task(key)}/known-answer`, { answer }),
  queue: () => json('GET', '/api/review/queue'),
  agreement: () => json('GET', '/api/review/agreement'),
  accuracy: () => json('GET', '/api/review/accuracy'),
  image: async (url) => (await send('GET', url)).blob(),
};
