import { randomInt } from 'node:crypto'
import net from 'node:net'

/**
 * Below the range from which systems take the port of an outgoing connection. From within it, a client that
 * reconnects while our server is away could be given the very port of the server, and would talk to itself.
 */
const LOWEST = 20_000
const HIGHEST = 32_000

/**
 * A free port on 127.0.0.1. Another process may take it before you do: be ready to ask for another port.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFree(port)) return port
  }
  throw new Error(`Found no free port on 127.0.0.1 between ${LOWEST} and ${HIGHEST}.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1' }, () => probe.close(() => resolve(true)))
  })
}
