import { createHash, randomUUID } from 'node:crypto'
import type { ProxyConnection } from './connection-filter.ts'
import { type Intervention, refusal } from './proxy-answer.ts'
import { encodeCommand, RespError, type RespValue, textOf } from './resp.ts'

const READONLY = "READONLY You can't write against a read only replica."
const LOADING = 'LOADING Redis is loading the dataset in memory'
/** What a server says to a client that waits for data when it becomes a replica; then it closes the connection. */
export const UNBLOCKED =
  'UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)'

const words = (text: string): ReadonlySet<string> => new Set(text.trim().toUpperCase().split(/\s+/))

/** The commands that Redis marks as `write`. `SORT` and some others are, though they can also just read. */
export const WRITES: ReadonlySet<string> = words(`
  append bitfield bitop blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin copy decr decrby del expire
  expireat flushall flushdb geoadd georadius georadiusbymember geosearchstore getdel getex getset hdel hexpire
  hexpireat hgetdel hgetex hincrby hincrbyfloat hmset hpersist hpexpire hpexpireat hset hsetex hsetnx incr incrby
  incrbyfloat linsert lmove lmpop lpop lpush lpushx lrem lset ltrim migrate move mset msetnx persist pexpire
  pexpireat pfadd pfdebug pfmerge psetex rename renamenx restore restore-asking rpop rpoplpush rpush rpushx sadd
  sdiffstore set setbit setex setnx setrange sinterstore smove sort spop srem sunionstore swapdb unlink vadd vrem vsetattr xack xadd
  xautoclaim xclaim xdel xgroup xreadgroup xsetid xtrim zadd zdiffstore zincrby zinterstore zmpop zpopmax zpopmin
  zrangestore zrem zremrangebylex zremrangebyrank zremrangebyscore zunionstore`)

/** The commands that Redis runs while it loads its data. */
export const WHILE_LOADING: ReadonlySet<string> = words(`
  acl auth client command config debug discard echo exec hello info lastsave latency monitor multi psubscribe
  publish pubsub punsubscribe quit readonly readwrite replconf reset role select shutdown slowlog spublish
  ssubscribe subscribe sunsubscribe time unsubscribe unwatch watch`)

/** Commands that wait for data; those of streams do so with BLOCK. */
const BLOCKING = words('blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin wait')

/** True for a command that may wait for data. */
export function mayWait(name: string, args: readonly string[]): boolean {
  return BLOCKING.has(name) || (/^XREAD/.test(name) && args.some((arg) => /^block$/i.test(arg)))
}

/** What a replica needs to know of its clients. */
export interface Audience {
  /** Sends a message to all subscribers behind this proxy; gives how many subscriptions took it. */
  deliver(channel: RespValue, message: RespValue, sharded: boolean): number
}

/** A server that has become a replica of another one. Made by `proxy.demote()`. */
export class Demotion {
  readonly #audience: Audience
  readonly #ended: (demotion: Demotion) => void
  #count = 0

  /** @internal */
  constructor(audience: Audience, ended: (demotion: Demotion) => void) {
    this.#audience = audience
    this.#ended = ended
  }

  /** How many writes have been refused so far. */
  get count(): number {
    return this.#count
  }

  /** Ends it: the server is a master again. */
  stop(): void {
    this.#ended(this)
  }

  /** @internal */
  intervene(link: ProxyConnection, name: string, args: readonly RespValue[]): Intervention | undefined {
    if (name === 'PUBLISH' || name === 'SPUBLISH') {
      return link.pubSubOnly ? undefined : this.#published(name, args)
    }
    if (name === 'ROLE') return { reply: () => ['slave', '127.0.0.1', 6379, 'connected', 0] }
    if (name === 'INFO') return { reply: asReplica }
    if (name === 'HELLO') return { reply: roleIn }
    const script = scriptOf(name, args)
    if (script !== undefined && writes(script)) {
      return this.#refused(name, `${READONLY} script: ${sha1(script)}, on @user_script:1.`)
    }
    return WRITES.has(name) ? this.#refused(name, READONLY) : undefined
  }

  #refused(name: string, error: string): Intervention {
    this.#count += 1
    return refusal(name, error)
  }

  /** Redis gets a question that it answers with 0, so that a MULTI can be executed. */
  #published(name: string, [channel = '', message = '']: readonly RespValue[]): Intervention {
    const send = encodeCommand(['EXISTS', `${textOf(channel)}:${randomUUID()}`])
    const count = this.#audience.deliver(channel, message, name === 'SPUBLISH')
    return { send, reply: (own) => (typeof own === 'number' ? count : own) }
  }
}

/** A server that has just started and loads its data. Made by `proxy.loading()`. */
export class Loading {
  readonly #ended: (loading: Loading) => void
  #count = 0

  /** @internal */
  constructor(ended: (loading: Loading) => void) {
    this.#ended = ended
  }

  /** How many commands have been refused so far. */
  get count(): number {
    return this.#count
  }

  /** Ends it: all data are there. */
  stop(): void {
    this.#ended(this)
  }

  /** @internal */
  intervene(link: ProxyConnection, name: string): Intervention | undefined {
    if (name === 'INFO') return { reply: asLoading }
    // What a subscribed connection may not ask for, Redis refuses for that reason.
    if (WHILE_LOADING.has(name) || link.pubSubOnly) return undefined
    this.#count += 1
    return refusal(name, LOADING)
  }
}

/** Scripts that were seen, by their hash: EVALSHA names one by it. */
const seen: Map<string, string> = new Map()

/** Remembers a script that a client sends. */
export function rememberScript(name: string, args: readonly RespValue[]): void {
  const isLoad = name === 'SCRIPT' && textOf(args[0] ?? '').toUpperCase() === 'LOAD'
  const script = isLoad ? args[1] : name === 'EVAL' ? args[0] : undefined
  if (script !== undefined) seen.set(sha1(textOf(script)), textOf(script))
}

function scriptOf(name: string, [first = '']: readonly RespValue[]): string | undefined {
  if (name === 'EVAL') return textOf(first)
  return name === 'EVALSHA' ? seen.get(textOf(first).toLowerCase()) : undefined
}

/** True when a script calls a command that writes, by its name. */
function writes(script: string): boolean {
  const calls = script.matchAll(/\b(?:redis|server)\s*\.\s*p?call\s*\(\s*["']([\w-]+)["']/g)
  return [...calls].some(([, name]) => WRITES.has(name!.toUpperCase()))
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}

function asReplica(own: RespValue): RespValue {
  return withField(withField(own, 'role', 'slave'), 'master_link_status', 'up')
}

function asLoading(own: RespValue): RespValue {
  return withField(withField(own, 'loading', '1'), 'loading_eta_seconds', '1')
}

/** INFO's text with a field set. */
function withField(own: RespValue, name: string, value: string): RespValue {
  if (own instanceof RespError || own === 'QUEUED') return own
  const text = textOf(own)
  const line = new RegExp(`^${name}:.*$`, 'm')
  const field = `${name}:${value}`
  return line.test(text) ? text.replace(line, `${field}\r`) : `${text}${field}\r\n`
}

/** HELLO's reply with another role; over RESP2 it is a flat list. */
function roleIn(own: RespValue): RespValue {
  if (own instanceof Map) {
    return new Map([...own].map(([key, value]) => [key, textOf(key) === 'role' ? 'replica' : value]))
  }
  if (!Array.isArray(own)) return own
  return own.map((item, i) => (i % 2 === 1 && textOf(own[i - 1]!) === 'role' ? 'replica' : item))
}
