// What the page knows, and what shows images.

import { $ } from './dom.js';
import { Viewer } from './viewer.js';

export const viewer = new Viewer($('stage'));
export const state = {
  me: null, sheet: null, images: [], against: 0, reasons: new Set(), chosen: new Set(), last: null, busy: false, ready: false,
  clock: 0, lastTouch: Date.now(), asking: 0, view: 'desk',
};

export const candidates = () => state.images.filter((image) => image.role === 'CANDIDATE');
export const comparable = () => state.images.filter((image) => image.role !== 'CANDIDATE' && image.role !== 'MASK');
export const failing = (finding) => finding.status === 'FAILED' || finding.status === 'WARNED';
