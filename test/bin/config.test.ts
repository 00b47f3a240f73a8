import { describe, expect, test } from 'vitest'
import { ConfigError, parseConfig, type Environment } from '../../bin/config.ts'

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
  })
  expect(secrets).toEqual(['token-token-token', 'Bearer 12345', 'pass%20word', 'pass word'])
  expect(parse({ DATABASE_URL: 'postgres://nora:100%zz-sure@db/nora' }).secrets).toEqual(['100%zz-sure'])
})
