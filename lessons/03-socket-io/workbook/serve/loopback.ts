import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a request was made by a page of this very server, or by a program on this machine.
 *
 * Listening on loopback alone keeps other machines away, but not what runs in the browser here: any page may send
 * requests to 127.0.0.1, and a name of its own may lead there (DNS rebinding). The browser tells both in headers.
 */
export function isFromHere({ host, origin }: IncomingHttpHeaders, port: number): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (host === undefined || !own.includes(host)) return false
  return origin === undefined || own.some((one) => origin === `http://${one}`)
}

/**
 * The headers that keep a page to what its own server sends.
 *
 * @param port For the browsers that do not count WebSockets among `'self'`.
 */
export function protectiveHeaders(port: number): Record<string, string> {
  const sockets = `ws://127.0.0.1:${port} ws://localhost:${port}`
  const policy = [
    "default-src 'self'",
    `connect-src 'self' ${sockets}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
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
