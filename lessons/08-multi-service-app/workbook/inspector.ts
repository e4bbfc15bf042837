import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import type { InspectorContract, PubSubSnapshot } from '../../07-monitoring/contract.ts'

/** Asks Redis who has subscribed. It connects in the background, so that it can start before Redis. */
export interface Inspector {
  snapshot(): Promise<PubSubSnapshot>
  close(): Promise<void>
}

/** Opens the inspector of lesson 07 without waiting until it has connected. */
export function inBackground(open: InspectorContract['openInspector'], base: ConnectOptions): Inspector {
  // If it can't connect, snapshot() rejects.
  const opening = open({ ...base, report: () => {} })
  opening.catch(() => {})
  let opened: Awaited<typeof opening> | undefined
  let isClosed = false
  void opening.then(
    (inspector) => {
      opened = inspector
      // close() was called before there was anything to close.
      if (isClosed) inspector.close().catch(() => {})
    },
    () => {},
  )
  return {
    snapshot: async () => (await opening).snapshot(),
    async close() {
      isClosed = true
      await opened?.close()
    },
  }
}
