// The grid of a choice of k of n.

import { $, el } from './dom.js';
import { candidates, state, viewer } from './state.js';
import { picture } from './viewer.js';

export function grid() {
  const items = candidates().map((image, index) => el(
    'button',
    { type: 'button', class: 'candidate', 'data-job': image.jobId, 'aria-pressed': 'false', onclick: () => choose(index) },
    picture({ ...image, label: `Candidate ${index + 1}` }),
    el('kbd', {}, String(index + 1)),
  ));
  viewer.clear();
  $('stage').dataset.mode = 'grid';
  $('stage').replaceChildren(...items);
  $('modes').hidden = true;
  $('mask').hidden = true;
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
addEventListener('resize', () => state.ready && state.sheet.kind === 'CHOOSE_K' && spread());

export function choose(index) {
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
