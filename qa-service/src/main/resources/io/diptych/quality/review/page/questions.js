// One question at a time.

import { desk } from './api.js';
import { $, announce, title } from './dom.js';
import { facts } from './facts.js';
import { grid } from './grid.js';
import { chain, compare, load } from './images.js';
import { purchase } from './purchase.js';
import { reasons } from './reasons.js';
import { complain, tell } from './say.js';
import { comparable, state, viewer } from './state.js';

const ASK_AGAIN_MILLIS = 2_500;

export async function next() {
  clearTimeout(state.asking);
  try {
    await show(await desk.next());
  } catch (problem) {
    complain(problem);
    state.asking = setTimeout(next, ASK_AGAIN_MILLIS);
  }
}

export async function show(sheet) {
  state.sheet = sheet;
  state.ready = false;
  state.images = [];
  viewer.clear();
  $('chain').replaceChildren();
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
  offer('ESCALATED', sheet.better, 'no better model is left');
  offer('RETRIED', sheet.again, 'it would be beyond a limit of cost, or too late');
  $('stage').style.gridTemplateColumns = '';
  if (sheet.kind === 'CHOOSE_K') {
    grid(sheet);
  } else if (sheet.kind === 'BUY_AGAIN') {
    purchase(sheet);
  } else {
    const others = comparable();
    const best = ['PARENT', 'SUBJECT', 'SCENE', 'STYLE', 'ROOT'].map((role) => others.findIndex((image) => image.role === role));
    state.against = Math.max(0, best.find((index) => index >= 0) ?? 0);
    compare();
  }
  chain();
  state.ready = true;
  announce(`${title(sheet.stage)}: ${$('ask').textContent}`);
}

function offer(answer, isThere, why) {
  const button = $('answer').querySelector(`[data-answer=${answer}]`);
  button.disabled = !isThere;
  button.title = isThere ? '' : why;
}

// Another reviewer has the question, or its caller no longer wants the image.
export async function gone(problem) {
  if (/ is WITHDRAWN /.test(problem.message)) {
    tell('Withdrawn: this image is no longer wanted.');
  } else {
    complain(problem);
  }
  await next();
}
