// Segments of one system, or of all.

function startSegments() {
  const form = byId("segment-filters");
  if (!form) return;
  const rows = [...byId("segment-table").tBodies[0].rows];
  const show = () => {
    const system = form.elements.system.value;
    for (const row of rows) row.hidden = system !== "" && row.dataset.system !== system;
    const shown = rows.filter((row) => !row.hidden).length;
    byId("segments-shown").textContent = `${shown} of ${rows.length} shown`;
  };
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
}
