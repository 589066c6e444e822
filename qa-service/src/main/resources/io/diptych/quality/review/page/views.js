// The desk and the reports beside it.

import { $ } from './dom.js';
import { showAccuracy, showPeople, showQueue } from './reports.js';
import { complain } from './say.js';
import { state, viewer } from './state.js';

const REPORTS = { queue: showQueue, people: showPeople, accuracy: showAccuracy };

export function turnTo(view) {
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
