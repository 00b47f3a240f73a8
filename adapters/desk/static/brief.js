/** Keeps a brief's page as it is now: new messages of the thread, the status, and the parts that changed. */
import { localTimes } from './desk.js'
import { layMarks } from './player.js'

const root = document.querySelector('.brief-page')
const at = `/b/${root.dataset.brief}`
const entries = document.getElementById('entries')

function element(html) {
  const template = document.createElement('template')
  template.innerHTML = html
  localTimes(template.content)
  return template.content
}

function told({ seq, html }) {
  if (document.getElementById(`e${seq}`) !== null) return
  entries.append(element(html))
  entries.lastElementChild.scrollIntoView({ block: 'nearest' })
}

let asked = 0
async function refresh() {
  const mine = ++asked
  const response = await fetch(`${at}/parts${location.search}`).catch(() => null)
  if (!response?.ok || mine !== asked) return
  const { parts, open } = await response.json()
  for (const [name, { hash, html }] of Object.entries(parts)) {
    const part = document.querySelector(`[data-part="${name}"]`)
    if (part === null || part.dataset.hash === hash) continue
    // What was opened stays open, and who was on something stays there.
    const opened = [...part.querySelectorAll('details')].map((d) => d.open)
    const focused = part.contains(document.activeElement) ? document.activeElement.value : null
    part.replaceChildren(element(html))
    part.dataset.hash = hash
    part.querySelectorAll('details').forEach((d, i) => {
      if (opened[i]) d.open = true
    })
    if (focused) [...part.querySelectorAll('button')].find((b) => b.value === focused)?.focus()
    layMarks(part)
  }
  for (const button of entries.querySelectorAll('button[name=press]')) button.hidden = !open.includes(button.value)
}

let soon = null
function refreshSoon() {
  soon ??= setTimeout(() => {
    soon = null
    void refresh()
  }, 80)
}

let source = null
function listen() {
  source = new EventSource(`${at}/live?after=${root.dataset.seq}`)
  source.addEventListener('told', (event) => {
    root.dataset.seq = event.lastEventId
    told(JSON.parse(event.data))
  })
  source.addEventListener('status', (event) => {
    document.getElementById('status').replaceChildren(element(JSON.parse(event.data).html))
  })
  source.addEventListener('changed', (event) => {
    root.dataset.seq = event.lastEventId
    refreshSoon()
  })
  source.addEventListener('open', () => root.setAttribute('data-live', ''))
  source.addEventListener('error', () => root.removeAttribute('data-live'))
}

/** A browser keeps six connections to a host, over all tabs: those that nobody sees leave theirs to others. */
document.addEventListener('visibilitychange', () => {
  source?.close()
  if (!document.hidden) listen()
})

document.addEventListener('sent', refreshSoon)
document.getElementById('say').addEventListener('sent', (event) => {
  event.target.elements.text.value = ''
})
/** The newest is what one comes for; on a phone the film is, which stands above. */
const thread = entries.closest('section')
thread.scrollTop = thread.scrollHeight
listen()
/** What guests say is not in the log. */
setInterval(() => !document.hidden && refreshSoon(), 30_000)
