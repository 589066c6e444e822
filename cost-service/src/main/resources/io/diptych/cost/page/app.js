// The page: what is chosen, what is asked, and what comes live.
import { address, ask, csv } from "./api.js";
import { drawBars } from "./bars.js";
import { by, write } from "./dom.js";
import { behind, openDrawer, showNewest } from "./drawer.js";
import { ago, windowStart } from "./format.js";
import { drawShares, drawSpend } from "./charts.js";
import { showBudgets, showFailures, showHolds, showLatencies, showRoutes, showTiles, showVerdict } from "./panels.js";

const ROWS = 20;
const NEWEST = 12;
const ASIDE_AT_MOST_EVERY = 3000;
const RANGES = { PT1H: "last hour", P1D: "last 24 hours", P7D: "last 7 days", P30D: "last 30 days" };
const THEMES = { "": ["◐", "Colours: as the system says"], light: ["☀", "Colours: light"], dark: ["☾", "Colours: dark"] };

const state = { last: "P1D", tenant: "", by: "model", measure: "each" };
let overview = null;
let source = null;
let toldAt = null;
let asked = new AbortController();
let asideTimer = null;
let asideAt = 0;

function question() {
  return { last: state.last, tenant: state.tenant };
}

function readAddress() {
  const chosen = new URLSearchParams(location.search);
  state.last = chosen.get("last") in RANGES ? chosen.get("last") : state.last;
  state.tenant = chosen.get("tenant") ?? "";
  state.by = [...by("by").options].some((option) => option.value === chosen.get("by")) ? chosen.get("by") : state.by;
  state.measure = chosen.get("measure") === "sum" ? "sum" : "each";
  document.querySelector(`input[name=last][value=${state.last}]`).checked = true;
  document.querySelector(`input[name=measure][value=${state.measure}]`).checked = true;
  by("by").value = state.by;
  fillTenants([]);
}

function writeAddress() {
  const chosen = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value) {
      chosen.set(name, value);
    }
  }
  history.replaceState(null, "", `?${chosen}`);
}

function fillTenants(tenants) {
  const select = by("tenant");
  const all = [...new Set([...tenants, ...(state.tenant ? [state.tenant] : [])])].sort();
  const present = [...select.options].slice(1).map((option) => option.value);
  if (all.join("\n") !== present.join("\n")) {
    select.replaceChildren(select.options[0], ...all.map((tenant) => new Option(tenant, tenant)));
  }
  select.value = state.tenant;
}

/** From a bar to the attempts behind it. */
function drill(title, values, span, more = {}) {
  const { question: wanted, said } = behind({ tenant: state.tenant || undefined, ...values });
  const time = [["from", windowStart(span.from, "PT1H")], ["to", windowStart(span.to, "PT1H")]];
  const extra = Object.entries(more).map(([name, value]) => [name, String(value)]);
  openDrawer(title, { ...wanted, ...more, from: span.from, to: span.to }, [...said, ...extra, ...time]);
}

function drillWindow(values, from, to) {
  drill("Attempts", values, { from: new Date(from).toISOString(), to: new Date(to).toISOString() });
}

function render() {
  const rangeName = RANGES[state.last];
  const shown = overview.breakdown;
  const failed = (code) => drill(code.toLowerCase().replaceAll("_", " "), {}, overview.span, { failure: code });
  showVerdict(overview, rangeName);
  showTiles(overview);
  drawBars({ breakdown: shown, total: overview.total, measure: state.measure }, (values, rework) => {
    const [[name, value]] = Object.entries(values);
    drill(`${value ?? `no ${name}`}${rework ? ": rework" : ""}`, values, shown.span, rework ? { rework } : {});
  });
  by("breakdown-empty").hidden = shown.rows.length > 0;
  write(by("breakdown-empty"), `Nothing was made in the ${rangeName}. Choose a longer time, or publish a request: bin/diptych request "A red teapot".`);
  by("breakdown-note").hidden = shown.span.window === overview.span.window;
  write(by("breakdown-note"), `Summed by the ${shown.span.window === "P1D" ? "day" : "hour"}: since ${windowStart(shown.span.from, shown.span.window)}${shown.span.window === "P1D" ? " (UTC)" : ""}.`);
  showBudgets(overview, (budget) =>
    drill(`Budget ${budget.budgetId}`, { tenant: budget.tenant, project: budget.project ?? undefined, campaign: budget.campaign ?? undefined }, { from: budget.periodStart, to: budget.periodEnd }));
  showFailures(overview, failed);
  if (globalThis.Chart) {
    drawSpend(overview, drillWindow);
    drawShares(overview, drillWindow);
  }
  fillTenants(overview.tenants);
  links();
  const { from, to, window } = overview.span;
  write(by("span"), `Shown: ${windowStart(from, window)} to ${windowStart(to, window)}.`);
  document.documentElement.dataset.revision = overview.revision;
}

function links() {
  by("breakdown-csv").href = csv("breakdown", { ...question(), by: state.by, limit: ROWS });
  by("spend-csv").href = csv("series", { ...question(), by: "model" });
  by("share-csv").href = by("spend-csv").href;
  by("failure-csv").href = csv("failures", { ...question(), by: "model" });
  by("latency-csv").href = csv("latencies", { ...question(), by: "model" });
  by("budget-csv").href = csv("budgets", { tenant: state.tenant });
}

function take(news) {
  overview = news;
  toldAt = Date.now();
  trouble(null);
  render();
  measureOnce();
  aside();
}

/** Says on the page how long it took to be seen, for whoever measures it. */
function measureOnce() {
  const { dataset } = document.documentElement;
  if (!("figuresShown" in dataset)) {
    dataset.figuresShown = Math.round(performance.now());
    const paint = new PerformanceObserver((list) => {
      dataset.firstPaint = Math.round(list.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
    });
    paint.observe({ type: "paint", buffered: true });
  }
}

/** What is not needed at first sight: images, times, holds. */
function aside() {
  clearTimeout(asideTimer);
  asideTimer = setTimeout(loadAside, Math.max(0, asideAt + ASIDE_AT_MOST_EVERY - Date.now()));
}

async function loadAside() {
  asideAt = Date.now();
  const { signal } = asked;
  const parts = [
    ask("drilldown", { ...question(), limit: NEWEST }, signal).then((page) => {
      showNewest(page.attempts);
      // The ledger's postings come by another way, a moment later at times.
      if (page.attempts.some((attempt) => !attempt.posted && attempt.billing !== "NOT_BILLED")) {
        aside();
      }
    }),
    ask("latencies", { ...question(), by: "model" }, signal).then((times) => showLatencies(times, (model) => drill(model, { model }, overview.span))),
    routes(signal),
    ask("holds", { tenant: state.tenant, limit: 5 }, signal).then(showHolds),
  ];
  for (const part of await Promise.allSettled(parts)) {
    if (part.status === "rejected" && part.reason.name !== "AbortError") {
      trouble(part.reason.message);
    }
  }
}

/** What people said is counted over all tenants and all time, whatever is chosen above. */
async function routes(signal) {
  const maker = by("routes-by").value;
  by("routes-csv").href = csv("breakdown", { ...question(), by: maker, limit: ROWS });
  by("feedback-csv").href = csv("feedback", { by: maker, limit: ROWS });
  const [made, said] = await Promise.all([
    ask("breakdown", { ...question(), by: maker, limit: ROWS }, signal),
    ask("feedback", { by: maker, limit: ROWS }, signal),
  ]);
  showRoutes(made.rows, said, maker);
}

function trouble(message) {
  const banner = by("trouble");
  banner.hidden = message === null;
  write(banner, message === null ? "" : `What you see may be old: ${message}.`);
}

function connection(kind, text) {
  by("live").className = `live ${kind}`;
  write(by("live-text"), text);
}

async function load() {
  source?.close();
  asked.abort();
  asked = new AbortController();
  asideAt = 0;
  const { signal } = asked;
  writeAddress();
  try {
    take(await ask("overview", { ...question(), by: state.by, limit: ROWS }, signal));
  } catch (error) {
    if (error.name === "AbortError") {
      return;
    }
    trouble(error.message);
    if (overview === null) {
      write(by("headline"), "The costs cannot be read at this moment.");
    }
  }
  if (!signal.aborted) {
    listen();
  }
}

function listen() {
  source = new EventSource(address("live", { ...question(), by: state.by, limit: ROWS, after: overview?.revision }));
  source.onopen = () => connection("on", "live");
  source.onerror = () => {
    connection("off", "not live");
    if (source.readyState === EventSource.CLOSED) {
      const closed = source;
      setTimeout(() => source === closed && load(), 3000);
    }
  };
  source.addEventListener("overview", (event) => {
    take(JSON.parse(event.data));
    connection("on beat", "live");
  });
  source.addEventListener("away", (event) => {
    trouble(event.data);
    connection("off", "not live");
  });
}

function chooseTheme(theme) {
  const [sign, label] = THEMES[theme];
  const root = document.documentElement;
  if (theme) {
    root.dataset.theme = theme;
  } else {
    delete root.dataset.theme;
  }
  try {
    localStorage.setItem("diptych-theme", theme);
  } catch {
    // A browser that keeps nothing shows what was chosen until it is closed.
  }
  by("theme").textContent = sign;
  by("theme").ariaLabel = label;
  by("theme").title = label;
  if (overview !== null) {
    render();
  }
}

by("controls").addEventListener("change", (event) => {
  state[event.target.name || event.target.id] = event.target.value;
  load();
});
by("controls").addEventListener("submit", (event) => event.preventDefault());
by("by").addEventListener("change", (event) => {
  state.by = event.target.value;
  load();
});
by("routes-by").addEventListener("change", () => {
  routes(asked.signal).catch((error) => error.name === "AbortError" || trouble(error.message));
});
by("measures").addEventListener("change", (event) => {
  state.measure = event.target.value;
  writeAddress();
  document.querySelector("#breakdown thead .wide").textContent = state.measure === "each" ? "cost per accepted image" : "spend in all";
  if (overview !== null) {
    render();
  }
});
by("theme").addEventListener("click", () => {
  const order = Object.keys(THEMES);
  const now = document.documentElement.dataset.theme ?? "";
  chooseTheme(order[(order.indexOf(now) + 1) % order.length]);
});
by("newest-all").addEventListener("click", () => overview && drill("All attempts", {}, overview.span));
by("holds-all").addEventListener("click", () =>
  drill("Ended unknown", {}, { from: new Date(Date.now() - 400 * 86_400_000).toISOString(), to: new Date().toISOString() }, { billing: "UNKNOWN" }));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => overview && render());
setInterval(() => {
  write(by("live-ago"), toldAt === null ? "" : ago(toldAt));
}, 5000);

readAddress();
chooseTheme(document.documentElement.dataset.theme ?? "");
write(by("zone"), `local time (${Intl.DateTimeFormat().resolvedOptions().timeZone})`);
load();
