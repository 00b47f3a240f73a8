/** What platforms show: the messages of briefs, and whose a channel is. */
import { and, asc, eq, getTableColumns } from 'drizzle-orm'
import type { BriefId, NoteId, ProjectId } from '../../src/domain/ids.ts'
import type { Channel, ChatMessage, MessagePlace } from '../../src/domain/message.ts'
import type { Queries } from './queries.ts'
import { chatMessages as m } from './schema-log.ts'
import { channels } from './schema-people.ts'
import { deliveries } from './schema-review.ts'

function select(db: Queries) {
  const { deliveryId: _, ...columns } = getTableColumns(m)
  return db
    .select({ ...columns, deliveryNo: deliveries.number })
    .from(m)
    .leftJoin(deliveries, eq(deliveries.id, m.deliveryId))
}

/** By primary key. */
export async function messageAt(db: Queries, at: MessagePlace): Promise<ChatMessage | null> {
  const [row] = await select(db).where(
    and(
      eq(m.platform, at.platform),
      eq(m.workspace, at.workspace),
      eq(m.channel, at.channel),
      eq(m.message, at.message),
    ),
  )
  return row ?? null
}

/** By the beginning of `chat_messages_of_brief`: a brief has a handful. */
export const listMessages = async (db: Queries, briefId: BriefId): Promise<readonly ChatMessage[]> =>
  select(db).where(eq(m.briefId, briefId)).orderBy(asc(m.at), asc(m.message))

/** Two that come at once: the second waits for the first, then does nothing. */
export async function rememberMessage(db: Queries, { deliveryNo, ...message }: ChatMessage): Promise<boolean> {
  const [delivery] =
    deliveryNo === null
      ? []
      : await db
          .select({ id: deliveries.id })
          .from(deliveries)
          .where(and(eq(deliveries.briefId, message.briefId), eq(deliveries.number, deliveryNo)))
  if (deliveryNo !== null && delivery === undefined)
    throw new Error(`Expected one row for delivery ${deliveryNo} of ${message.briefId}, got 0`)
  const added = await db
    .insert(m)
    .values({ ...message, deliveryId: delivery?.id ?? null })
    .onConflictDoNothing()
    .returning({ message: m.message })
  return added.length === 1
}

/** By primary key. */
export async function saveMessageNote(db: Queries, at: MessagePlace, noteId: NoteId): Promise<void> {
  const { platform, workspace, channel, message } = at
  await db
    .update(m)
    .set({ noteId })
    .where(and(eq(m.platform, platform), eq(m.workspace, workspace), eq(m.channel, channel), eq(m.message, message)))
}

/** By primary key. */
export async function projectOfChannel(db: Queries, at: Channel): Promise<ProjectId | null> {
  const [row] = await db
    .select({ projectId: channels.projectId })
    .from(channels)
    .where(
      and(eq(channels.platform, at.platform), eq(channels.workspace, at.workspace), eq(channels.channel, at.channel)),
    )
  return row?.projectId ?? null
}

/** By the beginning of the primary key. */
export const boundChannels = (db: Queries, platform: Channel['platform']): Promise<Channel[]> =>
  db
    .select({ platform: channels.platform, workspace: channels.workspace, channel: channels.channel })
    .from(channels)
    .where(eq(channels.platform, platform))

export async function bindChannel(db: Queries, at: Channel, projectId: ProjectId): Promise<void> {
  const { platform, workspace, channel } = at
  await db
    .insert(channels)
    .values({ platform, workspace, channel, projectId })
    .onConflictDoUpdate({ target: [channels.platform, channels.workspace, channels.channel], set: { projectId } })
}
