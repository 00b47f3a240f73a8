/** The film's player: marks of the shots below it, and a time for the note where the picture is clicked. */

const clock = (seconds) => {
  const tenths = Math.floor(seconds * 10) / 10
  const rest = (tenths % 60).toFixed(1).padStart(4, '0')
  return `${Math.floor(tenths / 60)}:${rest}`
}

/** Widths come from lengths; a style in the page itself would be refused. */
export function layMarks(root = document) {
  for (const mark of root.querySelectorAll('.marks li')) mark.style.flexGrow = mark.dataset.span
}

const note = () => document.getElementById('note')
const form = () => document.getElementById('say')

export function setTimecode(seconds) {
  const fields = form()?.elements
  if (fields === undefined) return
  fields.timecode.value = seconds === null ? '' : seconds.toFixed(3)
  document.getElementById('at').hidden = seconds === null
  document.getElementById('at-time').textContent = seconds === null ? '' : `at ${clock(seconds)}`
}

function noteAt(video) {
  video.pause()
  setTimecode(video.currentTime)
  note()?.focus()
}

/** The lowest part is the browser's own controls. */
const CONTROLS_PX = 64

document.addEventListener(
  'click',
  (event) => {
    const video = event.target
    if (!(video instanceof HTMLVideoElement) || video.id !== 'player' || note() === null) return
    if (video.getBoundingClientRect().bottom - event.clientY < CONTROLS_PX) return
    event.preventDefault()
    noteAt(video)
  },
  true,
)
document.addEventListener('click', (event) => {
  const mark = event.target.closest?.('.marks button')
  const video = document.getElementById('player')
  if (!mark || video === null) return
  video.currentTime = Number(mark.dataset.at) + 0.001
  setTimecode(Number(mark.dataset.at))
})
document.addEventListener(
  'timeupdate',
  (event) => {
    if (event.target.id !== 'player') return
    const at = event.target.currentTime
    let current = null
    for (const mark of document.querySelectorAll('.marks button')) {
      mark.removeAttribute('aria-current')
      if (Number(mark.dataset.at) <= at + 0.001) current = mark
    }
    current?.setAttribute('aria-current', 'true')
  },
  true,
)
/** A note on a shot begins with its number. */
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-note]')
  if (!button || note() === null) return
  if (!note().value.startsWith(button.dataset.note)) note().value = button.dataset.note + note().value
  note().focus()
})
/** "n" says a note at the time that is shown, for those who do not point. */
document.addEventListener('keydown', (event) => {
  const video = document.getElementById('player')
  if (event.key !== 'n' || event.ctrlKey || event.metaKey || event.altKey || video === null) return
  if (/^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return
  event.preventDefault()
  noteAt(video)
})
document.getElementById('at-clear')?.addEventListener('click', () => setTimecode(null))
document.addEventListener('sent', (event) => event.target.id === 'say' && setTimecode(null))
layMarks()
