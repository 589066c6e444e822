// The main picture: what each value of a dimension costs, and how much of that was bought again.
import { by, keyed, make, write } from "./dom.js";
import { count, money, named, percent } from "./format.js";

const MUCH_REWORK = 0.15;
const DEAR = 1.25;

/** What a row costs by the chosen measure, split into first attempts and rework. */
function split(row, measure) {
  const again = Math.max(0, row.reworkMicros);
  const first = Math.max(0, row.amountMicros - again);
  if (measure === "sum") {
    return { first, again };
  }
  return row.accepted > 0 ? { first: first / row.accepted, again: again / row.accepted } : null;
}

/** Dearest first; what was bought and never accepted comes before everything. */
export function ordered(rows, measure) {
  const weight = (row) => {
    const parts = split(row, measure);
    return parts === null ? (row.amountMicros > 0 ? Infinity : -1) : parts.first + parts.again;
  };
  return [...rows].sort((a, b) => weight(b) - weight(a) || b.amountMicros - a.amountMicros);
}

/**
 * Draws the bars.
 *
 * @param view     breakdown, total, measure
 * @param open     is called with the values of a bar, and whether it is its rework
 */
export function drawBars({ breakdown, total, measure }, open) {
  const dimension = breakdown.by[0];
  const rows = ordered(breakdown.rows, measure);
  const mean = measure === "each" && total.accepted > 0 ? total.amountMicros / total.accepted : null;
  const sums = rows.map((row) => split(row, measure)).filter((parts) => parts !== null).map((parts) => parts.first + parts.again);
  const longest = Math.max(1, mean ?? 0, ...sums);
  write(by("breakdown-name"), dimension === "sku" ? "article" : dimension);
  by("breakdown").hidden = rows.length === 0;
  by("mean-key").hidden = mean === null;
  keyed(
    by("breakdown").tBodies[0],
    rows,
    (row) => `${dimension}=${row.values[dimension]}`,
    (row) => newRow(row, dimension, open),
    (element, row) => update(element, row, { dimension, measure, longest, mean, total }),
  );
}

function newRow(row, dimension, open) {
  const value = row.values[dimension];
  const see = (rework) => () => open({ [dimension]: value }, rework);
  return make(
    "tr",
    {},
    make("td", { className: "name-cell" }, make("button", { type: "button", className: "name", onclick: see(false) })),
    make(
      "td",
      { className: "bar-cell" },
      make(
        "div",
        { className: "track" },
        make("button", { type: "button", className: "first", tabIndex: -1, onclick: see(false) }),
        make("button", { type: "button", className: "again", onclick: see(true) }),
        make("i", { className: "mean" }),
      ),
    ),
    make("td", { className: "num each-cell" }, make("span", { className: "each" }), make("span", { className: "flag" })),
    make("td", { className: "num small-cell", data: { label: "in all" } }),
    make("td", { className: "num small-cell", data: { label: "rework" } }),
    make("td", { className: "num small-cell", data: { label: "accepted" } }),
  );
}

function update(element, row, { dimension, measure, longest, mean, total }) {
  const label = named(row.values[dimension], dimension);
  const parts = split(row, measure);
  const [nameCell, barCell, eachCell, sumCell, reworkCell, acceptedCell] = element.cells;
  const name = nameCell.firstChild;
  write(name, label);
  name.title = label;
  const [first, again, meanMark] = barCell.firstChild.children;
  const width = (micros) => `${(100 * micros) / longest}%`;
  first.style.width = parts === null ? "0" : width(parts.first);
  again.style.width = parts === null ? (row.amountMicros > 0 ? "100%" : "0") : width(parts.again);
  again.hidden = parts === null ? row.amountMicros <= 0 : parts.again <= 0;
  first.classList.toggle("only", again.hidden);
  const what = measure === "each" ? "per accepted image" : "in all";
  first.ariaLabel = `${label}: first attempts`;
  first.title = parts === null ? "" : `${label}: ${money(parts.first)} ${what} for first attempts`;
  again.ariaLabel = `${label}: rework, ${money(row.reworkMicros)}`;
  again.title = parts === null ? `${label}: ${money(row.amountMicros)} spent, nothing accepted` : `${label}: ${money(parts.again)} ${what} bought again`;
  meanMark.hidden = mean === null;
  if (mean !== null) {
    meanMark.style.left = width(mean);
    meanMark.title = `mean of all: ${money(mean)}`;
  }
  element.dataset.micros = row.amountMicros;
  element.dataset.accepted = row.accepted;
  write(eachCell.firstChild, row.accepted > 0 ? money(row.perAcceptedMicros) : "–");
  write(eachCell.lastChild, flag(row, total));
  write(sumCell, money(row.amountMicros));
  write(reworkCell, `${percent(row.reworkMicros, row.amountMicros)}`);
  write(acceptedCell, `${count(row.accepted)} of ${count(row.images)}`);
}

function flag(row, total) {
  if (row.accepted === 0) {
    return row.amountMicros > 0 ? "nothing accepted" : "";
  }
  const mean = total.accepted > 0 ? total.amountMicros / total.accepted : 0;
  const times = mean > 0 ? row.perAcceptedMicros / mean : 0;
  return times >= DEAR ? `${times.toFixed(1)}× mean` : "";
}

/**
 * The one sentence that says what costs too much: text parts, of which those in `em` are the point.
 */
export function verdict(breakdown, total) {
  const dimension = breakdown.by[0];
  const spent = breakdown.rows.filter((row) => row.amountMicros > 0);
  if (spent.length === 0) {
    return null;
  }
  const wasted = spent.find((row) => row.accepted === 0 && row.amountMicros >= 0.2 * total.amountMicros);
  if (wasted) {
    return [{ em: named(wasted.values[dimension], dimension) }, ` cost ${money(wasted.amountMicros)} and `, { em: "nothing of it was accepted" }, "."];
  }
  const rework = spent.reduce((most, row) => (row.reworkMicros > most.reworkMicros ? row : most));
  const dearest = ordered(spent, "each").find((row) => row.accepted > 0);
  if (rework.reworkMicros >= MUCH_REWORK * total.amountMicros) {
    return [
      { em: `${percent(rework.reworkMicros, rework.amountMicros)} of ${named(rework.values[dimension], dimension)}’s spend is rework` },
      `: ${money(rework.reworkMicros)} bought images again.`,
    ];
  }
  if (!dearest) {
    return [`${money(total.amountMicros)} spent, nothing accepted yet.`];
  }
  if (spent.length === 1) {
    return ["An accepted image costs ", { em: money(dearest.perAcceptedMicros) }, `, rework is ${percent(total.reworkMicros, total.amountMicros)} of the spend.`];
  }
  const cheapest = ordered(spent, "each").filter((row) => row.accepted > 0).at(-1);
  const times = cheapest.perAcceptedMicros > 0 ? dearest.perAcceptedMicros / cheapest.perAcceptedMicros : 0;
  return [
    { em: named(dearest.values[dimension], dimension) },
    " is the dearest: ",
    { em: `${money(dearest.perAcceptedMicros)} per accepted image` },
    times >= 1.1 ? `, ${times.toFixed(1)} times ${named(cheapest.values[dimension], dimension)}.` : ".",
  ];
}
