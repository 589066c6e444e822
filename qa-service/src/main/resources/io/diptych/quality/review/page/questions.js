// One question at a time.

import { desk } from './api.js';
import { $, announce, title } from './dom.js';
import { facts } from './facts.js';
import { grid } from './grid.js';
import { chain, compare, load } from './images.js';
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
  const better = $('answer').querySelector('[data-answer=ESCALATED]');
  better.disabled = !sheet.better;
  better.title = sheet.better ? '' : 'no better model is left';
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
  state.ready = true;
  announce(`${title(sheet.stage)}: ${$('ask').textContent}`);
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
