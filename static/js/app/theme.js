// Light or dark, if the person fixed one: cached pages cannot know it.
{
  const chosen = document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1]
  if (chosen) document.documentElement.dataset.theme = chosen
  document.querySelectorAll("[data-themes] button").forEach((button) => {
    const here = button.value === (chosen || "auto")
    here ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current")
  })
}
