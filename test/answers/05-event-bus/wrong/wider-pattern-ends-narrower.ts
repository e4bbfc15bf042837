// event-listener, rejected by 05.4-off
// offPattern() ends all patterns that its pattern matches.
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

    // #region given-offPattern
    const full = literally(this.#options.namespace) + pattern
    for (const known of [...this.#patterns.keys()]) {
      if (matches(full, known)) await this.#remove(this.#patterns, known, handler)
    }
    // #endregion
