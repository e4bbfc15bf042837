// Yours. Lesson 08, A shop of three services: fill in the tasks marked TODO. Check with: npm test lessons/08

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express'
import { todo } from '../../shared/lesson/todo.ts'
import type { Accepted, Api, ApiOptions, Refused, ShopEvent } from './contract.ts'
import { inTime } from './in-time.ts'
import { publisher, Unconfirmed } from './publisher.ts'
import { readBody } from './requests.ts'
import { board } from './status.ts'

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

  // Don't tell the world which software this is.
  app.disable('x-powered-by')
  // A browser keeps its connection for the next request. While the server closes, end it after the response.
  app.use((_request, response, next) => {
    response.once('close', () => closing && server.closeIdleConnections())
    next()
  })
  // TODO 08.2: Refuse invalid requests
  // Limit the body to MAX_BODY, and put onlyJson before it.
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
      // If `reading` has `fields`, refuse with 400 and the fields.
      // Otherwise publish reading.data with shop.publish(), then respond with 201 and { id, subscriptions }.
      return todo('08.1')
    }
  }

  // TODO 08.2, continued
  // No route above has taken the request: refuse it with 404.

  const onError: ErrorRequestHandler = (error, request, response, _next) => {
    if (error instanceof Unconfirmed) {
      // TODO 08.6: Keep responding while Redis is down
      // Say when to try again.
      refuse(response, 503, error.message)
      return
    }
    // TODO 08.2, continued
    // express.json() sets error.status: 400 for invalid JSON, 413 for a long body. Refuse with it if it's below 500.
    // Only we see the error. It may contain paths, addresses, or data of others.
    report({ kind: 'handler', error, channel: `${request.method} ${request.path}` })
    refuse(response, 500, 'Something went wrong.')
  }
  // Express takes a handler with four parameters for an error handler.
  app.use(onError)

  // TODO 08.6, continued
  // If Redis is down, ready() waits. Listen without waiting for it, and report what it rejects with.
  await shop.ready()
  // Without an address, it would accept connections from the whole network.
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  async function end(): Promise<void> {
    // TODO 08.7: Shut down without losing work
    // Let requests in flight finish first, for graceMs at most. This cuts them off:
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

/** The ID for what a request creates, or undefined if the request is refused. */
function idOf(event: ShopEvent, request: Request, response: Response): string | undefined {
  // TODO 08.9: Accept a retry only once
  return randomUUID()
}

function refuse(response: Response, status: number, error: string, fields?: readonly string[]): void {
  response.status(status).json({ error, ...(fields && { fields }) } satisfies Refused)
}

/** Refuses a body of another type: a form on any website can send one without asking the browser's user. */
const onlyJson: RequestHandler = (request, response, next) => {
  // TODO 08.2, continued
  // request.is('application/json') is false for another type, and null without a body. Refuse with 415.
  next()
}
