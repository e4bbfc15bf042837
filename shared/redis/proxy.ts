import net from 'node:net'
import { allConnections, type ConnectionFilter, type Cut, type ProxyConnection } from './connection-filter.ts'
import { HeldReplies, type HeldReply } from './held-reply.ts'
import type { LinkOwner } from './link-owner.ts'
import { Answer, type Intervening, Silence } from './proxy-answer.ts'
import { Faults } from './proxy-fault.ts'
import { ProxyLink } from './proxy-link.ts'
import { Demotion, Loading, UNBLOCKED } from './proxy-trouble.ts'
import { Fence } from './refused-commands.ts'
import type { RespValue } from './resp.ts'
import { addressOf } from './sign-in.ts'
import type { RedisAddress } from './url.ts'
import type { WireListener } from './wire.ts'

export {
  allConnections,
  type ConnectionFilter,
  type Cut,
  type ProxyConnection,
  publishers,
  subscribedTo,
  subscribers,
} from './connection-filter.ts'
export type { HeldReply } from './held-reply.ts'
export type { Answer, Silence } from './proxy-answer.ts'
export type { Demotion, Loading } from './proxy-trouble.ts'

/**
 * A way to one Redis on which everything that passes is seen, and on which faults are made. It listens on
 * loopback only, and signs in to Redis itself, so that the code of a lesson never sees a password.
 *
 * A fault is for the connections that exist and are chosen; by default, for all. The methods that make one
 * return on how many. A fault made by a listener takes effect before what it was told of passes.
 */
export class RedisProxy {
  /** Called with all that passes, in its order. */
  onEvent: WireListener | undefined
  readonly #target: RedisAddress
  readonly #server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) =>
    this.#accept(client),
  )
  readonly #links = new Set<ProxyLink>()
  /**
   * Reports when a fault begins and ends.
   *
   * @internal
   */
  readonly faults = new Faults(this.#links)
  /** Those that are over, but not closed on both sides yet. */
  readonly #leaving = new Set<ProxyLink>()
  readonly #held = new HeldReplies(this.faults)
  /** What looks at every command, in the order in which it was made. */
  readonly #intervening: Set<Intervening> = new Set()
  /** Is asked after all faults, and stays. */
  #fence: Fence | undefined
  readonly #owner: LinkOwner<ProxyLink>
  #connections = 0
  #refusing = false
  #url = ''
  #closed: Promise<void> | undefined
  #whenSettled: (() => void)[] = []

  private constructor(target: RedisAddress) {
    this.#target = target
    this.#owner = this.#ownerOfLinks()
  }

  /**
   * Opens a proxy on a free port. Redis need not be there yet: connections are reset while it is not.
   *
   * @param target `redis://` or `rediss://`, with user, password and database where needed.
   * @param namespace Keeps clients to names that begin so, and from what changes the server for others. Empty on a server
   *   of ours, and nowhere else.
   * @throws `TypeError` with a sentence, when the URL is none. It holds no password.
   */
  static async open(target: string | URL, namespace: string): Promise<RedisProxy> {
    const proxy = new RedisProxy(addressOf(target))
    if (namespace !== '') proxy.#fence = new Fence(namespace)
    await proxy.#listen()
    return proxy
  }

  /** Where clients connect to, for example `redis://127.0.0.1:50123`. */
  get url(): string {
    return this.#url
  }

  /** The connections that are open now. */
  get links(): ReadonlySet<ProxyConnection> {
    return this.#links
  }

  /** Tells a further listener what passes, after those that are told already. */
  addListener(listener: WireListener): void {
    const before = this.onEvent
    this.onEvent = (event) => {
      before?.(event)
      listener(event)
    }
  }

  /**
   * Cuts connections on both sides.
   *
   * @param how `fin`: the client sees an orderly end. `rst`: the client gets an error, ECONNRESET.
   */
  cut(which: ConnectionFilter = allConnections, how: Cut = 'rst'): number {
    this.faults.begin('cut', { which, how })
    return this.#onLeavingToo(which, (link) => link.cut(how))
  }

  /**
   * Lets nothing pass either way, not even an end; the connections stay open, and nothing is read from them, so
   * that a sender feels it as it would feel a slow receiver. {@link RedisProxy.resume} passes on all of it, in
   * order.
   */
  stall(which: ConnectionFilter = allConnections): number {
    this.faults.begin('stall', { which })
    return this.#on(which, (link) => link.stall())
  }

  /** Ends a {@link RedisProxy.stall}. */
  resume(which: ConnectionFilter = allConnections): number {
    this.faults.end('stall', { which })
    return this.#onLeavingToo(which, (link) => link.resume())
  }

  /**
   * As if the cable was pulled: nothing passes any more, neither side learns of it nor of the end of the other,
   * and what was on its way is lost. It cannot be resumed, only cut.
   */
  freeze(which: ConnectionFilter = allConnections): number {
    this.faults.begin('freeze', { which })
    return this.#on(which, (link) => link.freeze())
  }

  /** Resets every new connection at once. Those that exist stay. */
  refuse(): void {
    this.faults.begin('refuse')
    this.#refusing = true
  }

  /** Ends a {@link RedisProxy.refuse}. */
  accept(): void {
    this.faults.end('refuse')
    this.#refusing = false
  }

  /**
   * Holds back the next reply to a command: Redis has run it, and the client does not learn of it. Later replies
   * on that connection wait behind it; messages pass. For a command of the subscribe family, the next
   * acknowledgement is held, and with it all that follows.
   *
   * @param which The connections that are meant, including new ones. It is asked when the reply is there.
   * @param command The command's name, for example `PUBLISH`.
   */
  holdReply(which: ConnectionFilter, command: string): HeldReply {
    return this.#held.add(which, command)
  }

  /**
   * Refuses commands with an error, as an ACL or a server in trouble does: the reply comes in its order, a `MULTI`
   * is spoilt by it, and a subscribe command gets one error for all its names. Redis does not run them. A refused
   * `EXEC` gets `EXECABORT Transaction discarded because of: …`.
   *
   * @param which The connections that are meant, including new ones. It is asked when the command comes.
   * @param command The command's name, for example `SUBSCRIBE`; `*` for every command but those by which clients
   *   introduce themselves and leave.
   * @param error The whole error reply, for example `NOPERM this user has no permissions …`.
   * @param options `times`: it ends by itself after so many refused commands.
   */
  answer(
    which: ConnectionFilter,
    command: string,
    error: string,
    options: { readonly times?: number } = {},
  ): Answer {
    const about = command
    const answer = new Answer(which, command, error, options.times ?? Number.POSITIVE_INFINITY, (one) => {
      if (this.#intervening.delete(one)) this.faults.end('answer', { about })
    })
    this.faults.begin('answer', { about })
    this.#intervening.add(answer)
    return answer
  }

  /**
   * Redis falls silent, as when it is stopped by SIGSTOP: the connections stay open, and so do new ones, but no
   * command is answered, and no message comes. {@link Silence.stop} lets all go on in its order.
   *
   * @param which The connections that are meant, including new ones. It is asked at once, and when a command comes.
   * @param command Only from this command on: it and all later ones of that connection wait, while messages and
   *   replies to earlier commands pass. They are lost when the client closes the connection.
   */
  silence(which: ConnectionFilter = allConnections, command?: string): Silence {
    const about = command
    const silence = new Silence(which, command, (one, silenced) => {
      if (this.#intervening.delete(one)) this.faults.end('silence', { about })
      this.#onLeavingToo(
        (link) => silenced.has(link),
        (link) => link.resume(),
      )
    })
    this.faults.begin('silence', { which, about })
    this.#intervening.add(silence)
    if (silence.whole)
      this.#on(
        (link) => silence.silences(link),
        (link) => link.stall(),
      )
    return silence
  }

  /**
   * Redis becomes a replica of a server elsewhere, and its clients stay connected to it. Writes are refused with
   * READONLY, scripts that call a writing command by name included. PUBLISH reaches the subscribers behind this
   * proxy alone, and counts them alone; messages of others still arrive, as from the new master. INFO, ROLE and
   * HELLO tell the role. A client that waits for data gets UNBLOCKED, and its connection ends. A `MULTI` that was
   * begun before may still be executed, and within one PUBLISH counts 0.
   */
  demote(): Demotion {
    const deliver = (channel: RespValue, message: RespValue, sharded: boolean) =>
      [...this.#links].reduce((count, link) => count + link.deliver(channel, message, sharded), 0)
    const demotion = new Demotion({ deliver }, (one) => {
      if (this.#intervening.delete(one)) this.faults.end('demote')
    })
    this.faults.begin('demote')
    this.#intervening.add(demotion)
    for (const link of [...this.#links]) link.unblock(UNBLOCKED)
    return demotion
  }

  /**
   * Redis loads its data, as after a restart: clients connect, INFO says `loading:1`, and commands on data get
   * LOADING. Pub/Sub works, as it does then.
   */
  loading(): Loading {
    const loading = new Loading((one) => {
      if (this.#intervening.delete(one)) this.faults.end('loading')
    })
    this.faults.begin('loading')
    this.#intervening.add(loading)
    return loading
  }

  /** Undoes all faults. What cannot be undone, a frozen connection or a lost reply, ends by a cut. */
  restore(): void {
    this.#refusing = false
    this.#intervening.clear()
    this.#held.releaseAll()
    this.cut((link) => (link as ProxyLink).beyondRepair)
    this.resume()
  }

  /**
   * Resolves when Redis too has closed every connection that is over, and so has forgotten its subscriptions.
   * Connections that are open now are not waited for. Through a stalled or frozen connection Redis learns of no
   * end: {@link RedisProxy.restore} first.
   */
  settled(): Promise<void> {
    if (this.#leaving.size === 0) return Promise.resolve()
    return new Promise((resolve) => this.#whenSettled.push(resolve))
  }

  /** Ends everything at once. Calling it twice is harmless. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = this.#server.address() as net.AddressInfo
    this.#url = `redis://127.0.0.1:${port}`
  }

  #accept(client: net.Socket): void {
    this.#connections += 1
    const id = this.#connections
    if (this.#refusing) {
      client.on('error', () => {})
      client.resetAndDestroy()
      this.onEvent?.({ what: 'refused', connection: id })
      return
    }
    this.#links.add(new ProxyLink(id, client, this.#target, this.#owner))
    this.onEvent?.({ what: 'connected', connection: id })
  }

  async #close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.onEvent = undefined
    this.faults.listener = undefined
    this.#refusing = true
    this.#held.forget()
    this.#intervening.clear()
    for (const link of [...this.#links, ...this.#leaving]) link.destroy()
    this.#links.clear()
    await closed
  }

  #on(which: ConnectionFilter, fault: (link: ProxyLink) => void): number {
    const chosen = [...this.#links].filter(which)
    for (const link of chosen) fault(link)
    return chosen.length
  }

  /** As {@link RedisProxy.#on}, for what ends a fault: through a fault one side may have gone unnoticed. */
  #onLeavingToo(which: ConnectionFilter, fault: (link: ProxyLink) => void): number {
    for (const link of [...this.#leaving].filter(which)) fault(link)
    return this.#on(which, fault)
  }

  #ownerOfLinks(): LinkOwner<ProxyLink> {
    const held = this.#held
    const intervening = this.#intervening
    const fence = () => this.#fence
    return {
      tell: (event) => this.onEvent?.(event),
      over: (link) => {
        if (this.#links.delete(link)) this.#leaving.add(link)
      },
      gone: (link) => {
        this.#links.delete(link)
        this.#leaving.delete(link)
        if (this.#leaving.size === 0) for (const resolve of this.#whenSettled.splice(0)) resolve()
      },
      get holding() {
        return held.waiting
      },
      holdFor: (link, command) => held.holdFor(link, command),
      get intervening() {
        return intervening.size > 0 || fence() !== undefined
      },
      intervene: (link, name, args) => {
        for (const one of intervening) {
          const decided = one.intervene(link, name, args)
          if (decided === 'silence') return one instanceof Silence && one.whole ? 'stall' : 'silence'
          if (decided) return decided
        }
        return fence()?.intervene(link, name, args)
      },
    }
  }
}
