/** How does a card look on Discord? An embed with buttons below it, cut to what Discord takes. Pure. */
import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord.js'
import type { Card, CardButton } from '../../src/words/card.ts'
import { pressId } from '../../src/words/press.ts'
import { cut, LIMITS } from './limits.ts'

export type Look = {
  /** Users who are called; nobody else is, whatever the text says. */
  readonly mentions?: readonly string[]
  /** Names of attached pictures. */
  readonly pictures?: readonly string[]
}
export type Shown = Required<Pick<RESTPostAPIChannelMessageJSONBody, 'content' | 'allowed_mentions'>> & {
  readonly embeds: APIEmbed[]
  readonly components: Row[]
}
type Row = APIActionRowComponent<APIComponentInMessageActionRow>

export function toMessage(card: Card, { mentions = [], pictures = [] }: Look = {}): Shown {
  const called = mentions.slice(0, LIMITS.mentions)
  return {
    content: cut(called.map((id) => `<@${id}>`).join(' '), LIMITS.content),
    embeds: toEmbeds(card, pictures),
    components: toRows(card.buttons),
    allowed_mentions: { parse: [], users: called },
  }
}

const ACCENT = 0x50_80_f0

function toEmbeds(card: Card, pictures: readonly string[]): APIEmbed[] {
  const title = cut(escape(card.title), LIMITS.embedTitle)
  // What is too long for a title is told below it.
  const told = title.endsWith('…') && !card.title.endsWith('…') ? [card.title, ...card.lines] : card.lines
  // Links are never cut through: they come last, and take their room first.
  const links = card.links.map((l) => `[${escape(l.label)}](${l.url})`).join('\n')
  const bar = card.progress === null ? '' : `${progressBar(card.progress)}\n`
  const room = Math.min(LIMITS.embedDescription, LIMITS.embedTotal - title.length) - links.length - bar.length - 2
  const lines = linesIn(told.map(escape), Math.max(room, 1))
  const description = [bar + lines, links].filter((part) => part.trim() !== '').join('\n')
  const image = (name: string) => ({ image: { url: `attachment://${name}` } })
  const [first, ...more] = pictures.slice(0, LIMITS.gallery)
  return [
    {
      color: ACCENT,
      ...(title === '' ? {} : { title }),
      // An embed must hold something.
      ...(description === '' && title !== '' ? {} : { description: description === '' ? '…' : description }),
      ...(first === undefined ? {} : image(first)),
    },
    ...more.map((name) => ({ color: ACCENT, ...image(name) })),
  ]
}

const MORE = 'The rest is on the desk.'

/** Whole lines, as many as there is room for; what has none is said to be elsewhere. */
function linesIn(lines: readonly string[], room: number): string {
  if (lines.join('\n').length <= room) return lines.join('\n')
  const [first = ''] = lines
  const left = Math.max(room - MORE.length - 1, 1)
  let shown = cut(first, left)
  for (const line of lines.slice(1)) {
    if (shown.length + 1 + line.length > left) break
    shown += `\n${line}`
  }
  return cut(`${shown}\n${MORE}`, room)
}

const BAR = 20
const progressBar = (share: number): string => {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR)
  return `${'▰'.repeat(full)}${'▱'.repeat(BAR - full)} ${Math.round(share * 100)} %`
}

const STYLES = { primary: ButtonStyle.Primary, plain: ButtonStyle.Secondary, danger: ButtonStyle.Danger } as const

/** Buttons as long as they have room, else lists to choose from. */
function toRows(buttons: readonly CardButton[]): Row[] {
  if (buttons.length <= LIMITS.rows * LIMITS.buttonsPerRow)
    return inGroups(buttons, LIMITS.buttonsPerRow).map((group) => ({
      type: ComponentType.ActionRow,
      components: group.map((b) => ({
        type: ComponentType.Button,
        style: STYLES[b.style],
        label: cut(b.label === '' ? '…' : b.label, LIMITS.label),
        custom_id: cut(pressId(b), LIMITS.customId),
      })),
    }))
  return inGroups(buttons, LIMITS.selectOptions)
    .slice(0, LIMITS.rows)
    .map((group, i) => ({
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: `choose ${i}`,
          placeholder: cut(`${group[0]?.label} … ${group.at(-1)?.label}`, LIMITS.placeholder),
          options: group.map((b) => ({
            label: cut(b.label === '' ? '…' : b.label, LIMITS.optionLabel),
            value: cut(pressId(b), LIMITS.customId),
          })),
        },
      ],
    }))
}

/** A button that only says what was pressed. */
export const saidRow = (line: string): Row => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: cut(line, LIMITS.label),
      custom_id: 'said',
      disabled: true,
    },
  ],
})

const inGroups = <T>(all: readonly T[], of: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / of) }, (_, i) => all.slice(i * of, (i + 1) * of))

/** Text of people stays text: no markup, no links of their own; an address stays whole, since it would lead elsewhere, and so does a channel. */
const escape = (text: string): string =>
  text
    .replaceAll(/(https?:\/\/[\w.~:/?#@!$&'+,;=%-]+|<#\d{5,25}>)|[\\*_~`|[\]<>]/g, (found, url) => url ?? `\\${found}`)
    .replaceAll(/^(\s*)([#-])/gm, String.raw`$1\$2`)
