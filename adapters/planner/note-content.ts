/** Wishes for other pictures: replace, show, end on, open on, add a shot, add or leave out a thing. */
import type { Change, MoveTarget } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { AMOUNT, amountSeconds } from './note-times.ts'
import { ask, type Clause, type Form, type Heard, MARK, shotOf, spoken, type Target, wish } from './note-scene.ts'
import { asWritten, saysShot } from './note-shot-words.ts'
import { isSocial } from './note-talk.ts'
import { onShots, targetOf, whichShot } from './note-targets.ts'

const IN = String.raw`(?:\s*,?\s+(?:in|on|of|for|from|at)\s+(§\d+|(?:the|this|that)\s+(?:[\w'-]+\s+){0,4}(?:shots?|one|scene)|it|this|that))?`
const REPLACE: readonly (readonly [RegExp, 1 | 2])[] = [
  [
    new RegExp(
      String.raw`\b(?:replace|swap(?: out)?|exchange|substitute|switch)\s+(.+?)\s+(?:with|for|by)\s+(.+?)${IN}$`,
      'i',
    ),
    1,
  ],
  [new RegExp(String.raw`\b(?:change|turn|make)\s+((?!§|it\b|this\b).+?)\s+(?:to|into)\s+(.+?)${IN}$`, 'i'), 1],
  [
    new RegExp(
      String.raw`^(the\s+(?:[\w'-]+\s+){0,2}?[\w'-]+)\s+(?:should|must|needs to|has to)\s+(?:rather\s+)?be\s+(an?\s+.+?)${IN}$`,
      'i',
    ),
    1,
  ],
  [
    new RegExp(
      String.raw`^(?:.*?\b(?:want|like|use|show|prefer|make it|have|be|put)\s+)?((?:an?|the)\s+.+?)\s+instead of\s+(.+?)${IN}$`,
      'i',
    ),
    2,
  ],
  [new RegExp(String.raw`\binstead of\s+(.+?)\s*,?\s+(?:show |use |put )?((?:an?|the)\s+.+?)${IN}$`, 'i'), 1],
]
const END =
  /^(?:.*?\b(?:to|can we|let's|could we|should|please|film|and|then)\s+)?(?:end|close|finish|ends|conclude)\s+(?:it\s+|the film\s+|§\d+\s+)?(?:on|with)\s+(.+)$/i
const START =
  /^(?:.*?\b(?:to|can we|let's|could we|should|please|film|and|then)\s+)?(?:start|open|begin|starts|opens)\s+(?:it\s+|the film\s+|§\d+\s+)?(?:on|with)\s+(.+)$/i
const SHOWS =
  /^(?:.*?\b(?:in|let|make|have|for)\s+)?(§\d+|the (?:[\w'-]+ ){0,4}(?:shot|one|scene)|it|this)\s*(?::|,)?\s*(?:(?:should|must|could|can|shall|needs? to|has to|would) (?:rather )?(?:show|be (?:of|about)|depict|feature)|show|shows|to show)\s+(.+)$/i
const SHOW_IN =
  /\b(?:show|i want to see|we want to see|i'd like to see|let's see|we should see)\s+(?:us |me )?(.+?)\s+(?:in|on)\s+(§\d+|(?:the|this|that) (?:[\w'-]+ ){0,4}(?:shot|one))$/i
const NEW = String.raw`(?:(?:an?|one|another|one more|an extra|an additional|a new|a final|an opening|a closing)\s+)`
const ADD_SHOT = new RegExp(
  String.raw`\b(?:add|insert|include|put in|need|want|like|have|throw in|give (?:me|us))\s+(?:in\s+)?${NEW}(?:(${AMOUNT})[\s-]+(?:long\s+)?)?(?:more\s+)?((?:[a-z-]+ )?)(?:shot|scene)\b\s*(?:at the (?:start|end|beginning)\s+)?(?:of|with|showing|where|that shows|in which)\s+(.+)$`,
  'i',
)
const ADD_EMPTY = new RegExp(String.raw`\b(?:add|insert)\s+${NEW}(?:more\s+)?(?:shot|scene)\b`, 'i')
const AT =
  /\s*,?\s+(?:(?:right |as (?:the )?)?(?:at|in|to) the (?:very )?(start|beginning|front|end|back)|as (?:the )?(first|last) (?:shot|one)|(?:right |directly )?(before|after|behind) (.+?)|between (.+?)|(?:as )?(§\d+))$/i
const THINGS = String.raw`(?!shot|take|one\b|time\b|second|little|bit)(?:[\w'-]+\s+){0,5}[\w'-]+`
const ADD_THING = new RegExp(
  String.raw`\b(?:add|put|include|place|insert)\s+((?:an?|some|more|a few|the|two|three|a bit (?:of|more)|a little|lots of)\s+${THINGS}?)\s+(?:in|into|to|on)\s+(§\d+|(?:the|this|that)\s+(?:[\w'-]+\s+){0,4}(?:shot|one|scene)|it)$`,
  'i',
)
const ADD_ALONE =
  /^(?:please |can you |could you |let's |maybe |also )*add\s+((?:an?|some|two|three|more|a few)\s+(?:[\w'-]+\s+){0,3}[\w'-]+)$/i
const NO_PICTURE =
  /\b(?:music|sound|sounds|titles?|text|logo|captions?|subtitles?|credits|contrast|light|colou?rs?|saturation|note|comment|line|word|shot|shots|scene|second|seconds|bit)\b/i
const MORE = new RegExp(
  String.raw`^(?:please |with |a (?:bit|little) )*((?:more|some|less)\s+${THINGS})\s+(?:in|on|to)\s+(§\d+|(?:the|this|that)\s+(?:[\w'-]+\s+){0,4}(?:shot|one|scene))$`,
  'i',
)
const WITHOUT = new RegExp(
  String.raw`(?:\bwithout|^(?:please )?no(?: more)?|\b(?:remove|take(?: out)?|lose|get rid of|leave out|erase|delete|drop))\s+((?:the|any|that|those|all)?\s*(?!shots?\b)(?:[\w'-]+\s+){0,3}?[\w'-]+)(?:\s+out)?\s+(?:in|from|of)\s+(§\d+|(?:the|this|that)\s+(?:[\w'-]+\s+){0,4}(?:shot|one|scene)|it)$`,
  'i',
)
const ALONE = new RegExp(
  String.raw`^(?:.*?(§\d+|it)\s*,?:?\s*)?(?:make (?:it )?|do (?:it )?|please )?without\s+((?:the|any|that|a)\s+.+?)$`,
  'i',
)
const WEATHER =
  'night|nighttime|day|daytime|daylight|dawn|dusk|sunset|sunrise|golden hour|blue hour|morning|evening|noon|winter|summer|autumn|spring|fall|rain|rainy|raining|snow|snowy|snowing|fog|foggy|mist|misty|storm|stormy|sunny|cloudy|windy|overcast|underwater|moonlit|candlelit'
const MAKE_IT = new RegExp(
  String.raw`\b(?:make|set|have|want|should be|turn)\s*(it|this|that|§\d+|them)?\s*(?:(?:to )?(?:be|take place|happen|play)\s+)?((?:(?:at|in|into|during)\s+(?:the\s+)?)?(?:a\s+)?(?:${WEATHER}))(?:\s*,?\s+(?:in|for|on)\s+(§\d+|(?:the|this|that)\s+(?:[\w'-]+\s+){0,4}(?:shot|one|scene)))?$`,
  'i',
)

const article = (words: string) => words.replace(/^(?:an?|the|that|this|any|some)\s+/i, '').trim()
const trimmed = (text: string) =>
  text
    .replaceAll(/[.!?\s]+$/g, '')
    .replace(/\s*,?\s*\b(?:please|pls|thanks|thank you|instead|bitte)$/i, '')
    .trim()

export const content: Form = (clause) => {
  const text = trimmed(trimmed(clause.text))
  return (
    edges(clause, text) ?? addShot(clause, text) ?? replace(clause, text) ?? shows(clause, text) ?? things(clause, text)
  )
}

const say = (clause: Clause) => ({ type: 'content', text: spoken(clause.text, clause.marks) }) as const

function replace(clause: Clause, text: string): Heard | null {
  for (const [pattern, order] of REPLACE) {
    const match = pattern.exec(text)
    if (match === null) continue
    const [first = '', second = ''] = [match[1], match[2]]
    const from = article(order === 1 ? first : second)
    const to = article(order === 1 ? second : first)
    if (MARK.test(from) || MARK.test(to) || /^\d|^(?:time|date|plan|subject|topic)\b/i.test(from)) continue
    const { shots } = clause.scene
    const target = match[3] === undefined ? ({ is: 'none' } as const) : targetOf(clause, match[3])
    const having = shots.filter((s) => asWritten(s, from) !== null).map((s) => s.id)
    const change = (ids: readonly ShotId[]): readonly Change[] => exchange(clause, ids, from, to)
    if (target.is !== 'none') return onShots({ clause, target, otherwise: 'ask', change })
    if (having.length === 0)
      return whichShot(clause, `No shot’s words have “${from}”. Where shall I show ${to} instead?`, (id) =>
        change([id]),
      )
    const rest = shots.map((s) => s.id).filter((id) => !having.includes(id))
    return onShots({ clause, target: { is: 'all', except: rest, film: false }, otherwise: 'ask', change })
  }
  return null
}

/** In the words of each shot; where it has none of them, the new thing is added. */
function exchange(clause: Clause, ids: readonly ShotId[], from: string, to: string): readonly Change[] {
  const groups = Map.groupBy(ids, (id) => asWritten(shotOf(clause.scene, id), from))
  return [...groups].map(([written, shotIds]) =>
    written === null
      ? { ...say(clause), shotIds, add: `${to} instead of ${from}` }
      : { ...say(clause), shotIds, replace: { from: written, to } },
  )
}

function edges(clause: Clause, text: string): Heard | null {
  const end = END.exec(text)
  const what = (end ?? START.exec(text))?.[1]
  if (what === undefined) return null
  const last = end !== null
  if (MARK.test(what) || saysShot(what)) {
    if (/\b(?:shot|scene) of\b/i.test(what))
      return wish(
        [
          {
            type: 'add',
            show: what.replace(/^.*?\b(?:shot|scene) of\s+/i, ''),
            at: { place: last ? 'end' : 'front' },
            seconds: null,
          },
        ],
        null,
      )
    return onShots({
      clause,
      target: targetOf(clause, what),
      otherwise: 'ask',
      touches: false,
      change: (shotIds) => [{ type: 'move', shotIds, to: { place: last ? 'end' : 'front' } }],
    })
  }
  return onShots({
    clause,
    target: { is: 'none' },
    otherwise: last ? 'last' : 'first',
    change: (shotIds) => [{ ...say(clause), shotIds, show: what }],
  })
}

function addShot(clause: Clause, text: string): Heard | null {
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

function shows(clause: Clause, text: string): Heard | null {
  const match = SHOWS.exec(text)
  const inside = match === null ? SHOW_IN.exec(text) : null
  const [where, what] = match === null ? [inside?.[2], inside?.[1]] : [match[1], match[2]]
  if (where === undefined || what === undefined) return null
  if (/^(?:more|less)\b/i.test(what))
    return onShots({
      clause,
      target: targetOf(clause, where),
      otherwise: 'ask',
      change: (shotIds) => [{ ...say(clause), shotIds, add: spoken(what, clause.marks) }],
    })
  return onShots({
    clause,
    target: targetOf(clause, where),
    otherwise: 'ask',
    change: (shotIds) => [{ ...say(clause), shotIds, show: spoken(what, clause.marks) }],
  })
}

function things(clause: Clause, text: string): Heard | null {
  const adding = (what: string, where: string): Heard =>
    onShots({
      clause,
      target: targetOf(clause, where),
      otherwise: 'ask',
      change: (shotIds) => [{ ...say(clause), shotIds, add: spoken(what, clause.marks) }],
    })
  const add = ADD_THING.exec(text) ?? MORE.exec(text)
  if (
    add !== null &&
    !/\b(?:light|brightness|exposure|contrast|speed|colou?rs?|saturation|camera|movement)\b/i.test(add[1] ?? '')
  )
    return adding(add[1] ?? '', add[2] ?? '')
  const thing = ADD_ALONE.exec(text)?.[1]
  if (thing !== undefined && !NO_PICTURE.test(thing) && !isSocial(thing, clause.scene)) return adding(thing, '')
  const without = WITHOUT.exec(text)
  if (without !== null && !/\b(?:seconds?|frames?|movement|motion)\b|§/i.test(without[1] ?? ''))
    return adding(`without ${without[1] ?? ''}`, without[2] ?? '')
  const it = MAKE_IT.exec(text)
  const set = new RegExp(String.raw`^(§\d+):?\s+((?:at |in (?:the )?)?(?:${WEATHER}))$`, 'i').exec(text)
  if (set !== null) return adding(set[2] ?? '', set[1] ?? '')
  if (it !== null) return adding(it[2] ?? '', it[3] ?? it[1] ?? '')
  const alone = ALONE.exec(text)
  if (alone === null || /\b(?:movement|motion|voice[\s-]?over|sound|music|camera)\b/i.test(alone[2] ?? '')) return null
  const left = article(alone[2] ?? '')
  const having = clause.scene.shots.filter((s) => asWritten(s, left) !== null).map((s) => s.id)
  if (alone[1] !== undefined || clause.previous !== null || clause.scene.pointed !== null)
    return adding(`without ${left}`, alone[1] ?? 'it')
  if (having.length === 0)
    return whichShot(clause, `No shot’s words have “${left}”. Which one shall be without?`, (id) => [
      { ...say(clause), shotIds: [id], add: `without ${left}` },
    ])
  const rest = clause.scene.shots.map((s) => s.id).filter((id) => !having.includes(id))
  return onShots({
    clause,
    target: { is: 'all', except: rest, film: false },
    otherwise: 'ask',
    change: (shotIds) => [{ ...say(clause), shotIds, add: `without ${left}` }],
  })
}
