// How amounts, shares and times are written. Amounts come as whole micro-USD; an amount that nobody knows is null.
const cents = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const fine = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", minimumFractionDigits: 4, maximumFractionDigits: 4 });
const whole = new Intl.NumberFormat("en-US");

/** An amount: four digits below one dollar, two above. */
export function money(micros) {
  if (micros === null || micros === undefined) {
    return "unknown";
  }
  return (Math.abs(micros) < 1_000_000 && micros !== 0 ? fine : cents).format(micros / 1e6);
}

const axis = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", minimumFractionDigits: 0, maximumFractionDigits: 4 });

/** An amount beside an axis, no longer than it must be. */
export function shortMoney(micros) {
  return axis.format(micros / 1e6);
}

export function count(number) {
  return whole.format(number);
}

/** A share in whole percents; "<1 %" rather than 0 where there is some. */
export function percent(part, all) {
  if (!all) {
    return "0 %";
  }
  const share = (100 * part) / all;
  return share > 0 && share < 1 ? "<1 %" : `${Math.round(share)} %`;
}

export function seconds(millis) {
  return millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(millis < 10_000 ? 1 : 0)} s`;
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayClock = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** The start of a window, as short as its length allows. Days are those of UTC, as they are summed. */
export function windowStart(start, window) {
  const moment = new Date(start);
  return window === "P1D" ? day.format(moment) : window === "PT1H" ? dayClock.format(moment) : clock.format(moment);
}

export function moment(text) {
  return dayClock.format(new Date(text));
}

/** How long ago, in words. */
export function ago(text, now = Date.now()) {
  const passed = Math.max(0, (now - new Date(text).getTime()) / 1000);
  if (passed < 90) {
    return `${Math.round(passed)} s ago`;
  }
  return passed < 5400 ? `${Math.round(passed / 60)} min ago` : passed < 129_600 ? `${Math.round(passed / 3600)} h ago` : `${Math.round(passed / 86_400)} d ago`;
}

export const WINDOW_MILLIS = { PT1M: 60_000, PT1H: 3_600_000, P1D: 86_400_000 };

/** How a value of a dimension is called. */
export function named(value, by) {
  return value === null || value === undefined || value === "" ? `no ${by}` : value;
}
