import type { ConnectOptions } from '../../../shared/lesson/connect-options.ts'
import type { InspectorContract, PubSubSnapshot } from '../../07-monitoring/contract.ts'

/** Asks Redis who has subscribed. It connects in the background, so that it can be there before Redis. */
export interface Inspector {
  snapshot(): Promise<PubSubSnapshot>
  close(): Promise<void>
}

/** The inspector of lesson 07, without waiting until it is open. */
export function inBackground(open: InspectorContract['openInspector'], base: ConnectOptions): Inspector {
  // What goes wrong shows in what is asked.
  const opening = open({ ...base, report: () => {} })
  opening.catch(() => {})
  let opened: Awaited<typeof opening> | undefined
  let isClosed = false
  void opening.then(
    (inspector) => {
      opened = inspector
      // close() could not close it before.
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
