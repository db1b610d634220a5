// The address in a field that anyone can select by hand; a button where the browser may write to the clipboard.
{
  class CopyLink extends HTMLElement {
    connectedCallback() {
      const text = this.querySelector("input")
      const button = this.querySelector("button")
      text.onfocus = () => text.select()
      button.hidden = !navigator.clipboard
      button.onclick = async () => {
        await navigator.clipboard.writeText(text.value)
        document.dispatchEvent(new CustomEvent("say", { detail: button.dataset.done }))
      }
    }
  }
  customElements.define("copy-link", CopyLink)
}
