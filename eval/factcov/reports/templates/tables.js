// Tables that sort by a click on a heading: numbers first from high to low, words from a to z.

for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const headings = [...table.tHead.rows[0].cells];
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim();
  };
  table.tHead.addEventListener("click", (event) => {
    const heading = event.target.closest("th");
    if (!event.target.closest("button") || !heading) return;
    const column = headings.indexOf(heading);
    const numeric = !heading.classList.contains("label");
    const was = heading.getAttribute("aria-sort");
    const first = numeric && column !== 1 ? "descending" : "ascending";
    const order = was === first ? (first === "ascending" ? "descending" : "ascending") : first;
    const sign = order === "ascending" ? 1 : -1;
    const compare = (a, b) => {
      const [one, two] = [key(a, column), key(b, column)];
      if (one === "" || two === "") return (one === "") - (two === "");
      return sign * (numeric ? one - two : one.localeCompare(two));
    };
    for (const other of headings) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", order);
    // Controls stay apart below; rules between clusters mean nothing in another order.
    const group = rows.filter((row) => row.classList.contains("group"));
    const competing = rows.filter((row) => !row.matches(".group, .control")).sort(compare);
    const controls = rows.filter((row) => row.matches(".control")).sort(compare);
    for (const row of competing) row.classList.remove("rule");
    body.replaceChildren(...competing, ...group, ...controls);
  });
}
