/** Plain data as YAML, in the few forms that a manifest needs. */
export function yamlOf(value: unknown, indent = ''): string {
  if (Array.isArray(value))
    return value
      .map((item) => {
        const text = yamlOf(item, `${indent}  `)
        return typeof item === 'object' ? `${indent}-${text.slice(indent.length + 1)}` : `${indent}- ${text}`
      })
      .join('\n')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, item]) =>
        typeof item === 'object' && item !== null
          ? `${indent}${key}:\n${yamlOf(item, `${indent}  `)}`
          : `${indent}${key}: ${yamlOf(item)}`,
      )
      .join('\n')
  return typeof value === 'string' && !/^[\w.:/-]+$/.test(value) ? `'${value.replaceAll("'", "''")}'` : String(value)
}
