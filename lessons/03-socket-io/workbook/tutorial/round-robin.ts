import net from 'node:net'
import { io as connectTo } from 'socket.io-client'
import type { PredictionContext } from '#shared/runner/predictions.ts'

/** Hands each connection to the next server, as simple load balancers do. Gives its address. */
export async function roundRobin(context: PredictionContext, servers: readonly string[]): Promise<string> {
  const ports = servers.map((url) => Number(new URL(url).port))
  const open = new Set<net.Socket>()
  let count = 0
  const balancer = net.createServer((browser) => {
    const server = net.connect(ports[count++ % ports.length]!, '127.0.0.1')
    for (const [one, other] of [
      [browser, server],
      [server, browser],
    ] as const) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve))
  context.cleanup(() => {
    balancer.close()
    for (const socket of open) socket.destroy()
  })
  return `http://127.0.0.1:${(balancer.address() as net.AddressInfo).port}`
}

/** Lets so many browsers connect, one after the other, and gives how many could. */
export async function connects(
  context: PredictionContext,
  url: string,
  count: number,
  transports: readonly ('polling' | 'websocket')[],
): Promise<number> {
  let connected = 0
  for (let i = 0; i < count; i++) {
    // A browser's requests share no connection for sure; these here never do.
    const agent = false
    const socket = connectTo(url, {
      transports: [...transports],
      forceNew: true,
      reconnection: false,
      autoConnect: false,
      agent: agent as unknown as string,
    })
    let failed = false
    socket.on('connect_error', () => {
      failed = true
    })
    socket.on('disconnect', () => {
      failed = true
    })
    socket.connect()
    await context.until(() => socket.connected || failed)
    if (socket.connected) connected++
    socket.disconnect()
  }
  return connected
}
