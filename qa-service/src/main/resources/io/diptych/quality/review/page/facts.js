// What was asked for and what the checks saw.

import { $, el, title, words } from './dom.js';
import { align } from './letters.js';
import { candidates, failing, viewer } from './state.js';

export function facts(sheet) {
  const tags = [sheet.stage, sheet.category, sheet.channel].filter(Boolean).map((tag) => el('span', { class: 'tag' }, title(tag)));
  if (sheet.preserveSubject) {
    tags.push(el('span', { class: 'tag keep' }, 'Subject must stay'));
  }
  $('tags').replaceChildren(...tags);
  $('ask').textContent = {
    CHOOSE_K: `Choose the best ${sheet.choose === 1 ? 'one' : sheet.choose} of ${candidates().length}`,
    BUY_AGAIN: 'Nobody knows whether this was charged. Buy it again?',
  }[sheet.kind] ?? 'Will this image do?';
  $('prompt').textContent = sheet.prompt ?? '';
  $('prompt').hidden = !sheet.prompt;
  texts(sheet);
  const order = { FAILED: 0, WARNED: 1, PASSED: 2, SKIPPED: 3 };
  const sorted = [...sheet.findings].sort((a, b) => order[a.status] - order[b.status]);
  const against = sorted.filter(failing);
  const rest = sorted.filter((found) => !failing(found));
  $('findings').replaceChildren(...against.map(finding));
  $('others').replaceChildren(...rest.map(finding));
  $('others-said').textContent = counted(rest);
  // Where nothing speaks against the image, what could not be looked at may be why a person is asked.
  $('others-box').open = against.length === 0;
  $('others-box').hidden = rest.length === 0;
  $('findings').previousElementSibling.hidden = sorted.length === 0;
}

function counted(findings) {
  const passed = findings.filter((found) => found.status === 'PASSED').length;
  const skipped = findings.length - passed;
  return [passed > 0 ? `${passed} passed` : '', skipped > 0 ? `${skipped} did not look` : ''].filter(Boolean).join(', ');
}

function finding(found) {
  const mark = { FAILED: '✕', WARNED: '!', PASSED: '✓', SKIPPED: '–' }[found.status];
  return el(
    'li',
    {
      class: found.status.toLowerCase(),
      onmouseenter: () => viewer.point(found.check),
      onmouseleave: () => viewer.point(null),
    },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
    el(
      'div',
      {},
      el('strong', {}, title(found.check)),
      el('span', { class: 'unseen' }, ` ${words(found.status)}. `),
      found.boxes.length > 0 ? el('span', { class: 'where' }, `${found.boxes.length} marked`) : null,
      failing(found) || found.status === 'SKIPPED' ? el('p', {}, found.detail) : null,
    ),
  );
}

function texts(sheet) {
  const lines = sheet.findings.flatMap((found) => found.lines);
  const rows = sheet.expectedText.map((expected) => {
    const line = lines.find((each) => each.expected === expected);
    return el('div', { class: 'text-row' }, el('p', { class: 'expected' }, ...letters(expected, line)), heard(expected, line));
  });
  $('texts').replaceChildren(...(rows.length > 0 ? [el('h2', {}, 'Text, as asked for and as read')] : []), ...rows);
}

function letters(expected, line) {
  if (!line) {
    return [expected];
  }
  return align(expected, line.read).map((piece) => (piece.state === 'same' ? piece.text : el(
    'mark',
    { class: piece.state, title: piece.state === 'wrong' ? `read as ${piece.read}` : `${piece.state} letter` },
    piece.text,
  )));
}

function heard(expected, line) {
  if (!line) {
    return el('p', { class: 'read' }, 'not read by any check');
  }
  const right = align(expected, line.read).every((piece) => piece.state === 'same');
  return el('p', { class: `read ${right ? 'right' : 'differs'}` }, right ? 'reads as asked' : `read: ${line.read || 'nothing like it'}`);
}
