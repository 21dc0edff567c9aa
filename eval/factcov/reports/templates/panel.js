// The panel: one verdict with source, reference and candidate side by side, evidence marked.

const panel = { dialog: byId("panel"), item: 0, fact: null, system: 0, reference: 0, opener: null };

function startPanel() {
  options(byId("panel-system"), data.systems.map((system, n) => [n, system.name]));
  byId("panel-system").addEventListener("change", (event) => go(panel.item, panel.fact, Number(event.target.value)));
  byId("panel-close").addEventListener("click", () => panel.dialog.close());
  panel.dialog.addEventListener("click", (event) => event.target === panel.dialog && panel.dialog.close());
  panel.dialog.addEventListener("keydown", moveInPanel);
  panel.dialog.addEventListener("close", () => {
    history.replaceState(null, "", location.pathname + location.search);
    if (panel.opener && panel.opener.isConnected) panel.opener.focus();
  });
  addEventListener("hashchange", followLink);
  followLink();
}

/** Open what the address names: #item/fact/system. Other addresses are the page's own sections. */
function followLink() {
  const parts = location.hash.slice(1).split("/");
  if (parts.length !== 3) return;
  let names;
  try { names = parts.map(decodeURIComponent); } catch { return; }
  const item = itemIndex.get(names[0]);
  if (item === undefined) return;
  let fact = null;
  for (let n = firstFact[item]; n < firstFact[item + 1]; n++) if (data.facts[n].id === names[1]) fact = n;
  panel.item = item;
  panel.fact = fact;
  panel.system = systemIndex.get(names[2]) ?? firstTelling(fact);
  if (!panel.dialog.open) {
    panel.opener = document.activeElement;
    panel.dialog.showModal();
  }
  drawPanel();
}

/** The system to show where a link names none: one that contradicts the fact, or covers it. */
function firstTelling(fact) {
  if (fact === null) return 0;
  const codes = data.facts[fact].codes;
  return Math.max(0, ["x", "c"].map((code) => codes.indexOf(code)).find((n) => n >= 0) ?? 0);
}

function go(item, fact, system) {
  history.replaceState(null, "", link(item, fact, system));
  followLink();
}

function moveInPanel(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("select")) return;
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const along = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (sideways) {
    event.preventDefault();
    const systems = data.systems.length;
    go(panel.item, panel.fact, (panel.system + sideways + systems) % systems);
  } else if (along && panel.fact !== null) {
    // In a text that scrolls, the keys scroll it.
    if (event.target.closest(".body")) return;
    event.preventDefault();
    const order = map.rows.includes(panel.fact) ? map.rows : data.facts.map((_, n) => n);
    const next = order[order.indexOf(panel.fact) + along];
    if (next !== undefined) go(data.facts[next].item, next, panel.system);
  }
}

function verdict(fact, system) {
  const found = data.verdicts;
  return {
    code: data.facts[fact].codes[system],
    covered: found.covered[system][fact],
    contradicted: found.contradicted[system][fact],
    begin: found.spans[system][2 * fact],
    end: found.spans[system][2 * fact + 1],
    reason: found.words[found.reasons[system][fact]],
  };
}

function drawPanel() {
  const item = data.items[panel.item];
  const fact = panel.fact === null ? null : data.facts[panel.fact];
  const told = fact && verdict(panel.fact, panel.system);
  byId("panel-system").value = panel.system;
  const badge = byId("panel-chip");
  badge.hidden = !told;
  badge.className = told ? `chip ${CLASSES[told.code]}` : "chip";
  badge.textContent = told ? `${GLYPHS[told.code]} ${WORDS[told.code]}` : "";
  byId("panel-where").textContent = fact
    ? `${item.id} / ${fact.id} · ${fact.kind} · weight ${fact.weight}${fact.required ? " · required" : ""}`
    : item.id;
  byId("panel-fact").textContent = fact ? fact.text : `${data.systems[panel.system].name} on ${item.id}`;
  drawProbabilities(told);
  const why = byId("panel-why");
  why.replaceChildren();
  if (told && told.reason) why.append(make("span", { class: "dim" }, "Reason: "), make("bdi", {}, told.reason));
  if (fact && fact.wording) why.append(make("br"), make("span", { class: "dim" }, "Looked for as: "), make("bdi", {}, fact.wording));
  drawTexts(item, fact, told);
  drawFacts();
}

function drawProbabilities(told) {
  const box = byId("panel-probabilities");
  box.replaceChildren();
  if (!told || told.covered === null || told.contradicted === null) {
    if (told) box.append(make("span", { class: "dim" }, "no probabilities: the judge gave none"));
    return;
  }
  const rest = Math.max(0, 100 - told.covered - told.contradicted);
  const bar = drawing("svg", { width: 200, height: 10, viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  let at = 0;
  for (const [size, kind] of [[told.covered, "c"], [told.contradicted, "x"], [rest, "m"]]) {
    bar.append(drawing("rect", { x: at, y: 0, width: size, height: 10, class: `p-${kind}` }));
    at += size;
  }
  const share = (value) => (value / 100).toFixed(2);
  box.append(bar, make("span", {}, `covered ${share(told.covered)} · contradicted ${share(told.contradicted)} · neither ${share(rest)}`));
}

function drawTexts(item, fact, told) {
  const [sourceLanguage, targetLanguage] = data.languages;
  panel.reference = Math.min(panel.reference, Math.max(0, item.references.length - 1));
  const spans = [];
  if (told && told.begin >= 0) spans.push([told.begin, told.end, "cx".includes(told.code) ? told.code : "near"]);
  if (!fact) {
    for (let n = firstFact[panel.item]; n < firstFact[panel.item + 1]; n++) {
      const one = verdict(n, panel.system);
      if (one.begin >= 0 && "cx".includes(one.code)) spans.push([one.begin, one.end, one.code]);
    }
    // A contradiction inside a longer covered span must not be hidden by it.
    spans.sort((a, b) => (b[2] === "x") - (a[2] === "x"));
  }
  const source = column("Source", sourceLanguage, item.source, fact && fact.source ? [[...fact.source, "c"]] : [], "source-column",
    fact && !fact.source ? "The benchmark quotes no evidence." : null);
  const near = fact && fact.references[panel.reference];
  const reference = item.references.length
    ? column("Reference", targetLanguage, item.references[panel.reference], near ? [[...near, "near"]] : [], "reference-column",
      !fact ? null : near ? "Dotted: the sentence nearest to the fact, by words." : "No sentence of this reference is near the fact.")
    : column("Reference", targetLanguage, "", [], "reference-column", "This item has no reference.");
  if (item.references.length > 1) {
    item.references.forEach((_, n) => reference.querySelector("h3").append(
      make("button", { type: "button", class: "button", ariaPressed: String(n === panel.reference), ariaLabel: `Reference ${n + 1}`,
        onclick: () => { panel.reference = n; drawTexts(item, fact, told); } }, String(n + 1))));
  }
  const empty = item.candidates[panel.system].trim() === "";
  const candidate = column(data.systems[panel.system].name, targetLanguage, item.candidates[panel.system], spans, "candidate-column",
    empty ? "The candidate is empty." : !fact ? null : !spans.length ? "The judge marks nothing here."
      : spans[0][2] === "near" ? "Dotted: the nearest that the judge found." : null, item.unsupported[panel.system]);
  if (item.unsupported[panel.system].length) candidate.querySelector(".body").before(make("p", { class: "note" },
    "Boxed: names, numbers and dates that neither source nor references hold, found by form: to be read, no verdict."));
  byId("panel-texts").replaceChildren(source, reference, candidate);
  for (const body of byId("panel-texts").querySelectorAll(".body")) {
    const mark = body.querySelector("mark");
    if (mark) body.scrollTop = mark.offsetTop - body.offsetTop - body.clientHeight / 3;
  }
}

function column(title, language, text, spans, kind, note, suspects = []) {
  const body = make("div", { class: "body", dir: "auto", lang: language, tabIndex: 0, role: "region", ariaLabel: title });
  body.append(marked(text, spans, suspects));
  return make("div", { class: kind }, make("h3", {}, make("bdi", {}, title)), note ? make("p", { class: "note" }, note) : null, body);
}

/** All verdicts on this candidate, to step from one to the next. */
function drawFacts() {
  const list = byId("panel-facts");
  const facts = [];
  for (let n = firstFact[panel.item]; n < firstFact[panel.item + 1]; n++) facts.push(n);
  list.hidden = !facts.length;
  list.open = panel.fact === null || list.open;
  const tally = Object.keys(WORDS).map((code) => [code, facts.filter((n) => data.facts[n].codes[panel.system] === code).length]).filter(([, n]) => n);
  list.querySelector("summary").textContent =
    `All facts of ${data.items[panel.item].id}, by ${data.systems[panel.system].name}: ${tally.map(([code, n]) => `${n} ${WORDS[code]}`).join(", ")}`;
  list.querySelector("ul").replaceChildren(...facts.map((n) => make("li", {}, chip(data.facts[n].codes[panel.system]),
    make("a", { href: link(panel.item, n, panel.system), dir: "auto" }, data.facts[n].text))));
}
