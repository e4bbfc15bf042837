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
import { inTime } from '../../lessons/08-multi-service-app/workbook/given/in-time.ts'
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

  app.disable('x-powered-by')
  // #region given-idle
  // While the server closes, end a browser's connection after the response.
  app.use((_request, response, next) => {
    response.once('close', () => closing && server.closeIdleConnections())
    next()
  })
  // #endregion
  // #region 08.2-body
  //- // Limit it to MAX_BODY, and put onlyJson before it.
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
      //- // If `reading` has `fields`, refuse them with 400.
      //- // Otherwise shop.publish() reading.data, then respond with 201 and { id, subscriptions }.
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
  //- // No route has taken the request.
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
    //- // Refuse with error.status if it's 400 to 499. express.json() sets it.
    if (error.status >= 400 && error.status < 500) {
      refuse(response, error.status, 'The body cannot be read.')
      return
    }
    // #endregion
    // Only we see the error: it may contain paths or data of others.
    report({ kind: 'handler', error, channel: `${request.method} ${request.path}` })
    refuse(response, 500, 'Something went wrong.')
  }
  app.use(onError)

  // #region 08.6-start
  //- // Don't wait for Redis, but report what ready() rejects with.
  //- await shop.ready()
  shop.ready().catch((error: unknown) => report({ kind: 'connection', error }))
  // #endregion
  // #region given-listen
  // Only from this machine.
  server.listen(port, '127.0.0.1')
  // #endregion
  await once(server, 'listening')

  async function end(): Promise<void> {
    // #region 08.7-end
    //- // Before you cut them off, let requests finish, for graceMs at most.
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

const onlyJson: RequestHandler = (request, response, next) => {
  // #region 08.2-onlyJson
  //- // Refuse other types with 415.
  //- next()
  if (request.is('application/json') === false) refuse(response, 415, 'Send the body as application/json.')
  else next()
  // #endregion
}
