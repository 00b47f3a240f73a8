/** Does every command have a form that Slack takes, and is what was filled in what the command takes? */
import type { types } from '@slack/bolt'
import { describe, expect, test } from 'vitest'
import { createDrafts } from '../../adapters/slack/drafts.ts'
import { modalOf, readMeta } from '../../adapters/slack/form.ts'
import { readFields } from '../../adapters/slack/form-values.ts'
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

  test('hold a text of any length that a brief may have, and give it back as it was', () => {
    const line = 'The keeper walks along the wall, and the lamp goes out behind him.'
    for (const text of [
      Array.from({ length: 290 }, (_, i) => `${i}. ${line}`).join('\n'),
      `${line} `.repeat(280).trim(),
      '😀'.repeat(5000),
      'x'.repeat(SLACK.inputCharacters),
    ]) {
      const view = modalOf({ title: 'A', command: 'brief', given: { text, duration: 4 } }, PLACE)
      const values = Object.fromEntries(
        (view.blocks as types.InputBlock[]).flatMap((b) => {
          const element = b.element.type === 'plain_text_input' ? b.element : null
          expect(element?.initial_value?.length ?? 0).toBeLessThanOrEqual(SLACK.inputCharacters)
          return element === null
            ? []
            : [[b.block_id ?? '', { v: { type: element.type, value: element.initial_value ?? null } }] as const]
        }),
      )
      // Slack names no order.
      const back = readFields(Object.fromEntries(Object.entries(values).toReversed()))
      expect(back.given['text']).toBe(text)
    }
  })

  test('say at a field what was typed for it and cannot be so, since Slack would refuse the whole form', () => {
    const given = { duration: '9999', fps: '23,5', gate: 'sometimes', workflow: 'wan22', assets: 'a.png, b.png' }
    const view = JSON.stringify(modalOf({ title: 'A', command: 'brief', given }, PLACE))
    expect(view).toContain('“9999” cannot be so. Give a number from 0.5 to 600.')
    expect(view).toContain('“sometimes” cannot be so. Choose one of auto, always, never.')
    expect(view).not.toContain('"initial_value":"9999"')
    expect(view).toContain('"initial_value":"23.5"')
    for (const value of ['wan22', 'a.png', 'b.png']) expect(view).toContain(`"value":"${value}"`)
  })

  test('that were sent before begin with all that was in them', () => {
    const option = (value: string, text = value) => ({ value, text: { type: 'plain_text', text } })
    const values = {
      in_channel: { v: { type: 'conversations_select', selected_conversation: 'C7' } },
      text: { v: { type: 'plain_text_input', value: 'a fox' } },
      duration: { v: { type: 'number_input', value: '4.5' } },
      gate: { v: { type: 'static_select', selected_option: option('never') } },
      workflow: { v: { type: 'external_select', selected_option: option('wan22', 'Wan 2.2') } },
      assets: { v: { type: 'multi_external_select', selected_options: [option('ast_1', 'fox.png')] } },
    }
    const place = { ...PLACE, channel: null, asksChannel: true, files: ['F1'] }
    const { fields } = readFields(values)
    const view = JSON.stringify(modalOf({ title: 'A', command: 'brief', given: { text: 'older' } }, place, fields))
    for (const kept of ['"C7"', '"a fox"', '"4.5"', 'Wan 2.2', 'fox.png', '"value":"ast_1"', 'One file comes along'])
      expect(view).toContain(kept)
    expect(view).not.toContain('older')
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
  expect(readFields(view.state.values)).toMatchObject({
    given: { text: 'a fox', duration: '4.5', gate: 'never', assets: ['ast_1', 'ast_2'], on: true },
    people: { person: 'U2' },
    files: [{ id: 'F1' }],
    channel: 'C7',
  })
})

test('what was typed waits with its button, however long it is', () => {
  const drafts = createDrafts()
  const draft = (text: string) => ({
    form: { title: 'A', command: 'brief', given: { text } },
    place: PLACE,
    filled: {},
  })
  for (const text of ['a fox', 'x'.repeat(15_000)]) {
    const value = drafts.toButton(draft(text))
    expect(value.length).toBeLessThanOrEqual(SLACK.buttonValueCharacters)
    expect(drafts.fromButton(value)).toEqual(draft(text))
  }
  expect(createDrafts().fromButton(drafts.toButton(draft('x'.repeat(15_000))))).toBeNull()
})

test('metadata of others is none', () => {
  for (const text of ['', '{', '{}', '[]', '{"command":1}']) expect(readMeta(text)).toBeNull()
})
