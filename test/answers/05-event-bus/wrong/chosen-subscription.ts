// event-listener, rejected by 05.4-changing
// As in lesson 02, one subscription is chosen for each handler. If the choice changes, an event on its way is lost or handled twice.
// #region given-imports
import type {
  EventHandler,
  EventListener,
  EventName,
  ListenerOptions,
} from '../../lessons/05-event-bus/contract.ts'
import { literally, matches } from '../../shared/lesson/glob.ts'
import type { AnyHandler } from './calls.ts'
import { Confirmations } from './confirmations.ts'
import { addHandler, type Handlers, handlersFor, removeHandler } from './handlers.ts'
import { within } from './in-flight.ts'
import { Receiver } from './receiver.ts'
// #endregion

    // #region given-on
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    // #endregion

    // #region given-onPattern
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#byPattern(full)))
    // #endregion

    // #region 05.9-unsubscribe
    if (all === this.#channels) await ending
    else await pubsub.punsubscribe(name, this.#byPattern(name))
    // #endregion

  // #region given-deliver
  readonly #deliver = (text: string, channel: string) =>
    this.#receiver.take(text, channel, [...(this.#channels.get(channel) ?? [])])

  readonly #takers = new Map<string, (text: string, channel: string) => void>()

  #byPattern(full: string): (text: string, channel: string) => void {
    const known = this.#takers.get(full)
    if (known) return known
    // A memory of its own: the copies of other subscriptions are unknown here.
    const receiver = new Receiver(this.#options, (channel) => this.#wanting(channel))
    const take = (text: string, channel: string) => void receiver.take(text, channel, this.#chosenBy(full, channel))
    this.#takers.set(full, take)
    return take
  }

  /** The handlers of a pattern that have neither the name nor a pattern that was added before. */
  #chosenBy(full: string, channel: string): AnyHandler[] {
    const named = this.#channels.get(channel)
    const first = (handler: AnyHandler) =>
      [...this.#patterns].find(([pattern, handlers]) => handlers.has(handler) && matches(pattern, channel))?.[0]
    const handlers = [...(this.#patterns.get(full) ?? [])]
    return handlers.filter((handler) => !named?.has(handler) && first(handler) === full)
  }
  // #endregion
