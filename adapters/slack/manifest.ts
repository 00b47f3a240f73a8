/** What Nora's app in Slack is: the scopes, events, commands and shortcuts that she needs, from which `slack/manifest.yaml` is written. Pure. */
import { SHORTCUTS } from './shortcuts.ts'

export const BOT_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'reactions:read',
  'reactions:write',
  'users:read',
] as const

const BOT_EVENTS = [
  'app_home_opened',
  'app_mention',
  'message.channels',
  'message.groups',
  'message.im',
  'reaction_added',
  'reaction_removed',
] as const

export const manifest = {
  _metadata: { major_version: 2, minor_version: 1 },
  display_information: {
    name: 'Nora',
    description: 'Makes films from briefs: say what it shows, add pictures, get a finished clip back in the thread.',
  },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: 'Nora', always_online: true },
    shortcuts: Object.values(SHORTCUTS).map(({ id, name, description }) => ({
      type: 'message',
      name,
      callback_id: id,
      description,
    })),
    slash_commands: [
      { command: '/brief', description: 'Ask for a film', usage_hint: '[what it shows] [--go]', should_escape: true },
      {
        command: '/nora',
        description: 'Ask Nora: status, queue, assets, help',
        usage_hint: 'help',
        should_escape: true,
      },
    ],
  },
  oauth_config: { scopes: { bot: BOT_SCOPES } },
  settings: {
    event_subscriptions: { bot_events: BOT_EVENTS },
    interactivity: { is_enabled: true },
    org_deploy_enabled: false,
    socket_mode_enabled: true,
    token_rotation_enabled: false,
  },
} as const
