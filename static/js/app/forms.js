// Forms help themselves: six digits go on by themselves, and after an answer the first wrong field has the focus.
{
  const focusError = (root) => root.querySelector("[data-errors], [aria-invalid=true]")?.focus()

  addEventListener("input", ({ target }) => {
    if (target.autocomplete !== "one-time-code") return
    const code = target.value.replace(/\D/g, "")
    if (code.length === 6 && code !== target.dataset.sent) {
      target.dataset.sent = code
      target.form.requestSubmit()
    }
  })

  addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.xhr.status === 422) focusError(document.getElementById(detail.target.id) || document)
  })
  focusError(document)
}
