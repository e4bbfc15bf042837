import type { DeliveryLog } from './delivery-log.ts'
import type { ReceiverProcess } from './receiver-in-process.ts'
import type { Handle, Transport } from './transport.ts'

/** 20 messages and what goes wrong on their way: the same steps for each transport. */
export interface DeliveryRun {
  readonly transport: Transport
  readonly deliveries: DeliveryLog
  /** How many messages were sent, whether or not the server has confirmed them. */
  readonly attempted: number
  /** Records a message that a receiver has handled. */
  readonly handled: (message: number) => void
  /** Starts a receiver in this process. Default: one that handles every message. */
  receive(handle?: Handle): Promise<unknown>
  /** Starts a receiver in a process of its own. The handler of the message `hangsAt` never settles. */
  receiveInProcess(hangsAt?: number): Promise<ReceiverProcess>
  /** Sends messages, one after the other, from `first` to `last`. */
  send(first: number, last: number): Promise<void>
  /** Waits until a message was handled and, if there are acknowledgements, acknowledged. */
  arrived(message: number): Promise<void>
  /** Waits until at most this many messages are delivered, but not acknowledged. */
  pending(most: number): Promise<void>
  /** Waits until the server has this many receivers. A stream needs none. */
  subscribers(count: number): Promise<void>
  /** Cuts the receiver's connections and prevents new ones. The outage begins. */
  lose(): Promise<void>
  /** Ends the outage: the receiver can connect again. */
  mend(): Promise<void>
  /** Waits until a restarted server replies, and the sender is connected. */
  back(): Promise<void>
  /** How many messages moved to the dead-letter stream or queue, or were returned to the sender. */
  kept(): Promise<number>
  /** Sends the final message, waits until it and all abandoned messages are handled, and returns the deliveries. */
  end(): Promise<DeliveryLog>
  /** Closes everything, in reverse order. */
  close(): Promise<void>
}
