/** What is wrong with what a brief asks for, at the option that says it, before any film is begun. Pure. */
import { BRIEF_LIMITS } from '../src/domain/brief.ts'
import { type BriefOptions, resolveRequest } from '../src/domain/brief-request.ts'
import type { InputFailure } from '../src/domain/failure.ts'
import { DEFAULT_SETTINGS } from '../src/domain/project.ts'
import { sayFailure } from '../src/words/say.ts'
import type { Problems } from './problems.ts'

/** Which of the brief's options said it; the words themselves where none did. */
const AT = {
  'duration-out-of-range': ['duration', 'durationSeconds'],
  'fps-out-of-range': ['fps', 'fps'],
  'size-out-of-range': ['size', 'size'],
  'deliverable-unknown': ['deliverables', 'deliverables'],
  'too-many-deliverables': ['deliverables', 'deliverables'],
} as const satisfies Partial<Record<InputFailure['type'], readonly [string, keyof BriefOptions]>>

/** Files and workflows are looked at later. */
export function problemsOfBrief(text: string, options: BriefOptions, hasFiles: boolean): Problems {
  const problems: Record<string, string> = {}
  // A file may be the script.
  const scriptText = hasFiles ? 'a file' : null
  const rest: { -readonly [K in keyof BriefOptions]: BriefOptions[K] } = { ...options, workflow: undefined }
  for (;;) {
    const given = { text, options: rest, settings: DEFAULT_SETTINGS, files: [], workflows: [], scriptText }
    const read = resolveRequest({ ...given, voiceoverSeconds: null })
    if (read.ok) return problems
    const { failure } = read
    const [name, option] = failure.type in AT ? AT[failure.type as keyof typeof AT] : ['text', null]
    const isSaid = option !== null && rest[option] !== undefined
    problems[isSaid ? name : fieldOf(failure)] = sayFailure(failure)
    if (!isSaid) return problems
    // What else is wrong is found without it.
    rest[option] = undefined
  }
}

const fieldOf = (f: InputFailure): 'script' | 'text' =>
  f.type === 'brief-too-long' && f.maxCharacters === BRIEF_LIMITS.maxScriptCharacters ? 'script' : 'text'
