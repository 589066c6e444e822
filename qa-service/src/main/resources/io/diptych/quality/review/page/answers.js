// Deciding, and taking it back.

import { desk } from './api.js';
import { $, announce, el, words } from './dom.js';
import { gone, next, show } from './questions.js';
import { complain, tell } from './say.js';
import { state } from './state.js';
import { turnTo } from './views.js';

const SAID = {
  APPROVE_ONE: { APPROVED: 'Approved', REJECTED: 'Rejected', ESCALATED: 'Better model asked', RETRIED: 'Same model asked again' },
  CHOOSE_K: { APPROVED: 'Chosen', REJECTED: 'Rejected' },
  BUY_AGAIN: { REJECTED: 'Given up', RETRIED: 'Bought again' },
};

// What the desk would refuse anyway is said before it is asked.
function refusal(answer) {
  if (answer === 'ESCALATED' && !state.sheet.better) {
    return ['answer', 'No better model is left: approve, reject, or ask the same model once more.'];
  }
  if (answer === 'RETRIED' && !state.sheet.again) {
    return ['answer', 'It may not be bought again: that is beyond a limit of cost, or too late.'];
  }
  if (answer === 'REJECTED' && state.sheet.kind !== 'BUY_AGAIN' && state.reasons.size === 0) {
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

export async function decide(answer) {
  const sheet = state.sheet;
  if (!sheet || !state.ready || state.busy || !SAID[sheet.kind][answer]) {
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
      await gone(refused);
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

export async function pass() {
  if (state.sheet && !state.busy) {
    const { key } = state.sheet;
    state.sheet = null;
    await desk.release(key).catch(complain);
    await next();
  }
}

function verdictOf({ verdict, reasons, score, acceptFrom }) {
  const why = reasons.length > 0 ? ` for ${reasons.map(words).join(', ')}` : '';
  return `${words(verdict)}${why}, score ${score.toFixed(2)} of ${acceptFrom.toFixed(2)}`;
}

function said(reveal, answer, kind) {
  const left = Date.parse(reveal.undoUntil) - Date.parse(reveal.now);
  state.last = { ...reveal, until: Date.now() + left };
  const made = reveal.images.length === 1 ? reveal.images[0] : null;
  const verb = SAID[kind][answer];
  const told = [];
  if (made && made.model) {
    told.push(el('span', { class: 'made' }, 'made by ', el('strong', {}, `${made.model} ${made.tier ?? ''}`)));
  }
  if (made && made.verdict) {
    told.push(el('span', {}, `checks: ${verdictOf(made)}`));
  }
  if (reveal.expected) {
    const right = reveal.expected === answer;
    told.push(el('span', { class: right ? 'right' : 'differs' }, right ? 'known answer: right' : `known answer: ${words(reveal.expected)}`));
  }
  $('said').replaceChildren(...[
    el('strong', {}, verb),
    ...told,
    el('button', { type: 'button', id: 'undo', 'aria-keyshortcuts': 'U', onclick: undo }, 'Undo ', el('kbd', {}, 'U'), ' ', el('span', { id: 'undo-left' }, '')),
    state.me.role === 'LEAD' && kind !== 'BUY_AGAIN'
      ? el('button', { type: 'button', class: 'quiet', onclick: known }, 'Known answer ', el('kbd', {}, 'G')) : null,
  ].filter(Boolean));
  $('said').hidden = false;
  $('said').classList.remove('bad');
  announce(`${verb}. Press U to undo.`);
}

export async function undo() {
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

export async function known() {
  if (state.last && state.me.role === 'LEAD') {
    try {
      await desk.known(state.last.key, state.last.answer);
      tell('Noted: its answer is known, others will be measured by it.');
    } catch (problem) {
      complain(problem);
    }
  }
}
