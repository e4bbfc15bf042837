/** What both clients need to know to connect to a cluster. */
export interface Seeds {
  readonly seeds: { host: string; port: number }[]
  /** For every connection: node-redis doesn't use those of the root nodes for the nodes that it discovers. */
  readonly signIn: { readonly username?: string; readonly password?: string }
  readonly tls: boolean
}

/** Reads the addresses of some nodes. User, password, and TLS are those of the first. */
export function parseSeeds(urls: readonly string[]): Seeds {
  const parsed = urls.map((url) => new URL(url))
  const [first] = parsed
  if (!first) throw new TypeError('A cluster needs the address of at least one node.')
  const [username, password] = [first.username, first.password].map(decodeURIComponent)
  return {
    seeds: parsed.map(({ hostname, port }) => ({ host: hostname, port: Number(port || 6379) })),
    signIn: { ...(username && { username }), ...(password && { password }) },
    tls: first.protocol === 'rediss:',
  }
}
