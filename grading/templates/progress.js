const form = document.querySelector(".filter");
const chosen = form.querySelector("select");
const rows = [...document.querySelectorAll(".people tbody tr")];
const shown = form.querySelector("output");

function apply() {
  let count = 0;
  for (const row of rows) {
    row.hidden = chosen.value !== "" && row.dataset.department !== chosen.value;
    count += row.hidden ? 0 : 1;
  }
  shown.textContent = `${count} of ${rows.length} learners shown`;
}

chosen.addEventListener("change", apply);
form.hidden = false;
apply();
