// Small helpers. Text reaches the page as text nodes only: nothing here makes markup of a string.

const data = JSON.parse(document.getElementById("data").textContent);
const GLYPHS = { c: "●", x: "×", m: "○", e: "!", "-": "·" };
const WORDS = { c: "covered", x: "contradicted", m: "missing", e: "judge failed", "-": "not judged" };
const SUSPECT = "in neither source nor references";
const CLASSES = { c: "c", x: "x", m: "m", e: "e", "-": "u" };

const byId = (id) => document.getElementById(id);

/** Make an element; properties are set, children appended, strings as text. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") element.className = value;
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function drawing(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const options = (select, values) =>
  select.replaceChildren(...values.map(([value, text]) => make("option", { value }, text)));

const chip = (code) =>
  make("span", { class: `chip ${CLASSES[code]}`, title: WORDS[code] }, GLYPHS[code]);

/** Where each item's facts begin in data.facts; one more entry marks the end. */
const firstFact = data.items.map(() => 0);
firstFact.push(data.facts.length);
for (let n = data.facts.length - 1; n >= 0; n--) firstFact[data.facts[n].item] = n;
for (let i = data.items.length - 1; i >= 0; i--) {
  const facts = data.facts[firstFact[i]];
  if (!facts || facts.item !== i) firstFact[i] = firstFact[i + 1];
}

const systemIndex = new Map(data.systems.map((system, n) => [system.name, n]));
const itemIndex = new Map(data.items.map((item, n) => [item.id, n]));

/** The deep link of a cell: item, fact and system, any of the last two empty. */
function link(item, fact, system) {
  return "#" + [data.items[item].id, fact === null ? "" : data.facts[fact].id,
    system === null ? "" : data.systems[system].name].map(encodeURIComponent).join("/");
}

/**
 * A text with marked spans, [begin, end, class] in any order; spans that overlap are joined. Suspects,
 * begin, end, begin, end, in order, are underlined, inside marks too.
 */
function marked(text, spans, suspects = []) {
  const fragment = document.createDocumentFragment();
  let at = 0;
  let next = 0;
  const put = (into, from, to) => {
    while (next < suspects.length && suspects[next] < to) {
      const begin = Math.max(from, suspects[next]);
      const end = Math.min(to, suspects[next + 1]);
      if (begin < end) {
        into.append(text.slice(from, begin), make("u", { class: "suspect", title: SUSPECT }, text.slice(begin, end)));
        from = end;
      }
      if (suspects[next + 1] > to) break;
      next += 2;
    }
    into.append(text.slice(from, to));
  };
  for (const [begin, end, kind] of [...spans].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(begin, at);
    if (from >= end) continue;
    put(fragment, at, from);
    const mark = make("mark", { class: kind });
    put(mark, from, end);
    fragment.append(mark);
    at = end;
  }
  put(fragment, at, text.length);
  return fragment;
}
