import http from 'node:http'
import { keepContext } from '../../../03-socket-io/workbook/test-bed/in-context.ts'

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
