import { randomBytes } from 'node:crypto'

/** A RabbitMQ that the workbook runs on. */
export interface Broker {
  /** With the password, when it has one: for connecting, never for printing. Print {@link Broker.label}. */
  readonly url: string
  /** One line for people: which RabbitMQ this is. Holds no password. */
  readonly label: string
  /**
   * A name for exchanges and queues that no one else uses. On a RabbitMQ that isn't ours, `stop()` deletes the
   * exchanges and queues that are called so, or so with `:dead` behind it, and nothing else.
   */
  claim(): string
  /** Undefined for one that isn't ours. */
  readonly own?: OwnBroker
  /** Ends it (one of ours) or lets go of it (one given by URL). Calling it twice is harmless. */
  stop(): Promise<void>
}

/** What only a RabbitMQ that we started can do. */
export interface OwnBroker {
  /**
   * Whether a quorum queue outlives a crash. RabbitMQ 3.10 writes a new queue's name to its disk up to three seconds
   * after it has confirmed messages for it, and without the name, it drops the messages that are there.
   */
  isOnDisk(queue: string): Promise<boolean>
  /** Kills it and starts it again with its data. */
  restart(): Promise<void>
}

/** No usable RabbitMQ: `message` is one sentence for people that says what to do, without any password. */
export class BrokerUnavailable extends Error {
  override name = 'BrokerUnavailable'
}

/** A name for the exchanges and queues of one run. */
export function newName(): string {
  return `workbook:${randomBytes(6).toString('hex')}`
}
