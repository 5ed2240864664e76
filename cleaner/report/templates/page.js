"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const cuts = [...document.querySelectorAll("[data-cut]")];
  const places = new Map(cuts.map((cut, place) => [cut, place]));
  const list = find("list");
  let here = -1;

  const isShown = (cut) => find("k-" + cut.dataset.cut).checked;
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const tell = () => { find("where").value = `${grouped(here + 1)} of ${find("where").dataset.all}`; };

  const step = (by) => {
    let place = here + by;
    while (place >= 0 && place < cuts.length && !isShown(cuts[place])) place += by;
    if (place < 0 || place >= cuts.length) return;
    goTo(cuts[place]);
  };

  const goTo = (cut) => {
    if (find("view-article").checked) find("view-source").checked = true;
    cut.focus({ preventScroll: true });
    cut.scrollIntoView({ block: cut.offsetHeight > innerHeight / 2 ? "start" : "center" });
  };

  document.addEventListener("focusin", (event) => {
    const place = places.get(event.target);
    if (place === undefined) return;
    here = place;
    tell();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.type === "search") return;
    const by = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    if (by) step(by);
    else if (event.key === "Escape" && places.has(document.activeElement)) document.activeElement.blur();
    else return;
    event.preventDefault();
  });

  if (!cuts.length) return;
  find("step").hidden = false;
  find("next").addEventListener("click", () => step(1));
  find("previous").addEventListener("click", () => step(-1));
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    goTo(cuts[Number(link.hash.slice(2)) - 1]);
  });

  const lines = [...list.querySelectorAll("li")];
  const texts = cuts.map((cut, place) => (lines[place].textContent + " " + find("w" + (place + 1)).textContent).toLowerCase());
  find("filter-box").hidden = false;
  find("filter").addEventListener("input", (event) => {
    const wanted = event.target.value.toLowerCase();
    lines.forEach((line, place) => { line.hidden = !texts[place].includes(wanted); });
  });
  // A list of thousands takes a moment to lay out: who wants it asks for it.
  if (cuts.length <= 2000 && matchMedia("(min-width: 60.01rem)").matches) list.open = true;
})();
