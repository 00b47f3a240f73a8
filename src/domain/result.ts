/** The shape of an expected outcome: a value, or a failure object that carries what its reader needs. */

export type Result<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const fail = <F>(failure: F): { readonly ok: false; readonly failure: F } => ({ ok: false, failure })

/** Ends every switch over a union: a new member then breaks the build at each place that must know it. */
export function exhaustive(never: never): never {
  throw new Error(`Unexpected ${JSON.stringify(never)}`)
}
