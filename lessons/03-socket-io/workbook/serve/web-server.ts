import { createServer, type IncomingMessage } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { Server as SocketServer } from 'socket.io'
import { isFromHere, listens, portOf, protectiveHeaders } from '#shared/app/loopback.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { ChatServer } from '../../contract.ts'
import type { PageNews, PageRequests } from './messages.ts'

/** What the page asks for and is told besides the chat. */
export type PageServer = SocketServer<PageRequests, PageNews>

/** A web server with the page, the chat and what the page needs besides. */
export interface WebServer {
  /** For the code of the lesson. */
  readonly chat: ChatServer
  readonly page: PageServer
  /**
   * Listens on 127.0.0.1, on the first port that can be had.
   *
   * @param ports 0 stands for any free one.
   */
  listen(ports: readonly number[]): Promise<{ port: number; taken: readonly number[] }>
  close(): Promise<void>
}

/** More than the longest message needs, in bytes. */
const LARGEST = 64 * 1024

/** The colours of all pages of the workbook. */
const TOKENS = join(ROOT, 'shared/app/page/tokens.css')
/** The page of `npm start` may show this one in a tab; it says where it is. */
const FRAMED_BY =
  process.env.WORKBOOK_FRAMED_BY?.split(' ').filter((origin) =>
    /^http:\/\/(127\.0\.0\.1|localhost):\d+$/.test(origin),
  ) ?? []

const PAGE = fileURLToPath(new URL('../page', import.meta.url))
const CLIENT = join(dirname(fileURLToPath(import.meta.resolve('socket.io/package.json'))), 'client-dist')

/** Makes the web server; it does not listen yet. */
export function webServer(): WebServer {
  const app = express()
  const http = createServer(app)
  const port = () => portOf(http)

  app.disable('x-powered-by')
  app.use((request, response, next) => {
    if (!isFromHere(request.headers, port())) {
      response.status(403).type('text/plain').send('This page is only for a browser on this machine.\n')
      return
    }
    response.set(protectiveHeaders(port(), { framedBy: FRAMED_BY }))
    next()
  })
  app.use(express.static(PAGE))
  app.get('/tokens.css', (_request, response) => response.sendFile(TOKENS))
  // The browser's part of Socket.IO, from our own packages: nothing is loaded from outside.
  app.use('/socket.io-client', express.static(CLIENT))

  const options = {
    serveClient: false,
    maxHttpBufferSize: LARGEST,
    allowRequest: (request: IncomingMessage, decide: (error: string | null, allowed: boolean) => void) =>
      decide(null, isFromHere(request.headers, port())),
  }
  const chat: ChatServer = new SocketServer(http, options)
  const page: PageServer = new SocketServer(http, { ...options, path: '/workbook' })

  return {
    chat,
    page,
    async listen(ports) {
      const taken: number[] = []
      for (const wanted of ports) {
        if (await listens(http, wanted)) return { port: port(), taken }
        taken.push(wanted)
      }
      throw new Error(`None of these ports is available on 127.0.0.1: ${ports.join(', ')}.`)
    },
    async close() {
      // Without a word, as when a machine is lost: a client that is told to go does not come back by itself.
      chat.engine.close()
      page.engine.close()
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      http.closeAllConnections()
      await closed
    },
  }
}
