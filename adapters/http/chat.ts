/** Free text for Nora: a command, a note on a film, or a brief; she answers in words and with what she did. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Answer } from '../../commands/command.ts'
import { runCommand } from '../../commands/run.ts'
import { parseCommand } from '../../commands/parse-command.ts'
import { type BriefId, DEFAULT_PROJECT, type PersonId, type ProjectId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import type { Randomness } from '../../src/ports/randomness.ts'
import { stageWord } from '../../src/words/say.ts'
import type { PersonNamed } from './asker.ts'
import { zChatAction, toChatActions } from './chat-actions.ts'
import { jsonLimit } from './json-limit.ts'
import { toNotedJson, zNoted } from './note-json.ts'
import { onInvalid } from './on-error.ts'
import { orRefuse } from './problem.ts'
import { answers, assetIdOf, briefIdOf, BRIEFS, jsonBody, otherwise, projectIdOf, zText } from './wire.ts'

const zChat = z
  .strictObject({
    text: zText.openapi({ example: 'A paper lantern drifts over a still lake at dusk, 12 seconds' }),
    requestType: z.literal('cinematicBrief').optional().openapi({
      description: 'The text is a brief, and is taken. Without it a brief is offered first.',
    }),
    context: z
      .strictObject({
        projectId: z.string().optional(),
        briefId: z.string().optional().openapi({ description: 'The film that is spoken of: then the text is a note.' }),
        assetIds: z.array(z.string()).max(1000).optional(),
      })
      .optional(),
    personId: z.string().optional(),
  })
  .openapi('ChatMessage')

const zReply = z
  .object({
    became: z.enum(['brief', 'note', 'command', 'offer']).openapi({
      description: 'What the text was taken for. Nothing is done on an offer: send it again with `requestType`.',
    }),
    reply: z.object({ title: z.string(), lines: z.array(z.string()) }).nullable(),
    briefId: z.string().nullable(),
    noted: zNoted.optional().openapi({ description: 'Only for a note.' }),
    actions: z.array(zChatAction).openapi({ description: 'What Nora did for this film on her own authority.' }),
  })
  .openapi('ChatReply')

const chat = createRoute({
  method: 'post',
  path: '/nora/chat',
  tags: ['chat'],
  summary: 'Say something to Nora in free text',
  description: `A leading verb is that command ("status", "cancel"); else, of a film, it is a note; else a brief, which is taken with \`requestType\` "cinematicBrief" and offered without. Files are uploaded to the project first.`,
  middleware: jsonLimit,
  request: {
    body: jsonBody(zChat, {
      text: 'A paper lantern drifts over a still lake at dusk, 12 seconds, melancholic',
      requestType: 'cinematicBrief',
      context: { assetIds: [] },
    }),
  },
  responses: {
    200: answers(zReply, 'What it was taken for, and what came of it'),
    202: answers(zReply, 'A brief is taken; work on it goes on'),
    default: otherwise,
  },
})

type Said = { readonly text: string; readonly personId: PersonId; readonly projectId: ProjectId | null }

export function createChatRoutes(deps: {
  readonly nora: Nora
  readonly personNamed: PersonNamed
  readonly randomness: Pick<Randomness, 'uuid'>
}) {
  const { nora } = deps
  const app = new OpenAPIHono({ defaultHook: onInvalid })

  app.openapi(chat, async (c) => {
    const { text, requestType, context = {}, personId: named } = c.req.valid('json')
    const said: Said = {
      text,
      personId: await deps.personNamed('personId', named),
      projectId: context.projectId === undefined ? null : projectIdOf(context.projectId),
    }
    const briefId = context.briefId === undefined ? null : briefIdOf(context.briefId)
    const assetIds = (context.assetIds ?? []).map(assetIdOf)
    if (requestType === undefined) {
      const typed = parseCommand(text)
      if (typed !== null && typed.command.name !== 'brief') {
        const asked = {
          ...said,
          projectId: said.projectId ?? DEFAULT_PROJECT,
          briefId,
          channel: null,
          requestId: deps.randomness.uuid(),
          files: [],
        }
        return c.json(await ofCommand(await runCommand(nora, typed.command, asked, typed.given), briefId), 200)
      }
      if (briefId !== null) return c.json(await noteOn(briefId, said), 200)
      return c.json(OFFER, 200)
    }
    const brief = orRefuse(
      await nora.takeBrief({
        projectId: said.projectId,
        requesterId: said.personId,
        text,
        options: {},
        assetIds,
        sessionId: null,
        idempotency: null,
      }),
    )
    c.header('Location', `/api${BRIEFS}/${brief.id}`)
    const reply = { title: `“${brief.title}” is on its way`, lines: [`It is ${stageWord(brief.state.stage)}.`] }
    return c.json({ became: 'brief' as const, reply, briefId: brief.id, actions: [] }, 202)
  })
  return app

  async function actionsOf(briefId: BriefId | null) {
    const full = briefId === null ? null : await nora.readBrief(briefId)
    return full?.ok === true ? toChatActions(full.value, nora.links) : []
  }

  async function ofCommand(answer: Answer, briefId: BriefId | null): Promise<z.infer<typeof zReply>> {
    const reply =
      answer.show === 'card'
        ? { title: answer.card.title, lines: [...answer.card.lines] }
        : answer.show === 'form'
          ? { title: answer.form.title, lines: ['Say it in the same message.'] }
          : null
    return { became: 'command', reply, briefId, actions: await actionsOf(briefId) }
  }

  async function noteOn(briefId: BriefId, { text, personId }: Said): Promise<z.infer<typeof zReply>> {
    const note = { briefId, personId, text, deliveryNo: null, shotIndex: null, timecodeSeconds: null }
    const noted = toNotedJson(orRefuse(await nora.takeNote(note)))
    return { became: 'note', reply: replyTo(noted), briefId, noted, actions: await actionsOf(briefId) }
  }
}

const OFFER: z.infer<typeof zReply> = {
  became: 'offer',
  reply: {
    title: 'Shall I make a film of this?',
    lines: ['Send it again with requestType "cinematicBrief", or begin with a verb such as "status" or "help".'],
  },
  briefId: null,
  actions: [],
}

function replyTo(noted: z.infer<typeof zNoted>): z.infer<typeof zReply>['reply'] {
  switch (noted.became) {
    case 'note':
      return { title: 'Noted', lines: noted.offer === undefined ? [] : [noted.offer] }
    case 'question':
      return { title: noted.question?.text ?? '', lines: noted.question?.answers ?? [] }
    case 'answer':
      return { title: noted.text ?? '', lines: [] }
    case 'talk':
      return null
  }
}
