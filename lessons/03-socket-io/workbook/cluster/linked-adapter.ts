import type { ChatServer } from '../../contract.ts'

/**
 * Makes what adapters for clusters make, within one process: what one server emits reaches the browsers of all
 * that were linked, unless it is emitted to the local ones.
 *
 * @returns Links a server.
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
