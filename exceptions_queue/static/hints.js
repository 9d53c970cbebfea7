// What the keys do for the card in work, said in the bar at the bottom.
export function hintFor(card) {
  const fixes = card.querySelectorAll("[data-fix-key]").length;
  return [
    fixes && (fixes > 1 ? `1 to ${fixes} take a fix` : "1 takes the fix"),
    card.querySelector("[data-pick]") && "/ chooses",
    whatEnterDoes(card),
    card.dataset.field && "a click on a word of the document fills the field",
    "? shows all keys",
  ].filter(Boolean).join(" · ");
}

function whatEnterDoes(card) {
  if (card.querySelector("[data-accept]")) return "Enter accepts and goes on";
  if (card.querySelector("[data-to-difference]")) return "Enter goes to the comparison below";
  const panel = card.querySelector("[data-open-panel]");
  if (panel) return panel.dataset.openPanel === "d" ? "Enter marks it as a duplicate" : "Enter records it as posted";
  return card.querySelector("[data-pick]") && !card.querySelector("[data-fix-key]") ? "so does Enter" : "Enter goes to the field";
}
