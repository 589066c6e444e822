// The images of a question: fetched, compared, and in the order in which one was made from the other.

import { desk } from './api.js';
import { $, el, title } from './dom.js';
import { comparable, failing, state, viewer } from './state.js';
import { picture } from './viewer.js';

export async function load(image) {
  const label = { CANDIDATE: 'New image', PARENT: 'Parent', ROOT: 'Root', CLEANEST: 'Cleanest ancestor' }[image.role]
    ?? `${title(image.role)} reference`;
  try {
    return { ...image, label, blob: await desk.image(image.url) };
  } catch (problem) {
    return { ...image, label, blob: null, problem: problem.message };
  }
}

export function compare() {
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

export function turn(by) {
  const all = comparable().length;
  if (all > 1 && state.sheet.kind === 'APPROVE_ONE') {
    state.against = (state.against + by + all) % all;
    compare();
  }
}

export function chain() {
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
