import type { Kit, Way } from '../../../shared/checks/kit.ts'

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
  #told = 0

  /** @param prefix What the channels of canaries begin with. */
  constructor(kit: Kit, { proxy }: Way, prefix: string) {
    this.#kit = kit
    this.#prefix = prefix
    const tell = proxy.onEvent
    proxy.onEvent = (event) => {
      const channel = event.what === 'delivered' ? event.channel : 'args' in event ? event.args[0] : undefined
      const ofCanary = channel?.startsWith(prefix) ?? false
      if (ofCanary && channel) this.#nameIt(channel)
      if (!ofCanary || this.#told++ < LINES_TOLD) tell?.(event)
      if (this.#told === LINES_TOLD) this.#kit.log('… and so on')
      if (event.what === 'connected') this.connections++
      if (!ofCanary) return
      if (event.what === 'delivered') this.delivered++
      if (event.what === 'command' && event.name === 'PUBLISH') {
        this.sent.push({ channel: event.args[0]!, text: event.args[1] ?? '', at: performance.now() })
      }
    }
  }

  /** Tells the timeline something, and the next few canaries. */
  note(text: string): void {
    this.#kit.log(text)
    this.#told = 0
  }

  /** Long random names are hard to read. */
  #nameIt(channel: string): void {
    const namespace = this.#prefix.slice(0, -'canary:'.length)
    this.#kit.timeline.name(channel, `${this.#kit.timeline.plain(namespace)}canary:…`)
  }
}
