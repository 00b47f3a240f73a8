/** Whether two values of plain data say the same, whichever objects they are and in whatever order their keys come. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const others = new Map<string, unknown>(Object.entries(b))
  const own: readonly (readonly [string, unknown])[] = Object.entries(a)
  return own.length === others.size && own.every(([key, value]) => others.has(key) && isSame(value, others.get(key)))
}
