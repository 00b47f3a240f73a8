/** Plays two versions in step. */

const films = [...document.querySelectorAll('video[data-step]')]
const others = (film) => films.filter((one) => one !== film)

for (const film of films) {
  film.addEventListener('play', () => others(film).forEach((o) => o.paused && void o.play()))
  film.addEventListener('pause', () => others(film).forEach((o) => !o.ended && o.pause()))
  film.addEventListener('seeked', () =>
    others(film).forEach((o) => {
      if (Math.abs(o.currentTime - film.currentTime) > 0.15) o.currentTime = Math.min(film.currentTime, o.duration || 0)
    }),
  )
}
