/** What only some servers can show; a check that needs one of these is skipped with the reason where it is missing. */
export type Capability =
  /** ACL users and passwords. */
  | 'acl'
  /** RDB and AOF: data that survive a restart. */
  | 'persistence'
  /** A slow subscriber is cut off when its output buffer is over the limit. */
  | 'output-buffer-limit'
  /** `INFO`, `MEMORY` and `NUMPAT` figures that can be trusted. */
  | 'introspection'
  /** `restart()` and `crash()`: only a server that we started. */
  | 'restart'

/** A Redis that the workbook runs on. */
export interface Server {
  /** With the password, when it has one: for connecting, never for printing. Print {@link Server.label}. */
  readonly url: string
  /** `embedded`: in this process. `server`: a program that we started. `url`: somebody's, given by URL. */
  readonly kind: 'embedded' | 'server' | 'url'
  /** As the server reports it, for example `7.0.15`. */
  readonly version: string
  /** One line for people: which server this is and why it was chosen. Holds no password. */
  readonly label: string
  /** Put before every channel and key: empty on servers of ours, random on one given by URL. */
  readonly namespace: string
  readonly can: ReadonlySet<Capability>
  /** After how many seconds it closes a connection on which nothing passes; 0 or undefined: never. */
  readonly idleTimeout?: number
  /** Ends it (a server of ours) or lets go of it (one given by URL). Calling it twice is harmless. */
  stop(): Promise<void>
}

/** A server that we started, which can be hurt. */
export interface OwnServer extends Server {
  /** Ends it in good order and starts it again on the same port with the same folder. */
  restart(): Promise<void>
  /** Kills it at once, as a crash would; resolves when it is gone. {@link OwnServer.restart} brings it back. */
  crash(): Promise<void>
}

/** What {@link Server}s are chosen by. */
export interface StartOptions {
  /** `embedded`, `server`, or a `redis://` or `rediss://` URL. Default: the environment decides, see `start`. */
  readonly prefer?: string
  /** False where no checks are run: a server given by URL need not be fit for them. */
  readonly forChecks?: boolean
  /**
   * Lines of redis.conf for a server of ours, for example `{ appendonly: 'yes' }`. An array gives several lines of
   * one name, for example of `user`. `requirepass` is the password as it is, without quotes. Forces a `server`.
   */
  readonly config?: Readonly<Record<string, string | readonly string[]>>
  /** Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv
}

/** No usable Redis: `message` is one sentence for people that says what to do, without any password. */
export class RedisUnavailable extends Error {
  override name = 'RedisUnavailable'
}
