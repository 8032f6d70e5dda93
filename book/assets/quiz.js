/* Checks the self-check questions, says why, and keeps the answers on this device (nowhere else). */
(() => {
  "use strict";
  const KEY = "everyone-owns-the-experience:quiz";
  const forms = [...document.querySelectorAll("form.cx-quiz")];

  const stored = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
  };
  const store = (answers) => {
    try { localStorage.setItem(KEY, JSON.stringify(answers)); } catch { /* no storage: the page works, it forgets */ }
  };

  const chosen = (form) => [...form.querySelectorAll("input:checked")].map((input) => input.value);
  const isRight = (form, answer) => {
    const wanted = form.dataset.correct.split(" ");
    return answer.length === wanted.length && answer.every((number) => wanted.includes(number));
  };

  const say = (form, ...parts) => form.querySelector("[role=status]").replaceChildren(...parts);
  const verdict = (words) => Object.assign(document.createElement("strong"), { textContent: words });
  const feedback = (form, number) => {
    const box = document.createElement("div");
    const text = form.querySelector(`dd[data-option="${CSS.escape(number)}"]`).cloneNode(true);
    for (const part of text.querySelectorAll("[id]")) part.removeAttribute("id");
    box.append(...text.childNodes);
    return box;
  };

  const show = (form, answer) => {
    const right = isRight(form, answer);
    form.dataset.checked = right ? "right" : "wrong";
    say(form, verdict(right ? form.dataset.sayRight : form.dataset.sayWrong), ...answer.map((number) => feedback(form, number)));
    return right;
  };
  const clear = (form) => {
    delete form.dataset.checked;
    say(form);
  };

  const progress = document.createElement("p");
  progress.className = "cx-progress";
  forms.at(-1)?.after(progress);
  const showProgress = () => {
    if (!forms.length) return;
    const done = forms.filter((form) => stored()[form.dataset.quiz]?.right).length;
    progress.textContent = forms[0].dataset.sayProgress.replace("{done}", done).replace("{all}", forms.length);
    progress.hidden = !done;
  };

  const check = (form) => {
    const answer = chosen(form);
    if (!answer.length) return say(form, verdict(form.dataset.sayNone));
    const answers = stored();
    const id = form.dataset.quiz;
    const tries = (answers[id]?.tries ?? 0) + 1;
    answers[id] = { answer, right: show(form, answer), tries, at: new Date().toISOString() };
    store(answers);
    showProgress();
  };

  const forget = (form) => {
    const answers = stored();
    delete answers[form.dataset.quiz];
    store(answers);
    clear(form);
    showProgress();
  };

  const restore = (form) => {
    const inputs = (stored()[form.dataset.quiz]?.answer ?? []).map((number) => form.querySelector(`input[value="${CSS.escape(number)}"]`));
    if (!inputs.length || inputs.includes(null)) return; // never answered, or the question has changed since
    for (const input of inputs) input.checked = true;
    show(form, chosen(form));
  };

  for (const form of forms) {
    form.addEventListener("submit", (event) => { event.preventDefault(); check(form); });
    form.addEventListener("reset", () => forget(form));
    form.addEventListener("change", () => clear(form));
    restore(form);
  }
  showProgress();
})();
