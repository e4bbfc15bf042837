/** Helpers for the snippets of this lesson: servers, and browsers that are connected to them. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io as connect, type Socket } from 'socket.io-client'

const urls = new WeakMap<Server, string>()

/** Starts a Socket.IO server on a free port. */
export async function startServer(): Promise<Server> {
  const http = createServer()
  const io = new Server(http, { serveClient: false })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  urls.set(io, `http://127.0.0.1:${(http.address() as AddressInfo).port}`)
  return io
}

/**
 * Connects a browser to a server.
 *
 * @param auth What the browser sends along when it connects.
 * @throws If the server rejects the connection.
 */
export async function open(server: Server, auth: object = {}): Promise<Socket> {
  const socket = connect(urls.get(server)!, {
    auth,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}
