import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../bin/config.ts'
import { ConfigError, type Environment } from '../../bin/config-variables.ts'

const parse = (env: Environment) => parseConfig(env, '/srv/nora')
const refusal = (env: Environment): string => {
  try {
    parse(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('settings', () => {
  test('nothing set is a whole configuration', () => {
    expect(parse({})).toEqual({
      home: '/srv/nora/.nora',
      http: { host: '127.0.0.1', port: 8787, publicUrl: 'http://127.0.0.1:8787', token: null },
      roles: ['chat', 'http', 'work'],
      databaseUrl: null,
      comfyui: { urls: [], headers: {} },
      defaultWorkflow: null,
      model: null,
      discord: null,
      slack: null,
      admins: [],
      secrets: [],
      color: true,
    })
  })
  test('an empty variable means the same as none', () => {
    expect(parse({ NORA_PORT: '', NORA_API_TOKEN: ' ', DATABASE_URL: '' })).toEqual(parse({}))
  })
  test('lists and addresses', () => {
    const config = parse({
      COMFYUI_URLS: 'http://a:8188/, https://b/comfy',
      NORA_HOST: '::1',
      NORA_PORT: '9000',
      NORA_ROLES: 'http, work',
    })
    expect(config.comfyui.urls).toEqual(['http://a:8188', 'https://b/comfy'])
    expect(config.http.publicUrl).toBe('http://[::1]:9000')
    expect(config.roles).toEqual(['http', 'work'])
  })
})

describe('a bad value is refused in one line by name, with an example', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['NORA_PORT', 'eighty'],
    ['NORA_PORT', '70000'],
    ['NORA_ROLES', 'http,cook'],
    ['NORA_PUBLIC_URL', 'nora.example.com'],
    ['NORA_API_TOKEN', 'secretword'],
    ['NORA_ADMINS', 'ada'],
    ['NORA_ADMINS', 'slack:T1:U1,irc::ada'],
    ['DATABASE_URL', 'mysql://root:secretword@db/nora'],
    ['COMFYUI_URLS', 'gpu-1:8188'],
    ['COMFYUI_HEADERS', '{"authorization": 7}'],
    ['COMFYUI_HEADERS', 'Bearer secretword'],
    ['NORA_DEFAULT_WORKFLOW', '../../etc/passwd'],
    ['OPENAI_API_KEY', 'sk secretword'],
    ['OPENAI_BASE_URL', 'localhost:11434'],
    ['NORA_PLANNER_MODEL', 'the large one'],
    // The two of them swapped, and one of a person.
    ['SLACK_BOT_TOKEN', 'xapp-1-secretword'],
    ['SLACK_APP_TOKEN', 'xoxb-secretword'],
    ['SLACK_BOT_TOKEN', 'xoxp-secretword'],
  ]
  for (const [name, value] of bad)
    test(`${name}=${value}`, () => {
      const said = refusal({ [name]: value })
      expect(said).toMatch(new RegExp(`^${name}: expected .+, got .+\\. For example: ${name}=`))
      expect(said).not.toContain('\n')
      expect(said).not.toContain('secretword')
    })
  test('no other address than loopback without a token', () => {
    expect(refusal({ NORA_HOST: '0.0.0.0' })).toMatch(/^NORA_HOST: .*NORA_API_TOKEN/)
    expect(refusal({ NORA_HOST: '0.0.0.0', NORA_API_TOKEN: 'a'.repeat(32) })).toBe('')
  })
})

describe('a model', () => {
  test('is turned on by a key or by a base URL', () => {
    const NORA_PLANNER_MODEL = 'large-1'
    const baseUrl = 'http://127.0.0.1:11434/v1'
    expect(parse({ OPENAI_API_KEY: 'sk-1', NORA_PLANNER_MODEL }).model).toEqual({
      apiKey: 'sk-1',
      baseUrl: null,
      name: 'large-1',
    })
    expect(parse({ OPENAI_BASE_URL: baseUrl, NORA_PLANNER_MODEL }).model).toMatchObject({ apiKey: null, baseUrl })
    expect(parse({ NORA_PLANNER_MODEL }).model).toBeNull()
  })
  test('without a name is refused by name', () => {
    expect(refusal({ OPENAI_API_KEY: 'sk-secretword' })).toMatch(
      /^NORA_PLANNER_MODEL: .*while OPENAI_API_KEY is set, got nothing\. For example: NORA_PLANNER_MODEL=/,
    )
    expect(refusal({ OPENAI_API_KEY: 'sk-secretword' })).not.toContain('secretword')
    expect(refusal({ OPENAI_BASE_URL: 'http://a/v1' })).toMatch(/^NORA_PLANNER_MODEL: .*while OPENAI_BASE_URL is set/)
  })
})

test('admins are users of platforms', () => {
  expect(parse({ NORA_ADMINS: 'slack:T1:U1, discord::42' }).admins).toEqual([
    { platform: 'slack', workspace: 'T1', userId: 'U1' },
    { platform: 'discord', workspace: '', userId: '42' },
  ])
})

test('secrets are known, so that the log can hide them', () => {
  const { secrets } = parse({
    NORA_API_TOKEN: 'token-token-token',
    DATABASE_URL: 'postgres://nora:pass%20word@db/nora',
    COMFYUI_HEADERS: '{"authorization":"Bearer 12345"}',
    OPENAI_API_KEY: 'sk-abcdef',
    NORA_PLANNER_MODEL: 'large-1',
  })
  expect(secrets).toEqual(['token-token-token', 'sk-abcdef', 'Bearer 12345', 'pass%20word', 'pass word'])
  expect(parse({ DATABASE_URL: 'postgres://nora:100%zz-sure@db/nora' }).secrets).toEqual(['100%zz-sure'])
})
