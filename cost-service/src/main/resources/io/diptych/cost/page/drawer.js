// The attempts behind a bar, with their images.
import { ask, csv, imageAddress } from "./api.js";
import { by, keyed, make, write } from "./dom.js";
import { ago, moment, money, named, seconds } from "./format.js";

const PAGE = 24;
let shown = null;

/** A picture of an attempt as a button that enlarges it; a word where there is none. */
export function picture(attempt) {
  const { image } = attempt;
  if (!image) {
    return make("div", { className: "pic" }, attempt.failure ? `✕ ${attempt.failure.toLowerCase().replaceAll("_", " ")}` : "no image");
  }
  if (!attempt.posted) {
    return make("div", { className: "pic" }, "being posted");
  }
  if (!image.mediaType.startsWith("image/")) {
    return make("div", { className: "pic" }, image.mediaType);
  }
  const small = make("img", { alt: `Image of ${attempt.model}, ${price(attempt)}`, loading: "lazy", width: 160, height: 160 });
  small.onerror = () => small.replaceWith("image gone");
  small.src = imageAddress(attempt.attemptId, 160);
  const mark = attempt.rework ? make("span", { className: "mark rework-mark" }, `↻ ${attempt.attemptNo}`) : null;
  return make("button", { type: "button", className: "pic", onclick: () => enlarge(attempt), "aria-label": `Enlarge the image of ${attempt.attemptId}` }, small, mark);
}

/** What an attempt cost, in words where nobody knows. */
export function price(attempt) {
  if (!attempt.posted) {
    return attempt.billing === "NOT_BILLED" ? "not charged" : "not posted yet";
  }
  if (attempt.unpriced) {
    return "price unknown";
  }
  if (attempt.heldMicros) {
    return `${money(attempt.heldMicros)} held`;
  }
  return attempt.chargedMicros === null ? "not charged" : money(attempt.chargedMicros);
}

export function enlarge(attempt) {
  const { image } = attempt;
  const large = by("lightbox-image");
  large.src = imageAddress(attempt.attemptId, 960);
  large.alt = `Image of ${attempt.attemptId}`;
  write(by("lightbox-caption"), `${price(attempt)} · ${attempt.model} ${attempt.tier} · ${image.width} × ${image.height} · ${moment(attempt.endedAt)}`);
  by("lightbox").showModal();
}

/**
 * Opens the drawer.
 *
 * @param title     what the bar is called
 * @param question  parameters of the attempts
 * @param said      pairs of name and value that say what is shown
 */
export async function openDrawer(title, question, said) {
  shown = { question, next: null, attempts: [], controller: new AbortController() };
  write(by("drawer-title"), title);
  by("drawer-chips").replaceChildren(...said.map(([name, value]) => make("span", { className: "chip" }, `${name} `, make("b", {}, value))));
  by("drawer-csv").href = csv("drilldown", { ...question, limit: 200 });
  by("attempts").replaceChildren();
  by("more").hidden = true;
  if (!by("drawer").open) {
    by("drawer").showModal();
  }
  by("drawer").scrollTop = 0;
  await loadMore();
}

async function loadMore() {
  const mine = shown;
  const note = by("drawer-note");
  note.hidden = false;
  write(note, "Looking …");
  by("more").hidden = true;
  try {
    const page = await ask("drilldown", { ...mine.question, limit: PAGE, after: mine.next }, mine.controller.signal);
    if (mine !== shown) {
      return;
    }
    mine.attempts.push(...page.attempts);
    mine.next = page.next;
    keyed(by("attempts"), mine.attempts, (attempt) => attempt.attemptId, card, () => {});
    by("more").hidden = page.next === null;
    write(note, mine.attempts.length === 0 ? "No attempt is behind this bar any more." : "");
    note.hidden = mine.attempts.length > 0;
  } catch (error) {
    if (mine === shown && error.name !== "AbortError") {
      write(note, `The attempts could not be read: ${error.message}`);
      by("more").hidden = false;
    }
  }
}

function card(attempt) {
  const badges = make("p", { className: "badges" });
  const badge = (kind, text) => badges.append(make("span", { className: `badge ${kind}`.trim() }, text));
  if (attempt.accepted) {
    badge("ok", "✓ accepted");
  }
  if (attempt.image && !attempt.accepted) {
    badge("", "not accepted");
  }
  if (attempt.rework) {
    badge("redo", `↻ rework, attempt ${attempt.attemptNo}`);
  }
  if (attempt.failure) {
    badge("fail", `✕ ${attempt.failure.toLowerCase().replaceAll("_", " ")}`);
  }
  if (attempt.billing === "UNKNOWN" || attempt.heldMicros || attempt.unpriced) {
    badge("open", "? not known yet");
  }
  const time = attempt.providerMillis === null ? "" : ` · ${seconds(attempt.providerMillis)}`;
  const labels = [attempt.campaign, attempt.sku, attempt.template].filter((label) => label).join(" · ");
  return make(
    "li",
    { className: "attempt" },
    picture(attempt),
    make(
      "div",
      {},
      make("p", { className: "cost" }, price(attempt)),
      badges,
      make("p", { className: "what" }, `${attempt.model} · ${attempt.tier} · ${attempt.lane.toLowerCase()} · ${attempt.stage.toLowerCase().replaceAll("_", " ")}${time}`),
      make("p", { className: "what" }, `${moment(attempt.endedAt)} (${ago(attempt.endedAt)}) · ${attempt.tenant}${labels ? ` · ${labels}` : ""}`),
      make("p", { className: "what" }, `${attempt.policy} › ${attempt.rule}${attempt.explanation ? ` · ${attempt.explanation}` : ""}`),
      make("p", { className: "id" }, attempt.attemptId),
    ),
  );
}

/** The newest attempts as a strip of pictures. */
export function showNewest(attempts) {
  keyed(
    by("newest"),
    attempts,
    (attempt) => attempt.attemptId + (attempt.posted ? "" : "?"),
    (attempt) =>
      make("li", {}, picture(attempt), make("p", { className: "cap" }, make("b", {}, price(attempt)), make("span", {}, attempt.model))),
    () => {},
  );
  if (attempts.length === 0) {
    by("newest").replaceChildren(make("li", { className: "empty", data: { key: "none" } }, "No attempt ended in this time."));
  }
}

/** The parameters of the attempts that have these values; a value that is missing is asked for by name. */
export function behind(values) {
  const question = {};
  const without = [];
  const said = [];
  for (const [name, value] of Object.entries(values)) {
    if (value === null) {
      without.push(name);
    } else if (value !== undefined) {
      question[name] = value;
    }
    if (value !== undefined) {
      said.push([name, named(value, name)]);
    }
  }
  return { question: without.length > 0 ? { ...question, without: without.join(",") } : question, said };
}

for (const id of ["drawer", "lightbox"]) {
  const dialog = by(id);
  by(`${id}-close`).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
}
by("drawer").addEventListener("close", () => {
  shown?.controller.abort();
  shown = null;
});
by("more").addEventListener("click", loadMore);

