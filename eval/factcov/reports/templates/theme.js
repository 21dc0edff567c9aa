// Light or dark: what the system prefers, until the reader says otherwise.

{
  const button = byId("theme");
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
  const name = () => (button.textContent = isDark() ? "Light" : "Dark");
  // Storage is closed to pages opened from disk in some browsers.
  const remember = (theme) => { try { localStorage.setItem("factcov-theme", theme); } catch { } };
  const remembered = () => { try { return localStorage.getItem("factcov-theme"); } catch { return null; } };
  if (["light", "dark"].includes(remembered())) root.dataset.theme = remembered();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember(root.dataset.theme);
    name();
  });
  prefersDark.addEventListener("change", name);
  button.hidden = false;
  name();
}
