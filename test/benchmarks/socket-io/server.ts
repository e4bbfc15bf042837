/** One Socket.IO server in a process of its own; `server-process.ts` starts it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import type { ChatServer } from '../../../lessons/03-socket-io/contract.ts'
import type { Client } from '../../../shared/core/manifest.ts'
import { type Candidate, transportOf } from './candidate.ts'
import type { Order, Reply } from './server-process.ts'

const [candidate, client, namespace = ''] = process.argv.slice(2)
const url = process.env.BENCH_REDIS ?? ''

const http = createServer()
const io: ChatServer = new Server(http, { transports: ['websocket'], serveClient: false })
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
const transport = await transportOf(candidate as Candidate, client as Client)
await transport.connect({
  io,
  client: client as Client,
  base: { url, namespace, report: (problem) => console.error(problem) },
})

const tell = (reply: Reply) => process.send?.(reply)
process.on('message', (order: Order) => {
  if (order !== 'cpu') return
  const { user, system } = process.cpuUsage()
  tell({ cpu: (user + system) / 1000 })
})
// Whoever started it is gone: nobody needs it any more.
process.on('disconnect', () => process.exit())
tell({ port: (http.address() as AddressInfo).port })
