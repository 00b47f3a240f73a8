/** A card as Block Kit with its text for notifications, cut to what Slack takes. Pure. */
import type { types } from '@slack/bolt'
import type { Card, CardButton } from '../../src/words/card.ts'
import { pressId } from '../../src/words/press.ts'
import { SLACK } from './limits.ts'
import { cut, escape, link, mention } from './text.ts'

type Block = types.KnownBlock
export type BlockKit = { readonly text: string; readonly blocks: Block[] }

const BAR = 12
const MORE = 'The rest is on the desk.'

/** `pictureIds`: files of Slack's, shown below the words. */
export function blocksOf(
  card: Card,
  o: { readonly mentions?: readonly string[]; readonly pictureIds?: readonly string[] } = {},
): BlockKit {
  const names = (o.mentions ?? []).map(mention).join(' ')
  const buttons = buttonBlocks(card.buttons)
  const pictures = (o.pictureIds ?? []).map((id): Block => ({ type: 'image', slack_file: { id }, alt_text: 'Picture' }))
  // What is only one sentence is said, not headed; nor is a long one cut.
  const isHeading = card.lines.length > 0 && card.title.length <= SLACK.headerCharacters
  const head: Block[] = [
    isHeading
      ? { type: 'header', text: { type: 'plain_text', text: card.title } }
      : section(cut(escape(card.title), SLACK.sectionCharacters)),
  ]
  if (names !== '') head.push(section(names))
  const links = card.links.map((l) => link(l.label, l.url)).join('  ·  ')
  const tail: Block[] = [
    ...(card.progress === null ? [] : [note(bar(card.progress))]),
    ...(links === '' ? [] : [section(links)]),
  ]
  // What is too long for a header is told below it.
  const told = card.title.length > SLACK.headerCharacters ? [card.title, ...card.lines] : card.lines
  const room = SLACK.blocks - head.length - tail.length - buttons.length - pictures.length - 1
  return {
    text: cut(escape([card.title, ...card.lines].join('\n')), SLACK.fallbackCharacters),
    blocks: [...head, ...sections(told, room), ...tail, ...pictures, ...buttons].slice(0, SLACK.blocks),
  }
}

/** As few sections as hold the lines; what has no room is said to be elsewhere. */
function sections(lines: readonly string[], room: number): readonly Block[] {
  const texts: string[] = []
  let left: number = SLACK.blockCharacters
  let isWhole = true
  for (const line of lines.filter((l) => l.trim() !== '').map((l) => cut(escape(l), SLACK.sectionCharacters))) {
    const last = texts.at(-1)
    const joins = last !== undefined && last.length + 1 + line.length <= SLACK.sectionCharacters
    if (line.length > left || (!joins && texts.length >= room)) {
      isWhole = false
      break
    }
    left -= line.length + 1
    if (joins) texts[texts.length - 1] = `${last}\n${line}`
    else texts.push(line)
  }
  return [...texts.map(section), ...(isWhole ? [] : [note(MORE)])]
}

function buttonBlocks(buttons: readonly CardButton[]): readonly Block[] {
  const blocks: Block[] = []
  for (let from = 0; from < buttons.length; from += SLACK.buttonsABlock)
    blocks.push({
      type: 'actions',
      elements: buttons.slice(from, from + SLACK.buttonsABlock).map((b, i) => ({
        type: 'button',
        action_id: `press:${from + i}`,
        text: { type: 'plain_text', text: cut(b.label, SLACK.buttonCharacters) },
        value: pressId(b),
        ...(b.style === 'plain' ? {} : { style: b.style }),
      })),
    })
  return blocks
}

export const section = (text: string): Block => ({
  type: 'section',
  text: { type: 'mrkdwn', text: cut(text, SLACK.sectionCharacters) },
})
export const note = (text: string): Block => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] })

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR)
  return `${'▰'.repeat(full)}${'▱'.repeat(BAR - full)} ${Math.floor(share * 100)}%`
}
