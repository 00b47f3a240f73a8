/** Draws a still of each planned shot, as previz would begin it. */
import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { ok } from '../../src/domain/result.ts'
import type { Boards } from '../../src/ports/boards.ts'
import { drawStill } from './drawing/still.ts'

export function createBoards(): Boards {
  return {
    async draw(shot, size, out) {
      const still = await drawStill(shot, size)
      if (!still.ok) return still
      const part = `${out}.${randomUUID()}.part`
      try {
        await writeFile(part, still.value)
        await rename(part, out)
      } finally {
        await rm(part, { force: true })
      }
      return ok(undefined)
    },
  }
}
