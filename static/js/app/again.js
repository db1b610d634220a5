// A form is answered in place, as the checkout is: a mistake makes no entry in the history, so Back leads to where the form was opened and
// not to "send this again?". What went well leads on to its page (kit/hypermedia.py). Where [data-whole] says so, the
// browser sends it itself: at the desk of the market, and where a file is the answer.
addEventListener("submit", (event) => {
  const { target: form, submitter } = event
  if (event.defaultPrevented || form.getAttribute("method") !== "post" || form.closest("[data-whole]")) return
  event.preventDefault()
  htmx.ajax("POST", submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href, {
    source: form,
    event,
    target: document.body,
    swap: "innerHTML",
    headers: { "HX-Boosted": "true" },
    values: submitter?.name ? { [submitter.name]: submitter.value } : {},
  })
})
// Pictures may be long on their way.
addEventListener("htmx:configRequest", ({ detail }) => { if (detail.elt.enctype === "multipart/form-data") detail.timeout = 0 })
