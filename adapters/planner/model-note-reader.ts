/** Reads notes with a language model where the rules are not certain; where none answers usably, the rules' reading stands. */
import type { Reading } from '../../src/domain/change.ts'
import { ok } from '../../src/domain/result.ts'
import { filmLength } from '../../src/domain/shot-plan.ts'
import { cutFrames } from '../../src/domain/shot.ts'
import type { NoteReader, NoteRequest } from '../../src/ports/note-reader.ts'
import { formSchema } from './model-form.ts'
import { MODEL_LIMITS, type ModelClient } from './model-client.ts'
import { takesOf } from './model-note-changes.ts'
import { readNoteAnswer } from './model-note-check.ts'
import { noteForm } from './model-note-form.ts'
import { sceneOf } from './note-reader.ts'
import type { Scene } from './note-scene.ts'
import { isPraise, isSocial, toSomebody } from './note-talk.ts'
import { plainNote } from './note-text.ts'
import { readPrompt } from './read-prompt.ts'

export function createModelNoteReader(deps: {
  readonly client: ModelClient
  /** The house's own, where a project names none. */
  readonly model: string
  readonly rules: NoteReader
  readonly totalMs?: number
}): NoteReader {
  const prompt = readPrompt('note')
  const schema = formSchema(noteForm)

  return {
    async read(request) {
      const byRules = await deps.rules.read(request)
      if (!byRules.ok || (await isCertain(byRules.value, request))) return byRules
      const scene = sceneOf(request)
      const answer = await deps.client.ask<Reading>({
        name: 'note',
        model: request.model ?? deps.model,
        system: prompt.text,
        text: noteFacts(request, scene),
        pictures: [],
        schema,
        read: (json) => readNoteAnswer(json, scene, request.text),
        signal: request.signal,
        totalMs: deps.totalMs ?? MODEL_LIMITS.noteMs,
      })
      return answer.ok ? ok(answer.value) : byRules
    },
  }

  /** What the rules understood to the end, and what is plainly not for Nora, needs no model and is shown to none. */
  async function isCertain(reading: Reading, request: NoteRequest): Promise<boolean> {
    if (reading.kind === 'unclear') return false
    const scene = sceneOf(request)
    for (const sentence of sentencesOf(request.text)) {
      if (toSomebody(sentence) || isPraise(sentence) || isSocial(sentence, scene) || THANKS.test(sentence)) continue
      if (reading.kind === 'talk') return false
      const alone = await deps.rules.read({ ...request, text: sentence })
      if (!alone.ok || alone.value.kind === 'talk') return false
    }
    return true
  }
}

const THANKS =
  /^(?:(?:ok(?:ay)?|yes|no|hi|hello|hey|thanks?|thank you|thx|merci|danke|gracias|grazie|so much|a lot|all|everyone|nora)[\s,.!]*)+$/i

const sentencesOf = (text: string): readonly string[] =>
  plainNote(text)
    .split(/(?<=[.!?;])\s+|\n/)
    .filter((sentence) => /\p{L}/u.test(sentence))

/** Everything in it is material and stands in quotes. */
function noteFacts(request: NoteRequest, scene: Scene): string {
  const { brief, plan } = request
  let frames = 0
  const shots = plan.shots.map((shot, at) => {
    const from = frames / brief.fps
    frames += cutFrames(shot, brief.fps)
    const { caption, framing, lens, cameraMove, locked } = shot
    return {
      number: at + 1,
      from,
      to: frames / brief.fps,
      caption,
      framing,
      lens,
      cameraMove,
      locked,
      takes: takesOf(scene, shot.id),
    }
  })
  const pointedAt = (scene.pointed ?? []).map((id) => plan.shots.findIndex((s) => s.id === id) + 1)
  return JSON.stringify({
    message: request.text,
    pointedAtShots: pointedAt,
    filmSeconds: filmLength(plan.shots, brief.fps) / brief.fps,
    newestDelivery: request.newestDelivery,
    shots,
  })
}
