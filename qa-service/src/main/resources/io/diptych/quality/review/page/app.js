// The desk: one question at a time, decided by keyboard.

import { Problem, desk, token } from './api.js';
import { $, announce, el, span, title, words } from './dom.js';
import { align } from './letters.js';
import { showAccuracy, showPeople, showQueue } from './reports.js';
import { Viewer, picture } from './viewer.js';

// The order is part of people's hands: those that only people see well come first.
const NUMBERED = ['text', 'subject', 'white-background', 'blur', 'noise', 'edit-damage', 'outside-mask', 'style-drift', 'other'];
const IDLE_MILLIS = 90_000;
const ASK_AGAIN_MILLIS = 2_500;
// How long after the time to undo a lead may still say that the answer is known.
const LEAD_MILLIS = 60_000;
const REPORTS = { queue: showQueue, people: showPeople, accuracy: showAccuracy };

const viewer = new Viewer($('stage'));
const state = {
  me: null, sheet: null, images: [], against: 0, reasons: new Set(), chosen: new Set(), last: null, busy: false,
  clock: 0, lastTouch: Date.now(), asking: 0, view: 'desk',
};

// ---- sitting down -------------------------------------------------------------------------------------------------

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

// ---- questions ----------------------------------------------------------------------------------------------------

async function next() {
  clearTimeout(state.asking);
  try {
    await show(await desk.next());
  } catch (problem) {
    complain(problem);
    state.asking = setTimeout(next, ASK_AGAIN_MILLIS);
  }
}

async function show(sheet) {
  state.sheet = sheet;
  state.reasons.clear();
  state.chosen.clear();
  $('comment').value = '';
  $('problem').hidden = true;
  $('reasons-box').classList.remove('wanted');
  $('empty').hidden = sheet !== null;
  $('sheet').hidden = sheet === null;
  if (sheet === null) {
    document.title = 'Review · Diptych';
    state.asking = setTimeout(next, ASK_AGAIN_MILLIS);
    return;
  }
  state.clock = Date.parse(sheet.now) - Date.now();
  state.images = await Promise.all(sheet.images.map(load));
  if (state.sheet !== sheet) {
    return;
  }
  document.title = `${title(sheet.stage)} · Review · Diptych`;
  $('sheet').dataset.kind = sheet.kind;
  facts(sheet);
  reasons();
  if (sheet.kind === 'CHOOSE_K') {
    grid(sheet);
  } else {
    $('stage').style.gridTemplateColumns = '';
    const others = comparable();
    const best = ['PARENT', 'SUBJECT', 'SCENE', 'STYLE', 'ROOT'].map((role) => others.findIndex((image) => image.role === role));
    state.against = Math.max(0, best.find((index) => index >= 0) ?? 0);
    compare();
  }
  chain();
  announce(`${title(sheet.stage)}: ${$('ask').textContent}`);
}

async function load(image) {
  const label = { CANDIDATE: 'New image', PARENT: 'Parent', ROOT: 'Root', CLEANEST: 'Cleanest ancestor' }[image.role]
    ?? `${title(image.role)} reference`;
  try {
    return { ...image, label, blob: await desk.image(image.url) };
  } catch (problem) {
    return { ...image, label, blob: null, problem: problem.message };
  }
}

const comparable = () => state.images.filter((image) => image.role !== 'CANDIDATE' && image.role !== 'MASK');
const failing = (finding) => finding.status === 'FAILED' || finding.status === 'WARNED';

function compare() {
  const mask = state.images.find((image) => image.role === 'MASK' && image.blob) ?? null;
  $('mask').hidden = mask === null;
  $('modes').hidden = comparable().length === 0;
  viewer.show({
    result: state.images[0],
    other: comparable()[state.against] ?? null,
    mask,
    findings: state.sheet.findings.filter((finding) => finding.image === 0 && failing(finding)),
  });
  for (const link of $('chain').querySelectorAll('button')) {
    link.setAttribute('aria-pressed', String(Number(link.dataset.other) === state.against));
  }
}

function facts(sheet) {
  const tags = [sheet.stage, sheet.category, sheet.channel].filter(Boolean).map((tag) => el('span', { class: 'tag' }, title(tag)));
  if (sheet.preserveSubject) {
    tags.push(el('span', { class: 'tag keep' }, 'Subject must stay'));
  }
  $('tags').replaceChildren(...tags);
  $('ask').textContent = sheet.kind === 'CHOOSE_K'
    ? `Choose the best ${sheet.choose === 1 ? 'one' : sheet.choose} of ${candidates().length}` : 'Will this image do?';
  $('prompt').textContent = sheet.prompt ?? '';
  $('prompt').hidden = !sheet.prompt;
  texts(sheet);
  const order = { FAILED: 0, WARNED: 1, PASSED: 2, SKIPPED: 3 };
  const sorted = [...sheet.findings].sort((a, b) => order[a.status] - order[b.status]);
  $('findings').replaceChildren(...sorted.map(finding));
  $('findings').previousElementSibling.hidden = sorted.length === 0;
}

function finding(found) {
  const mark = { FAILED: '✕', WARNED: '!', PASSED: '✓', SKIPPED: '–' }[found.status];
  return el(
    'li',
    {
      class: found.status.toLowerCase(),
      onmouseenter: () => viewer.point(found.check),
      onmouseleave: () => viewer.point(null),
    },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
    el(
      'div',
      {},
      el('strong', {}, title(found.check)),
      el('span', { class: 'unseen' }, ` ${words(found.status)}. `),
      found.boxes.length > 0 ? el('span', { class: 'where' }, `${found.boxes.length} marked`) : null,
      failing(found) || found.status === 'SKIPPED' ? el('p', {}, found.detail) : null,
    ),
  );
}

function texts(sheet) {
  const lines = sheet.findings.flatMap((found) => found.lines);
  const rows = sheet.expectedText.map((expected) => {
    const line = lines.find((each) => each.expected === expected);
    return el('div', { class: 'text-row' }, el('p', { class: 'expected' }, ...letters(expected, line)), heard(expected, line));
  });
  $('texts').replaceChildren(...(rows.length > 0 ? [el('h2', {}, 'Text, as asked for and as read')] : []), ...rows);
}

function letters(expected, line) {
  if (!line) {
    return [expected];
  }
  return align(expected, line.read).map((piece) => (piece.state === 'same' ? piece.text : el(
    'mark',
    { class: piece.state, title: piece.state === 'wrong' ? `read as ${piece.read}` : `${piece.state} letter` },
    piece.text,
  )));
}

function heard(expected, line) {
  if (!line) {
    return el('p', { class: 'read' }, 'not read by any check');
  }
  const right = align(expected, line.read).every((piece) => piece.state === 'same');
  return el('p', { class: `read ${right ? 'right' : 'differs'}` }, right ? 'reads as asked' : `read: ${line.read || 'nothing like it'}`);
}

// ---- the grid of a choice -------------------------------------------------------------------------------------------

const candidates = () => state.images.filter((image) => image.role === 'CANDIDATE');

function grid() {
  const items = candidates().map((image, index) => el(
    'button',
    { type: 'button', class: 'candidate', 'data-job': image.jobId, 'aria-pressed': 'false', onclick: () => choose(index) },
    picture({ ...image, label: `Candidate ${index + 1}` }),
    el('kbd', {}, String(index + 1)),
  ));
  $('stage').dataset.mode = 'grid';
  $('stage').replaceChildren(...items);
  $('modes').hidden = true;
  $('mask').hidden = true;
  viewer.panes = [];
  clearInterval(viewer.timer);
  spread();
  count();
}

// As many columns as show the images largest.
function spread() {
  const { clientWidth: width, clientHeight: height } = $('stage');
  const all = candidates();
  const aspect = all[0].width / all[0].height;
  const size = (columns) => Math.min(width / columns / aspect, height / Math.ceil(all.length / columns));
  const columns = all.map((_, index) => index + 1).reduce((best, each) => (size(each) > size(best) * 1.02 ? each : best), 1);
  $('stage').style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
}
addEventListener('resize', () => state.sheet?.kind === 'CHOOSE_K' && spread());

function choose(index) {
  const image = candidates()[index];
  if (!image) {
    return;
  }
  if (!state.chosen.delete(image.jobId)) {
    if (state.chosen.size >= state.sheet.choose) {
      state.chosen.delete([...state.chosen][0]);
    }
    state.chosen.add(image.jobId);
  }
  for (const button of $('stage').querySelectorAll('.candidate')) {
    button.setAttribute('aria-pressed', String(state.chosen.has(button.dataset.job)));
  }
  count();
}

function count() {
  $('approve-label').textContent = `Choose ${state.chosen.size}/${state.sheet.choose}`;
}

// ---- the chain ------------------------------------------------------------------------------------------------------

function chain() {
  const others = comparable();
  const steps = [...state.images].filter((image) => image.role !== 'MASK' && state.sheet.kind === 'APPROVE_ONE');
  const age = (image) => image.depth ?? { PARENT: 900, CANDIDATE: 901 }[image.role] ?? 999;
  steps.sort((a, b) => age(a) - age(b));
  $('chain').hidden = steps.length < 2;
  $('chain').replaceChildren(...steps.map((image) => {
    const other = others.indexOf(image);
    const depth = image.depth === null ? '' : image.depth === 0 ? 'original' : `${image.depth} edit${image.depth === 1 ? '' : 's'}`;
    const label = el('span', {}, image.label, depth ? el('small', {}, depth) : null);
    const thumb = picture({ ...image, mediaType: image.mediaType });
    return el('li', { class: image.depth === null && image.role !== 'CANDIDATE' ? 'reference' : '' }, other < 0
      ? el('div', { class: 'link here' }, thumb, label)
      : el('button', {
        type: 'button', class: 'link', 'data-other': other, 'aria-pressed': String(other === state.against),
        onclick: () => {
          state.against = other;
          compare();
        },
      }, thumb, label));
  }));
}

// ---- answers --------------------------------------------------------------------------------------------------------

function numbered() {
  const rest = state.me.reasons.filter((reason) => !NUMBERED.includes(reason));
  return [...NUMBERED.filter((reason) => state.me.reasons.includes(reason)), ...rest];
}

function reasons() {
  $('approve-label').textContent = 'Approve';
  $('reasons').replaceChildren(...numbered().map((reason, index) => el(
    'button',
    {
      type: 'button', class: 'reason', 'data-reason': reason, 'aria-pressed': 'false',
      onclick: () => toggle(reason),
    },
    index < 9 && state.sheet.kind === 'APPROVE_ONE' ? el('kbd', {}, String(index + 1)) : null,
    title(reason),
  )));
}

function toggle(reason) {
  if (!state.reasons.delete(reason)) {
    state.reasons.add(reason);
  }
  for (const button of $('reasons').children) {
    button.setAttribute('aria-pressed', String(state.reasons.has(button.dataset.reason)));
  }
  $('problem').hidden = true;
  $('reasons-box').classList.remove('wanted');
}

// What the desk would refuse anyway is said before it is asked.
function refusal(answer) {
  if (answer === 'REJECTED' && state.reasons.size === 0) {
    return ['reasons', 'Say why: choose a reason with 1–9, then press R again.'];
  }
  if (state.reasons.has('other') && $('comment').value.trim() === '') {
    return ['comment', 'Say in the comment what is wrong.'];
  }
  if (state.sheet.kind === 'CHOOSE_K' && answer === 'APPROVED' && state.chosen.size !== state.sheet.choose) {
    return ['chosenJobIds', `Choose ${state.sheet.choose} with the number keys; ${state.chosen.size} chosen so far.`];
  }
  return null;
}

async function decide(answer) {
  const sheet = state.sheet;
  if (!sheet || state.busy || (sheet.kind === 'CHOOSE_K' && (answer === 'ESCALATED' || answer === 'RETRIED'))) {
    return;
  }
  const problem = refusal(answer);
  if (problem) {
    wanted(...problem);
    return;
  }
  state.busy = true;
  const decision = {
    decisionId: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`,
    answer,
    chosenJobIds: answer === 'APPROVED' ? [...state.chosen] : [],
    reasons: [...state.reasons],
    comment: $('comment').value,
  };
  try {
    said(await desk.decide(sheet.key, decision), answer, sheet.kind);
    await next();
  } catch (refused) {
    if (refused.status === 409 && refused.field === 'task') {
      complain(refused);
      await next();
    } else {
      wanted(refused.field, refused.message);
    }
  } finally {
    state.busy = false;
  }
}

function wanted(field, message) {
  $('problem').textContent = message;
  $('problem').hidden = false;
  $('reasons-box').classList.toggle('wanted', field === 'reasons');
  if (field === 'comment') {
    $('comment').focus();
  }
}

async function pass() {
  if (state.sheet && !state.busy) {
    const { key } = state.sheet;
    state.sheet = null;
    await desk.release(key).catch(complain);
    await next();
  }
}

// ---- what was said --------------------------------------------------------------------------------------------------

const SAID = { APPROVED: 'Approved', REJECTED: 'Rejected', ESCALATED: 'Better model asked', RETRIED: 'Same model asked again' };

function said(reveal, answer, kind) {
  const left = Date.parse(reveal.undoUntil) - Date.parse(reveal.now);
  state.last = { ...reveal, until: Date.now() + left };
  const made = reveal.images.length === 1 ? reveal.images[0] : null;
  const verb = kind === 'CHOOSE_K' && answer === 'APPROVED' ? 'Chosen' : SAID[answer];
  const told = [];
  if (made && made.model) {
    told.push(el('span', { class: 'made' }, 'made by ', el('strong', {}, `${made.model} ${made.tier ?? ''}`)));
  }
  if (made && made.verdict) {
    told.push(el('span', {}, `checks: ${words(made.verdict)}, ${made.score.toFixed(2)} of ${made.acceptFrom.toFixed(2)}`));
  }
  if (reveal.expected) {
    const right = reveal.expected === answer;
    told.push(el('span', { class: right ? 'right' : 'differs' }, right ? 'known answer: right' : `known answer: ${words(reveal.expected)}`));
  }
  $('said').replaceChildren(...[
    el('strong', {}, verb),
    ...told,
    el('button', { type: 'button', id: 'undo', 'aria-keyshortcuts': 'U', onclick: undo }, 'Undo ', el('kbd', {}, 'U'), ' ', el('span', { id: 'undo-left' }, '')),
    state.me.role === 'LEAD'
      ? el('button', { type: 'button', class: 'quiet', onclick: known }, 'Known answer ', el('kbd', {}, 'G')) : null,
  ].filter(Boolean));
  $('said').hidden = false;
  $('said').classList.remove('bad');
  announce(`${verb}. Press U to undo.`);
}

async function undo() {
  if (!state.last || state.busy) {
    return;
  }
  state.busy = true;
  const { decisionId } = state.last;
  try {
    const before = state.sheet;
    const again = await desk.undo(decisionId);
    state.last = null;
    if (before) {
      await desk.release(before.key).catch(() => {});
    }
    clearTimeout(state.asking);
    state.view === 'desk' || turnTo('desk');
    await show(again);
    tell('Taken back. Decide again.');
  } catch (problem) {
    complain(problem);
  } finally {
    state.busy = false;
  }
}

async function known() {
  if (state.last && state.me.role === 'LEAD') {
    try {
      await desk.known(state.last.key, state.last.answer);
      tell('Noted: its answer is known, others will be measured by it.');
    } catch (problem) {
      complain(problem);
    }
  }
}

function tell(text, bad = false) {
  $('said').replaceChildren(el('strong', {}, text));
  $('said').classList.toggle('bad', bad);
  $('said').hidden = false;
  announce(text);
}

function complain(problem) {
  tell(problem.message, true);
}

// ---- time -----------------------------------------------------------------------------------------------------------

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
  if (state.sheet && !state.busy && !document.hidden && Date.now() - state.lastTouch < IDLE_MILLIS) {
    await desk.heartbeat(state.sheet.key).catch(() => {});
  }
}, 20_000);
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

// ---- views, keys ----------------------------------------------------------------------------------------------------

function turnTo(view) {
  state.view = view;
  for (const button of document.querySelectorAll('nav [data-view]')) {
    button.toggleAttribute('aria-current', button.dataset.view === view);
    if (button.dataset.view === view) {
      button.setAttribute('aria-current', 'page');
    }
  }
  for (const section of document.querySelectorAll('main > section')) {
    section.hidden = section.id !== `view-${view}`;
  }
  if (REPORTS[view]) {
    void REPORTS[view]($(`view-${view}`)).catch(complain);
  } else {
    viewer.place();
  }
}
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

function turn(by) {
  const all = comparable().length;
  if (all > 1 && state.sheet.kind === 'APPROVE_ONE') {
    state.against = (state.against + by + all) % all;
    compare();
  }
}

function digit(number) {
  if (state.sheet?.kind === 'CHOOSE_K') {
    choose(number - 1);
  } else if (state.sheet) {
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
