// The phone's own share sheet, with the picture where the phone takes pictures. Elsewhere it stays a link to the poster.
{
  class ShareButton extends HTMLElement {
    connectedCallback() {
      if (!navigator.share) return
      const { url, title, text, picture } = this.dataset
      this.onclick = (event) => {
        event.preventDefault()
        const plain = { url: new URL(url, location).href, title, text }
        const rich = { ...plain, files: this.files }
        navigator.share(this.files && navigator.canShare?.(rich) ? rich : plain).catch(() => {})
      }
      // Fetched when the button comes into sight (its sheet opens), so that the tap still counts as the person's own.
      if (picture) new IntersectionObserver((seen, observer) => {
        if (!seen.some((one) => one.isIntersecting)) return
        observer.disconnect()
        fetch(picture).then((answer) => answer.blob()).then((blob) => {
          this.files = [new File([blob], picture.split("/").pop().split("?")[0], { type: blob.type })]
        }).catch(() => {})
      }).observe(this.firstElementChild)
    }
  }
  customElements.define("share-button", ShareButton)
}
