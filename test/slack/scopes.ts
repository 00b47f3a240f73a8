/** What Slack's documentation asks for each method that Nora calls, and for each event and feature: docs.slack.dev/reference. */

/** Every kind of channel that she may be in; `mpim` is left out, since group messages are no place for films. */
const READ = ['channels:read', 'groups:read', 'im:read']
const HISTORY = ['channels:history', 'groups:history', 'im:history']

export const METHODS: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  // With the app's own token.
  'apps.connections.open': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': HISTORY,
  'conversations.info': READ,
  'conversations.replies': HISTORY,
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'reactions.add': ['reactions:write'],
  'reactions.get': ['reactions:read'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
}

export const EVENTS: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
}

/** Slash commands and shortcuts; the bytes of files that people attach. */
export const FEATURES = ['commands', 'files:read']
