import type { IncomingHttpHeaders, Server } from 'node:http'

/**
 * Whether a request was made by a page of this very server, or by a program on this machine.
 *
 * Listening on loopback alone keeps other machines away, but not what runs in the browser here: any page may send
 * requests to 127.0.0.1, and a name of its own may lead there (DNS rebinding). The browser tells both in headers.
 *
 * @param forwarded Hosts under which the port is forwarded to this machine's user, for example by Codespaces.
 */
export function isFromHere(
  { host, origin }: IncomingHttpHeaders,
  port: number,
  forwarded: readonly string[] = [],
): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (host === undefined || ![...own, ...forwarded].includes(host)) return false
  const origins = [...own.map((one) => `http://${one}`), ...forwarded.map((one) => `https://${one}`)]
  return origin === undefined || origins.includes(origin)
}

/** What a page may do besides loading what its own server sends. */
export interface PageRights {
  /** Origins of the pages that may show this one in a frame. Default: none. */
  readonly framedBy?: readonly string[]
  /** Origins of the pages that it may show in a frame. Default: none. */
  readonly frames?: readonly string[]
  /** Whether it has styles in its markup, as a drawing has. */
  readonly styles?: boolean
}

/**
 * The headers that keep a page to what its own server sends.
 *
 * @param port For the browsers that do not count WebSockets among `'self'`.
 */
export function protectiveHeaders(port: number, rights: PageRights = {}): Record<string, string> {
  const sockets = `ws://127.0.0.1:${port} ws://localhost:${port}`
  const list = (origins: readonly string[] = []) => origins.join(' ') || "'none'"
  const policy = [
    "default-src 'self'",
    `connect-src 'self' ${sockets}`,
    ...(rights.styles ? ["style-src 'self' 'unsafe-inline'"] : []),
    ...(rights.frames ? [`frame-src ${list(rights.frames)}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${list(rights.framedBy)}`,
    "object-src 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    // A page of yesterday's port would be wrong today.
    'Cache-Control': 'no-store',
  }
}

/** The port that a server listens on; 0 before it does. */
export function portOf(http: Server): number {
  const address = http.address()
  return typeof address === 'object' && address ? address.port : 0
}

/**
 * Listens on a port of 127.0.0.1.
 *
 * @returns False if the port is taken or not allowed.
 */
export function listens(http: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    }
    http.once('error', failed)
    http.listen(port, '127.0.0.1', () => {
      http.off('error', failed)
      resolve(true)
    })
  })
}
