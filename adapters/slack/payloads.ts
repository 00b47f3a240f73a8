/** What Slack sends, read leniently: only what is used is asked of it, and only that is kept. */
import { z } from 'zod'

export const zFile = z.object({
  id: z.string(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  size: z.number().nullish(),
  mimetype: z.string().nullish(),
  url_private_download: z.string().nullish(),
  url_private: z.string().nullish(),
  /** `check_file_info` in channels that are shared with other workspaces. */
  file_access: z.string().nullish(),
})
export type SlackFile = z.output<typeof zFile>

const zSaid = z.object({
  ts: z.string().nullish(),
  user: z.string().nullish(),
  bot_id: z.string().nullish(),
  text: z.string().nullish(),
  subtype: z.string().nullish(),
  thread_ts: z.string().nullish(),
  files: z.array(zFile).nullish().catch(null),
})

const zMessage = z.object({
  ...zSaid.shape,
  channel: z.string(),
  channel_type: z.string().nullish(),
  edited: z.object({}).nullish(),
  deleted_ts: z.string().nullish(),
  message: zSaid.nullish(),
  previous_message: zSaid.nullish(),
})

const zReaction = z.object({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.string(), channel: z.string().nullish(), ts: z.string().nullish() }),
})

/** Events come in envelopes that name them. */
export const zMessageEvent = z.object({ event_id: z.string(), event: zMessage })
export type MessageEvent = z.output<typeof zMessageEvent>
export const zReactionEvent = z.object({ event_id: z.string(), event: zReaction })
export type ReactionEvent = z.output<typeof zReactionEvent>

/** Where an answer goes; null where there is none. */
const zAddress = z.url().nullish().catch(null)

export const zSlash = z.object({
  command: z.string(),
  text: z.string().nullish(),
  channel_id: z.string(),
  channel_name: z.string().nullish(),
  user_id: z.string(),
  user_name: z.string().nullish(),
  trigger_id: z.string(),
  response_url: zAddress,
})
export type Slash = z.output<typeof zSlash>

const zUser = z.object({ id: z.string(), name: z.string().nullish(), username: z.string().nullish() })

export const zAction = z.object({
  user: zUser,
  trigger_id: z.string().nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z
    .object({
      thread_ts: z.string().nullish(),
      text: z.string().nullish(),
      blocks: z.array(z.looseObject({ type: z.string() })).nullish(),
    })
    .nullish(),
  response_url: zAddress,
  container: z
    .object({
      channel_id: z.string().nullish(),
      thread_ts: z.string().nullish(),
      message_ts: z.string().nullish(),
    })
    .nullish(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().nullish() })).min(1),
})
export type Action = z.output<typeof zAction>

export const zShortcut = z.object({
  callback_id: z.string(),
  trigger_id: z.string(),
  user: zUser,
  channel: z.object({ id: z.string(), name: z.string().nullish() }).nullish(),
  message: zSaid.nullish(),
  response_url: zAddress,
})
export type Shortcut = z.output<typeof zShortcut>

const zOption = z.object({ value: z.string(), text: z.object({ text: z.string().nullish() }).nullish() })
export const zField = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: zOption.nullish(),
  selected_options: z.array(zOption).nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  files: z.array(zFile).nullish().catch(null),
})
export type SlackField = z.output<typeof zField>

const zState = z.object({ values: z.record(z.string(), z.record(z.string(), zField)) })

export const zView = z.object({
  user: zUser,
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    state: zState,
  }),
})
export type View = z.output<typeof zView>

export const zSuggest = z.object({
  user: z.object({ id: z.string() }),
  value: z.string().nullish(),
  block_id: z.string(),
  view: z.object({ private_metadata: z.string().nullish(), state: zState.nullish().catch(null) }).nullish(),
})

export const zHomeEvent = z.looseObject({
  event_id: z.string(),
  event: z.looseObject({ user: z.string(), tab: z.string().nullish() }),
})
export type HomeEvent = z.output<typeof zHomeEvent>
