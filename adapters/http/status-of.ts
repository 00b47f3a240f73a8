/** Which HTTP status a failure is: the one place that decides it. */
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Failure } from '../../src/domain/failure.ts'
import { exhaustive } from '../../src/domain/result.ts'

export function statusOf(failure: Failure): ContentfulStatusCode {
  switch (failure.type) {
    case 'brief-empty':
    case 'brief-too-long':
    case 'duration-out-of-range':
    case 'size-out-of-range':
    case 'fps-out-of-range':
    case 'shot-count-out-of-range':
    case 'workflow-unknown':
    case 'workflow-cannot':
    case 'workflow-refused':
    case 'deliverable-unknown':
    case 'too-many-deliverables':
    case 'too-many-files':
    case 'file-missing':
    case 'file-unreadable':
    case 'file-empty':
    case 'file-not-what-it-says':
    case 'file-corrupt':
    case 'plan-refused':
    case 'note-empty':
    case 'note-too-long':
    case 'cannot-revise':
      return 422
    case 'own-workflow-unknown':
    case 'project-unknown':
    case 'brief-unknown':
    case 'preview-unknown':
    case 'asset-unknown':
    case 'host-unknown':
    case 'version-unknown':
      return 404
    case 'idempotency-key-reused':
    case 'asset-in-use':
    case 'stale-event':
    case 'stale-plan':
    case 'not-approved':
    case 'over-budget':
    case 'no-delivery':
    case 'stale-delivery':
    case 'approval-stands':
    case 'nothing-to-revoke':
    case 'question-closed':
    case 'interrupted':
      return 409
    case 'file-too-large':
      return 413
    case 'file-kind-unknown':
      return 415
    case 'not-allowed':
    case 'own-verdict':
      return 403
    case 'asset-lost':
      return 410
    case 'host-lost-prompt':
    case 'missing-node':
    case 'missing-model':
    case 'bad-graph':
    case 'node-failed':
    case 'bad-output':
      return 502
    case 'host-down':
    case 'host-frozen':
    case 'out-of-memory':
      return 503
    case 'media-failed':
    case 'internal':
      return 500
    default:
      return exhaustive(failure)
  }
}
