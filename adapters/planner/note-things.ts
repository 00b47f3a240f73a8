/** Wishes for a thing more or less in a shot, or another hour or weather: "more fog in shot 3", "without the boat". */
import { onShots, whichShot } from './note-on-shots.ts'
import { type Clause, type Heard, spoken } from './note-scene.ts'
import { asWritten } from './note-shot-words.ts'
import { isSocial } from './note-talk.ts'
import { targetOf } from './note-targets.ts'
import { article, say } from './note-phrases.ts'

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

export function things(clause: Clause, text: string): Heard | null {
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
