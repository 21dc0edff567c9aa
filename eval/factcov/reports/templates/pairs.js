// Head to head: what A covers and B does not, what each gets wrong, and the texts' difference.

const DIFF_WORDS = 4000;

function startPairs() {
  const matrixForm = byId("matrix-form");
  if (!matrixForm) return;
  matrixForm.hidden = false;
  options(byId("matrix-metric"), data.pairs.map((matrix) => [matrix.metric, matrix.metric]));
  byId("matrix-metric").value = byId("matrix").caption.textContent;
  byId("matrix-metric").addEventListener("change", drawMatrix);
  matrixForm.addEventListener("submit", (event) => event.preventDefault());
  byId("duel").hidden = false;
  const form = byId("duellists");
  const systems = data.systems.map((system, n) => [n, system.name]);
  for (const name of ["a", "b"]) options(form.elements[name], systems);
  form.elements.b.value = 1;
  form.addEventListener("input", drawDuel);
  form.elements.swap.addEventListener("click", () => {
    [form.elements.a.value, form.elements.b.value] = [form.elements.b.value, form.elements.a.value];
    drawDuel();
  });
  options(byId("duel-item"), data.items.map((item, n) => [n, item.id]));
  byId("duel-item-form").hidden = data.items.length < 2;
  byId("duel-item").addEventListener("change", drawDiff);
  drawDuel();
}

const duel = () => [Number(byId("duellists").elements.a.value), Number(byId("duellists").elements.b.value)];

function drawDuel() {
  const [a, b] = duel();
  const names = [data.systems[a].name, data.systems[b].name];
  const pick = (keep) => data.facts.map((_, n) => n).filter((n) => keep(data.facts[n].codes[a], data.facts[n].codes[b]));
  const onlyA = pick((one, two) => one === "c" && two !== "c");
  const onlyB = pick((one, two) => one !== "c" && two === "c");
  const wrongA = pick((one, two) => one === "x" && two !== "x");
  const wrongB = pick((one, two) => one !== "x" && two === "x");
  const both = pick((one, two) => one === "c" && two === "c").length;
  const neither = pick((one, two) => one !== "c" && two !== "c").length;
  const words = data.pairs.find((matrix) => matrix.statements)?.statements[a][b];
  byId("duel-words").textContent = words ? `${words}.` : "";
  const figure = (number, words) => make("li", {}, make("b", {}, String(number)), make("span", { class: "dim" }, words));
  byId("duel-figures").hidden = byId("duel-lists").hidden = !data.facts.length;
  byId("duel-figures").replaceChildren(
    figure(onlyA.length, `only ${names[0]} covers`), figure(onlyB.length, `only ${names[1]} covers`), figure(both, "both cover"),
    figure(neither, "neither covers"), figure(wrongA.length, `wrong in ${names[0]} only`), figure(wrongB.length, `wrong in ${names[1]} only`));
  const list = (title, facts, system) => make("div", {}, make("h3", {}, `${title} (${facts.length})`),
    facts.length
      ? make("ul", { class: "facts scrolls", tabIndex: 0, ariaLabel: title }, ...facts.slice(0, 300).map((n) => make("li", {},
        chip(data.facts[n].codes[a]), chip(data.facts[n].codes[b]),
        make("a", { href: link(data.facts[n].item, n, system), dir: "auto" }, data.facts[n].text))),
      facts.length > 300 ? make("li", { class: "dim" }, `and ${facts.length - 300} more`) : null)
      : make("p", { class: "dim" }, "none"));
  byId("duel-lists").replaceChildren(
    list(`Only ${names[0]} covers`, onlyA, a), list(`Only ${names[1]} covers`, onlyB, b),
    list(`Wrong in ${names[0]}, not in ${names[1]}`, wrongA, a), list(`Wrong in ${names[1]}, not in ${names[0]}`, wrongB, b));
  drawDiff();
}

function drawDiff() {
  const [a, b] = duel();
  const item = data.items[Number(byId("duel-item").value) || 0];
  const box = byId("duel-diff");
  box.lang = data.languages[1];
  const words = (text) => text.match(/\s+|[^\s]+/g) ?? [];
  const [one, two] = [words(item.candidates[a]), words(item.candidates[b])];
  if (one.length + two.length > 2 * DIFF_WORDS) {
    box.textContent = `These texts are too long to compare here (over ${DIFF_WORDS} words); open them in a cell instead.`;
    return;
  }
  const parts = difference(one, two).map(([kind, text]) => (kind === " " ? text : make(kind === "-" ? "del" : "ins", {}, text)));
  box.replaceChildren(...(parts.length ? parts : [make("span", { class: "dim" }, "Both are empty.")]));
}

/** The words of two texts as runs [" " | "-" | "+", text], by longest common subsequence. */
function difference(one, two) {
  let begin = 0;
  while (begin < one.length && begin < two.length && one[begin] === two[begin]) begin++;
  let [endOne, endTwo] = [one.length, two.length];
  while (endOne > begin && endTwo > begin && one[endOne - 1] === two[endTwo - 1]) { endOne--; endTwo--; }
  const [a, b] = [one.slice(begin, endOne), two.slice(begin, endTwo)];
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] = a[i] === b[j] ? length[(i + 1) * width + j + 1] + 1
        : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
  const runs = [];
  const put = (kind, text) => {
    if (!text) return;
    if (runs.length && runs[runs.length - 1][0] === kind) runs[runs.length - 1][1] += text;
    else runs.push([kind, text]);
  };
  put(" ", one.slice(0, begin).join(""));
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { put(" ", a[i]); i++; j++; }
    else if (j >= b.length || (i < a.length && length[(i + 1) * width + j] >= length[i * width + j + 1])) put("-", a[i++]);
    else put("+", b[j++]);
  }
  put(" ", one.slice(endOne).join(""));
  return runs;
}

function drawMatrix() {
  const matrix = data.pairs.find((one) => one.metric === byId("matrix-metric").value);
  const table = byId("matrix");
  table.caption.textContent = matrix.metric;
  matrix.cells.forEach((line, i) => line.forEach((cell, j) => {
    const box = table.tBodies[0].rows[i].cells[j + 1];
    box.className = cell ? cell[3] : "";
    box.replaceChildren(...(cell ? [cell[0], make("small", {}, cell[1]), make("small", {}, `p ${cell[2]}`)] : []));
  }));
}
