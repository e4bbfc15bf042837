import { AsyncResource } from 'node:async_hooks'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { HttpHandler } from '../contract.ts'

/** The response to a request. */
export interface Answer {
  readonly code: number
  readonly headers: Headers
  readonly body: string
}

/** Starts a web server with this handler on loopback. Returns a function that sends a request. */
export async function serve(context: CheckContext, handler: HttpHandler): Promise<() => Promise<Answer>> {
  if (typeof handler !== 'function')
    context.fail(`the handler should be a function (request, response), but is ${String(handler)}`)
  const failures: unknown[] = []
  // Node runs the listener outside of the check's async context, so errors and output would belong to no check.
  const listener = AsyncResource.bind(async (request: IncomingMessage, response) => {
    try {
      await handler(request, response)
    } catch (error) {
      failures.push(error)
      response.destroy()
    }
  }) as HttpHandler
  const server = createServer(listener)
  context.cleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return async () => {
    const asking = fetch(url).then(async (response) => {
      return { code: response.status, headers: response.headers, body: await response.text() }
    })
    await context.until('there is a response to GET', trackSettled(asking))
    // The handler's own error says more than the closed connection.
    const answer = await asking.catch((error: unknown) => {
      throw failures[0] ?? error
    })
    context.log(`the check: the response to GET / is ${answer.code} ${answer.body}`)
    return answer
  }
}
