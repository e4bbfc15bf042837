// Yours. Lesson 08, A shop of three services: fill in the tasks marked TODO. Check with: npm test lessons/08

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express'
import { todo } from '../../shared/lesson/todo.ts'
import { within } from '../../solutions/05-event-bus/in-flight.ts'
import type { Accepted, Api, ApiOptions, Refused, ShopEvent } from './contract.ts'
import { publisher, Unconfirmed } from './publisher.ts'
import { readBody } from './requests.ts'
import { board } from './status.ts'

/** In bytes. */
const LONGEST_BODY = 16 * 1024
/** When to try again, in seconds. */
const RETRY_AFTER = 1

export async function api(options: ApiOptions): Promise<Api> {
  const { report, port, graceMs } = options
  const status = board(options)
  const shop = publisher(options, status)
  const app = express()
  const server = createServer(app)
  let ending: Promise<void> | undefined

  app.disable('x-powered-by')
  // TODO 08.2: what cannot be done is refused, and says why
  const body = [express.json()]

  app.post('/users', body, taking('user.created'))
  app.post('/orders', body, taking('order.placed'))
  app.post('/payments', body, taking('payment.completed'))
  app.get('/status', async (_request, response) => {
    response.json(await status.read())
  })

  /** Handles the requests that bring an event about. */
  function taking(event: ShopEvent): RequestHandler {
    return async (request, response) => {
      const id = idOf(event, request, response)
      if (id === undefined) return
      // TODO 08.1: a request over HTTP becomes an event
      return todo('08.1')
    }
  }

  const onError: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    if (error instanceof Unconfirmed) {
      refuse(response, 503, error.message)
      return
    }
    report({ kind: 'handler', error, channel: `${request.method} ${request.path}` })
    refuse(response, 500, 'Something went wrong here.')
  }
  app.use(onError)

  // TODO 08.6: Redis may be away, at the start and later
  await shop.ready()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  async function end(): Promise<void> {
    // TODO 08.7: close, and finish what is in hand
    // Whatever is in hand is lost.
    server.close()
    server.closeAllConnections()
    await shop.close()
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      ending ??= end()
      return ending
    },
  }
}

/** The id for what a request is about. Undefined when the request is refused already. */
function idOf(event: ShopEvent, request: Request, response: Response): string | undefined {
  // TODO 08.8: who tries again does not order twice
  return randomUUID()
}

function refuse(response: Response, status: number, error: string, fields?: readonly string[]): void {
  response.status(status).json({ error, ...(fields && { fields }) } satisfies Refused)
}
