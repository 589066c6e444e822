// Why an image will not do.

import { $, el, title } from './dom.js';
import { state } from './state.js';

// The order is part of people's hands: those that only people see well come first.
const NUMBERED = ['text', 'subject', 'white-background', 'blur', 'noise', 'edit-damage', 'outside-mask', 'style-drift', 'other'];

export function numbered() {
  const rest = state.me.reasons.filter((reason) => !NUMBERED.includes(reason));
  return [...NUMBERED.filter((reason) => state.me.reasons.includes(reason)), ...rest];
}

export function reasons() {
  const isPurchase = state.sheet.kind === 'BUY_AGAIN';
  $('approve-label').textContent = 'Approve';
  $('reject-label').textContent = isPurchase ? 'Give up' : 'Reject';
  $('comment').placeholder = isPurchase ? 'why' : 'what no check looks for';
  $('again-label').textContent = isPurchase ? 'Buy again' : 'Same again';
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

export function toggle(reason) {
  if (!state.reasons.delete(reason)) {
    state.reasons.add(reason);
  }
  for (const button of $('reasons').children) {
    button.setAttribute('aria-pressed', String(state.reasons.has(button.dataset.reason)));
  }
  $('problem').hidden = true;
  $('reasons-box').classList.remove('wanted');
}
