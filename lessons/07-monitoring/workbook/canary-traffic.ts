import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import type { WireEvent } from '#shared/redis/wire.ts'

/** A canary on its way to Redis, as seen on the wire. */
export interface Sent {
  readonly channel: string
  readonly text: string
  /** By `performance.now()`. */
  readonly at: number
}

/** How many lines about canaries the timeline shows until the next {@link CanaryTraffic.note}. */
const LINES_SHOWN = 6

/** The traffic of one application. There can be hundreds of canaries, so the timeline shows only the first few. */
export class CanaryTraffic {
  readonly sent: Sent[] = []
  /** How many canaries Redis has delivered. */
  delivered = 0
  /** How many connections were opened. */
  connections = 0
  readonly #context: CheckContext
  readonly #prefix: string
  /** The names of the canaries in the timeline, by message. */
  readonly #texts = new Map<string, string>()
  #shown = 0

  /** @param prefix The beginning of the canaries' channels. */
  constructor(context: CheckContext, { proxy }: ProxiedConnection, prefix: string) {
    this.#context = context
    this.#prefix = prefix
    const show = proxy.onEvent
    proxy.onEvent = (event) => {
      if (event.what === 'connected') this.connections++
      const ofCanary = this.#channelOf(event)?.startsWith(prefix) ?? false
      if (ofCanary) this.#count(event)
      if (!ofCanary) show?.(event)
      else if (this.#shown++ < LINES_SHOWN) show?.(this.#inWords(event))
      else if (this.#shown === LINES_SHOWN + 1) context.log('… more canaries follow')
    }
  }

  /** Adds a line to the timeline, which then shows the next few canaries. */
  note(text: string): void {
    this.#context.log(text)
    this.#shown = 0
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

  /** Replaces random names, which are long and hard to read. */
  #inWords(event: WireEvent): WireEvent {
    const channel = `${this.#prefix}…`
    const plain = (text: string) => this.#texts.get(text) ?? text
    if (event.what === 'delivered') return { ...event, channel, message: plain(event.message) }
    if (event.what === 'acknowledged') return { ...event, name: channel }
    if (!('args' in event)) return event
    return { ...event, args: [channel, ...event.args.slice(1).map(plain)] }
  }
}
