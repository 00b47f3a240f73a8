/** Files dropped, pasted or chosen go to the vault at once, each with its progress; a form then carries their ids. */
import { csrf, toast } from './desk.js'

const zone = document.querySelector('[data-drop]')
const added = zone.querySelector('[data-added]')
let running = 0

function upload(file) {
  const item = document.createElement('li')
  item.className = 'asset card'
  const name = document.createElement('span')
  name.textContent = file.name
  const progress = document.createElement('progress')
  progress.max = 100
  progress.value = 0
  progress.setAttribute('aria-label', `Upload of ${file.name}`)
  item.append(name, progress)
  added.append(item)

  running++
  const request = new XMLHttpRequest()
  request.open('POST', `${zone.dataset.drop}?name=${encodeURIComponent(file.name)}`)
  request.setRequestHeader('x-csrf', csrf())
  request.setRequestHeader('accept', 'application/json')
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) progress.value = (100 * event.loaded) / event.total
  })
  request.addEventListener('loadend', () => {
    running--
    progress.remove()
    const answer = parse(request.responseText)
    if (answer?.ok !== true) {
      item.remove()
      return void toast(answer?.message ?? `${file.name} did not arrive: try again.`, { bad: true, forMs: 12_000 })
    }
    kept(item, answer)
    if ('reload' in zone.dataset && running === 0) location.reload()
  })
  request.send(file)
}

function kept(item, { id, name, category, mime }) {
  item.id = id
  if (mime.startsWith('image/')) {
    const picture = new Image()
    picture.src = `/f/${id}`
    picture.alt = ''
    picture.className = 'preview'
    item.prepend(picture)
  }
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'asset'
  field.value = id
  const without = document.createElement('button')
  without.type = 'button'
  without.className = 'small'
  without.textContent = 'Leave out'
  without.setAttribute('aria-label', `Leave out ${name}`)
  without.addEventListener('click', () => item.remove())
  item.append(` (${category}) `, field, without)
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const take = (files) => [...files].forEach(upload)

for (const picker of document.querySelectorAll('[data-files]'))
  picker.addEventListener('change', () => {
    take(picker.files)
    picker.value = ''
  })
document.addEventListener('dragover', (event) => {
  if (![...event.dataTransfer.types].includes('Files')) return
  event.preventDefault()
  zone.classList.add('over')
})
document.addEventListener('dragleave', (event) => event.relatedTarget === null && zone.classList.remove('over'))
document.addEventListener('drop', (event) => {
  zone.classList.remove('over')
  if (event.dataTransfer.files.length === 0) return
  event.preventDefault()
  take(event.dataTransfer.files)
})
document.addEventListener('paste', (event) => {
  const files = event.clipboardData?.files ?? []
  if (files.length === 0) return
  event.preventDefault()
  take(files)
})
zone.closest('form')?.addEventListener(
  'submit',
  (event) => {
    if (running === 0) return
    event.preventDefault()
    toast('Files are still on their way: wait a moment.')
  },
  true,
)
for (const search of document.querySelectorAll('[data-filter]'))
  search.addEventListener('input', () => {
    const words = search.value.trim().toLowerCase()
    for (const item of document.querySelectorAll(`${search.dataset.filter} > li`))
      item.hidden = !item.dataset.name.includes(words)
  })
