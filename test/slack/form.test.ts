/** Does every command have a form that Slack takes, and is what was filled in what the command takes? */
import { describe, expect, test } from 'vitest'
import { modalOf, readFields, readMeta } from '../../adapters/slack/form.ts'
import { SLACK } from '../../adapters/slack/limits.ts'
import { zView } from '../../adapters/slack/payloads.ts'
import { COMMANDS } from '../../commands/catalogue.ts'
import { submission } from './payloads.ts'

const PLACE = { channel: 'C1', thread: null, files: [], asksChannel: false }

describe('forms', () => {
  for (const command of COMMANDS)
    test(`of ${command.name}`, () => {
      const view = modalOf({ title: 'What should change in the whole plan?', command: command.name, given: {} }, PLACE)
      expect(view.title.text.length).toBeLessThanOrEqual(SLACK.modalTitleCharacters)
      expect(view.private_metadata?.length).toBeLessThanOrEqual(SLACK.metadataCharacters)
      expect(view.blocks.length).toBeLessThanOrEqual(SLACK.modalBlocks)
      const ids = view.blocks.map((b) => b.block_id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(readMeta(view.private_metadata ?? '')).toMatchObject({ command: command.name, channel: 'C1' })
    })

  test('begin with what was typed; a film that is known travels unseen, and whether to show the form is not asked', () => {
    const brief = modalOf(
      { title: 'A new film', command: 'brief', given: { text: 'a fox', gate: 'never', go: 'no' } },
      PLACE,
    )
    expect(brief.blocks.map((b) => b.block_id)).not.toContain('go')
    expect(brief.blocks.map((b) => b.block_id)).toContain('with_files')
    expect(JSON.stringify(brief.blocks)).toContain('"initial_value":"a fox"')
    expect(JSON.stringify(brief.blocks)).toContain('"initial_option":{"text":{"type":"plain_text","text":"never"}')
    const revise = modalOf({ title: 'Revise', command: 'revise', given: { brief: 'brf_1' } }, PLACE)
    expect(revise.blocks.map((b) => b.block_id)).not.toContain('brief')
    expect(readMeta(revise.private_metadata ?? '')?.given).toEqual({ brief: 'brf_1' })
  })

  test('asked for outside of a channel ask for it', () => {
    const view = modalOf({ title: 'A', command: 'brief', given: {} }, { ...PLACE, channel: null, asksChannel: true })
    expect(view.blocks[0]).toMatchObject({ block_id: 'in_channel', element: { type: 'conversations_select' } })
  })
})

test('every kind of field is read; what was left empty is not given', () => {
  const body = new URLSearchParams(
    submission({
      viewId: 'V1',
      metadata: '{}',
      user: 'U1',
      values: {
        text: { v: { type: 'plain_text_input', value: 'a fox' } },
        script: { v: { type: 'plain_text_input', value: null } },
        tone: { v: { type: 'plain_text_input', value: '  ' } },
        duration: { v: { type: 'number_input', value: '4.5' } },
        gate: { v: { type: 'static_select', selected_option: { value: 'never', text: {} } } },
        workflow: { v: { type: 'external_select', selected_option: null } },
        assets: { v: { type: 'multi_external_select', selected_options: [{ value: 'ast_1' }, { value: 'ast_2' }] } },
        person: { v: { type: 'users_select', selected_user: 'U2' } },
        on: { v: { type: 'checkboxes', selected_options: [{ value: 'yes' }] } },
        in_channel: { v: { type: 'conversations_select', selected_conversation: 'C7' } },
        with_files: { v: { type: 'file_input', files: [{ id: 'F1' }] } },
      },
    }),
  ).get('payload')
  const { view } = zView.parse(JSON.parse(body ?? ''))
  expect(readFields(view.state.values)).toEqual({
    given: { text: 'a fox', duration: '4.5', gate: 'never', assets: ['ast_1', 'ast_2'], on: true },
    people: { person: 'U2' },
    files: [{ id: 'F1' }],
    channel: 'C7',
  })
})

test('metadata of others is none', () => {
  for (const text of ['', '{', '{}', '[]', '{"command":1}']) expect(readMeta(text)).toBeNull()
})
