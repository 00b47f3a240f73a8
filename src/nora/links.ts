/** Links to files of the vault that may be shown in a chat: they open without a token, and expire. */
import type { AssetId, BriefId } from '../domain/ids.ts'
import { isSignedFor, signedLink, type Signing } from '../domain/signed-link.ts'
import { DAY } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'

/** Long enough for a review over a holiday. */
const LINKS_LIVE_MS = 14 * DAY

export function createLinks({ signing, clock }: { readonly signing: Signing; readonly clock: Clock }) {
  const to = (path: string) => signedLink(signing, path, new Date(clock.now().getTime() + LINKS_LIVE_MS))
  return {
    /** A page of the desk; what it needs to be opened is in its path. */
    toDesk: (path: string): string => `${signing.publicUrl}${path}`,
    toAsset: (id: AssetId): string => to(`/api/assets/${id}/content`),
    toPackage: (id: BriefId, deliveryNo: number): string =>
      to(`/api/nora/cinematics/briefs/${id}/deliveries/${deliveryNo}/package`),
    /** Whether a request for this path carries what one of these links carries. */
    opens: (path: string, given: { readonly expires: string | undefined; readonly signature: string | undefined }) =>
      isSignedFor(signing.secret, path, given, clock.now()),
  }
}
