/** The only reader of the environment: parses it once, refuses bad values by name, value and example, never shows a secret. */
import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { parseEnv } from 'node:util'
import type { Identity } from '../src/domain/project.ts'
import { type SlackConfig, slackOf } from './config-slack.ts'
import { ConfigError, createRead, type Environment, type Role, VARIABLES } from './config-variables.ts'

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
  readonly slack: SlackConfig | null
  /** Who may do everything in every project. */
  readonly admins: readonly Identity[]
  /** Values that must never be shown. */
  readonly secrets: readonly string[]
  readonly color: boolean
}

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
  const get = createRead(env)
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
