/** What a brief asks for once options, its own words, its files and the project's settings are put together. */
import { plainText, readBriefText, sizeFits } from './brief-text.ts'
import { titleOf, UNTITLED } from './brief-title.ts'
import { BRIEF_LIMITS, type BriefRequest } from './brief.ts'
import { MAX_FILES_A_BRIEF } from './asset.ts'
import { parseDeliverables } from './deliverables.ts'
import type { InputFailure } from './failure.ts'
import { evenSize, sizeOfAspect } from './frame-size.ts'
import type { AssetId } from './ids.ts'
import { saidByName } from './name-words.ts'
import type { Gate, ProjectSettings, Size } from './project.ts'
import { fail, ok, type Result } from './result.ts'
import { scriptTitle } from './script.ts'
import { scriptBeats } from './script-beats.ts'

/** What a form, a command's options or a create body may set; each beats the brief's words. */
export type BriefOptions = {
  readonly title?: string | undefined
  readonly script?: string | undefined
  readonly durationSeconds?: number | undefined
  readonly fps?: number | undefined
  /** "768x432" or "16:9". */
  readonly size?: string | undefined
  readonly tone?: string | undefined
  readonly styleTags?: readonly string[] | undefined
  readonly shotCount?: number | undefined
  readonly loop?: boolean | undefined
  /** "9:16", "square without sound", "mov": what is made of the film besides itself. */
  readonly deliverables?: readonly string[] | undefined
  readonly workflow?: string | undefined
  readonly gate?: Gate | undefined
}

export type BriefGiven = {
  readonly text: string
  readonly options: BriefOptions
  readonly settings: Pick<ProjectSettings, 'fps' | 'size'>
  readonly files: readonly { readonly assetId: AssetId; readonly name: string }[]
  /** Of a script file; `options.script` beats it. */
  readonly scriptText: string | null
  readonly voiceoverSeconds: number | null
  readonly workflows: readonly string[]
}

/** The film's length when nothing says otherwise. */
const DEFAULT_SECONDS = 8
/** A script of which nothing says how long it is: so long that each beat is seen, but no longer than people wait for. */
const SECONDS_A_BEAT = 3.5
const MAX_DEFAULT_SECONDS = 60

export function resolveRequest(given: BriefGiven): Result<BriefRequest, InputFailure> {
  const { options, settings, files } = given
  const summary = plainText(given.text)
  const script = plainText(options.script ?? given.scriptText ?? '')
  const long = tooLong(summary, BRIEF_LIMITS.maxCharacters) ?? tooLong(script, BRIEF_LIMITS.maxScriptCharacters)
  if (long) return fail(long)
  const words = readBriefText(summary, settings.size)
  if (words.rest === '' && script === '' && files.length === 0 && words.styleTags.length === 0 && words.tone === null)
    return fail({ type: 'brief-empty' })
  if (files.length > MAX_FILES_A_BRIEF)
    return fail({ type: 'too-many-files', files: files.length, maxFiles: MAX_FILES_A_BRIEF })

  const size =
    options.size === undefined ? (words.size ?? evenSize(settings.size)) : sizeOf(options.size, settings.size)
  const fps = Math.round(options.fps ?? words.fps ?? settings.fps)
  const heard = given.voiceoverSeconds === null ? null : Math.ceil(given.voiceoverSeconds * fps) / fps
  const durationSeconds = options.durationSeconds ?? words.durationSeconds ?? heard ?? usualSeconds(script)
  const shotCount = options.shotCount ?? words.shotCount
  const workflow = options.workflow ?? null

  const problem =
    words.problems.find((p) => !isOverruled(p, options)) ??
    lengthProblem(durationSeconds) ??
    fpsProblem(options.fps ?? fps) ??
    shotsProblem(shotCount) ??
    (size === null ? sizeProblem(options.size ?? '') : null) ??
    workflowProblem(workflow, given.workflows)
  if (problem || size === null) return fail(problem ?? sizeProblem(options.size ?? ''))
  const deliverables = parseDeliverables(options.deliverables ?? [], size)
  if (!deliverables.ok) return deliverables

  const named = clean(options.title ?? '').slice(0, 120)
  return ok({
    title:
      named ||
      words.title ||
      scriptTitle(script) ||
      titleOf(files.map((f) => saidByName(f.name)).find((words) => words !== '') ?? '') ||
      UNTITLED,
    summary,
    script: script === '' ? null : script,
    assetIds: files.map((f) => f.assetId),
    durationSeconds,
    fps,
    size,
    tone: clean(options.tone ?? '') || words.tone,
    styleTags: options.styleTags ? options.styleTags.map(clean).filter((t) => t !== '') : words.styleTags,
    shotCount,
    loop: options.loop ?? words.loop,
    deliverables: deliverables.value,
    workflow,
    gate: options.gate ?? null,
  })
}

const usualSeconds = (script: string): number =>
  script === ''
    ? DEFAULT_SECONDS
    : Math.min(MAX_DEFAULT_SECONDS, Math.max(DEFAULT_SECONDS, scriptBeats(script).length * SECONDS_A_BEAT))

const clean = (text: string): string => plainText(text).replaceAll(/\s+/g, ' ').slice(0, 200)

const tooLong = (text: string, maxCharacters: number): InputFailure | null =>
  text.length > maxCharacters ? { type: 'brief-too-long', characters: text.length, maxCharacters } : null

/** What the words asked in vain does not matter where an option says it. */
function isOverruled(problem: InputFailure, options: BriefOptions): boolean {
  switch (problem.type) {
    case 'duration-out-of-range':
      return options.durationSeconds !== undefined
    case 'fps-out-of-range':
      return options.fps !== undefined
    case 'size-out-of-range':
      return options.size !== undefined
    case 'shot-count-out-of-range':
      return options.shotCount !== undefined
    default:
      return false
  }
}

function sizeOf(given: string, base: Size): Size | null {
  const [, w = '', sign = '', h = ''] = /^\s*(\d+(?:\.\d+)?)\s*([x×*:])\s*(\d+(?:\.\d+)?)\s*$/i.exec(given) ?? []
  if (sign === '') return readBriefText(given, base).size
  const ratio = Number(w) / Number(h)
  if (sign === ':' && !(ratio >= 0.2 && ratio <= 5)) return null
  const size = sign === ':' ? sizeOfAspect(ratio, base) : evenSize({ width: Number(w), height: Number(h) })
  return sizeFits(size) ? size : null
}

const isWithin = (n: number, min: number, max: number): boolean => n >= min && n <= max

function lengthProblem(seconds: number): InputFailure | null {
  const { minSeconds, maxSeconds } = BRIEF_LIMITS
  return isWithin(seconds, minSeconds, maxSeconds)
    ? null
    : { type: 'duration-out-of-range', seconds, minSeconds, maxSeconds }
}

function fpsProblem(given: number): InputFailure | null {
  const { minFps, maxFps } = BRIEF_LIMITS
  return isWithin(given, minFps, maxFps) ? null : { type: 'fps-out-of-range', given, minFps, maxFps }
}

const shotsProblem = (given: number | null): InputFailure | null =>
  given === null || (Number.isInteger(given) && isWithin(given, 1, BRIEF_LIMITS.maxShots))
    ? null
    : { type: 'shot-count-out-of-range', given, max: BRIEF_LIMITS.maxShots }

const sizeProblem = (given: string): InputFailure => ({
  type: 'size-out-of-range',
  given: given.slice(0, 60),
  minSide: BRIEF_LIMITS.minSide,
  maxSide: BRIEF_LIMITS.maxSide,
})

const workflowProblem = (given: string | null, known: readonly string[]): InputFailure | null =>
  given === null || known.includes(given) ? null : { type: 'workflow-unknown', given: given.slice(0, 60), known }
