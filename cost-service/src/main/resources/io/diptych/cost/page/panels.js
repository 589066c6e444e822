// Figures, budgets, failures, times and what nobody knows yet.
import { by, keyed, make, write } from "./dom.js";
import { ago, count, moment, money, named, percent, seconds } from "./format.js";
import { verdict } from "./bars.js";

/** The sentence above everything. */
export function showVerdict(overview, rangeName) {
  const parts = verdict(overview.breakdown, overview.total);
  const line = by("headline");
  const text = parts === null ? "" : parts.map((part) => part.em ?? part).join("");
  if (parts === null) {
    write(line, `Nothing was spent in the ${rangeName}.`);
  } else if (line.textContent !== text) {
    line.replaceChildren(...parts.map((part) => (part.em ? make("em", {}, part.em) : part)));
  }
  const { month } = overview;
  const pace = month.forecastMicros === null ? "" : `; at this pace ${money(month.forecastMicros)} by its end`;
  const saved = overview.total.savedMicros > 0 ? ` Batches and stopped repeats saved ${money(overview.total.savedMicros)} in the ${rangeName}.` : "";
  write(by("subline"), `This month so far ${money(month.spentMicros)}${pace}.${saved}`);
}

function change(element, now, before, lessIsBetter = true) {
  element.className = "";
  if (before === null || before === undefined || before <= 0 || now === null) {
    write(element, "nothing before");
    return;
  }
  const part = now / before - 1;
  const percents = Math.round(Math.abs(part) * 100);
  write(element, percents === 0 ? "as before" : `${part > 0 ? "▲" : "▼"} ${count(percents)} % against before`);
  if (percents > 0 && lessIsBetter) {
    element.className = part > 0 ? "worse" : "better";
  }
}

function figure(id, text, exact) {
  const element = by(id);
  write(element, text);
  element.dataset.exact = exact;
}

/** The key figures. */
export function showTiles({ total, before, openHeldMicros, openUnpriced }) {
  figure("spend", money(total.amountMicros), total.amountMicros);
  change(by("spend-change"), total.amountMicros, before.amountMicros, false);
  figure("per-accepted", total.perAcceptedMicros === null ? "–" : money(total.perAcceptedMicros), total.perAcceptedMicros);
  change(by("per-accepted-change"), total.perAcceptedMicros, before.perAcceptedMicros);
  figure("rework", money(total.reworkMicros), total.reworkMicros);
  write(by("rework-share"), `${percent(total.reworkMicros, total.amountMicros)} of the spend`);
  figure("accepted", count(total.accepted), total.accepted);
  write(by("accepted-of"), `of ${count(total.images)} bought`);
  figure("failed", count(total.failed), total.failed);
  write(by("failed-share"), `${percent(total.failed, total.attempts)} of ${count(total.attempts)}`);
  figure("held", money(openHeldMicros), openHeldMicros);
  write(by("held-note"), openUnpriced > 0 ? `and ${count(openUnpriced)} without a price` : "at this moment");
  by("held").closest(".tile").classList.toggle("some", openHeldMicros > 0 || openUnpriced > 0);
}

/** Budgets as gauges: spent, held, forecast, limit. */
export function showBudgets({ budgets, month }, open) {
  if (budgets.length === 0) {
    const pace = month.forecastMicros === null ? "" : ` At this pace the month costs ${money(month.forecastMicros)}.`;
    by("budgets").replaceChildren(make("li", { className: "empty", data: { key: "none" } }, `No budgets are set (diptych.cost.budgets-file).${pace}`));
    return;
  }
  by("budgets").querySelector(".empty")?.remove();
  keyed(by("budgets"), budgets, (budget) => `${budget.tenant}/${budget.budgetId}`, (budget) => newBudget(budget, open), updateBudget);
}

function newBudget(budget, open) {
  const see = () => open(budget);
  return make(
    "li",
    {},
    make("div", { className: "budget-head" }, make("button", { type: "button", className: "link", onclick: see }), make("span")),
    make("div", { className: "gauge", role: "img" }, make("i", { className: "hold" }), make("i"), make("i", { className: "limit" }), make("i", { className: "forecast" })),
    make("p", { className: "budget-note" }),
  );
}

function updateBudget(element, budget) {
  const [head, gauge, note] = element.children;
  const committed = budget.spentMicros + budget.heldMicros;
  const scale = Math.max(budget.planMicros, budget.forecastMicros ?? 0, committed) * 1.04;
  const at = (micros) => `${(100 * micros) / scale}%`;
  const [hold, spent, limit, forecast] = gauge.children;
  hold.style.width = at(committed);
  spent.style.width = at(budget.spentMicros);
  limit.style.left = at(budget.planMicros);
  forecast.hidden = budget.forecastMicros === null;
  forecast.style.left = at(budget.forecastMicros ?? 0);
  const over = budget.exhausted || committed > budget.planMicros || (budget.forecastMicros ?? 0) > budget.planMicros;
  element.classList.toggle("over", over);
  const scope = [budget.tenant, budget.project, budget.campaign].filter((part) => part).join(" › ");
  write(head.firstChild, `${budget.budgetId} · ${scope}`);
  write(head.lastChild, `${money(committed)} of ${money(budget.planMicros)} (${percent(committed, budget.planMicros)})`);
  const end = moment(budget.periodEnd);
  const forecastText = budget.forecastMicros === null ? `too early for a forecast; until ${end}` : `forecast ${money(budget.forecastMicros)} by ${end}${over ? ", over the limit" : ""}`;
  const text = budget.exhausted ? `exhausted: nothing more is bought until ${end}` : forecastText;
  write(note, `${budget.hard ? "hard limit" : "soft limit"}, ${money(budget.spentMicros)} spent, ${money(budget.heldMicros)} held; ${text}`);
  gauge.setAttribute("aria-label", `${budget.budgetId}: ${percent(committed, budget.planMicros)} spent or held, ${text}`);
  element.dataset.spent = budget.spentMicros;
}

/** Failures by reason, all models together. */
export function showFailures({ failures }, open) {
  const sums = new Map();
  for (const one of failures) {
    const reason = sums.get(one.code) ?? { code: one.code, attempts: 0, models: [] };
    reason.attempts += one.attempts;
    reason.models.push(`${named(one.value, "model")} ${count(one.attempts)}`);
    sums.set(one.code, reason);
  }
  const reasons = [...sums.values()].sort((a, b) => b.attempts - a.attempts);
  const most = Math.max(1, ...reasons.map((reason) => reason.attempts));
  keyed(
    by("failures"),
    reasons,
    (reason) => reason.code,
    (reason) =>
      make(
        "li",
        {},
        make("button", { type: "button", className: "row", onclick: () => open(reason.code) }, make("span", { className: "label" }, reason.code.toLowerCase().replaceAll("_", " ")), make("span", { className: "thin" }, make("i")), make("b", { className: "num" })),
      ),
    (element, reason) => {
      const [, bar, number] = element.firstChild.children;
      bar.firstChild.style.width = `${(100 * reason.attempts) / most}%`;
      write(number, count(reason.attempts));
      element.firstChild.title = reason.models.join(", ");
    },
  );
  empty("failures", reasons, "No attempt failed.");
}

/** Quantiles of the time at the provider by model. */
export function showLatencies(latencies, open) {
  const longest = Math.max(1, ...latencies.map((one) => one.p99Millis)) * 1.03;
  keyed(
    by("latencies"),
    latencies,
    (one) => one.value,
    (one) =>
      make(
        "li",
        {},
        make(
          "button",
          { type: "button", className: "row", onclick: () => open(one.value) },
          make("span", { className: "label" }, one.value),
          make("span", { className: "range" }, make("i", { className: "line" }), make("b", { className: "p50" }), make("b", { className: "p95" }), make("b", { className: "p99" })),
          make("span", { className: "num" }),
        ),
      ),
    (element, one) => {
      const [, range, text] = element.firstChild.children;
      const [line, ...marks] = range.children;
      const at = (millis) => `${(100 * millis) / longest}%`;
      line.style.left = at(one.p50Millis);
      line.style.width = at(one.p99Millis - one.p50Millis);
      [one.p50Millis, one.p95Millis, one.p99Millis].forEach((millis, index) => {
        marks[index].style.left = at(millis);
      });
      write(text, `${seconds(one.p50Millis)} · ${seconds(one.p95Millis)} · ${seconds(one.p99Millis)}`);
    },
  );
  empty("latencies", latencies, "Nothing was measured.");
}

/** How often what made an image failed, was called again and fell short; and what people said of its images. */
export function showRoutes(rows, said, maker) {
  const all = new Map(rows.map((row) => [row.values[maker] ?? "", { value: row.values[maker], row }]));
  for (const one of said) {
    const key = one.value ?? "";
    all.set(key, { value: one.value, ...all.get(key), said: one });
  }
  const routes = [...all.values()];
  by("routes").hidden = routes.length === 0;
  by("routes-empty").hidden = routes.length > 0;
  write(by("routes-name"), maker);
  keyed(
    by("routes").tBodies[0],
    routes,
    (route) => `${maker}=${route.value}`,
    () => make("tr", {}, make("th", { scope: "row" }), ...Array.from({ length: 9 }, () => make("td"))),
    (element, { value, row, said: people }) => {
      const made = row === undefined ? ["–", "–", "–", "–"] : [count(row.attempts), percent(row.failed, row.attempts), percent(row.retries, row.calls), percent(row.escalations, row.attempts)];
      const spoke =
        people === undefined
          ? ["–", "–", "–", "–", "–"]
          : [count(people.regenerated), count(people.abandoned), count(people.corrected), count(people.chosen), people.meanRating === null ? "–" : `${people.meanRating.toFixed(1)} of ${count(people.rated)}`];
      [named(value, maker), ...made, ...spoke].forEach((text, index) => write(element.cells[index], text));
    },
  );
}

/** Attempts of which nobody knows yet what they cost. */
export function showHolds(holds) {
  keyed(
    by("holds"),
    holds,
    (hold) => hold.attemptId,
    () => make("li", {}, make("span", { className: "what" }), make("b"), make("small")),
    (element, hold) => {
      const [what, amount, note] = element.children;
      write(what, `${hold.model} · ${hold.tenant}`);
      write(amount, hold.unpriced ? "no price" : money(hold.heldMicros));
      write(note, `${ago(hold.since)} · ${hold.attemptId} · ${hold.explanation}`);
    },
  );
  empty("holds", holds, "Everything is known: no hold is open.");
}

/** Says so where there is nothing to list; after the list was brought up to date. */
function empty(id, items, text) {
  if (items.length === 0) {
    by(id).replaceChildren(make("li", { className: "empty", data: { key: "none" } }, text));
  }
}
