import { AsyncResource } from 'node:async_hooks'
import type { EventEmitter } from 'node:events'
import type { Server } from 'node:http'

/**
 * Runs everything that a server and its connections cause in the context of the check that created the server. Node
 * starts a new context for each connection, so an error in a listener would belong to no check.
 */
export function keepContext(server: Server): void {
  const check = new AsyncResource('check')
  const bind = (emitter: EventEmitter) => {
    const emit = emitter.emit.bind(emitter)
    emitter.emit = (event: string | symbol, ...args: unknown[]) =>
      check.runInAsyncScope(() => emit(event, ...args))
  }
  bind(server)
  server.on('connection', bind)
}
