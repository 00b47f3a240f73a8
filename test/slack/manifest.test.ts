/** Is the manifest that people paste the app that the code is, and within what Slack takes? */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { SLACK } from '../../adapters/slack/limits.ts'
import { manifest } from '../../adapters/slack/manifest.ts'
import { COMMANDS } from '../../commands/catalogue.ts'
import { yamlOf } from './yaml.ts'

const { display_information: shown, features } = manifest
const FILE = path.join(import.meta.dirname, '../../slack/manifest.yaml')

/** What Slack's own commands are called: slack.com/help, "Use shortcuts to take actions in Slack". */
const RESERVED =
  'active apps archive away call canvas collapse dm dnd expand feed feedback giphy help huddle invite join kick leave list me msg mute my open part poll prefs prefs remind remove rename rename_channel search shortcuts shrug star status todo topic unmute what who workflow'.split(
    ' ',
  )

test('slack/manifest.yaml is what the code says', () => {
  const [, ...lines] = readFileSync(FILE, 'utf8').split('\n')
  expect(lines.join('\n')).toBe(`${yamlOf(manifest)}\n`)
})

test('it keeps to the limits, and takes no name of Slack', () => {
  const { nameCharacters, descriptionCharacters, commands, commandCharacters, shortcuts } = SLACK.manifest
  expect(shown.name.length).toBeLessThanOrEqual(nameCharacters)
  expect(shown.description.length).toBeLessThanOrEqual(descriptionCharacters)
  expect(features.slash_commands.length).toBeLessThanOrEqual(commands)
  expect(features.shortcuts.length).toBeLessThanOrEqual(shortcuts)
  for (const { name } of features.shortcuts) expect(name.length).toBeLessThanOrEqual(24)
  for (const { command } of features.slash_commands) {
    expect(command).toMatch(/^\/[a-z]+$/)
    expect(command.length).toBeLessThanOrEqual(commandCharacters)
    expect(RESERVED).not.toContain(command.slice(1))
  }
})

test('every command of the catalogue is reached by one of its two', () => {
  const slash = features.slash_commands.map((c) => c.command)
  expect(slash).toEqual(['/brief', '/nora'])
  expect(COMMANDS.filter((c) => c.name === 'brief')).toHaveLength(1)
  expect(COMMANDS.length).toBeGreaterThan(2)
})
