/** Which words of a text say in what light it is seen, and how a prompt says so again. */

/** What is found, and what is said of a shot that happens in the same light; null: as it was found. */
const LIGHTS: readonly (readonly [RegExp, string | null])[] = [
  [/\bgolden hour\b/i, 'golden hour light'],
  [/\bblue hour\b/i, 'blue hour light'],
  [/\b(?:at |in the )?(?:dawn|first light|daybreak)\b/i, 'at dawn'],
  [/\b(?:at )?(?:dusk|twilight)\b/i, 'at dusk'],
  [/\b(?:at )?sunrise\b/i, 'at sunrise'],
  [/\b(?:at )?sunset\b/i, 'at sunset'],
  [/\b(?:at )?(?:noon|midday)\b/i, 'at noon'],
  [/\b(?:(?:at|by) night|night falls|nightfall|midnight|night(?= (?:sky|street|train|city)))\b/i, 'at night'],
  [/\bmoon(?:light|lit)\b/i, 'in moonlight'],
  [/\bcandle(?:light|lit)\b/i, 'by candlelight'],
  [/\bfire(?:light|lit)\b/i, 'by firelight'],
  [/\b(?:lamp(?:light|lit)|under (?:a|the) (?:street )?lamp)\b/i, 'in lamplight'],
  [/\bneon(?: light| sign)s?\b/i, 'in neon light'],
  [/\bovercast\b/i, 'overcast light'],
  [/\bback[- ]?lit\b/i, 'backlit'],
  [/\b(?:morning|evening|afternoon) (?:light|sun)\b/i, null],
  [
    /(?<!\p{L})(?:im |bei |in der )?(?:Morgengrauen|Morgendämmerung|Abenddämmerung|Dämmerung|Sonnenaufgang|Sonnenuntergang)(?!\p{L})/iu,
    null,
  ],
  [
    /(?<!\p{L})(?:bei Nacht|in der Nacht|nachts|bei Kerzenlicht|im Mondlicht|im Abendlicht|im Morgenlicht)(?!\p{L})/iu,
    null,
  ],
  [
    /(?<!\p{L})(?:à l['’]aube|au crépuscule|au coucher du soleil|au lever du soleil|de nuit|la nuit|à midi)(?!\p{L})/iu,
    null,
  ],
  [/(?<!\p{L})(?:al amanecer|al atardecer|al anochecer|de noche|al mediodía)(?!\p{L})/iu, null],
]

/** The last light that the text says, as a prompt says it; null where it says none. */
export function lightSaid(text: string): string | null {
  let last: { readonly at: number; readonly says: string } | null = null
  for (const [words, says] of LIGHTS) {
    const found = [...text.matchAll(new RegExp(words.source, `g${words.flags}`))].at(-1)
    if (found !== undefined && (last === null || found.index > last.at))
      last = { at: found.index, says: says ?? found[0].trim() }
  }
  return last?.says ?? null
}

/** A prompt without the lights that were carried into it, where what is said now has another. */
export function inLightOf(prompt: string, said: string): string {
  const light = lightSaid(said)
  if (light === null) return prompt
  return prompt
    .split(', ')
    .filter((part) => part.split(' ').length > LONGEST_LIGHT || [null, light].includes(lightSaid(part)))
    .join(', ')
}
/** Words of a part that says a light and nothing else. */
const LONGEST_LIGHT = 4
