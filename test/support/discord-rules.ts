/** Would Discord take this request? By its own description of every request that Nora makes, and by what its guides say beyond it. */
import { type Outgoing, undescribed } from './discord-description.ts'
import { beyondLimits } from './discord-limits.ts'
import { type CommandNode, type FirstAnswer, wrongAnswer, wrongCommands } from './discord-shapes.ts'

type Sent = Outgoing & {
  readonly files: readonly { readonly name: string }[]
  /** For a first answer: of what kind the interaction is, where that is known. */
  readonly answers?: number | undefined
}

/** What is wrong with it, in words; an empty list for one that Discord takes. */
export function breachesOf(sent: Sent): readonly string[] {
  const undescribedParts = undescribed(sent)
  const wrong = undescribedParts.length > 0 ? undescribedParts : beyondDescription(sent)
  return wrong.map((w) => `${sent.method} ${sent.path}: ${w}`)
}

function beyondDescription({ method, path, body, files, answers }: Sent): readonly string[] {
  if (body === null) return []
  if (/^\/applications\/\d+\/(guilds\/\d+\/)?commands$/.test(path)) return wrongCommands(body as readonly CommandNode[])
  if (path.endsWith('/callback')) return wrongAnswer(body as FirstAnswer, answers ?? null)
  const isMessage = /^\/channels\/\d+\/messages(\/\d+)?$|^\/webhooks\/\d+\/[^/]+(\/messages\/[^/]+)?$/.test(path)
  if (!isMessage) return []
  const names = files.map((f) => f.name)
  return beyondLimits(body as Parameters<typeof beyondLimits>[0], method === 'POST' ? names : null)
}
