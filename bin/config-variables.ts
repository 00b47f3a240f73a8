/** Every variable of the environment: how it is read, what a good value looks like, and whether it must never be shown. */
import { z } from 'zod'

export type Environment = Readonly<Record<string, string | undefined>>

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
export type Role = (typeof ROLES)[number]

/** One row a variable: how it is read, what a good value looks like, and whether it must never be shown. */
export const VARIABLES = {
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

type Name = keyof typeof VARIABLES

/** Throws `ConfigError` where a value cannot be used. */
export const createRead =
  (env: Environment) =>
  <N extends Name>(name: N): z.output<(typeof VARIABLES)[N]['schema']> => {
    const { schema, expects, example, ...rest } = VARIABLES[name]
    // An empty variable means the same as none.
    const given = env[name]?.trim() === '' ? undefined : env[name]?.trim()
    const parsed = schema.safeParse(given)
    if (parsed.success) return parsed.data as z.output<(typeof VARIABLES)[N]['schema']>
    const got = 'secret' in rest ? `a value of ${given?.length ?? 0} characters that is none` : JSON.stringify(given)
    throw new ConfigError(`${name}: expected ${expects}, got ${got}. For example: ${name}=${example}`)
  }
