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

  // A link that leads to the page with something more shows that thing here when it is on the page already.
  addEventListener("click", (event) => {
    const hidden = document.getElementById(event.target.closest?.("[data-shows]")?.dataset.shows)
    if (!hidden) return
    event.preventDefault()
    hidden.hidden = false
    hidden.querySelector("input, textarea, select")?.focus()
  })

  addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.xhr.status === 422) focusError(document.getElementById(detail.target.id) || document)
  })
  focusError(document)
}
