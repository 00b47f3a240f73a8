/** Is the manifest that people paste the app that the code is, and within what Slack takes? */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { SLACK } from '../../adapters/slack/limits.ts'
import { BOT_SCOPES, manifest } from '../../adapters/slack/manifest.ts'
import { COMMANDS, commandNamed } from '../../commands/catalogue.ts'
import { parseCommand } from '../../commands/parse-command.ts'
import { BUILT_IN_COMMANDS } from './built-in-commands.ts'
import { EVENTS, FEATURES, METHODS } from './scopes.ts'
import { yamlOf } from './yaml.ts'

const { display_information: shown, features } = manifest
const FILE = path.join(import.meta.dirname, '../../slack/manifest.yaml')

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
  for (const { name, description } of features.shortcuts) {
    expect(name.length).toBeLessThanOrEqual(24)
    expect(description.length).toBeLessThanOrEqual(150)
  }
  for (const { command } of features.slash_commands) {
    expect(command).toMatch(/^\/[a-z]+$/)
    expect(command.length).toBeLessThanOrEqual(commandCharacters)
    expect(BUILT_IN_COMMANDS).not.toContain(command.slice(1))
  }
})

test('every command of the catalogue is reached by one of its two, and what they hint at is one', () => {
  const [brief, nora, ...more] = features.slash_commands
  expect([brief.command, nora.command, more]).toEqual(['/brief', '/nora', []])
  expect(COMMANDS.filter((c) => c.name === 'brief')).toHaveLength(1)
  for (const { name } of COMMANDS) expect(parseCommand(`${name} x`)?.command.name ?? name).toBe(name)
  const named = /: (.*)$/.exec(nora.description)?.[1]?.split(', ') ?? []
  expect(named.filter((word) => parseCommand(word) === null)).toEqual([])
  expect(parseCommand(nora.usage_hint)?.command.name).toBe('help')
  for (const [, option = ''] of brief.usage_hint.matchAll(/--([a-z]+)/g))
    expect(Object.keys(commandNamed('brief')?.options ?? {})).toContain(option)
})

test('she asks for the scopes that her calls and events need, and for no other', () => {
  const folder = path.join(import.meta.dirname, '../../adapters/slack')
  const called = readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/\bclient\.([a-z]+(?:\.[a-zA-Z]+)+)\(/g)].map((m) => m[1] ?? ''))
  expect([...new Set(called)].toSorted()).toEqual(Object.keys(METHODS).toSorted())
  expect([...manifest.settings.event_subscriptions.bot_events]).toEqual(Object.keys(EVENTS))
  const needed = new Set([...Object.values(METHODS), ...Object.values(EVENTS), FEATURES].flat())
  expect([...BOT_SCOPES]).toEqual([...needed].toSorted())
})
