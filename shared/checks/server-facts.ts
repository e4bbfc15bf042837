import type { Capability, Server } from '../redis/server.ts'

/** What a thread has to be told of the server that the checks run on. It can be copied between threads. */
export interface ServerFacts {
  readonly url: string
  readonly namespace: string
  readonly label: string
  readonly can: readonly Capability[]
}

/** The part of a server that can be copied to another thread. */
export function factsOf(server: Server): ServerFacts {
  return { url: server.url, namespace: server.namespace, label: server.label, can: [...server.can] }
}
