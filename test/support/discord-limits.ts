/** What of a message is beyond what Discord takes from a bot, in words; an empty list for one that is well. */
import type { APIEmbed, RESTPostAPIChannelMessageJSONBody } from 'discord.js'

const size = ({ title, description }: APIEmbed) => (title?.length ?? 0) + (description?.length ?? 0)

export function beyondLimits(message: RESTPostAPIChannelMessageJSONBody): readonly string[] {
  const wrong: string[] = []
  const most = (what: string, is: number, limit: number) => {
    if (is > limit) wrong.push(`${what}: ${is} of ${limit}`)
  }
  const { content, embeds = [], components = [], nonce } = message
  most('content', content?.length ?? 0, 2000)
  most('nonce', String(nonce ?? '').length, 25)
  most('embeds', embeds.length, 10)
  most(
    'all embeds',
    embeds.reduce((sum, e) => sum + size(e), 0),
    6000,
  )
  for (const embed of embeds) {
    most('embed title', embed.title?.length ?? 0, 256)
    most('embed description', embed.description?.length ?? 0, 4096)
    if (size(embed) === 0 && embed.image === undefined) wrong.push('an embed that holds nothing')
  }
  most('rows', components.length, 5)
  for (const row of components) {
    if (!('components' in row)) continue
    most('buttons of a row', row.components.length, 5)
    for (const part of row.components) {
      if ('custom_id' in part) most('custom id', part.custom_id.length, 100)
      if ('label' in part) most('label', part.label?.length ?? 0, 80)
      if (!('options' in part)) continue
      most('options', part.options.length, 25)
      for (const o of part.options) {
        most('option label', o.label.length, 100)
        most('option value', o.value.length, 100)
      }
    }
  }
  return wrong
}
