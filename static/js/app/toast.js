// What just happened, said once. A toast goes after ten seconds and waits while it is touched, pointed at or focused.
{
  class TimedToast extends HTMLElement {
    connectedCallback() {
      const wait = () => (clearTimeout(this.timer), (this.timer = setTimeout(() => this.remove(), 10000)))
      const hold = () => clearTimeout(this.timer)
      for (const name of ["pointerenter", "focusin", "touchstart"]) this.addEventListener(name, hold, { passive: true })
      for (const name of ["pointerleave", "focusout", "touchend"]) this.addEventListener(name, wait)
      wait()
    }
  }
  customElements.define("timed-toast", TimedToast)

  const words = document.body.dataset
  const say = (text, again) => {
    const toast = document.createElement("timed-toast")
    const line = document.createElement("p")
    toast.className = "toast"
    line.className = "grow"
    line.textContent = text
    toast.append(line)
    if (again) {
      const button = document.createElement("button")
      button.className = "btn toast__undo"
      button.textContent = words.reload
      button.onclick = () => location.reload()
      toast.append(button)
    }
    document.getElementById("toasts").replaceChildren(toast)
  }
  document.addEventListener("say", ({ detail }) => say(detail))
  addEventListener("offline", () => say(words.offline))
  for (const name of ["htmx:sendError", "htmx:timeout"]) addEventListener(name, () => say(words.offline))

  // A refusal brings its own sentence; the page that holds it is not swapped in.
  addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html")
    const said = page.querySelector("[data-says], timed-toast p")?.textContent.trim()
    const usual = { 404: words.gone, 409: words.changed, 410: words.gone, 429: words.slow }[xhr.status]
    say(said || usual || words.failed, xhr.status === 409)
  })
}
