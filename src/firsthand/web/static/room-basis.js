// A day is asked for only where something was seen. Gives what shows it anew after a change by script.

export function onBasis(form) {
  const refresh = () => {
    const seen = form.elements.basis.value === "seen";
    form.querySelector(".day").hidden = !seen;
    form.elements.seen_on.required = seen;
  };
  form.elements.basis.addEventListener("change", refresh);
  refresh();
  return refresh;
}
