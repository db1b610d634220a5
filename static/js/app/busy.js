// A button at work shows a ring and its busy words, and a second tap does nothing.
{
  const working = new Map()

  const start = (form, button) => {
    if (!button) return
    const words = button.querySelector("span:not(.sr)")
    working.set(form, [button, words, words?.textContent])
    button.setAttribute("aria-busy", "true")
    if (words && button.dataset.busy) words.textContent = button.dataset.busy
  }

  const stop = (form) => {
    const [button, words, before] = working.get(form) || []
    working.delete(form)
    button?.removeAttribute("aria-busy")
    if (words) words.textContent = before
  }

  // Without a network the browser's own page would take the place of everything that was typed. Some believe they have none while the
  // market answers: it is asked before anybody is held up.
  let answers = false
  addEventListener("offline", () => (answers = false))
  const ask = ({ target, submitter }) => fetch("/health", { method: "HEAD", cache: "no-store" }).then(
    () => {
      answers = true
      target.requestSubmit(submitter)
    },
    () => document.dispatchEvent(new CustomEvent("say", { detail: document.body.dataset.offline })),
  )

  // In the capture phase, so that it comes before htmx's own listener on the form.
  addEventListener("submit", (event) => {
    const away = !navigator.onLine && !answers && event.target.method === "post"
    if (!away && !working.has(event.target)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (away) ask(event)
  }, true)

  addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.method === "post") {
      start(event.target, event.submitter)
      setTimeout(stop, 20000, event.target)
    }
  })
  addEventListener("pageshow", () => [...working.keys()].forEach(stop))

  addEventListener("htmx:beforeRequest", ({ detail }) => {
    const { elt, requestConfig } = detail
    start(elt, requestConfig.triggeringEvent?.submitter || (elt.matches(".btn, button") && elt))
  })
  // On the way to another page it stays at work until that has come.
  addEventListener("htmx:afterRequest", ({ detail }) => detail.xhr.getResponseHeader("HX-Redirect") || stop(detail.elt))
}
