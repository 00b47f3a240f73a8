/** What Slack allows, and how fast Nora goes there: every number of the platform in one table. */
import { SECOND } from '../../src/domain/time.ts'

export const SLACK = {
  /** Read by notifications and screen readers; longer ones are cut by Slack at 40,000. */
  fallbackCharacters: 3000,
  blocks: 50,
  /** Of all blocks of a message: `msg_blocks_too_long` was seen from about 13,200 (bolt-js#2509). */
  blockCharacters: 11_000,
  headerCharacters: 150,
  sectionCharacters: 3000,
  contextElements: 10,
  buttonsABlock: 25,
  buttonCharacters: 75,
  buttonValueCharacters: 2000,
  idCharacters: 255,
  modalBlocks: 100,
  modalTitleCharacters: 24,
  metadataCharacters: 3000,
  inputCharacters: 3000,
  labelCharacters: 2000,
  options: 100,
  optionCharacters: 75,
  optionValueCharacters: 150,
  /** Of one `file_input`; each file has at most 10 MB there. */
  formFiles: 10,
  manifest: { nameCharacters: 35, descriptionCharacters: 140, commands: 50, shortcuts: 10, commandCharacters: 32 },
  /** A request for a form must come so soon after what was pressed. */
  triggerLivesMs: 3 * SECOND,
  /** What a workspace takes unless its admins chose less; then it refuses, and that is learnt. */
  uploadBytes: 1024 ** 3,
  /** `conversations.replies` and `.history`, a page. */
  pageMessages: 200,
  /** Below what Slack takes of a method in a minute: tier 3 is 50, tier 4 is 100. */
  aMinute: {
    'reactions.add': 45,
    'reactions.get': 45,
    'conversations.history': 45,
    'conversations.replies': 45,
    'files.getUploadURLExternal': 90,
    'files.completeUploadExternal': 90,
    'files.info': 90,
  },
  pace: {
    editEveryMs: 3 * SECOND,
    /** `chat.update` is tier 3, 50 a minute in a workspace. */
    workspaceEditEveryMs: 1600,
    /** `chat.postMessage` takes one a second in a channel. */
    channelPostEveryMs: 1100,
    /** It knows no request of ours by name, and its own servers wait for each other no longer than that. */
    latePostMs: 30 * SECOND,
    lateEditMs: 30 * SECOND,
  },
} as const
