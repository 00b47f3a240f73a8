/** What two hundred people of a bench do in Discord at once: commands, presses, an option being typed, forms sent off. */
export const GUILD = '900000000000000001'
export const CHANNEL = '900000000000000002'
export const ME = '900000000000000003'

export type Kind = 'command' | 'press' | 'typing' | 'form'
type Done = { readonly type: number; readonly data: object; readonly message?: object }

const sub = (name: string, options: readonly object[] = []) => ({
  id: '900000000000000009',
  name: 'nora',
  type: 1,
  options: [{ name, type: 1, options }],
})
const field = (name: string, value: string) => ({ type: 18, component: { type: 4, custom_id: name, value } })

export const INTERACTIONS: Readonly<Record<Kind, Done>> = {
  command: { type: 2, data: sub('status') },
  press: {
    type: 3,
    data: { custom_id: `go brf_${'0'.repeat(32)}:1`, component_type: 2 },
    message: { id: '900000000000000010', channel_id: CHANNEL, type: 0, content: '' },
  },
  typing: { type: 4, data: sub('status', [{ name: 'brief', type: 3, value: 'lan', focused: true }]) },
  form: {
    type: 5,
    data: { custom_id: `form revise:{"brief":"brf_${'0'.repeat(32)}"}`, components: [field('text', 'shot 2 darker')] },
  },
}

/** By the nth of some people. */
export const pressOn = (id: string, done: Done, nth: number): object => ({
  ...done,
  id,
  application_id: ME,
  token: `token-${id}`,
  guild_id: GUILD,
  channel_id: CHANNEL,
  attachment_size_limit: 10_485_760,
  version: 1,
  locale: 'en-US',
  entitlements: [],
  authorizing_integration_owners: {},
  channel: { id: CHANNEL, type: 0 },
  member: {
    user: {
      id: String(910_000_000_000_000_000n + BigInt(nth)),
      username: `person${nth}`,
      discriminator: '0',
      avatar: null,
    },
    permissions: '0',
    roles: [],
  },
})
