/**
 * Lesson 08: the service that handles HTTP requests and publishes events.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express'
import type {
  Accepted,
  Api,
  ApiOptions,
  Refused,
  ShopEvent,
} from '../../lessons/08-multi-service-app/contract.ts'
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
  // #region given-idle
  // A browser keeps its connection for the next request. While the server closes, end it after the response.
  app.use((_request, response, next) => {
    response.once('close', () => closing && server.closeIdleConnections())
    next()
  })
  // #endregion
  // #region 08.2-body
  //- // Limit the body to MAX_BODY, and put onlyJson before it.
  //- const body = [express.json()]
  const body = [onlyJson, express.json({ limit: MAX_BODY })]
  // #endregion

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
      // #region 08.1-accept
      //- // If `reading` has `fields`, refuse with 400 and the fields.
      //- // Otherwise publish reading.data with shop.publish(), then respond with 201 and { id, subscriptions }.
      //- return todo('08.1')
      if ('fields' in reading) {
        refuse(response, 400, 'Some fields are missing or invalid.', reading.fields)
        return
      }
      const subscriptions = await shop.publish(event, reading.data, id)
      response.status(201).json({ id, subscriptions } satisfies Accepted)
      // #endregion
    }
  }

  // #region 08.2-notFound
  //- // No route above has taken the request: refuse it with 404.
  app.use((_request, response) => refuse(response, 404, 'Not found.'))
  // #endregion

  const onError: ErrorRequestHandler = (error, request, response, _next) => {
    if (error instanceof Unconfirmed) {
      // #region 08.6-retry
      //- // Say when to try again.
      response.set('Retry-After', String(RETRY_AFTER))
      // #endregion
      refuse(response, 503, error.message)
      return
    }
    // #region 08.2-onError
    //- // express.json() sets error.status: 400 for invalid JSON, 413 for a long body. Refuse with it if it's below 500.
    if (error.status >= 400 && error.status < 500) {
      refuse(response, error.status, 'The body cannot be read.')
      return
    }
    // #endregion
    // Only we see the error. It may contain paths, addresses, or data of others.
    report({ kind: 'handler', error, channel: `${request.method} ${request.path}` })
    refuse(response, 500, 'Something went wrong.')
  }
  // Express takes a handler with four parameters for an error handler.
  app.use(onError)

  // #region 08.6-start
  //- // If Redis is down, ready() waits. Listen without waiting for it, and report what it rejects with.
  //- await shop.ready()
  shop.ready().catch((error: unknown) => report({ kind: 'connection', error }))
  // #endregion
  // #region given-listen
  // Without an address, it would accept connections from the whole network.
  server.listen(port, '127.0.0.1')
  // #endregion
  await once(server, 'listening')

  async function end(): Promise<void> {
    // #region 08.7-end
    //- // Let requests in flight finish first, for graceMs at most. This cuts them off:
    //- server.close()
    //- server.closeAllConnections()
    //- await shop.close()
    const closed = new Promise((resolve) => server.close(resolve))
    await inTime(graceMs, closed).catch(() => {})
    server.closeAllConnections()
    await shop.close()
    // #endregion
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
  // #region 08.9-idOf
  //- return randomUUID()
  const key = request.get('Idempotency-Key')
  if (key === undefined) return randomUUID()
  // With the event, because the same key on another path is another request.
  if (/^[\w-]{8,100}$/.test(key)) return `${event}:${key}`
  refuse(response, 400, 'The key is invalid.', ['Idempotency-Key'])
  return undefined
  // #endregion
}

function refuse(response: Response, status: number, error: string, fields?: readonly string[]): void {
  response.status(status).json({ error, ...(fields && { fields }) } satisfies Refused)
}

/** Refuses a body of another type: a form on any website can send one without asking the browser's user. */
const onlyJson: RequestHandler = (request, response, next) => {
  // #region 08.2-onlyJson
  //- // request.is('application/json') is false for another type, and null without a body. Refuse with 415.
  //- next()
  if (request.is('application/json') === false) refuse(response, 415, 'Send the body as application/json.')
  else next()
  // #endregion
}
