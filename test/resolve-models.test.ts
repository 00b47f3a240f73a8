import { describe, expect, test } from 'vitest'
import { pickModel } from '../src/cinematographer/resolve-models.ts'

describe('which of the listed files serves a need', () => {
  const need = { file: 'v3_sd15_mm.ckpt', equivalents: ['v3_sd15_mm.safetensors', 'mm_sd_v15_v2.ckpt'] }
  const cases: readonly (readonly [string, readonly string[], string | null])[] = [
    ['the exact name', ['mm_sd_v15_v2.ckpt', 'v3_sd15_mm.ckpt'], 'v3_sd15_mm.ckpt'],
    ['in a sub-folder, as hosts list it', ['sd15/v3_sd15_mm.ckpt'], 'sd15/v3_sd15_mm.ckpt'],
    ['in a sub-folder on Windows', ['sd15\\v3_sd15_mm.ckpt'], 'sd15\\v3_sd15_mm.ckpt'],
    [
      'a declared equivalent, in their order',
      ['mm_sd_v15_v2.ckpt', 'v3_sd15_mm.safetensors'],
      'v3_sd15_mm.safetensors',
    ],
    ['never a guess', ['v3_sd15_mm_beta.ckpt', 'V3_SD15_MM.CKPT'], null],
    ['nothing at all', [], null],
  ]
  for (const [name, listed, wanted] of cases)
    test(`${name}: ${wanted}`, () => {
      expect(pickModel(need, listed)).toBe(wanted)
    })
})
