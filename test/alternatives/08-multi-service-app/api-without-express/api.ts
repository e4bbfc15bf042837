// It uses the HTTP server of Node.js, and a table of paths.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Api, ApiOptions, ShopEvent } from '../../../../lessons/08-multi-service-app/contract.ts'
import { publisher, Unconfirmed } from '../../../../solutions/08-multi-service-app/publisher.ts'
import { readBody } from '../../../../solutions/08-multi-service-app/requests.ts'
import { board } from '../../../../solutions/08-multi-service-app/status.ts'

const PATHS = new Map<string, ShopEvent>([
  ['/users', 'user.created'],
  ['/orders', 'order.placed'],
  ['/payments', 'payment.completed'],
])

class Refusal extends Error {
  readonly status: number
  readonly fields: readonly string[] | undefined

  constructor(status: number, message: string, fields?: readonly string[]) {
    super(message)
    this.status = status
    this.fields = fields
  }
}

export async function api(options: ApiOptions): Promise<Api> {
  const { report, graceMs } = options
  const status = board(options)
  const shop = publisher(options, status)
  shop.ready().catch((error: unknown) => report({ kind: 'connection', error }))
  let isClosing = false
  let closing: Promise<void> | undefined

  const server = createServer((request, response) => {
    void answer(request)
      .catch((error: unknown) => refused(error, request))
      .then(([code, body]) => {
        const headers = {
          'Content-Type': 'application/json',
          ...(code === 503 && { 'Retry-After': '2' }),
          // While it closes, it keeps no connection open.
          ...((isClosing || !request.complete) && { Connection: 'close' }),
        }
        end(response, code, headers, body)
      })
  })

  async function answer(request: IncomingMessage): Promise<[code: number, body: unknown]> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method === 'GET' && pathname === '/status') return [200, await status.read()]
    const event = PATHS.get(pathname)
    if (request.method !== 'POST' || !event) throw new Refusal(404, 'Not found.')
    const key = request.headers['idempotency-key']
    if (key !== undefined && !/^[A-Za-z0-9_-]{8,100}$/.test(String(key))) {
      throw new Refusal(400, 'The key is invalid.', ['Idempotency-Key'])
    }
    const id = key === undefined ? randomUUID() : `${event.slice(0, 1)}-${String(key)}`
    const reading = readBody(event, await bodyOf(request), id)
    if ('fields' in reading) throw new Refusal(400, 'Some fields are invalid.', reading.fields)
    return [201, { id, subscriptions: await shop.publish(event, reading.data, id) }]
  }

  function refused(error: unknown, { method, url }: IncomingMessage): [code: number, body: unknown] {
    if (error instanceof Refusal) return [error.status, { error: error.message, fields: error.fields }]
    if (error instanceof Unconfirmed) return [503, { error: 'Please try again.' }]
    report({ kind: 'handler', error, channel: `${method} ${url}` })
    return [500, { error: 'Something went wrong.' }]
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      isClosing = true
      closing ??= new Promise<void>((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), graceMs)
        const tidy = setInterval(() => server.closeIdleConnections(), 20)
        server.close(() => {
          clearTimeout(timer)
          clearInterval(tidy)
          resolve()
        })
      }).then(() => shop.close())
      return closing
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request) {
    length += (piece as Buffer).length
    if (length <= 16_384) pieces.push(piece as Buffer)
    else if (length > 1_000_000) break
  }
  if (length > 16_384) throw new Refusal(413, 'The body is too long.')
  if (
    length > 0 &&
    !/^application\/json *(; *charset="?utf-?8"?)?$/i.test(request.headers['content-type'] ?? '')
  ) {
    throw new Refusal(415, 'Please send JSON.')
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString())
  } catch {
    throw new Refusal(400, 'The body is not JSON.')
  }
}

function end(response: ServerResponse, code: number, headers: object, body: unknown): void {
  response.writeHead(code, { ...headers }).end(JSON.stringify(body))
}
