/** A brief's thread as HTML: what people said, and Nora's cards with their pictures, files and buttons. */
import { html } from 'hono/html'
import type { Card } from '../../src/words/card.ts'
import { pressId } from '../../src/words/press.ts'
import type { Entry } from './live.ts'
import { fileAt, NOTHING, when } from './words.ts'

/** Says of a button, by what it sends, whether it still does something. */
export type IsOpen = (pressed: string) => boolean

/** Shared by all who look: nothing in it is anybody's own. */
export const entryHtml = (e: Entry, isOpen: IsOpen = () => true) =>
  html`<li id="e${e.seq}" data-seq="${e.seq}">
    ${
      e.said === null
        ? NOTHING
        : html`<div class="said">
            <p class="who">${e.said.who} ${when(e.at)}</p>
            <p>${e.said.text}</p>
          </div>`
    }
    ${e.posts.map((post) => cardHtml(post, e.at, isOpen))}
  </li>`

const cardHtml = (card: Card, at: Date, isOpen: IsOpen) =>
  html`<article class="card">
    <p class="who">Nora ${when(at)}</p>
    <h3>${card.title}</h3>
    ${card.lines.map((line) => html`<p>${line}</p>`)}
    ${card.pictures.map((id) => html`<a href="${fileAt(id)}"><img src="${fileAt(id)}" alt="Picture with: ${card.title}" loading="lazy" /></a>`)}
    ${
      card.files.length === 0
        ? NOTHING
        : html`<ul class="files">
            ${card.files.map((f) => html`<li><a href="${fileAt(f.assetId)}?download=1">${f.name}</a></li>`)}
          </ul>`
    }
    ${card.buttons.length === 0 ? NOTHING : html`<p class="buttons">${card.buttons.map((b) => buttonHtml(b, isOpen))}</p>`}
  </article>`

export const buttonHtml = (b: Card['buttons'][number], isOpen: IsOpen = () => true) =>
  html`<button
    form="press"
    name="press"
    value="${pressId(b)}"
    class="${b.style}"
    ${isOpen(pressId(b)) ? NOTHING : html` hidden`}
  >
    ${b.label}
  </button>`

export const statusHtml = (card: Card) =>
  html`<p class="now">${card.lines.join(' ')}</p>
    ${
      card.progress === null || card.progress === 1
        ? NOTHING
        : html`<progress max="100" value="${Math.round(card.progress * 100)}" aria-label="How much is done">
            ${Math.round(card.progress * 100)} %
          </progress>`
    }`
