/** What does Discord allow? Lengths, counts, bytes and milliseconds, each from its API reference or its own OpenAPI description. */
import { MINUTE, SECOND } from '../../src/domain/time.ts'

export const LIMITS = {
  /** Characters of a message. The OpenAPI says 4000, which is not for bots. */
  content: 2000,
  embedTitle: 256,
  embedDescription: 4096,
  /** Titles, descriptions and fields of all embeds of a message together. */
  embedTotal: 6000,
  /** Pictures side by side under one embed. */
  gallery: 4,
  rows: 5,
  buttonsPerRow: 5,
  label: 80,
  customId: 100,
  selectOptions: 25,
  optionLabel: 100,
  placeholder: 150,
  modalTitle: 45,
  modalParts: 5,
  inputLabel: 45,
  inputHint: 100,
  inputText: 4000,
  modalFiles: 10,
  commandName: 32,
  commandDescription: 100,
  commandOptions: 25,
  choices: 25,
  choice: 100,
  /** Names, descriptions and values of a command with all that is under it. */
  commandTotal: 8000,
  threadName: 100,
  /** Of inactivity, until a thread is put away; posting brings it back. */
  archiveMinutes: 10_080,
  nonce: 25,
  mentions: 100,
  reactionsPage: 100,
  messagesPage: 100,
  filesPerMessage: 10,
  /** Of one file, where no boost or Discord itself says more. */
  fileBytes: 10 * 1024 ** 2,
  /** Of one request with all its files, unless one file alone may be larger. */
  requestBytes: 25 * 1024 ** 2,
  /** Until when an interaction must be answered, or is lost. */
  answerMs: 3 * SECOND,
  /** How long an interaction can be answered further: 15 minutes, less what a slow request takes. */
  tokenMs: 14 * MINUTE,
} as const

/** Cut to what fits, and seen to be cut. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
