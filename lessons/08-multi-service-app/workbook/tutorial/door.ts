import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'

/** A port in front of a server. It can refuse connections, as if the server weren't running. */
export interface Door {
  /** Its number, on 127.0.0.1. */
  readonly port: number
  /** Cuts all connections, and accepts no others. */
  shut(): Promise<void>
  /** Accepts connections again, on the same port. */
  open(): Promise<void>
}

/** Opens a door in front of a server on a port of 127.0.0.1. */
export async function openDoor(target: number): Promise<Door> {
  const sockets = new Set<net.Socket>()
  const follow = (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  }
  const server = net.createServer((client) => {
    const inside = net.connect(target, '127.0.0.1')
    for (const socket of [client, inside]) follow(socket)
    client.on('error', () => inside.destroy()).on('close', () => inside.destroy())
    inside.on('error', () => client.destroy()).on('close', () => client.destroy())
    client.pipe(inside).pipe(client)
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    port,
    async shut() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    open: () => listen(port),
  }
}
