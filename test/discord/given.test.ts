/** Is what people write read as they meant it? */
import { expect, test } from 'vitest'
import { takesPeople } from '../../commands/people-named.ts'
import { withNames } from '../../adapters/discord/given.ts'

test('users who are named are called by what they are called there', () => {
  const mentions = [
    { id: '1', username: 'bo_b', global_name: 'Bo', member: { nick: 'Bo of the lake' } },
    { id: '2', username: 'ada_a', global_name: 'Ada' },
    { id: '3', username: 'gil' },
    { id: '4' },
  ]
  const read = (text: string) => withNames(text, { mentions })
  expect(read('a film about <@1> and <@!2>, by <@3>')).toBe('a film about Bo of the lake and Ada, by gil')
  expect(read('<@4> and <@5>')).toBe('<@4> and <@5>')
  expect(withNames('shot 1 darker, <@2>', { mentions }, '@')).toBe('shot 1 darker, @Ada')
})

test('only a command that takes somebody wants to know them', () => {
  expect(takesPeople('project member <@1> reviewer')).toBe(true)
  const none = ['a film about <@1>', 'shot 1 darker, <@1>', 'status <@1>', 'brief a film about <@1>']
  expect(none.filter(takesPeople)).toEqual([])
})
