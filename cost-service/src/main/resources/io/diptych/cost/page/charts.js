// Pictures over time, drawn by Chart.js. Colours differ in brightness, and every second one has a pattern: neither needs
// an eye for colours (palette of Okabe and Ito, less the two that stand for first attempts and rework).
import { by, make } from "./dom.js";
import { count, money, named, percent, shortMoney, windowStart, WINDOW_MILLIS } from "./format.js";

const COLOURS = ["#009e73", "#e69f00", "#cc79a7", "#56b4e9", "#b3a800", "#7f7f7f"];
const charts = new Map();

function patterned(index) {
  const colour = COLOURS[index % COLOURS.length];
  if (index % 2 === 0) {
    return colour;
  }
  const tile = make("canvas", { width: 8, height: 8 });
  const pen = tile.getContext("2d");
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = "rgb(255 255 255 / 55%)";
  pen.lineWidth = 2;
  for (const from of [-8, 0, 8]) {
    pen.beginPath();
    pen.moveTo(from, 8);
    pen.lineTo(from + 8, 0);
    pen.stroke();
  }
  return pen.createPattern(tile, "repeat");
}

/** The windows of a span, also those of which there is nothing. */
function windows({ from, to, window }) {
  const starts = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += WINDOW_MILLIS[window]) {
    starts.push(at);
  }
  return starts;
}

/** Values by model and window. */
function table(overview, measure) {
  const starts = windows(overview.span);
  const place = new Map(starts.map((start, index) => [start, index]));
  const models = [...new Set(overview.series.map((point) => point.value))].sort();
  const values = new Map(models.map((model) => [model, new Array(starts.length).fill(0)]));
  for (const point of overview.series) {
    const index = place.get(Date.parse(point.start));
    if (index !== undefined) {
      values.get(point.value)[index] = measure(point);
    }
  }
  return { starts, models, values };
}

function draw(id, overview, data, axis, open) {
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue("--soft").trim();
  const line = style.getPropertyValue("--line").trim();
  const { window } = overview.span;
  const datasets = data.models.map((model, index) => ({
    label: named(model, "model"),
    data: data.values.get(model),
    backgroundColor: patterned(index),
    borderWidth: 0,
    stack: "all",
    categoryPercentage: 1,
    barPercentage: data.starts.length > 60 ? 1 : 0.9,
  }));
  const options = {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    onClick: (event, hit, chart) => {
      const exact = chart.getElementsAtEventForMode(event, "nearest", { intersect: true }, false)[0];
      const place = exact ?? hit[0];
      if (place) {
        const start = chart.costs.starts[place.index];
        open({ model: exact ? chart.costs.models[exact.datasetIndex] : undefined }, start, start + WINDOW_MILLIS[chart.costs.window]);
      }
    },
    plugins: {
      legend: { position: "bottom", align: "start", labels: { color: ink, boxWidth: 14, boxHeight: 10 } },
      tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${axis.label(item.raw, item.dataIndex)}` } },
    },
    scales: {
      x: { stacked: true, grid: { display: false }, border: { color: line }, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 14 } },
      y: { stacked: true, beginAtZero: true, max: axis.max, grid: { color: line }, border: { display: false }, ticks: { color: ink, maxTicksLimit: 5, callback: axis.tick } },
    },
  };
  const labels = data.starts.map((start) => windowStart(start, window));
  const chart = charts.get(id);
  if (chart) {
    chart.data = { labels, datasets };
    chart.options = options;
    chart.costs = { ...data, window };
    chart.update("none");
  } else {
    const made = new globalThis.Chart(by(id), { type: "bar", data: { labels, datasets }, options });
    made.costs = { ...data, window };
    charts.set(id, made);
  }
}

function fillTable(id, data, window, cell) {
  const used = data.starts.map((_, index) => index).filter((index) => data.models.some((model) => data.values.get(model)[index] !== 0));
  by(id).replaceChildren(
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "from"), ...data.models.map((model) => make("th", { scope: "col" }, named(model, "model"))))),
    make(
      "tbody",
      {},
      ...used.map((index) =>
        make("tr", {}, make("th", { scope: "row" }, windowStart(data.starts[index], window)), ...data.models.map((model) => make("td", {}, cell(data.values.get(model)[index], index)))),
      ),
    ),
  );
}

/** Spend over time; choosing a bar opens the attempts of its window and model. */
export function drawSpend(overview, open) {
  const data = table(overview, (point) => point.amountMicros);
  draw("spend-chart", overview, data, { label: money, tick: shortMoney }, open);
  fillTable("spend-table", data, overview.span.window, (micros) => money(micros));
}

/** Which part of the attempts each model got. */
export function drawShares(overview, open) {
  const data = table(overview, (point) => point.attempts);
  const sums = data.starts.map((_, index) => data.models.reduce((sum, model) => sum + data.values.get(model)[index], 0));
  const shares = new Map(data.models.map((model) => [model, data.values.get(model).map((attempts, index) => (sums[index] ? (100 * attempts) / sums[index] : 0))]));
  const said = (share, index) => `${percent(share, 100)} of ${count(sums[index])}`;
  draw("share-chart", overview, { ...data, values: shares }, { label: said, tick: (value) => `${value} %`, max: 100 }, open);
  fillTable("share-table", data, overview.span.window, (attempts, index) => (sums[index] ? percent(attempts, sums[index]) : "–"));
}
