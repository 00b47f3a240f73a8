/** Requests in the shapes that Slack's documentation shows, written by hand: none was recorded from a workspace. */

const WHO = { id: 'U0ADA', name: 'ada', username: 'ada', team_id: 'T000000001' }

export const slash = (o: {
  command: string
  text: string
  channel: string
  channelName?: string
  user: string
  trigger: string
  respond: string
}) =>
  new URLSearchParams({
    token: 'legacy',
    team_id: 'T000000001',
    team_domain: 'emulate',
    channel_id: o.channel,
    channel_name: o.channelName ?? 'films',
    user_id: o.user,
    user_name: 'ada',
    command: o.command,
    text: o.text,
    api_app_id: 'A0NORA',
    is_enterprise_install: 'false',
    response_url: o.respond,
    trigger_id: o.trigger,
  }).toString()

const interactive = (payload: object) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString()

export const buttons = (o: {
  action: string
  value: string
  channel: string
  user: string
  trigger: string
  thread: string
  respond: string
  /** Of the message that the button stands on. */
  blocks?: readonly object[]
}) =>
  interactive({
    type: 'block_actions',
    team: { id: 'T000000001', domain: 'emulate' },
    user: { ...WHO, id: o.user },
    api_app_id: 'A0NORA',
    token: 'legacy',
    ...(o.channel === ''
      ? { container: { type: 'view', view_id: 'V2' } }
      : {
          container: {
            type: 'message',
            message_ts: '1.2',
            channel_id: o.channel,
            thread_ts: o.thread,
            is_ephemeral: false,
          },
          channel: { id: o.channel, name: 'films' },
        }),
    trigger_id: o.trigger,
    ...(o.channel === ''
      ? {}
      : {
          message: {
            type: 'message',
            ts: '1.2',
            thread_ts: o.thread,
            bot_id: 'B0NORA',
            text: 'The plan',
            blocks: o.blocks ?? [],
          },
          response_url: o.respond,
        }),
    actions: [
      {
        type: 'button',
        action_id: o.action,
        block_id: 'b',
        value: o.value,
        text: { type: 'plain_text', text: 'Go' },
        action_ts: '1',
      },
    ],
  })

export const submission = (o: { viewId: string; metadata: string; user: string; values: object }) =>
  interactive({
    type: 'view_submission',
    team: { id: 'T000000001', domain: 'emulate' },
    user: { ...WHO, id: o.user },
    api_app_id: 'A0NORA',
    token: 'legacy',
    trigger_id: '9.9',
    view: {
      id: o.viewId,
      team_id: 'T000000001',
      type: 'modal',
      callback_id: 'form',
      private_metadata: o.metadata,
      state: { values: o.values },
      hash: '1.a',
      blocks: [],
    },
    response_urls: [],
    is_enterprise_install: false,
  })

export const shortcut = (o: {
  id: string
  channel: string
  user: string
  trigger: string
  message: object
  respond: string
}) =>
  interactive({
    type: 'message_action',
    callback_id: o.id,
    trigger_id: o.trigger,
    message_ts: '1.3',
    response_url: o.respond,
    team: { id: 'T000000001', domain: 'emulate' },
    user: { ...WHO, id: o.user },
    channel: { id: o.channel, name: 'films' },
    message: { type: 'message', ts: '1.3', user: o.user, ...o.message },
    token: 'legacy',
  })

export const suggestion = (o: {
  option: string
  typed: string
  metadata: string
  user: string
  state?: Readonly<Record<string, object>>
}) =>
  interactive({
    type: 'block_suggestion',
    team: { id: 'T000000001', domain: 'emulate' },
    user: { ...WHO, id: o.user },
    api_app_id: 'A0NORA',
    token: 'legacy',
    action_id: 'v',
    block_id: o.option,
    value: o.typed,
    container: { type: 'view', view_id: 'V1' },
    view: {
      id: 'V1',
      type: 'modal',
      callback_id: 'form',
      private_metadata: o.metadata,
      state: { values: Object.fromEntries(Object.entries(o.state ?? {}).map(([block, v]) => [block, { v }])) },
    },
  })

export const event = (id: string, inner: object) =>
  JSON.stringify({
    token: 'legacy',
    team_id: 'T000000001',
    api_app_id: 'A0NORA',
    type: 'event_callback',
    event_id: id,
    event_time: 1_795_000_000,
    authorizations: [{ enterprise_id: null, team_id: 'T000000001', user_id: 'U0NORA', is_bot: true }],
    event: inner,
  })

/** Kinds of requests that Nora has no part in, and those of buttons and forms that are none of hers. */
export function strangeRequests(o: { channel: string; user: string }): readonly string[] {
  const base = {
    team: { id: 'T000000001', domain: 'emulate' },
    user: { ...WHO, id: o.user },
    api_app_id: 'A0NORA',
    token: 'legacy',
    trigger_id: '7.7',
  }
  const view = { id: 'V9', type: 'modal', private_metadata: '', state: { values: {} }, hash: '1.b', blocks: [] }
  const channel = { id: o.channel, name: 'films' }
  return [
    interactive({ ...base, type: 'view_closed', view: { ...view, callback_id: 'form' }, is_cleared: true }),
    interactive({ ...base, type: 'view_submission', view: { ...view, callback_id: 'of-another-app' } }),
    interactive({ ...base, type: 'shortcut', callback_id: 'global-of-another-app', action_ts: '1' }),
    interactive({ ...base, type: 'message_action', callback_id: 'of-another-app', channel, message: { ts: '1.1' } }),
    interactive({ ...base, type: 'interactive_message', callback_id: 'legacy', actions: [{ name: 'a', value: 'b' }] }),
    interactive({ ...base, type: 'dialog_submission', callback_id: 'legacy', submission: {}, channel }),
    interactive({
      ...base,
      type: 'block_suggestion',
      action_id: 'v',
      block_id: 'b',
      value: 'x',
      container: { type: 'message', message_ts: '1.1', channel_id: o.channel },
    }),
    new URLSearchParams({
      command: '/of-another-app',
      text: '',
      channel_id: o.channel,
      user_id: o.user,
      trigger_id: '7.8',
      team_id: 'T000000001',
    }).toString(),
  ]
}

/** Parts of blocks that Nora does not use: what they send has no `value`. */
export const overflow = (o: { channel: string; user: string; trigger: string }) =>
  interactive({
    type: 'block_actions',
    team: { id: 'T000000001', domain: 'emulate' },
    user: { ...WHO, id: o.user },
    api_app_id: 'A0NORA',
    token: 'legacy',
    trigger_id: o.trigger,
    container: { type: 'message', message_ts: '1.2', channel_id: o.channel, is_ephemeral: true },
    channel: { id: o.channel, name: 'films' },
    actions: [
      {
        type: 'overflow',
        action_id: 'more',
        block_id: 'b',
        selected_option: { text: { type: 'plain_text', text: 'One' }, value: 'one' },
        action_ts: '1',
      },
    ],
  })
