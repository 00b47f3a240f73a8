/** What Slack sends, read leniently: only what is used, and nothing else is asked of it. */
import { z } from 'zod'

export const zFile = z.looseObject({
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

const zSaid = z.looseObject({
  ts: z.string().nullish(),
  user: z.string().nullish(),
  bot_id: z.string().nullish(),
  text: z.string().nullish(),
  subtype: z.string().nullish(),
  thread_ts: z.string().nullish(),
  files: z.array(zFile).nullish().catch(null),
})

export const zMessage = z.looseObject({
  ...zSaid.shape,
  channel: z.string(),
  channel_type: z.string().nullish(),
  deleted_ts: z.string().nullish(),
  message: zSaid.nullish(),
  previous_message: zSaid.nullish(),
})
export type SlackMessage = z.output<typeof zMessage>

export const zReaction = z.looseObject({
  user: z.string(),
  reaction: z.string(),
  item: z.looseObject({ type: z.string(), channel: z.string().nullish(), ts: z.string().nullish() }),
})

export const zSlash = z.looseObject({
  command: z.string(),
  text: z.string().nullish(),
  channel_id: z.string(),
  channel_name: z.string().nullish(),
  user_id: z.string(),
  user_name: z.string().nullish(),
  trigger_id: z.string(),
})

const zUser = z.looseObject({ id: z.string(), name: z.string().nullish(), username: z.string().nullish() })

export const zAction = z.looseObject({
  user: zUser,
  trigger_id: z.string().nullish(),
  channel: z.looseObject({ id: z.string() }).nullish(),
  message: zSaid.nullish(),
  container: z
    .looseObject({
      channel_id: z.string().nullish(),
      thread_ts: z.string().nullish(),
      message_ts: z.string().nullish(),
    })
    .nullish(),
  actions: z.array(z.looseObject({ action_id: z.string(), value: z.string().nullish() })).min(1),
})

export const zShortcut = z.looseObject({
  callback_id: z.string(),
  trigger_id: z.string(),
  user: zUser,
  channel: z.looseObject({ id: z.string(), name: z.string().nullish() }).nullish(),
  message: zSaid.nullish(),
})

const zOption = z.looseObject({ value: z.string(), text: z.looseObject({ text: z.string().nullish() }).nullish() })
export const zField = z.looseObject({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: zOption.nullish(),
  selected_options: z.array(zOption).nullish(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  files: z.array(zFile).nullish().catch(null),
})
export type SlackField = z.output<typeof zField>

const zState = z.looseObject({ values: z.record(z.string(), z.record(z.string(), zField)) })

export const zView = z.looseObject({
  user: zUser,
  view: z.looseObject({
    id: z.string(),
    private_metadata: z.string(),
    state: zState,
  }),
})

export const zSuggest = z.looseObject({
  value: z.string().nullish(),
  block_id: z.string(),
  view: z.looseObject({ private_metadata: z.string().nullish(), state: zState.nullish().catch(null) }).nullish(),
})
