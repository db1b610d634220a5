// How much is in the bag. Public pages are the same bytes for everybody, so the count comes from a cookie the page cannot know.
{
  class BagCount extends HTMLElement {
    connectedCallback() {
      const count = +(document.cookie.match(/(?:^|; )bag=(?:[^;]*[.:~])?(\d+)(?:;|$)/)?.[1] || 0)
      if (this.count === count) return
      this.count = count
      this.hidden = !count
      this.textContent = count > 99 ? "99+" : count || ""
      const unit = document.createElement("span")
      unit.className = "sr"
      unit.textContent = ` ${count === 1 ? this.dataset.one : this.dataset.many}`
      if (count) this.append(unit)
    }
  }
  customElements.define("bag-count", BagCount)
  const refresh = () => document.querySelectorAll("bag-count").forEach((el) => el.connectedCallback())
  addEventListener("pageshow", refresh)
  addEventListener("htmx:afterRequest", refresh)
}
