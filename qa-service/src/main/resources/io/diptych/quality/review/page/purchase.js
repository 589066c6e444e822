// An attempt of which nobody knows whether it was charged: what is known of it, where an image would be.

import { $, el, span, words } from './dom.js';

const usd = (micros) => (micros === null ? 'unknown' : `$${(micros / 1e6).toFixed(4)}`);
const moment = (text) => `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`;

export function purchase({ purchase: attempt, now }) {
  const known = [
    ['Attempt', `${attempt.attemptNo} of ${attempt.jobId}`],
    ['Model', [attempt.model, attempt.tier, words(attempt.lane)].join(' · ')],
    ['Provider', attempt.provider],
    ['Its id of the call', attempt.providerRequestId ?? attempt.providerBatchId ?? 'none came'],
    ['Worker', attempt.workerId],
    ['Claimed', moment(attempt.claimedAt)],
    ['Ended', `${moment(attempt.endedAt)}, ${span(Date.parse(now) - Date.parse(attempt.endedAt))} ago`],
    ['Calls sent', String(attempt.calls)],
    ['Spent so far', `up to ${usd(attempt.spentMicros)}`],
    ['Buying again', `up to ${usd(attempt.priceMicros)} more`],
  ];
  $('stage').dataset.mode = 'purchase';
  $('stage').replaceChildren(el(
    'article',
    { class: 'purchase' },
    el('h2', {}, attempt.failure ? words(attempt.failure) : 'no answer'),
    el('p', { class: 'lead' }, attempt.detail),
    el('dl', {}, ...known.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)))),
  ));
}
