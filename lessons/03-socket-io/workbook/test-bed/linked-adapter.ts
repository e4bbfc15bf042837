import type { ChatServer } from '../../contract.ts'

/**
 * Simulates a cluster adapter within one process: what one server emits reaches the browsers of all linked servers,
 * unless it is emitted with `io.local`.
 *
 * @returns A function that links a server.
 */
export function linkedAdapters(): (io: ChatServer) => void {
  const everywhere: ChatAdapter['broadcast'][] = []
  return (io) => {
    const { adapter } = io.of('/')
    const here = adapter.broadcast.bind(adapter)
    everywhere.push(here)
    adapter.broadcast = (packet, options) => {
      const reached = options.flags?.local ? [here] : everywhere
      for (const broadcast of reached) broadcast(packet, options)
    }
  }
}

type ChatAdapter = ReturnType<ChatServer['of']>['adapter']
