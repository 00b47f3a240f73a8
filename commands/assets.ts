/** `assets …`: what is in the project's vault. */
import { ASSET_CATEGORIES } from '../src/domain/asset.ts'
import { card } from '../src/words/card.ts'
import { assetLine, assetsCard } from '../src/words/command-cards.ts'
import { sayFailure } from '../src/words/say.ts'
import { defineCommand, refuse, refused, requestOf, say } from './command.ts'
import { findAsset, here } from './find.ts'
import { asset, choice, file, needed } from './options.ts'
import { roomFor } from './pages.ts'

export const assetsList = defineCommand({
  name: 'assets list',
  description: "What is in this project's vault, newest first",
  options: {},
  access: 'see',
  about: 'project',
  answers: 'only-the-asker',
  async run(nora, asked) {
    const project = here(asked)
    if ('missing' in project) return project.missing
    const { items, nextCursor } = await nora.listAssets(project.found, { limit: roomFor(asked) })
    return say(assetsCard(items, nextCursor !== null))
  },
})

export const assetsAdd = defineCommand({
  name: 'assets add',
  description: "Put files into this project's vault",
  options: { file: file('The file'), category: choice('What it is, where its kind does not say', ASSET_CATEGORIES) },
  access: 'add-asset',
  about: 'project',
  answers: 'everybody',
  async run(nora, asked, given) {
    const project = here(asked)
    if ('missing' in project) return project.missing
    const files = [...(given.file === null ? [] : [given.file]), ...asked.files]
    if (files.length === 0)
      return refuse(
        'There is no file to keep: mention me with “assets add” and the file, or use “Add to vault” on a message that has it.',
      )
    const lines: string[] = []
    let isAnyKept = false
    for (const [nth, source] of files.entries()) {
      const { category } = given
      const request = `${requestOf(asked)}:${nth}`
      const by = { projectId: project.found, personId: asked.personId }
      const kept = await nora.keepAsset({ ...by, ...source, category, request })
      isAnyKept ||= kept.ok
      lines.push(kept.ok ? assetLine(kept.value) : sayFailure(kept.failure))
    }
    return isAnyKept ? say(card('In the vault now', lines), 'everybody') : refuse(...lines)
  },
})

export const assetsShow = defineCommand({
  name: 'assets show',
  description: 'Show one file of the vault, with a link to it',
  options: { asset: needed(asset('The file, by its name')) },
  access: 'see',
  about: 'project',
  answers: 'only-the-asker',
  async run(nora, asked, given) {
    const found = await findAsset(nora, asked, given.asset)
    if ('missing' in found) return found.missing
    const read = await nora.readAsset(found.found)
    if (!read.ok) return refused(read.failure)
    // Another project's file is none of theirs.
    if (read.value.projectId !== asked.projectId) return refused({ type: 'asset-unknown', assetId: given.asset })
    const { id, mime, name } = read.value
    const pictures = mime.startsWith('image/') ? [id] : []
    return say(
      card(name, [assetLine(read.value)], { pictures, links: [{ label: 'Open it', url: nora.links.toAsset(id) }] }),
    )
  },
})

export const assetsRemove = defineCommand({
  name: 'assets remove',
  description: 'Take a file that no film uses out of the vault',
  options: { asset: needed(asset('The file, by its name')) },
  access: 'remove-asset',
  about: 'project',
  answers: 'only-the-asker',
  async run(nora, asked, given) {
    const found = await findAsset(nora, asked, given.asset)
    if ('missing' in found) return found.missing
    const read = await nora.readAsset(found.found)
    const removed = await nora.removeAsset({ assetId: found.found, personId: asked.personId })
    if (!removed.ok) return refused(removed.failure)
    return say(card('Removed', [`${read.ok ? read.value.name : 'It'} is out of the vault.`]))
  },
})
