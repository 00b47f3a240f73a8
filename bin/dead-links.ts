/** Do the links that Nora posts in a chat lead to her? Null where they may; else one sentence with what to set. Pure. */
import { isLoopback } from '../adapters/http/guard.ts'

const EVERY_ADDRESS = ['0.0.0.0', '[::]']

export function deadLinks(publicUrl: string): string | null {
  const { hostname } = new URL(publicUrl)
  if (!isLoopback(hostname) && !EVERY_ADDRESS.includes(hostname)) return null
  return `NORA_PUBLIC_URL: links to films and to the desk lead to ${publicUrl}, which opens on this machine alone: set the address at which people reach Nora.`
}
