import inspector from 'node:inspector'
import type { Capability, Server } from './server.ts'

/** What a thread has to be told of the run that it is part of. It can be copied between threads. */
export interface ServerInfo {
  readonly url: string
  readonly namespace: string
  readonly label: string
  readonly can: readonly Capability[]
  readonly idleTimeout?: number
  /** Whether a debugger steps through the code. A thread does not see it by itself: the inspector is the process's. */
  readonly debugged: boolean
}

/** What a thread has to be told of a server. To be called in the main thread. */
export function serverInfoOf({ url, namespace, label, can, idleTimeout = 0 }: Server): ServerInfo {
  return { url, namespace, label, can: [...can], idleTimeout, debugged: inspector.url() !== undefined }
}
