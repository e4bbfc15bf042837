import { AsyncResource } from 'node:async_hooks'
import type { EventEmitter } from 'node:events'
import http, { type Server } from 'node:http'

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

const isKept = Symbol.for('workbook.servers-keep-their-context')

/**
 * From now on, everything that a web server of this thread does belongs to the check in which it began to listen. The
 * lesson's code creates the server, so a check can't do this for a single server.
 */
export function keepContextOfServers(): void {
  const prototype = http.Server.prototype as http.Server & { [isKept]?: true }
  if (prototype[isKept]) return
  const { listen } = prototype
  prototype[isKept] = true
  prototype.listen = function (this: http.Server, ...args: unknown[]) {
    keepContext(this)
    return Reflect.apply(listen, this, args)
  } as typeof listen
}
