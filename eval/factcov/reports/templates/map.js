// The fact by system map: filters, order, rows made as they are scrolled to, and the arrow keys.

const CHUNK = 60;
const map = { rows: [], drawn: 0 };

function startMap() {
  const form = byId("filters");
  if (!form) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", drawMap);
  byId("frame").addEventListener("keydown", moveInMap);
  new IntersectionObserver((seen) => seen[0].isIntersecting && drawMore(), {
    root: byId("frame"), rootMargin: "400px",
  }).observe(byId("more"));
  drawMap();
}

const competing = data.systems.map((system, n) => n).filter((n) => !data.systems[n].control);
const countOf = (fact, code) => competing.filter((n) => fact.codes[n] === code).length;

/** How many pairs of competing systems have different verdicts on a fact. */
function apart(fact) {
  let same = 0;
  for (const code of "cxme-") {
    const n = countOf(fact, code);
    same += n * (n - 1) / 2;
  }
  return competing.length * (competing.length - 1) / 2 - same;
}

const ORDERS = {
  apart: (a, b) => apart(data.facts[b]) - apart(data.facts[a]),
  weight: (a, b) => data.facts[b].weight - data.facts[a].weight,
  covered: (a, b) => countOf(data.facts[a], "c") - countOf(data.facts[b], "c"),
};

function keeps(fact, wanted) {
  if (wanted.kind && fact.kind !== wanted.kind) return false;
  if (wanted.verdict === "nobody" ? countOf(fact, "c") : wanted.verdict && !fact.codes.includes(wanted.verdict)) return false;
  if (wanted.differ && apart(fact) === 0) return false;
  const words = `${fact.id} ${data.items[fact.item].id} ${fact.text} ${fact.wording ?? ""}`.toLowerCase();
  return wanted.text.toLowerCase().split(/\s+/).every((word) => words.includes(word));
}

function drawMap() {
  const form = byId("filters");
  const wanted = Object.fromEntries(new FormData(form));
  map.order = wanted.order;
  map.rows = data.facts.map((_, n) => n).filter((n) => keeps(data.facts[n], wanted));
  if (ORDERS[wanted.order]) map.rows.sort(ORDERS[wanted.order]);
  map.drawn = 0;
  map.item = null;
  byId("facts").replaceChildren();
  byId("frame").scrollTop = 0;
  drawMore();
  const all = data.facts.length;
  byId("shown").textContent = map.rows.length === all ? `${all} facts` : `${map.rows.length} of ${all} facts`;
  if (!map.rows.length) {
    byId("facts").append(make("tr", {}, make("td", { class: "none", colSpan: data.systems.length + 2 }, "No fact fits these filters.")));
  }
}

function drawMore() {
  const end = Math.min(map.rows.length, map.drawn + CHUNK);
  const rows = [];
  for (; map.drawn < end; map.drawn++) {
    const fact = data.facts[map.rows[map.drawn]];
    if (map.order === "benchmark" && data.items.length > 1 && fact.item !== map.item) rows.push(itemRow(fact.item));
    map.item = fact.item;
    rows.push(factRow(map.rows[map.drawn], map.drawn === 0));
  }
  byId("facts").append(...rows);
}

function itemRow(index) {
  const item = data.items[index];
  const text = make("span", { dir: "auto" }, item.source.slice(0, 200));
  return make("tr", { class: "item" }, make("th", { scope: "rowgroup" }, make("bdi", {}, item.id), text),
    make("td", { colSpan: data.systems.length + 1 }));
}

function factRow(index, first) {
  const fact = data.facts[index];
  const item = data.items.length > 1 && map.order !== "benchmark" ? `${data.items[fact.item].id} · ` : "";
  const about = `${item}${fact.id} · ${fact.kind} · weight ${fact.weight}${fact.required ? " · required" : ""}`;
  const cells = data.systems.map((system, n) => {
    const code = fact.codes[n];
    const edge = system.control && (n === 0 || !data.systems[n - 1].control) ? " first-control" : "";
    const name = `${system.name}: ${WORDS[code]}`;
    const open = make("a", { href: link(fact.item, index, n), tabIndex: first && n === 0 ? 0 : -1, title: name, "aria-label": name }, GLYPHS[code]);
    return make("td", { class: CLASSES[code] + edge }, open);
  });
  return make("tr", { id: `row-${index}` },
    make("th", { scope: "row" }, make("span", { dir: "auto" }, fact.text), " ", make("small", {}, about)),
    make("td", { class: "by" }, `${countOf(fact, "c")}/${competing.length}`), ...cells);
}

/** Arrow keys move between cells, Home and End to the row's ends; one cell is in the tab order. */
function moveInMap(event) {
  const cell = event.target.closest("#facts td");
  if (!cell) return;
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  const row = cell.parentElement;
  let target = null;
  if (event.key === "Home") target = row.cells[2];
  else if (event.key === "End") target = row.cells[row.cells.length - 1];
  else if (step) {
    let next = row;
    if (step[0]) {
      do {
        if (step[0] > 0 && !next.nextElementSibling) drawMore();
        next = step[0] > 0 ? next.nextElementSibling : next.previousElementSibling;
      } while (next && next.classList.contains("item"));
    }
    target = next && next.cells[Math.max(2, cell.cellIndex + step[1])];
  } else return;
  event.preventDefault();
  const open = target && target.querySelector("a");
  if (!open) return;
  event.target.tabIndex = -1;
  open.tabIndex = 0;
  open.focus();
  open.scrollIntoView({ block: "nearest", inline: "nearest" });
}
