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

  // How sure the reader is, asked before some questions. It counts once: before the first answer.
  const sureField = (form) => form.querySelector(".cx-sure input");
  const lockSure = (form, record) => {
    const field = sureField(form);
    if (!field) return;
    field.value = record?.sure ?? "";
    field.readOnly = Boolean(record);
  };
  const asksFirst = (form, record) => {
    const field = sureField(form);
    if (!field || record || field.value !== "" || form.dataset.asked) return false;
    form.dataset.asked = "yes"; // asked once; whoever presses again goes on without
    say(form, verdict(form.dataset.saySure));
    field.focus();
    return true;
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

  const calibration = document.createElement("p");
  calibration.className = "cx-calibration";
  progress.after(calibration);
  const fill = (words, records) => {
    const right = records.filter((record) => record.first).length;
    const sure = Math.round(records.reduce((sum, record) => sum + record.sure, 0) / records.length);
    const share = Math.round(100 * right / records.length);
    const values = { sure, right, all: records.length, share };
    return { text: words.replace(/\{(\w+)\}/g, (_, name) => values[name]), gap: sure - share };
  };
  const showCalibration = () => {
    const asking = forms.filter(sureField);
    const answers = stored();
    const kept = (records) => records.filter((record) => record?.sure !== undefined);
    const here = kept(asking.map((form) => answers[form.dataset.quiz]));
    calibration.hidden = !here.length;
    if (!here.length) return;
    const say = asking[0].dataset;
    const everywhere = kept(Object.values(answers));
    const all = fill(say.sayCalibrationAll, everywhere);
    const parts = [fill(say.sayCalibration, here).text];
    if (everywhere.length > here.length) parts.push(all.text);
    parts.push(all.gap > 15 ? say.saySurer : all.gap < -15 ? say.sayUnsure : say.sayFits);
    if (everywhere.length < 6) parts.push(say.sayFew);
    calibration.textContent = parts.join(" ");
  };

  const check = (form) => {
    const answer = chosen(form);
    if (!answer.length) return say(form, verdict(form.dataset.sayNone));
    const answers = stored();
    const id = form.dataset.quiz;
    if (asksFirst(form, answers[id])) return;
    const right = show(form, answer);
    const sure = sureField(form)?.value;
    const before = answers[id] ?? (sure ? { sure: Number(sure), first: right } : {});
    answers[id] = { ...before, answer, right, tries: (before.tries ?? 0) + 1, at: new Date().toISOString() };
    store(answers);
    lockSure(form, answers[id]);
    showProgress();
    showCalibration();
  };

  const forget = (form) => {
    const answers = stored();
    delete answers[form.dataset.quiz];
    store(answers);
    clear(form);
    delete form.dataset.asked;
    lockSure(form);
    showProgress();
    showCalibration();
  };

  const restore = (form) => {
    const inputs = (stored()[form.dataset.quiz]?.answer ?? []).map((number) => form.querySelector(`input[value="${CSS.escape(number)}"]`));
    if (!inputs.length || inputs.includes(null)) return; // never answered, or the question has changed since
    for (const input of inputs) input.checked = true;
    lockSure(form, stored()[form.dataset.quiz]);
    show(form, chosen(form));
  };

  for (const form of forms) {
    form.addEventListener("submit", (event) => { event.preventDefault(); check(form); });
    form.addEventListener("reset", () => forget(form));
    form.addEventListener("change", () => clear(form));
    restore(form);
  }
  showProgress();
  showCalibration();
})();
