// The desk: one question at a time, decided by keyboard.

import { Problem, desk, token } from './api.js';
import { decide, known, pass, undo } from './answers.js';
import { $, span } from './dom.js';
import { choose } from './grid.js';
import { turn } from './images.js';
import { gone, next } from './questions.js';
import { numbered, toggle } from './reasons.js';
import { complain } from './say.js';
import { state, viewer } from './state.js';
import { turnTo } from './views.js';

const IDLE_MILLIS = 90_000;
// How long it takes at most until a question that was withdrawn leaves the page; a lease lasts many times as long.
const HEARTBEAT_MILLIS = 5_000;
// How long after the time to undo a lead may still say that the answer is known.
const LEAD_MILLIS = 60_000;

// ---- sitting down --------------------------------------------------------------------------------------------------

async function sitDown() {
  try {
    state.me = await desk.me();
  } catch (problem) {
    token.forget();
    $('door-problem').hidden = problem.status !== 401;
    $('door-problem').textContent = 'The desk does not know this token.';
    if (!$('door').open) {
      $('door').showModal();
    }
    if (!(problem instanceof Problem) || problem.status !== 401) {
      complain(problem);
    }
    return;
  }
  $('who').textContent = state.me.role === 'LEAD' ? `${state.me.name} · lead` : state.me.name;
  $('sign-out').hidden = false;
  await next();
}

$('door-form').addEventListener('submit', (event) => {
  event.preventDefault();
  token.set($('token').value.trim());
  $('token').value = '';
  $('door').close();
  void sitDown();
});
$('door').addEventListener('cancel', (event) => event.preventDefault());
$('sign-out').addEventListener('click', async () => {
  if (state.sheet) {
    await desk.release(state.sheet.key).catch(() => {});
  }
  token.forget();
  location.reload();
});

// ---- time ----------------------------------------------------------------------------------------------------------

function tick() {
  const now = Date.now();
  if (state.sheet?.dueAt) {
    const left = Date.parse(state.sheet.dueAt) - (now + state.clock);
    const all = Date.parse(state.sheet.dueAt) - Date.parse(state.sheet.askedAt);
    $('due').textContent = left > 0 ? `due in ${span(left)}` : 'overdue';
    $('due').dataset.age = left < all * 0.1 ? 'late' : left < all * 0.4 ? 'soon' : 'fresh';
  } else {
    $('due').textContent = '';
  }
  if (state.last) {
    const left = state.last.until - now;
    if (left <= 0) {
      $('undo')?.remove();
      if (state.me.role !== 'LEAD' || left < -LEAD_MILLIS) {
        state.last = null;
        $('said').hidden = true;
      }
    } else if ($('undo-left')) {
      $('undo-left').textContent = `${Math.ceil(left / 1000)} s`;
    }
  }
}
setInterval(tick, 250);

// Whoever is still at it keeps the question; whoever has left the room does not.
setInterval(async () => {
  const { sheet } = state;
  if (sheet && !state.busy && !document.hidden && Date.now() - state.lastTouch < IDLE_MILLIS) {
    try {
      await desk.heartbeat(sheet.key);
    } catch (problem) {
      if (problem.status === 409 && state.sheet === sheet && !state.busy) {
        await gone(problem);
      }
    }
  }
}, HEARTBEAT_MILLIS);
for (const touch of ['keydown', 'pointermove', 'pointerdown']) {
  addEventListener(touch, () => { state.lastTouch = Date.now(); }, { passive: true });
}
setInterval(async () => {
  if (state.me) {
    const queue = await desk.queue().catch(() => null);
    if (queue) {
      const open = queue.stages.reduce((sum, stage) => sum + stage.open, 0);
      $('queue-count').textContent = open;
      $('queue-count').hidden = open === 0;
    }
  }
}, 5_000);

// ---- keys ----------------------------------------------------------------------------------------------------------

for (const button of document.querySelectorAll('nav [data-view]')) {
  button.addEventListener('click', () => turnTo(button.dataset.view));
}

function mode(name) {
  const wanted = viewer.mode === name && name !== 'side' ? 'side' : name;
  viewer.setMode(wanted);
  for (const button of $('modes').querySelectorAll('[data-mode]')) {
    button.setAttribute('aria-pressed', String(button.dataset.mode === wanted));
  }
}

function press(button, on, act) {
  button.setAttribute('aria-pressed', String(on));
  act(on);
}
const zoom = (on = !viewer.zoomed) => {
  viewer.zoomed = on;
  press($('zoom'), on, (value) => viewer.setZoom(value));
};
const marks = () => press($('boxes'), !viewer.marks, (on) => viewer.setMarks(on));
const masked = () => $('mask').hidden || press($('mask'), !viewer.masked, (on) => viewer.setMasked(on));

function digit(number) {
  if (!state.ready) {
    return;
  }
  if (state.sheet.kind === 'CHOOSE_K') {
    choose(number - 1);
  } else if (state.sheet.kind === 'APPROVE_ONE') {
    const reason = numbered()[number - 1];
    if (reason) {
      toggle(reason);
    }
  }
}

const KEYS = {
  a: () => decide('APPROVED'),
  r: () => decide('REJECTED'),
  e: () => decide('ESCALATED'),
  t: () => decide('RETRIED'),
  u: undo,
  n: pass,
  j: pass,
  g: known,
  z: () => zoom(),
  s: () => mode('slider'),
  d: () => mode('side'),
  b: marks,
  m: masked,
  ' ': () => mode('flicker'),
  arrowleft: () => turn(-1),
  arrowright: () => turn(1),
  c: () => $('comment').focus(),
  '?': () => $('keys').showModal(),
};

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) {
    return;
  }
  const writing = event.target.matches('input:not([type=range])');
  if (writing) {
    if (event.key === 'Escape' || event.key === 'Enter') {
      event.preventDefault();
      event.target.blur();
    }
    return;
  }
  const key = event.key.toLowerCase();
  const pressed = event.target.closest('button, input, a') && (key === ' ' || key === 'enter' || key.startsWith('arrow'));
  if (pressed || (state.view !== 'desk' && key !== 'u' && key !== '?')) {
    return;
  }
  if (/^[1-9]$/.test(key)) {
    digit(Number(key));
  } else if (KEYS[key]) {
    event.preventDefault();
    void KEYS[key]();
  }
});

for (const button of document.querySelectorAll('[data-answer]')) {
  button.addEventListener('click', () => decide(button.dataset.answer));
}
for (const button of $('modes').querySelectorAll('[data-mode]')) {
  button.addEventListener('click', () => mode(button.dataset.mode));
}
$('answer').addEventListener('submit', (event) => event.preventDefault());
$('boxes').addEventListener('click', marks);
$('mask').addEventListener('click', masked);
$('zoom').addEventListener('click', () => zoom());
$('stage').addEventListener('zoom', (event) => zoom(event.detail));
$('pass').addEventListener('click', pass);
$('help').addEventListener('click', () => $('keys').showModal());
$('theme').addEventListener('click', () => {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('diptych-theme', document.documentElement.dataset.theme);
});
const theme = localStorage.getItem('diptych-theme');
if (theme) {
  document.documentElement.dataset.theme = theme;
}

token.fromLink();
if (token.get()) {
  void sitDown();
} else {
  $('door').showModal();
}
