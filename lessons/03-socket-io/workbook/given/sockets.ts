import { createQueues } from '#shared/lesson/queues.ts'
import type { Acknowledgement, ChatSocket, ClientEvents, GatewayOptions } from '../../contract.ts'
import { type Request, refuse } from './requests.ts'

/** The gateway's callbacks for sockets. */
export interface SocketHandlers {
  /** Calls `next()` to let a socket connect, and `next(error)` to reject it. */
  admit(socket: ChatSocket, next: (error?: Error) => void): Promise<void>
  /** Runs one request. It never rejects. */
  handle(request: Request, socket: ChatSocket, payload: unknown): Promise<Acknowledgement>
  readonly requests: Readonly<Record<keyof ClientEvents, Request>>
  /** Creates the limit of a socket, which decides whether a request is accepted. */
  createLimit(): () => boolean
  /** Called when a socket disconnects. It is still in its rooms. */
  onDisconnecting(socket: ChatSocket): void
}

/** Accepts sockets, and runs their requests in order: otherwise, a leave could overtake the join before it. */
export function acceptSockets({ io, report }: GatewayOptions, handlers: SocketHandlers) {
  const queues = createQueues()
  /** For each connected socket, a function that removes the gateway's listeners. */
  const removeListeners = new Map<ChatSocket, () => void>()
  let stopped = false

  function onConnection(socket: ChatSocket): void {
    const isWithinLimit = handlers.createLimit()

    function serve(event: keyof ClientEvents): () => void {
      const request = handlers.requests[event]
      const listener = (...args: unknown[]) => {
        // A browser can send any number of arguments. The acknowledgement is the last one, if that is a function.
        const acknowledge = args.at(-1)
        const handled = isWithinLimit()
          ? queues.run(socket, () => handlers.handle(request, socket, args[0]))
          : Promise.resolve(refuse('too-many'))
        void handled.then((acknowledgement) => {
          if (typeof acknowledge === 'function') acknowledge(acknowledgement)
        })
      }
      socket.on(event, listener)
      return () => socket.off(event, listener)
    }

    function onDisconnecting(): void {
      removeListeners.delete(socket)
      handlers.onDisconnecting(socket)
    }

    const removers = (Object.keys(handlers.requests) as (keyof ClientEvents)[]).map(serve)
    socket.on('disconnecting', onDisconnecting)
    removeListeners.set(socket, () => {
      for (const remove of removers) remove()
      socket.off('disconnecting', onDisconnecting)
    })
  }

  io.use((socket, next) => {
    // Socket.IO can't remove a middleware, so it rejects connections after stop().
    if (stopped) return next(new Error('unavailable'))
    handlers.admit(socket, next).catch((error: unknown) => {
      // The browser doesn't learn what went wrong.
      report({ kind: 'handler', error, channel: 'identify' })
      next(new Error('unauthorized'))
    })
  })
  io.on('connection', onConnection)

  return {
    /** Removes the gateway's listeners from `io` and from all sockets. Later connections are rejected. */
    stop(): void {
      stopped = true
      io.off('connection', onConnection)
      for (const remove of removeListeners.values()) remove()
    },
  }
}
