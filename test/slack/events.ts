/** Events in the shapes that Slack's documentation shows (docs.slack.dev/reference/events), written by hand. */

type At = { readonly channel: string; readonly ts: string; readonly thread?: string }
type Said = At & { readonly user: string; readonly text: string }

const inThread = ({ thread }: At) => (thread === undefined ? {} : { thread_ts: thread, parent_user_id: 'U0NORA' })
const richText = (text: string) => [
  {
    type: 'rich_text',
    block_id: 'rt',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  },
]

const spoken = (o: Said) => ({
  type: 'message',
  user: o.user,
  ts: o.ts,
  client_msg_id: `5b1e8f2a-${o.ts}`,
  text: o.text,
  team: 'T000000001',
  blocks: richText(o.text),
  ...inThread(o),
})
const received = (o: At) => ({ channel: o.channel, channel_type: 'channel', event_ts: o.ts })

export const message = (o: Said) => ({ ...spoken(o), ...received(o) })

export const subtyped = (subtype: string, o: Said, more: object = {}) => ({
  ...spoken(o),
  subtype,
  ...more,
  ...received(o),
})

/** `isByHand` false: Slack itself, as when a link unfolds or a language is found. */
export const messageChanged = (o: Said & { readonly before: string | null; readonly isByHand: boolean }) => ({
  type: 'message',
  subtype: 'message_changed',
  hidden: true,
  ...received(o),
  ts: `${o.ts}9`,
  message: {
    ...spoken(o),
    ...(o.isByHand
      ? { edited: { user: o.user, ts: `${o.ts}9` } }
      : { attachments: [{ id: 1, from_url: 'https://films.example/fox', title: 'A fox', fallback: 'A fox' }] }),
  },
  ...(o.before === null ? {} : { previous_message: spoken({ ...o, text: o.before }) }),
})

export const messageDeleted = (o: Said) => ({
  type: 'message',
  subtype: 'message_deleted',
  hidden: true,
  ...received(o),
  ts: `${o.ts}9`,
  deleted_ts: o.ts,
  previous_message: spoken(o),
})

/** A deleted message that others had replied to stays as this. */
export const tombstone = (o: Said) => ({
  type: 'message',
  subtype: 'message_changed',
  hidden: true,
  ...received(o),
  ts: `${o.ts}9`,
  message: {
    type: 'message',
    subtype: 'tombstone',
    user: 'USLACKBOT',
    hidden: true,
    ts: o.ts,
    text: 'This message was deleted.',
    ...inThread(o),
  },
  previous_message: spoken(o),
})

export const mention = (o: Said & { readonly files?: readonly object[] }) => ({
  ...spoken(o),
  type: 'app_mention',
  channel: o.channel,
  event_ts: o.ts,
  ...(o.files === undefined ? {} : { files: o.files, upload: false, display_as_bot: false }),
})

export const reaction = (
  type: 'reaction_added' | 'reaction_removed',
  o: { readonly user: string; readonly reaction: string; readonly item: object },
) => ({ type, ...o, item_user: 'U0NORA', event_ts: '1795000000.000900' })

export const home = (user: string, tab: 'home' | 'messages') => ({
  type: 'app_home_opened',
  user,
  channel: 'D0NORA',
  tab,
  event_ts: '1795000000.000100',
})

/** Those that no subscription of Nora's asks for, and those that Slack sends unasked. */
export const strangers = (channel: string, user: string): readonly object[] => [
  { type: 'member_joined_channel', user, channel, channel_type: 'C', team: 'T000000001', inviter: user },
  { type: 'member_left_channel', user, channel, channel_type: 'C', team: 'T000000001' },
  { type: 'channel_archive', channel, user },
  { type: 'channel_rename', channel: { id: channel, name: 'cuts', created: 1_795_000_000 } },
  { type: 'tokens_revoked', tokens: { oauth: [user], bot: [] } },
  { type: 'app_uninstalled' },
  { type: 'file_shared', channel_id: channel, file_id: 'F0', user_id: user, file: { id: 'F0' } },
  { type: 'team_join', user: { id: 'U0NEW', name: 'new' } },
  { type: 'something_of_next_year', anything: [{ at: 'all' }] },
]

export const rateLimited = JSON.stringify({
  token: 'legacy',
  type: 'app_rate_limited',
  team_id: 'T000000001',
  minute_rate_limited: 1_795_000_000,
  api_app_id: 'A0NORA',
})
