/** Takes a file out of the vault after a while in which it can be undone. */
import { send, toast } from './desk.js'

const UNDO_MS = 7000
const pending = new Set()

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target
    if (form.dataset.undo === undefined) return
    event.preventDefault()
    const item = form.closest('li')
    item.hidden = true
    const remove = () => {
      pending.delete(leave)
      void send(form).then((answer) => (answer === null ? (item.hidden = false) : item.remove()))
    }
    const timer = setTimeout(remove, UNDO_MS)
    const leave = () => {
      clearTimeout(timer)
      navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)))
    }
    pending.add(leave)
    toast(`${form.dataset.undo} is removed.`, {
      forMs: UNDO_MS,
      undo: () => {
        clearTimeout(timer)
        pending.delete(leave)
        item.hidden = false
        item.querySelector('summary')?.focus()
      },
    })
  },
  true,
)
/** Who leaves the page has let the undo pass. */
addEventListener('pagehide', () => pending.forEach((leave) => leave()))
