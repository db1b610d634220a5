// Thumbnails move the strip sideways only (a plain jump to the picture would also scroll the page) and mark where it is.
{
  addEventListener("click", (event) => {
    const thumb = event.target.closest?.(".thumbs a")
    if (!thumb) return
    const picture = document.querySelector(thumb.hash)
    event.preventDefault()
    picture.closest(".scroller").scrollTo({ left: picture.offsetLeft, behavior: "smooth" })
  })

  addEventListener("scroll", ({ target }) => {
    const gallery = target.closest?.(".gallery")
    if (!gallery) return
    const now = Math.round(Math.abs(target.scrollLeft) / target.clientWidth)
    gallery.querySelectorAll(".thumbs a").forEach((a, n) => (n === now ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")))
  }, { capture: true, passive: true })

  // The picture grows from the grid to the item page and back: only the one that was touched carries the name.
  const carry = (url) => {
    const link = [...document.querySelectorAll(".card__name a")].find((a) => a.href === url)
    const image = link?.closest(".card").querySelector("img")
    if (image) image.style.viewTransitionName = "item"
    setTimeout(() => image?.style.removeProperty("view-transition-name"), 600)
  }
  addEventListener("pageswap", (event) => event.viewTransition && carry(event.activation?.entry?.url))
  addEventListener("pagereveal", (event) => event.viewTransition && carry(globalThis.navigation?.activation?.from?.url))
}
