// The line at the foot of the page.

import { $, announce, el } from './dom.js';

export function tell(text, bad = false) {
  $('said').replaceChildren(el('strong', {}, text));
  $('said').classList.toggle('bad', bad);
  $('said').hidden = false;
  announce(text);
}

export function complain(problem) {
  tell(problem.message, true);
}
