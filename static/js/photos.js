// Photos travel one by one as soon as they are chosen, and each shows how far it is. Without script the form carries them.
{
  const element = (name, classes, text = "") => Object.assign(document.createElement(name), { className: classes, textContent: text })

  class PhotoUpload extends HTMLElement {
    connectedCallback() {
      this.queue = Promise.resolve()
      this.waiting = 0
      this.closest("form")?.addEventListener("submit", (event) => this.waiting && this.hold(event), true)
      this.onchange = ({ target }) => {
        if (target.type !== "file") return
        if (!this.dataset.url) return this.preview(target)
        const files = [...target.files]
        const items = files.map((file) => this.show(file))
        const next = document.getElementById(this.dataset.then)
        if (next && !next.value) next.focus()
        // They travel now, so the form must not carry them a second time.
        target.value = ""
        let arrived = false
        this.waiting += files.length
        files.forEach((file, n) => (this.queue = this.queue.then(() => this.send(target.name, file, items[n])).then((came) => (arrived ||= came))))
        this.queue = this.queue.then(() => arrived && this.tell())
      }
    }

    // Leaving the page would leave the pictures behind: the form goes when the last one has arrived.
    hold(event) {
      event.preventDefault()
      event.stopImmediatePropagation()
      const { target: form, submitter: button } = event
      if (this.held) return
      this.held = true
      const words = button?.querySelector("span:not(.sr)")
      const before = words?.textContent
      button?.setAttribute("aria-busy", "true")
      if (words) words.textContent = this.dataset.working
      this.queue.then(() => {
        this.held = false
        button?.removeAttribute("aria-busy")
        if (words) words.textContent = before
        const failed = document.getElementById(this.dataset.list).querySelector(".error")
        if (failed) failed.scrollIntoView({ block: "center" })
        else form.requestSubmit(button)
      })
    }

    // Nothing travels before the form does: what is shown is what its fields hold, from the camera and from the album.
    preview(chosen) {
      const fields = [...this.querySelectorAll("input[type=file]")]
      if ("one" in this.dataset) fields.forEach((field) => field !== chosen && (field.value = ""))
      document.getElementById(this.dataset.list).textContent = ""
      fields.flatMap((field) => [...field.files]).forEach((file) => this.show(file))
    }

    tell() {
      this.dispatchEvent(new CustomEvent("uploaded", { bubbles: true }))
    }

    show(file) {
      const list = document.getElementById(this.dataset.list)
      const item = element("li", "")
      const image = element("img", "")
      image.src = URL.createObjectURL(file)
      image.alt = file.name
      item.append(image)
      if ("one" in this.dataset) list.textContent = ""
      list.append(item)
      list.hidden = false
      for (const waiting of document.querySelectorAll(`[data-with="${list.id}"]`)) waiting.hidden = false
      return item
    }

    send(name, file, item) {
      const bar = element("progress", "progress")
      bar.max = 1
      bar.value = 0
      bar.setAttribute("aria-label", this.dataset.working)
      item.setAttribute("aria-busy", "true")
      item.append(bar)
      return new Promise((done) => {
        const request = new XMLHttpRequest()
        const body = new FormData()
        body.append(name, file)
        request.upload.onprogress = ({ loaded, total }) => (bar.value = loaded / total)
        request.onloadend = () => {
          this.waiting -= 1
          if (request.status === 200) {
            const arrived = new DOMParser().parseFromString(request.responseText, "text/html").body
            item.replaceWith(...arrived.children)
            htmx.process(document.getElementById(this.dataset.list))
          } else {
            this.fail(item, bar, request)
            if (!request.status || request.status >= 429) this.offer(() => this.send(name, file, item), item)
          }
          done(request.status === 200)
        }
        request.open("POST", this.dataset.url)
        request.setRequestHeader("HX-Request", "true")
        request.setRequestHeader("HX-Target", this.dataset.list)
        request.send(body)
      })
    }

    fail(item, bar, request) {
      bar.remove()
      item.removeAttribute("aria-busy")
      const page = new DOMParser().parseFromString(request.responseText, "text/html")
      const said = page.querySelector("[data-says], .error")?.textContent.trim()
      const line = element("p", "error", said || this.dataset.failed)
      line.setAttribute("role", "alert")
      item.append(line)
      item.onclick = () => item.remove()
    }

    // It never came, or the market could not take it just now: the same picture goes once more, nobody looks for it again.
    offer(send, item) {
      const again = element("button", "btn btn--soft", this.dataset.again)
      again.type = "button"
      item.onclick = null
      again.onclick = () => {
        item.querySelector(".error").remove()
        again.remove()
        this.waiting += 1
        this.queue = this.queue.then(send).then((came) => came && this.tell())
      }
      item.append(again)
    }
  }
  customElements.define("photo-upload", PhotoUpload)
}
