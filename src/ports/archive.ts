/** Many files as one to take away. */

export type ArchiveEntry = {
  /** Folders by `/`; neither absolute nor with `..`. */
  readonly name: string
  readonly bytes: number
  readonly at: Date
  /** False for what is compressed already, as pictures and film are. */
  readonly squeeze: boolean
  /** Called when its turn comes. */
  read(): AsyncIterable<Uint8Array>
}

export interface Archive {
  /** A zip, made while it is read: no more of it is in memory than is on its way. Throws where an entry cannot be read. */
  pack(entries: readonly ArchiveEntry[]): AsyncIterable<Uint8Array>
}
