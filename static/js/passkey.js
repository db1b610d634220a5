// Passkeys: the phone's own lock in place of a code. Loaded only on pages that offer one; without it they work by code.
const Keys = window.PublicKeyCredential
const able = !!(Keys?.parseRequestOptionsFromJSON && Keys.parseCreationOptionsFromJSON)

const post = async (url, body) => {
  const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })
  const said = await answer.json()
  if (!answer.ok) throw new Error(said.sentence)
  return said
}

class PasskeyButton extends HTMLElement {
  connectedCallback() {
    if (!able) return
    this.hidden = false
    this.button = this.querySelector("button")
    this.button.addEventListener("click", () => this.go())
  }

  async go() {
    const { options, finish, next, make, again } = this.dataset
    this.say("")
    this.button.setAttribute("aria-busy", "true")
    try {
      const asked = await post(options, {})
      const credential = make === undefined
        ? await navigator.credentials.get({ publicKey: Keys.parseRequestOptionsFromJSON(asked) })
        : await navigator.credentials.create({ publicKey: Keys.parseCreationOptionsFromJSON(asked) })
      location.assign((await post(finish, { credential: credential.toJSON(), next, again: again !== undefined })).next)
    } catch (error) {
      // whoever closed the phone's sheet knows it: nothing to say then
      if (error.name !== "NotAllowedError" && error.name !== "AbortError") this.say(error.name === "Error" ? error.message : this.dataset.failed)
      this.button.removeAttribute("aria-busy")
    }
  }

  say(words) {
    const line = this.querySelector("[role=status]")
    line.textContent = words
    line.hidden = !words
  }
}
customElements.define("passkey-button", PasskeyButton)

// Tells the sign-in form whether this device could do without a code next time.
const mark = async () => {
  const field = document.querySelector("input[name=can_passkey]")
  if (field && able && (await Keys.isUserVerifyingPlatformAuthenticatorAvailable())) field.value = "1"
}
mark()
