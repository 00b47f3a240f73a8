/** Rows in memory, by key and by group, with changes that nobody else sees before they are committed. */

export type Rows<V> = {
  get(key: string): V | null
  /** In order of insertion, as in `of`. */
  all(): readonly V[]
  of(group: string): readonly V[]
}

export type StagedRows<V> = Rows<V> & {
  put(key: string, value: V): void
  remove(key: string): void
  commit(): void
}

/** `isOpen` says whether the transaction still runs: a change that comes later is refused. */
export type StoredRows<V> = Rows<V> & { stage(isOpen: () => boolean): StagedRows<V> }

/** `groupsOf` names the groups in which a row is found again; they may change with the row. */
export function createRows<V>(groupsOf: (value: V) => readonly string[] = () => []): StoredRows<V> {
  const rows = new Map<string, V>()
  const groups = new Map<string, Set<string>>()

  function move(key: string, from: readonly string[], to: readonly string[]): void {
    for (const group of from) if (!to.includes(group)) groups.get(group)?.delete(key)
    for (const group of to) {
      const keys = groups.get(group)
      if (keys) keys.add(key)
      else groups.set(group, new Set([key]))
    }
  }

  function store(key: string, value: V | null): void {
    const before = rows.get(key)
    move(key, before === undefined ? [] : groupsOf(before), value === null ? [] : groupsOf(value))
    if (value === null) rows.delete(key)
    else rows.set(key, value)
  }

  const found = (keys: Iterable<string>, get: (key: string) => V | null): V[] =>
    Array.from(keys).flatMap((key) => get(key) ?? [])

  const get = (key: string) => rows.get(key) ?? null

  return {
    get,
    all: () => [...rows.values()],
    of: (group) => found(groups.get(group) ?? [], get),
    stage(isOpen) {
      /** Null: removed. */
      const changed = new Map<string, V | null>()
      const current = (key: string) => {
        const value = changed.get(key)
        return value === undefined ? get(key) : value
      }
      const change = (key: string, value: V | null) => {
        if (!isOpen()) throw new Error('A change came after its transaction had ended: something was not awaited')
        changed.set(key, value)
      }
      const added = () => Array.from(changed.keys()).filter((key) => !rows.has(key))
      return {
        get: current,
        all: () => found([...rows.keys(), ...added()], current),
        of(group) {
          // A row that was changed may have come into the group, or left it.
          const keys = new Set([...(groups.get(group) ?? []), ...changed.keys()])
          return found(keys, current).filter((value) => groupsOf(value).includes(group))
        },
        put: change,
        remove: (key) => change(key, null),
        commit() {
          for (const [key, value] of changed) store(key, value)
        },
      }
    },
  }
}
