/** Keeps parts of a page fresh while somebody looks: reads the page again and swaps what differs. */
import { localTimes } from './desk.js'

const every = Math.min(...[...document.querySelectorAll('[data-every]')].map((e) => Number(e.dataset.every)))

async function refresh() {
  if (document.hidden) return
  const response = await fetch(location.href).catch(() => null)
  if (!response?.ok || response.redirected) return
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  localTimes(fresh)
  for (const part of document.querySelectorAll('[data-part]')) {
    const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`)
    if (next !== null && next.innerHTML !== part.innerHTML && !part.contains(document.activeElement))
      part.replaceChildren(...next.childNodes)
  }
}

if (Number.isFinite(every)) setInterval(() => void refresh(), every * 1000)
