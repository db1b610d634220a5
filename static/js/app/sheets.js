// Sheets: a link that leads to a page opens the dialog it names instead. Back closes it; so does a tap beside it.
{
  let shown = null

  const open = (dialog) => {
    dialog.showModal()
    history.pushState({ sheet: dialog.id }, "")
    shown = dialog
    dialog.onclose = () => shown === dialog && history.back()
    dialog.onclick = ({ target }) => { if (target === dialog) dialog.close() }  // a handler that returns false would stop its buttons
  }

  addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens], [commandfor][command=show-modal]")
    const dialog = opener && document.getElementById(opener.dataset.opens || opener.getAttribute("commandfor"))
    if (!dialog?.showModal || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    open(dialog)
  })

  // Going back from an open sheet is ours alone: htmx must not fetch the page again.
  addEventListener("popstate", (event) => {
    if (!shown) return
    event.stopImmediatePropagation()
    const dialog = shown
    shown = null
    dialog.close()
  })

  // A sheet that the page brings open (after "Put on sale") works without script; with it, it becomes modal.
  const lift = () => document.querySelectorAll("dialog[open]:not(:modal)").forEach((dialog) => {
    dialog.open = false  // not close(): its event comes late and would close the sheet again
    open(dialog)
  })
  addEventListener("htmx:load", lift)
  lift()
}
