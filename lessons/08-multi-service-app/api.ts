// Yours. Fill in the TODOs, then check: npm test lessons/08

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express'
import { todo } from '../../shared/lesson/todo.ts'
import type { Accepted, Api, ApiOptions, Refused, ShopEvent } from './contract.ts'
import { publisher, Unconfirmed } from './publisher.ts'
import { readBody } from './requests.ts'
import { board } from './status.ts'
import { inTime } from './workbook/given/in-time.ts'

/** In bytes. */
const MAX_BODY = 16 * 1024
/** In seconds. */
const RETRY_AFTER = 1

export async function api(options: ApiOptions): Promise<Api> {
  const { report, port, graceMs } = options
  const status = board(options)
  const shop = publisher(options, status)
  const app = express()
  const server = createServer(app)
  let closing: Promise<void> | undefined

  app.disable('x-powered-by')
  // While the server closes, end a browser's connection after the response.
  app.use((_request, response, next) => {
    response.once('close', () => closing && server.closeIdleConnections())
    next()
  })
  // TODO 08.2: Refuse invalid requests
  // Limit it to MAX_BODY, and put onlyJson before it.
  const body = [express.json()]

  app.post('/users', body, accept('user.created'))
  app.post('/orders', body, accept('order.placed'))
  app.post('/payments', body, accept('payment.completed'))
  app.get('/status', async (_request, response) => {
    response.json(await status.read())
  })

  function accept(event: ShopEvent): RequestHandler {
    return async (request, response) => {
      const id = idOf(event, request, response)
      if (id === undefined) return
      const reading = readBody(event, request.body, id)
      // TODO 08.1: Publish an event for each request
      // If `reading` has `fields`, refuse them with 400.
      // Otherwise shop.publish() reading.data, then respond with 201 and { id, subscriptions }.
      return todo('08.1')
    }
  }

  // TODO 08.2, continued
  // No route has taken the request.

  const onError: ErrorRequestHandler = (error, request, response, _next) => {
    if (error instanceof Unconfirmed) {
      // TODO 08.6: Keep responding while Redis is down
      // Say when to try again.
      refuse(response, 503, error.message)
      return
    }
    // TODO 08.2, continued
    // Refuse with error.status if it's 400 to 499. express.json() sets it.
    // Only we see the error: it may contain paths or data of others.
    report({ kind: 'handler', error, channel: `${request.method} ${request.path}` })
    refuse(response, 500, 'Something went wrong.')
  }
  app.use(onError)

  // TODO 08.6, continued
  // Don't wait for Redis, but report what ready() rejects with.
  await shop.ready()
  // Only from this machine.
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  async function end(): Promise<void> {
    // TODO 08.7: Shut down without losing work
    // Before you cut them off, let requests finish, for graceMs at most.
    server.close()
    server.closeAllConnections()
    await shop.close()
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      closing ??= end()
      return closing
    },
  }
}

function idOf(event: ShopEvent, request: Request, response: Response): string | undefined {
  // TODO 08.9: Accept a retry only once
  return randomUUID()
}

function refuse(response: Response, status: number, error: string, fields?: readonly string[]): void {
  response.status(status).json({ error, ...(fields && { fields }) } satisfies Refused)
}

const onlyJson: RequestHandler = (request, response, next) => {
  // TODO 08.2, continued
  // Refuse other types with 415.
  next()
}
