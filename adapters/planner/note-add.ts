/** Wishes for one more shot: "add a shot of a dog after shot 2". */
import type { MoveTarget } from '../../src/domain/change.ts'
import { ask, type Clause, type Heard, spoken, type Target, wish } from './note-scene.ts'
import { targetOf } from './note-targets.ts'
import { AMOUNT, amountSeconds } from './note-times.ts'

const NEW = String.raw`(?:(?:an?|one|another|one more|an extra|an additional|a new|a final|an opening|a closing)\s+)`

const ADD_SHOT = new RegExp(
  String.raw`\b(?:add|insert|include|put in|need|want|like|have|throw in|give (?:me|us))\s+(?:in\s+)?${NEW}(?:(${AMOUNT})[\s-]+(?:long\s+)?)?(?:more\s+)?((?:[a-z-]+ )?)(?:shot|scene)\b\s*(?:at the (?:start|end|beginning)\s+)?(?:of|with|showing|where|that shows|in which)\s+(.+)$`,
  'i',
)

const ADD_EMPTY = new RegExp(String.raw`\b(?:add|insert)\s+${NEW}(?:more\s+)?(?:shot|scene)\b`, 'i')

const AT =
  /\s*,?\s+(?:(?:right |as (?:the )?)?(?:at|in|to) the (?:very )?(start|beginning|front|end|back)|as (?:the )?(first|last) (?:shot|one)|(?:right |directly )?(before|after|behind) (.+?)|between (.+?)|(?:as )?(§\d+))$/i

export function addShot(clause: Clause, text: string): Heard | null {
  const match = ADD_SHOT.exec(text)
  if (match === null)
    return ADD_EMPTY.test(text)
      ? ask('What shall the new shot show? Say it as “add a shot of a lantern after shot 2”.', [])
      : null
  const lead = /\bat the (?:start|end|beginning)\b/i.exec(
    match[0].slice(0, match[0].length - (match[3]?.length ?? 0)),
  )?.[0]
  const said = `${match[3] ?? ''}${lead === undefined ? '' : ` ${lead}`}`
  const place = AT.exec(said)
  const show = spoken((place === null ? said : said.slice(0, place.index)).trim(), clause.marks)
  const at = placeOf(clause, place)
  const kind = /\b(?:opening|closing|final)\b/i.exec(match[0])?.[0]
  if ('is' in at)
    return ask(at.is === 'ask' ? `${at.why} Where shall the new shot stand?` : 'Where shall the new shot stand?', [
      { label: 'At the end', changes: [{ type: 'add', show, at: { place: 'end' }, seconds: null }] },
    ])
  const camera = (match[2] ?? '').trim()
  const seconds = match[1] === undefined ? null : amountSeconds(match[1], clause.scene.fps)
  const framed = /^(?:wide|close-up|medium|full|long|macro|aerial)$/i.test(camera)
    ? `${camera.toLowerCase()} shot of ${show}`
    : show
  return wish(
    [
      {
        type: 'add',
        show: framed,
        at: place === null && /^opening$/i.test(kind ?? '') ? { place: 'front' } : at,
        seconds,
      },
    ],
    null,
  )
}

function placeOf(clause: Clause, match: RegExpExecArray | null): MoveTarget | Target {
  if (match === null) return { place: 'end' }
  const [, edge, rank, side, beside, between, as] = match
  if (edge !== undefined || rank !== undefined)
    return { place: /start|beginning|front|first/i.test(edge ?? rank ?? '') ? 'front' : 'end' }
  const to = targetOf(clause, between ?? beside ?? as ?? '')
  if (to.is !== 'shots') return to
  const after = between !== undefined || /after|behind/i.test(side ?? '')
  const shotId = between === undefined && after ? to.ids.at(-1) : to.ids[0]
  return shotId === undefined ? { place: 'end' } : { place: after ? 'after' : 'before', shotId }
}
