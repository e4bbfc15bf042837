import { AsyncResource } from 'node:async_hooks'
import type { EventEmitter } from 'node:events'
import type { Server } from 'node:http'

/**
 * Lets all that a server and its connections cause belong to the check that has made the server. Node begins
 * anew with each connection that comes in, so that nobody could tell whose an error in a listener is.
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
