/** Takes a brief from a message: where its thread shows that it begins, only trouble is answered. */
import { type Answer, type Asked, NOTHING, refuse, refused, say } from '../../commands/command.ts'
import { onItsWay } from '../../commands/brief.ts'
import { card } from '../../src/words/card.ts'
import { sayFailure } from '../../src/words/say.ts'
import type { Nora } from '../../src/nora.ts'

export async function briefOf(nora: Nora, asked: Asked, text: string): Promise<Answer> {
  const { channel, personId, files, requestId } = asked
  if (channel === null) return refuse('A brief is given in a channel.')
  const taken = await nora.briefFromChat({ channel, personId, text, options: {}, assetIds: [], files, requestId })
  if (!taken.ok) return refused(taken.failure)
  const { brief, refused: lost } = taken.value
  if (asked.beginsIn !== undefined) return say(onItsWay(brief, asked, lost))
  return lost.length === 0 ? NOTHING : say(card('Not all files could be used', lost.map(sayFailure)))
}
