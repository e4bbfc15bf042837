import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'

/** How long a browser waits for a response, in milliseconds. */
const PATIENCE_MS = 1000

/** Serves an app on a free port. Returns the server, and a function that sends a request and prints the response. */
export async function serve(app: Express): Promise<{ server: Server; post: typeof post }> {
  // Express prints no errors of its own then.
  app.set('env', 'test')
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  async function post(path: string, body: string, type = 'application/json'): Promise<void> {
    const sent = body.length > 60 ? `${body.length} bytes` : body
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const headers = { 'Content-Type': type, Connection: 'close' }
    const result = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers, signal })
      .then(async (response) => `${response.status} ${lineOf(await response.text())}${retryOf(response)}`)
      .catch(() => 'no response within a second')
    console.log(`${path} ${sent} → ${result}`)
  }

  return { server, post }
}

/** Of a page, the beginning of the stack that Express puts into it. */
function lineOf(text: string): string {
  const [, stack] = /<pre>([\s\S]*)<\/pre>/.exec(text) ?? []
  if (stack === undefined) return text
  const lines = stack.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&nbsp;', '').split('<br>')
  return [...lines.slice(0, 3), '…'].join('\n')
}

function retryOf({ headers }: Response): string {
  const seconds = headers.get('Retry-After')
  return seconds === null ? '' : ` (Retry-After: ${seconds})`
}
