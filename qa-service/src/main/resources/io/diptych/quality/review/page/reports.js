// Queue, agreement and accuracy, as tables that a screen reader can read and bars that an eye can.

import { desk } from './api.js';
import { el, span, svg, title } from './dom.js';

const percent = (share) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
const share = (interval) => (interval.of === 0 ? '–' : percent(interval.count / interval.of));

export async function showQueue(section) {
  const queue = await desk.queue();
  const now = Date.parse(queue.now);
  const open = queue.stages.reduce((sum, stage) => sum + stage.open, 0);
  section.replaceChildren(
    el('h1', {}, open === 0 ? 'The queue is empty' : `${open} open ${open === 1 ? 'question' : 'questions'}`),
    el('div', { class: 'cards' }, ...queue.stages.map((stage) => card(stage, now))),
    table(
      'Open questions, those that are due first',
      ['Stage', 'Question', 'Waits for', 'Due in', 'With', 'Answers'],
      queue.waiting.map(({ task }) => row(task, now)),
    ),
  );
}

function card(stage, now) {
  return el(
    'article',
    { class: 'card' },
    el('h2', {}, title(stage.stage)),
    el('p', { class: 'big' }, String(stage.open), el('small', {}, ' open')),
    el('p', {}, stage.oldest ? `oldest ${span(now - Date.parse(stage.oldest))}` : 'none waits'),
    el('p', { class: 'minor' }, `last 24 h: ${stage.decided} decided, ${stage.breached} not in time`),
    stage.overdue > 0 ? el('p', { class: 'differs' }, `${stage.overdue} overdue`) : null,
  );
}

function row(task, now) {
  const asked = Date.parse(task.askedAt);
  const due = task.dueAt ? Date.parse(task.dueAt) : null;
  const part = due ? (now - asked) / Math.max(1, due - asked) : 0;
  const age = part > 0.9 ? 'late' : part > 0.6 ? 'soon' : 'fresh';
  return [
    title(task.stage),
    { CHOOSE_K: 'choose', BUY_AGAIN: 'buy again' }[task.kind] ?? 'approve',
    el('span', { class: 'age', 'data-age': age }, span(now - asked), bar(Math.min(1, part), age)),
    due ? (due > now ? span(due - now) : 'overdue') : '–',
    task.holder ?? (task.settling ? 'answered, can be undone' : '–'),
    `${task.answers} of ${task.needed}`,
  ];
}

function bar(part, age) {
  return svg('svg', { class: `meter ${age}`, viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { width: 100, height: 6, rx: 3, class: 'rail' }),
    svg('rect', { width: 100 * part, height: 6, rx: 3, class: 'fill' }));
}

export async function showPeople(section) {
  const people = await desk.agreement();
  section.replaceChildren(
    el('h1', {}, 'Do people agree?'),
    el('p', { class: 'lead' }, "Cohen's kappa of those who answered the same questions, over the last 30 days: 1 is full agreement, 0 is chance. "
      + 'Below 0.5 the guideline wants work, not the people.'),
    table(
      'Agreement of pairs',
      ['Pair', 'Questions', 'Same answer', 'Kappa'],
      people.pairs.map((pair) => [`${pair.first} and ${pair.second}`, pair.questions, share(pair.same), kappa(pair.kappa)]),
      'Nobody has answered the same question as another yet.',
    ),
    table(
      'Each reviewer',
      ['Reviewer', 'Answers', 'Median time', 'Under 2 s', 'Not approved', 'Known answers right'],
      people.reviewers.map((work) => [
        work.reviewer, work.answers, `${(work.medianMillis / 1000).toFixed(1)} s`, share(work.hasty), share(work.against),
        work.gold.of === 0 ? '–' : `${work.gold.count} of ${work.gold.of}`,
      ]),
      'Nobody has answered yet.',
    ),
  );
}

function kappa(value) {
  if (value === null) {
    return el('span', { class: 'grade none' }, 'not defined');
  }
  const grade = value >= 0.67 ? 'good' : value >= 0.5 ? 'fair' : 'poor';
  return el('span', { class: `grade ${grade}` }, `${value.toFixed(2)} ${grade}`);
}

export async function showAccuracy(section) {
  const stages = await desk.accuracy();
  section.replaceChildren(
    el('h1', {}, 'How good are the checks?'),
    el('p', { class: 'lead' }, 'By the images that chance chose, whatever their score, over the last 30 days. The bar is where the true share '
      + "lies with 95 % confidence (Wilson's interval)."),
    table(
      'Errors of quality control by stage',
      ['Stage', 'Audited', 'Accepted though bad', '', 'Not accepted though good', ''],
      stages.map((stage) => [
        title(stage.stage), stage.audited,
        errors(stage.falseAccepts), whisker(stage.falseAccepts), errors(stage.falseRejects), whisker(stage.falseRejects),
      ]),
      'No image that chance chose has been decided yet.',
    ),
  );
}

const errors = (interval) => (interval.of === 0 ? 'none audited' : `${interval.count} of ${interval.of} (${share(interval)})`);

function whisker(interval) {
  if (interval.of === 0) {
    return '–';
  }
  const made = svg('svg', { class: 'whisker', viewBox: '0 0 200 20', role: 'img' },
    svg('rect', { x: 0, y: 9, width: 200, height: 2, class: 'rail' }),
    svg('rect', { x: 200 * interval.low, y: 6, width: Math.max(2, 200 * (interval.high - interval.low)), height: 8, rx: 4, class: 'fill' }),
    svg('circle', { cx: (200 * interval.count) / interval.of, cy: 10, r: 4, class: 'dot' }));
  made.setAttribute('aria-label', `between ${percent(interval.low)} and ${percent(interval.high)}`);
  return made;
}

function table(caption, heads, rows, none = 'Nothing here.') {
  return el(
    'table',
    {},
    el('caption', {}, caption),
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...(rows.length === 0
      ? [el('tr', {}, el('td', { colspan: heads.length, class: 'nothing' }, none))]
      : rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell instanceof Node ? cell : String(cell))))))),
  );
}
