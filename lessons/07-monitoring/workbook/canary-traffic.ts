import type { Kit, Way } from '../../../shared/checks/kit.ts'
import type { WireEvent } from '../../../shared/redis/wire.ts'

/** A canary, as it was seen on the wire on its way to Redis. */
export interface Sent {
  readonly channel: string
  readonly text: string
  /** By `performance.now()`. */
  readonly at: number
}

/** So many lines about canaries are told, then no more until {@link CanaryTraffic.tellAgain}. */
const LINES_TOLD = 6

/**
 * What passes on a way to Redis. Canaries come by the hundred, so the timeline of the check is told of the first few
 * only.
 */
export class CanaryTraffic {
  readonly sent: Sent[] = []
  /** How many canaries Redis has delivered. */
  delivered = 0
  /** How many connections were opened. */
  connections = 0
  readonly #kit: Kit
  readonly #prefix: string
  /** What the texts of canaries are called in the timeline. */
  readonly #texts = new Map<string, string>()
  #told = 0

  /** @param prefix What the channels of canaries begin with. */
  constructor(kit: Kit, { proxy }: Way, prefix: string) {
    this.#kit = kit
    this.#prefix = prefix
    const tell = proxy.onEvent
    proxy.onEvent = (event) => {
      if (event.what === 'connected') this.connections++
      const ofCanary = this.#channelOf(event)?.startsWith(prefix) ?? false
      if (ofCanary) this.#count(event)
      if (!ofCanary) tell?.(event)
      else if (this.#told++ < LINES_TOLD) tell?.(this.#inWords(event))
      else if (this.#told === LINES_TOLD + 1) kit.log('… and so on')
    }
  }

  /** Tells the timeline something, and the next few canaries. */
  note(text: string): void {
    this.#kit.log(text)
    this.#told = 0
  }

  #channelOf(event: WireEvent): string | undefined {
    if (event.what === 'delivered') return event.channel
    if (event.what === 'acknowledged') return event.name ?? undefined
    return 'args' in event ? event.args[0] : undefined
  }

  #count(event: WireEvent): void {
    if (event.what === 'delivered') this.delivered++
    if (event.what !== 'command' || event.name !== 'PUBLISH') return
    const [channel = '', text = ''] = event.args
    this.sent.push({ channel, text, at: performance.now() })
    if (!this.#texts.has(text)) this.#texts.set(text, `canary ${this.#texts.size + 1}`)
  }

  /** The same without random names, which are long and hard to read. */
  #inWords(event: WireEvent): WireEvent {
    const channel = `${this.#prefix}…`
    const plain = (text: string) => this.#texts.get(text) ?? text
    if (event.what === 'delivered') return { ...event, channel, message: plain(event.message) }
    if (event.what === 'acknowledged') return { ...event, name: channel }
    if (!('args' in event)) return event
    return { ...event, args: [channel, ...event.args.slice(1).map(plain)] }
  }
}
