/** What a Redis URL says, decoded. */
export interface RedisAddress {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** Without a name Redis takes `default`. */
  readonly username?: string
  readonly password?: string
  readonly database: number
}

const DEFAULT_PORT = 6379

const UNESCAPED = 'is not a valid URL; in a password write # as %23, / as %2F, ? as %3F and @ as %40'

/**
 * Reads a `redis://` or `rediss://` URL.
 *
 * @returns What it says, or what is wrong with it: the rest of a sentence, without anything of the URL's text.
 */
export function parseRedisUrl(text: string): RedisAddress | { readonly wrong: string } {
  if (/^["'`]/.test(text)) return { wrong: 'is in quotation marks; leave them out' }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme !== 'redis' && scheme !== 'rediss') {
    return { wrong: 'must begin with redis:// or, for TLS, with rediss://' }
  }
  // Behind the user and the password, which may have a comma.
  const hosts = /^[^:]+:\/\/([^/?#]*)/.exec(text)![1]!.split('@').at(-1)!
  if (hosts.includes(',')) return { wrong: 'names several hosts; give the URL of one server' }
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return { wrong: UNESCAPED }
  }
  if (isCutShort(url)) return { wrong: UNESCAPED }
  if (url.hostname === '') return { wrong: 'names no host; write it as redis://host:6379' }
  const path = /^\/?(\d*)$/.exec(url.pathname)
  if (!path) return { wrong: 'must end after the port, or with the number of a database such as /0' }
  try {
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || DEFAULT_PORT,
      tls: scheme === 'rediss',
      database: Number(path[1]),
      ...(url.username && { username: decodeURIComponent(url.username) }),
      ...(url.password && { password: decodeURIComponent(url.password) }),
    }
  } catch {
    return { wrong: 'has a % in its user name or password that does not begin an escape; write it as %25' }
  }
}

const UNREADABLE = '(a URL that cannot be read)'

/**
 * A URL as it may be printed: with `***` in place of the password, and of a user name that stands alone (it may
 * be a token). A query, which may hold a password as well, is left out.
 *
 * @returns `(a URL that cannot be read)` when it is none: the password could be anywhere in it.
 */
export function redactUrl(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return UNREADABLE
  }
  if (isCutShort(url)) return UNREADABLE
  const user = url.password ? `${url.username}:***@` : url.username ? '***@' : ''
  return `${url.protocol}//${user}${url.host}${url.pathname}`
}

/**
 * Takes a URL's password, in every form that it may have, out of a text that others wrote.
 *
 * @param text For example an error message of a server.
 * @param url The URL whose password must not be seen.
 */
export function redact(text: string, url: string): string {
  let secrets: string[]
  try {
    const { password, username } = new URL(url)
    secrets = password ? [password] : [username]
  } catch {
    return '(not shown: it may hold a password)'
  }
  const forms = secrets.flatMap((secret) => [secret, decoded(secret), encodeURIComponent(decoded(secret))])
  return mask(text, forms)
}

/** An unescaped `/`, `?` or `#` in a password ends the host too early: the rest of it stands behind the host. */
function isCutShort(url: URL): boolean {
  return `${url.pathname}${url.search}${url.hash}`.includes('@')
}

/** Puts `***` in place of each secret. */
export function mask(text: string, secrets: readonly string[]): string {
  // The longest first: one may be part of another.
  const longestFirst = secrets.filter(Boolean).toSorted((a, b) => b.length - a.length)
  return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
