import http from 'node:http'
import { keepContext } from '../../../03-socket-io/workbook/cluster/in-context.ts'

const isKept = Symbol.for('workbook.servers-keep-their-context')

/**
 * From now on, all that a web server of this thread causes belongs to the check that has let it listen. The lesson's
 * code makes the server itself, so that nobody else can see to it.
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
