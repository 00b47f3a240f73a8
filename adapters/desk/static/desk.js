/** What every page does: says what came of a form without leaving the page, writes times in the reader's zone. */

export const csrf = () => document.querySelector('meta[name=csrf]')?.content ?? ''

/** One sentence at the foot of the page, read aloud too. `undo` puts a button beside it. */
export function toast(text, { bad = false, undo = null, forMs = 6000 } = {}) {
  const box = document.createElement('p')
  box.className = bad ? 'toast bad' : 'toast'
  box.append(text)
  if (undo !== null) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = 'Undo'
    button.addEventListener('click', () => {
      box.remove()
      undo()
    })
    box.append(' ', button)
  }
  document.getElementById('toasts').append(box)
  setTimeout(() => box.remove(), forMs)
  return box
}

/** Sends a form; null when it was refused, which was then said. */
export async function send(form, submitter = null) {
  const data = new URLSearchParams(new FormData(form, submitter))
  const response = await fetch(form.getAttribute('action') ?? location.href, {
    method: 'POST',
    body: data,
    headers: { accept: 'application/json' },
  }).catch(() => null)
  const answer = await response?.json().catch(() => null)
  if (answer?.ok === true) return answer
  toast(answer?.message ?? 'Nora does not answer: try again in a moment.', { bad: true })
  return null
}

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!('script' in form.dataset) || event.defaultPrevented) return
  event.preventDefault()
  const { submitter } = event
  const sure = submitter?.dataset.sure
  // oxlint-disable-next-line no-alert
  if (sure !== undefined && !confirm(sure)) return
  // The same click twice is one.
  if (form.dataset.busy === 'yes') return
  if (submitter?.name === 'press' && submitter.value.startsWith('change ')) return focusNote()
  submitter?.setAttribute('aria-busy', 'true')
  void sent(form, submitter)
})

async function sent(form, submitter) {
  form.dataset.busy = 'yes'
  const answer = await send(form, submitter)
  delete form.dataset.busy
  submitter?.removeAttribute('aria-busy')
  if (answer === null) return
  if (typeof answer.say === 'string') toast(answer.say)
  form.dispatchEvent(new CustomEvent('sent', { bubbles: true, detail: answer }))
  if ('clear' in form.dataset) form.querySelector('textarea').value = ''
  const [path, anchor] = answer.location.split('#')
  if (form.id === 'press' && anchor === 'note') return focusNote()
  if (path !== location.pathname) location.href = answer.location
  else if (answer.say !== null && form.id !== 'say') setTimeout(() => location.reload(), 600)
}

function focusNote() {
  const note = document.getElementById('note')
  note?.scrollIntoView({ block: 'center' })
  note?.focus()
}

const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
export function localTimes(root) {
  for (const at of root.querySelectorAll('time[datetime]')) at.textContent = time.format(new Date(at.dateTime))
}
localTimes(document)
