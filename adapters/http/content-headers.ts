/** Which headers a vault file is served with, so that no browser takes it for a page and its name survives. Pure. */
import type { Asset } from '../../src/domain/asset.ts'

/** SVG and everything unknown could carry scripts: saved, never shown. */
const SHOWN = /^(?:image\/(?:png|jpeg|webp|gif|avif|bmp|tiff)|video\/[\w.+-]+|audio\/[\w.+-]+)$/

export function contentHeaders(asset: Asset, isDownload: boolean): Record<string, string> {
  const isText = asset.mime.startsWith('text/')
  const isShown = isText || SHOWN.test(asset.mime)
  return {
    'Content-Type': isText ? 'text/plain; charset=utf-8' : isShown ? asset.mime : 'application/octet-stream',
    'Content-Disposition': `${isShown && !isDownload ? 'inline' : 'attachment'}; ${fileNames(asset.name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    ETag: `"${asset.sha256}"`,
    'Last-Modified': asset.createdAt.toUTCString(),
    'Accept-Ranges': 'bytes',
    // The bytes of an asset never change; whether one still has it is asked after a day.
    'Cache-Control': 'private, max-age=86400, immutable',
  }
}

/** Twice, as RFC 6266 wants it: for old clients in ASCII, for all others in UTF-8. */
export function fileNames(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${plain}"; filename*=UTF-8''${encoded}`
}
