// Reads courier labels with the camera, on the scan page alone. Android's Chrome has a decoder of its own; elsewhere zxing
// (WebAssembly) is fetched. No camera, no permission or a torn label: the number field beside it always works.
const FORMATS = ["code_128", "code_39", "code_93", "codabar", "itf", "data_matrix", "pdf417", "qr_code", "ean_13", "ean_8", "upc_a", "upc_e"]
const ITEM = /^(ean|upc|isbn)/i // what is printed on goods, never on a courier label
const PACE = 160 // ms between two looks: steady on an old phone, and a label is read in well under a second

async function nativeReader() {
  if (!("BarcodeDetector" in window)) return null
  const known = await BarcodeDetector.getSupportedFormats()
  const formats = FORMATS.filter((one) => known.includes(one))
  if (!formats.includes("code_128")) return null
  const detector = new BarcodeDetector({ formats })
  return async (source) => (await detector.detect(source)).map(({ rawValue, format }) => ({ text: rawValue, format }))
}

async function wasmReader({ decoder, wasm }) {
  await new Promise((loaded, failed) => {
    const script = Object.assign(document.createElement("script"), { src: decoder, onload: loaded, onerror: failed })
    document.head.append(script)
  })
  ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => wasm } })
  const canvas = document.createElement("canvas")
  const context = canvas.getContext("2d", { willReadFrequently: true })
  return async (source) => {
    const width = source.videoWidth || source.width
    const height = source.videoHeight || source.height
    if (!width) return []
    const shrink = Math.min(1, 1280 / Math.max(width, height))
    canvas.width = width * shrink
    canvas.height = height * shrink
    context.drawImage(source, 0, 0, canvas.width, canvas.height)
    const found = await ZXingWASM.readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), { tryHarder: true, maxNumberOfSymbols: 2 })
    return found.filter((one) => one.isValid)
  }
}

class LabelScanner extends HTMLElement {
  async connectedCallback() {
    this.video = this.querySelector("video")
    this.status = this.querySelector("[role=status]")
    this.field = document.querySelector(this.dataset.into)
    this.querySelector("input[type=file]")?.addEventListener("change", (event) => this.photo(event.target.files[0]))
    document.addEventListener("visibilitychange", () => (document.hidden ? this.stop() : this.start()))
    addEventListener("pagehide", () => this.stop())
    await this.start()
  }

  disconnectedCallback() {
    this.stop()
  }

  async start() {
    if (this.stream || this.starting) return
    this.starting = true
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } })
      this.video.srcObject = this.stream
      await this.video.play()
      this.video.hidden = false
      this.say(this.dataset.looking)
      this.read ||= (await nativeReader()) || (await wasmReader(this.dataset))
      this.look()
    } catch {
      this.stop()
      this.video.hidden = true
      this.say(this.dataset.refused)
      this.field?.focus()
    }
    this.starting = false
  }

  stop() {
    clearTimeout(this.timer)
    this.stream?.getTracks().forEach((track) => track.stop())
    this.stream = null
  }

  async look() {
    if (!this.stream) return
    const found = await this.read(this.video).catch(() => [])
    if (found.length) this.found(found)
    this.timer = setTimeout(() => this.look(), PACE)
  }

  async photo(file) {
    if (!file) return
    this.say(this.dataset.looking)
    try {
      this.read ||= (await nativeReader()) || (await wasmReader(this.dataset))
      const found = await this.read(await createImageBitmap(file))
      found.length ? this.found(found) : this.say(this.dataset.nothing)
    } catch {
      this.say(this.dataset.nothing)
    }
  }

  found(codes) {
    const label = codes.find(({ format }) => !ITEM.test(format))
    if (!label) return this.say(this.dataset.wrong)
    const text = label.text.trim()
    if (text === this.last) return
    this.last = text
    navigator.vibrate?.(60)
    this.tone()
    this.say(`${this.dataset.found} ${text}`)
    this.dispatchEvent(new CustomEvent("scanned", { bubbles: true, detail: text }))
    if (!this.field) return
    this.field.value = text
    this.field.dispatchEvent(new Event("input", { bubbles: true }))
    this.field.dispatchEvent(new Event("change", { bubbles: true }))
    if ("submit" in this.dataset) this.field.form.requestSubmit()
  }

  tone() {
    const sound = new AudioContext()
    const beep = sound.createOscillator()
    const volume = sound.createGain()
    volume.gain.value = 0.08
    beep.frequency.value = 880
    beep.connect(volume).connect(sound.destination)
    beep.start()
    beep.stop(sound.currentTime + 0.09)
    beep.onended = () => sound.close()
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words
  }
}
customElements.define("label-scanner", LabelScanner)
