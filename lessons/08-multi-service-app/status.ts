// Yours. Lesson 08, A shop of three services: fill in the tasks marked TODO. Check with: npm test lessons/08

import { setTimeout as delay } from 'node:timers/promises'
import type { PubSub } from '../../lessons/02-patterns/contract.ts'
import type { PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'
import { todo } from '../../shared/lesson/todo.ts'
import {
  type ApiOptions,
  type ChannelStatus,
  type Receipt,
  SERVICES,
  type ServiceName,
  type ServiceStatus,
  type ShopEvent,
  type Status,
} from './contract.ts'
import { presenceOf, receiptsOf } from './events.ts'

/** `GET /status` shows this many of the last events. */
const SHOWN = 20
/** This many of the last events are remembered, as in the listeners. Later receipts of older ones don't count. */
const REMEMBERED = 10_000

/** What the API tells it, and asks it for. */
export interface Board {
  /** Listens to receipts. Resolves when they will arrive. */
  listen(pubsub: PubSub): Promise<void>
  /** An event is about to be published. */
  sends(event: ShopEvent, id: string): void
  /** Redis has taken it. */
  confirms(id: string): void
  /** How all is now. It never rejects. */
  read(): Promise<Status>
}

/** An event for which receipts are awaited. */
interface Entry {
  readonly id: string
  readonly event: ShopEvent
  /** On the clock that is never set back, in milliseconds. */
  readonly sentAt: number
  confirmed: boolean
  readonly receipts: Partial<Record<ServiceName, 'handled' | 'failed'>>
}

export function board(options: ApiOptions): Board {
  const { namespace, report, inspect, answerWithinMs, lateMs } = options

  async function listen(pubsub: PubSub): Promise<void> {
    // TODO 08.5: receipts, and a status that says what became of the events
    // Here it begins to take receipts.
  }

  function sends(event: ShopEvent, id: string): void {
    // TODO 08.5, continued
    // Here the event is noted.
  }

  function confirms(id: string): void {
    // TODO 08.5, continued
    // Here it is noted that Redis has the event.
  }

  async function read(): Promise<Status> {
    // TODO 08.5, continued
    return todo('08.5')
  }

  return { listen, sends, confirms, read }
}
