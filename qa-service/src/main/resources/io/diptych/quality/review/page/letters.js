// Lays a line that was asked for beside what was read, letter by letter.

const counts = (letter) => /[\p{L}\p{N}%$€£¥]/u.test(letter);
const plain = (letter) => letter.normalize('NFKC').toLowerCase();

// Pieces [{text, state: same | wrong | missing | extra}] of the expected line, as few edits as will do. What was read
// knows letters and digits only, so other characters of the line are taken as right.
export function align(expected, read) {
  const line = [...expected];
  const wanted = line.filter(counts).map(plain);
  const found = [...read].map(plain);
  const steps = distances(wanted, found);
  const fate = [];
  const extra = new Map();
  let i = wanted.length;
  let j = found.length;
  while (i > 0 || j > 0) {
    const here = steps[i][j];
    if (i > 0 && j > 0 && here === steps[i - 1][j - 1] + (wanted[i - 1] === found[j - 1] ? 0 : 1)) {
      fate[i - 1] = wanted[i - 1] === found[j - 1] ? 'same' : { wrong: found[j - 1] };
      i -= 1;
      j -= 1;
    } else if (i > 0 && here === steps[i - 1][j] + 1) {
      fate[i - 1] = 'missing';
      i -= 1;
    } else {
      extra.set(i, found[j - 1] + (extra.get(i) || ''));
      j -= 1;
    }
  }
  const pieces = [];
  let at = 0;
  for (const letter of line) {
    if (!counts(letter)) {
      pieces.push({ text: letter, state: 'same' });
      continue;
    }
    if (extra.has(at)) {
      pieces.push({ text: extra.get(at), state: 'extra' });
    }
    const its = fate[at];
    pieces.push(typeof its === 'object'
      ? { text: letter, state: 'wrong', read: its.wrong }
      : { text: letter, state: its });
    at += 1;
  }
  if (extra.has(at)) {
    pieces.push({ text: extra.get(at), state: 'extra' });
  }
  return pieces;
}

function distances(wanted, found) {
  const steps = [];
  for (let i = 0; i <= wanted.length; i += 1) {
    steps.push([i]);
    for (let j = 1; j <= found.length; j += 1) {
      steps[i][j] = i === 0 ? j : Math.min(
        steps[i - 1][j - 1] + (wanted[i - 1] === found[j - 1] ? 0 : 1),
        steps[i - 1][j] + 1,
        steps[i][j - 1] + 1,
      );
    }
  }
  return steps;
}
