/**
 * Lesson 08: the service that takes requests over HTTP and tells what has happened.
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
import { within } from '../../solutions/05-event-bus/in-flight.ts'
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
  // #region 08.7-afterwards
  //-
  app.use((_request, response, next) => {
    // A connection that is kept for more requests would keep the server from closing.
    response.once('close', () => ending && server.closeIdleConnections())
    next()
  })
  // #endregion
  // #region 08.2-body
  //- const body = [express.json()]
  const body = [onlyJson, express.json({ limit: LONGEST_BODY })]
  // #endregion

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
      // #region 08.1-taking
      const reading = readBody(event, request.body, id)
      if ('fields' in reading) {
        refuse(response, 400, 'Some fields are missing or wrong.', reading.fields)
        return
      }
      const subscriptions = await shop.publish(event, reading.data, id)
      response.status(201).json({ id, subscriptions } satisfies Accepted)
      // #endregion
    }
  }

  // #region 08.2-errors
  //-
  app.use((_request, response) => refuse(response, 404, 'There is nothing here.'))
  // #endregion
  const onError: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    if (error instanceof Unconfirmed) {
      // #region 08.6-retry
      //-
      response.set('Retry-After', String(RETRY_AFTER))
      // #endregion
      refuse(response, 503, error.message)
      return
    }
    // #region 08.2-onError
    //-
    const refused = statusOf(error)
    if (refused !== undefined) {
      refuse(response, refused, 'The request cannot be read.')
      return
    }
    // #endregion
    report({ kind: 'handler', error, channel: `${request.method} ${request.path}` })
    refuse(response, 500, 'Something went wrong here.')
  }
  app.use(onError)

  // #region 08.6-start
  //- await shop.ready()
  //- server.listen(port, '127.0.0.1')
  // Whatever becomes of it: the API is there, and says what it can.
  shop.ready().catch((error: unknown) => report({ kind: 'connection', error }))
  server.listen(port, '127.0.0.1')
  // #endregion
  await once(server, 'listening')

  async function end(): Promise<void> {
    // #region 08.7-endApi
    //- // Whatever is in hand is lost.
    //- server.close()
    //- server.closeAllConnections()
    //- await shop.close()
    const closed = new Promise((resolve) => server.close(resolve))
    await within(graceMs, closed)
    server.closeAllConnections()
    await shop.close()
    // #endregion
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
  // #region 08.8-idOf
  //- return randomUUID()
  const key = request.get('Idempotency-Key')
  if (key === undefined) return randomUUID()
  // The same key on another path is something else.
  if (/^[\w-]{8,100}$/.test(key)) return `${event}:${key}`
  refuse(response, 400, 'This is no key.', ['Idempotency-Key'])
  return undefined
  // #endregion
}

function refuse(response: Response, status: number, error: string, fields?: readonly string[]): void {
  response.status(status).json({ error, ...(fields && { fields }) } satisfies Refused)
}

// #region 08.2-onlyJson
//-
const onlyJson: RequestHandler = (request, response, next) => {
  // Null for a request without a body.
  if (request.is('application/json') === false) refuse(response, 415, 'The body has to be application/json.')
  else next()
}

/** What the reading of a body is refused with. Undefined for an error of our own. */
function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 500 ? status : undefined
}
// #endregion
