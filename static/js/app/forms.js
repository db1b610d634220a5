// Forms help themselves: six digits go on by themselves, Next goes to the next field, and after an answer the first wrong field has the focus.
{
  const WRONG = ":is([data-errors], [aria-invalid=true], fieldset[aria-describedby$=-error] input):not([data-examples] *)"
  const focusError = (root) => {
    const wrong = root.querySelector(WRONG)
    wrong?.focus()
    return wrong
  }
  const land = (place) => {
    place.tabIndex = -1
    place.focus()
  }

  addEventListener("input", ({ target }) => {
    if (target.autocomplete !== "one-time-code") return
    const code = target.value.replace(/\D/g, "")
    if (code.length === 6 && code !== target.dataset.sent) {
      target.dataset.sent = code
      target.form.requestSubmit()
    }
  })

  // The keyboard's Next leads to the next field, on every phone: some would send the form half filled.
  addEventListener("keydown", (event) => {
    const { target, key, isComposing } = event
    if (key !== "Enter" || isComposing || target.enterKeyHint !== "next" || target.matches("textarea")) return
    const fields = [...target.form.elements].filter((one) => one.matches("input:not([type=hidden]), select, textarea") && one.checkVisibility?.() !== false)
    const next = fields[fields.indexOf(target) + 1]
    if (!next) return
    event.preventDefault()
    next.focus()
  })

  // What was said about a mistake goes when it is mended, not after the next try. Its place stays: often the change ends with the finger
  // that comes down on the button below, which must not move away from under it.
  addEventListener("change", ({ target }) => {
    if (!target.matches("[aria-invalid=true][aria-describedby]")) return
    target.removeAttribute("aria-invalid")
    const about = target.getAttribute("aria-describedby").split(" ")
    for (const id of about.filter((id) => id.endsWith("-error"))) document.getElementById(id)?.style.setProperty("visibility", "hidden")
    target.setAttribute("aria-describedby", about.filter((id) => !id.endsWith("-error")).join(" "))  // what is hidden would still be read out
  })

  // A link that leads to the page with something more shows that thing here when it is on the page already.
  addEventListener("click", (event) => {
    const hidden = document.getElementById(event.target.closest?.("[data-shows]")?.dataset.shows)
    if (!hidden) return
    event.preventDefault()
    hidden.hidden = false
    hidden.querySelector("input, textarea, select")?.focus()
  })

  // What comes back the same stays: a button is not exchanged under the finger that is on it.
  addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    if (detail.fragment.firstElementChild?.outerHTML === detail.target.outerHTML) detail.shouldSwap = false
  })

  // What had the focus went with the region that was exchanged: whoever uses a keyboard goes on at the region's heading, not at the top.
  let lost = false
  addEventListener("htmx:beforeSwap", ({ detail }) => (lost = detail.target.contains(document.activeElement) && document.activeElement !== document.body))

  addEventListener("htmx:afterSettle", ({ detail }) => {
    const region = document.getElementById(detail.target.id)
    const whole = detail.target === document.body
    if (detail.xhr.status === 422 && focusError(region || document)) return
    if (whole) {  // what is wrong belongs to no field, or this is another page: it begins at its top
      const said = document.querySelector("main .note--danger, main .error")
      if (!said) scrollTo(0, 0)
      land(said || document.querySelector("main") || document.body)
    } else if (lost && region && document.activeElement === document.body) {
      const place = region.querySelector("h1, h2, h3") || region
      place.tabIndex = -1
      place.focus({ preventScroll: true })
    }
  })
  focusError(document)
}
