/** The only reader of the environment: parses it once, refuses bad values by name, value and example, never shows a secret. */
import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import type { Identity } from '../src/domain/project.ts'

export type Role = 'chat' | 'http' | 'work'

export type Config = {
  /** Absolute. */
  readonly home: string
  readonly http: {
    readonly host: string
    readonly port: number
    readonly publicUrl: string
    readonly token: string | null
  }
  readonly roles: readonly Role[]
  /** Null: the embedded PostgreSQL under `home`. */
  readonly databaseUrl: string | null
  /** Empty: previz, the built-in renderer. */
  readonly comfyui: { readonly urls: readonly string[]; readonly headers: Readonly<Record<string, string>> }
  readonly defaultWorkflow: string | null
  /** Null: rules plan and read notes. */
  readonly model: {
    /** Null: the server wants none. */
    readonly apiKey: string | null
    /** Null: OpenAI's own. */
    readonly baseUrl: string | null
    readonly name: string
  } | null
  /** Null: off. */
  readonly discord: {
    readonly token: string
    /** Null: commands are registered everywhere. */
    readonly guildId: string | null
    /** Null: Discord's own. */
    readonly apiUrl: string | null
    readonly wantsMessageContent: boolean
  } | null
  /** Null: off. */
  readonly slack: {
    readonly botToken: string
    /** How Slack reaches Nora: Socket Mode, or requests to `/slack/events` that are signed. */
    readonly door: { readonly appToken: string } | { readonly signingSecret: string }
    /** Null: Slack's own. */
    readonly apiUrl: string | null
  } | null
  /** Who may do everything in every project. */
  readonly admins: readonly Identity[]
  /** Values that must never be shown. */
  readonly secrets: readonly string[]
  readonly color: boolean
}

/** What one sentence can say about a variable that cannot be used. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly forPeople = true
}

const url = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.replace(':', '')))

/** The workspace stays empty where a platform has none. */
const ADMIN = /^(slack|discord|desk|api):([\w.-]*):([\w.@-]+)$/

const ROLES = ['chat', 'http', 'work'] as const

/** One row a variable: how it is read, what a good value looks like, and whether it must never be shown. */
const VARIABLES = {
  NORA_HOME: { schema: z.string().default('.nora'), expects: 'a folder', example: '/srv/nora' },
  NORA_HOST: {
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
    expects: 'an address to listen on',
    example: '0.0.0.0',
  },
  NORA_PORT: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((n) => n <= 65_535)
      .default(8787),
    expects: 'a port from 0 to 65535',
    example: '8788',
  },
  NORA_PUBLIC_URL: {
    schema: url('http', 'https').optional(),
    expects: 'the URL under which people reach Nora',
    example: 'https://nora.example.com',
  },
  NORA_API_TOKEN: {
    schema: z.string().min(16).optional(),
    expects: 'at least 16 characters',
    example: 'the output of: openssl rand -hex 24',
    secret: true,
  },
  NORA_ADMINS: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => ADMIN.exec(part.trim())))
      .pipe(z.array(z.custom<RegExpExecArray>((found) => found !== null)).min(1))
      .optional(),
    expects: 'users as platform:workspace:user with commas between',
    example: 'slack:T024BE7LD:U023BECGF,discord::184405311681986560',
  },
  NORA_ROLES: {
    schema: z
      .string()
      .default('chat,http,work')
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(z.enum(ROLES)).min(1)),
    expects: 'some of chat, http, work with commas between',
    example: 'http,work',
  },
  DATABASE_URL: {
    schema: url('postgres', 'postgresql').optional(),
    expects: 'a PostgreSQL URL',
    example: 'postgres://nora:word@db.example.com:5432/nora',
    secret: true,
  },
  COMFYUI_URLS: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim().replace(/\/+$/, '')))
      .pipe(z.array(url('http', 'https')).min(1))
      .optional(),
    expects: 'URLs of ComfyUI servers with commas between',
    example: 'http://10.0.0.5:8188,http://10.0.0.6:8188',
  },
  COMFYUI_HEADERS: {
    schema: z
      .string()
      .transform((text, context) => {
        try {
          return JSON.parse(text) as unknown
        } catch {
          context.addIssue('not JSON')
          return z.NEVER
        }
      })
      .pipe(z.record(z.string(), z.string()))
      .optional(),
    expects: 'a JSON object of HTTP headers',
    example: '{"authorization":"Bearer …"}',
    secret: true,
  },
  NORA_DEFAULT_WORKFLOW: {
    schema: z
      .string()
      .regex(/^[\w-]+$/)
      .optional(),
    expects: 'the name of a workflow',
    example: 'animatediff-short-loop',
  },
  OPENAI_API_KEY: {
    schema: z.string().regex(/^\S+$/).optional(),
    expects: 'a key without spaces',
    example: 'sk-…',
    secret: true,
  },
  OPENAI_BASE_URL: {
    schema: url('http', 'https').optional(),
    expects: 'the base URL of a chat-completions server',
    example: 'http://127.0.0.1:11434/v1',
  },
  NORA_PLANNER_MODEL: {
    schema: z
      .string()
      .regex(/^\S{1,200}$/)
      .optional(),
    expects: 'the name of a model',
    example: 'gpt-4.1',
  },
  DISCORD_TOKEN: {
    schema: z
      .string()
      .regex(/^[\w.-]{20,}$/)
      .optional(),
    expects: "the bot's token, without “Bot ” before it",
    example: "what “Reset Token” shows on the application's Bot page",
    secret: true,
  },
  DISCORD_GUILD_ID: {
    schema: z
      .string()
      .regex(/^\d{17,20}$/)
      .optional(),
    expects: 'the id of a server',
    example: '613425648685547541',
  },
  DISCORD_API_URL: {
    schema: url('http', 'https').optional(),
    expects: "the URL of Discord's API, without its version",
    example: 'https://discord.com/api',
  },
  DISCORD_MESSAGE_CONTENT: {
    schema: z
      .enum(['yes', 'no'])
      .default('yes')
      .transform((word) => word === 'yes'),
    expects: 'yes or no',
    example: 'no',
  },
  SLACK_BOT_TOKEN: {
    schema: z
      .string()
      .regex(/^xoxb-[\w-]+$/)
      .optional(),
    expects: "the app's bot token, which begins with xoxb-",
    example: 'what “OAuth & Permissions” shows once the app is installed',
    secret: true,
  },
  SLACK_APP_TOKEN: {
    schema: z
      .string()
      .regex(/^xapp-[\w-]+$/)
      .optional(),
    expects: 'an app-level token with the scope connections:write, which begins with xapp-',
    example: 'what “Basic Information → App-Level Tokens” shows',
    secret: true,
  },
  SLACK_SIGNING_SECRET: {
    schema: z
      .string()
      .regex(/^\S{8,}$/)
      .optional(),
    expects: "the app's signing secret",
    example: 'what “Basic Information → App Credentials” shows',
    secret: true,
  },
  SLACK_API_URL: {
    schema: url('http', 'https').optional(),
    expects: "the URL of Slack's API",
    example: 'https://slack.com/api/',
  },
} as const

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads the real environment, below it `.env` of the working folder. */
export function loadConfig(): Config {
  const folder = process.cwd()
  const file = path.join(folder, '.env')
  return parseConfig(
    existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...process.env } : process.env,
    folder,
  )
}

/** Where the person stood who called npm, which goes to the project's folder before it runs a script. */
export const callerFolder = (): string => process.env['INIT_CWD'] ?? process.cwd()

export function parseConfig(env: Environment, folder: string): Config {
  const get = <N extends keyof typeof VARIABLES>(name: N): z.output<(typeof VARIABLES)[N]['schema']> => {
    const { schema, expects, example, ...rest } = VARIABLES[name]
    // An empty variable means the same as none.
    const given = env[name]?.trim() === '' ? undefined : env[name]?.trim()
    const parsed = schema.safeParse(given)
    if (parsed.success) return parsed.data as z.output<(typeof VARIABLES)[N]['schema']>
    const got = 'secret' in rest ? `a value of ${given?.length ?? 0} characters that is none` : JSON.stringify(given)
    throw new ConfigError(`${name}: expected ${expects}, got ${got}. For example: ${name}=${example}`)
  }
  const host = get('NORA_HOST')
  const port = get('NORA_PORT')
  const token = get('NORA_API_TOKEN') ?? null
  if (token === null && !isLoopback(host))
    throw new ConfigError(
      `NORA_HOST: expected a loopback address while NORA_API_TOKEN is unset, got ${JSON.stringify(host)}. For example: NORA_API_TOKEN=$(openssl rand -hex 24)`,
    )
  const databaseUrl = get('DATABASE_URL') ?? null
  const headers = get('COMFYUI_HEADERS') ?? {}
  const apiKey = get('OPENAI_API_KEY') ?? null
  const baseUrl = get('OPENAI_BASE_URL') ?? null
  const discordToken = get('DISCORD_TOKEN') ?? null
  const discord = {
    guildId: get('DISCORD_GUILD_ID') ?? null,
    apiUrl: get('DISCORD_API_URL')?.replace(/\/+$/, '') ?? null,
    wantsMessageContent: get('DISCORD_MESSAGE_CONTENT'),
  }
  const modelName = get('NORA_PLANNER_MODEL') ?? null
  const turnedOnBy = apiKey !== null ? 'OPENAI_API_KEY' : baseUrl !== null ? 'OPENAI_BASE_URL' : null
  if (turnedOnBy !== null && modelName === null)
    throw new ConfigError(
      `NORA_PLANNER_MODEL: expected the name of a model while ${turnedOnBy} is set, got nothing. For example: NORA_PLANNER_MODEL=${VARIABLES.NORA_PLANNER_MODEL.example}`,
    )
  const slack = {
    bot: get('SLACK_BOT_TOKEN') ?? null,
    app: get('SLACK_APP_TOKEN') ?? null,
    signing: get('SLACK_SIGNING_SECRET') ?? null,
    apiUrl: get('SLACK_API_URL')?.replace(/\/*$/, '/') ?? null,
  }
  const roles = get('NORA_ROLES')
  return {
    home: path.resolve(folder, get('NORA_HOME')),
    http: {
      host,
      port,
      publicUrl: get('NORA_PUBLIC_URL') ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
      token,
    },
    roles,
    databaseUrl,
    comfyui: { urls: get('COMFYUI_URLS') ?? [], headers },
    defaultWorkflow: get('NORA_DEFAULT_WORKFLOW') ?? null,
    model: turnedOnBy === null || modelName === null ? null : { apiKey, baseUrl, name: modelName },
    discord: discordToken === null ? null : { token: discordToken, ...discord },
    slack: slackOf(slack, roles),
    admins: (get('NORA_ADMINS') ?? []).map(([, platform = '', workspace = '', userId = '']) => ({
      platform: platform as Identity['platform'],
      workspace,
      userId,
    })),
    // Short words would blank out half of the log.
    secrets: [
      token ?? '',
      apiKey ?? '',
      discordToken ?? '',
      slack.bot ?? '',
      slack.app ?? '',
      slack.signing ?? '',
      ...Object.values(headers),
      ...[databaseUrl ?? [], baseUrl ?? [], get('COMFYUI_URLS') ?? []].flat().flatMap(passwordsIn),
    ].filter((s) => s.length >= 6),
    color: env['NO_COLOR'] === undefined || env['NO_COLOR'] === '',
  }
}

/** Socket Mode where there is an app token: it needs no address that Slack could reach. */
function slackOf(
  o: {
    readonly bot: string | null
    readonly app: string | null
    readonly signing: string | null
    readonly apiUrl: string | null
  },
  roles: readonly Role[],
): Config['slack'] {
  const { bot: botToken, app: appToken, signing: signingSecret, apiUrl } = o
  if (botToken === null) {
    const lonely = appToken !== null ? 'SLACK_APP_TOKEN' : signingSecret !== null ? 'SLACK_SIGNING_SECRET' : null
    if (lonely === null) return null
    throw new ConfigError(
      `SLACK_BOT_TOKEN: expected the app's bot token while ${lonely} is set, got nothing. For example: SLACK_BOT_TOKEN=xoxb-…`,
    )
  }
  if (appToken !== null) return { botToken, door: { appToken }, apiUrl }
  if (signingSecret === null)
    throw new ConfigError(
      'SLACK_APP_TOKEN: expected an app-level token, or SLACK_SIGNING_SECRET, while SLACK_BOT_TOKEN is set, got nothing. For example: SLACK_APP_TOKEN=xapp-…',
    )
  if (roles.includes('chat') && !roles.includes('http'))
    throw new ConfigError(
      'NORA_ROLES: expected http beside chat while SLACK_SIGNING_SECRET is set without SLACK_APP_TOKEN, since Slack then calls Nora. For example: NORA_ROLES=chat,http',
    )
  return { botToken, door: { signingSecret }, apiUrl }
}

/** As it stands in the URL, and as it is meant. */
function passwordsIn(url: string): readonly string[] {
  const { password } = new URL(url)
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
