/** What Discord sends, as far as Nora reads it: parsed leniently, since it grows without notice. */
import { z } from 'zod'

const zId = z.string().regex(/^\d{5,25}$/)

const zUser = z.object({ id: zId, username: z.string(), global_name: z.string().nullish(), bot: z.boolean().nullish() })
const zMember = z.object({
  user: zUser.nullish(),
  nick: z.string().nullish(),
  /** Of an interaction only: all that they may in the channel, as a number in text. */
  permissions: z.string().nullish(),
  roles: z.array(z.string()).nullish(),
})
export const zAttachment = z.object({ id: zId, filename: z.string(), url: z.string(), size: z.number().nullish() })
export type Attachment = z.output<typeof zAttachment>

/** What was forwarded, and the cards of bots: for those who point at a message. */
const zSaid = z.object({
  content: z.string().nullish(),
  attachments: z.array(zAttachment).nullish(),
  embeds: z.array(z.object({ title: z.string().nullish(), description: z.string().nullish() })).nullish(),
})

const zMentioned = z.object({
  id: zId,
  username: z.string().nullish(),
  global_name: z.string().nullish(),
  member: z.object({ nick: z.string().nullish() }).nullish(),
})

export const zMessage = zSaid.extend({
  id: zId,
  channel_id: zId,
  guild_id: zId.nullish(),
  author: zUser.nullish(),
  member: zMember.nullish(),
  webhook_id: z.string().nullish(),
  /** 0: said, 19: a reply; the rest is what Discord itself tells. */
  type: z.number().nullish(),
  message_snapshots: z.array(z.object({ message: zSaid })).nullish(),
  mentions: z.array(zMentioned).nullish(),
  mention_roles: z.array(z.string()).nullish(),
  message_reference: z.object({ message_id: zId.nullish(), channel_id: zId.nullish() }).nullish(),
  edited_timestamp: z.string().nullish(),
})
export type Message = z.output<typeof zMessage>

export const zDeleted = z.object({ id: zId, channel_id: zId, guild_id: zId.nullish() })
export type Deleted = z.output<typeof zDeleted>
export const zManyDeleted = z.object({ ids: z.array(zId), channel_id: zId, guild_id: zId.nullish() })

export const zReaction = z.object({
  user_id: zId,
  channel_id: zId,
  message_id: zId,
  guild_id: zId.nullish(),
  /** These two when it is put on, not when it is taken away. */
  message_author_id: z.string().nullish(),
  member: zMember.nullish(),
  emoji: z.object({ name: z.string().nullish() }),
})

/** All marks of a message, or all of one emoji, were taken away by somebody who may. */
export const zCleared = zReaction.pick({ channel_id: true, message_id: true })

const zValue = z.union([z.string(), z.number(), z.boolean()])
export type RawOption = {
  readonly name: string
  readonly type: number
  readonly value?: string | number | boolean | null | undefined
  readonly focused?: boolean | null | undefined
  readonly options?: readonly RawOption[] | null | undefined
}
const zOption: z.ZodType<RawOption> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.number(),
    value: zValue.nullish(),
    focused: z.boolean().nullish(),
    options: z.array(zOption).nullish(),
  }),
)

/** A field of a form, in a label of its own or in a row. */
const zField = z.object({
  custom_id: z.string().nullish(),
  value: z.string().nullish(),
  values: z.array(z.string()).nullish(),
})
const zPart = z.object({ component: zField.nullish(), components: z.array(zField).nullish() })

export const zInteraction = z.object({
  id: zId,
  application_id: zId,
  /** 2: a command, 3: a button or a list, 4: typing an option, 5: a form. */
  type: z.number(),
  token: z.string(),
  guild_id: zId.nullish(),
  channel_id: zId.nullish(),
  channel: z
    .object({ id: zId, type: z.number(), name: z.string().nullish(), parent_id: z.string().nullish() })
    .nullish(),
  /** All that Nora may there, as a number in text. */
  app_permissions: z.string().nullish(),
  member: zMember.nullish(),
  attachment_size_limit: z.number().nullish(),
  message: z.object({ id: zId }).nullish(),
  data: z
    .object({
      name: z.string().nullish(),
      /** Of a command: 1 slash, 3 on a message. */
      type: z.number().nullish(),
      options: z.array(zOption).nullish(),
      custom_id: z.string().nullish(),
      values: z.array(z.string()).nullish(),
      target_id: z.string().nullish(),
      components: z.array(zPart).nullish(),
      resolved: z
        .object({
          attachments: z.record(z.string(), zAttachment).nullish(),
          users: z.record(z.string(), zUser).nullish(),
          messages: z.record(z.string(), zMessage).nullish(),
        })
        .nullish(),
    })
    .nullish(),
})
export type Interaction = z.output<typeof zInteraction>
