import { Redis } from 'ioredis'
import type { Name } from './candidates/all.ts'
import { LOAD } from './load.ts'
import { RunnerProcess } from './runner-process.ts'

/** What one round came to. */
export interface Round {
  /** From the first event that is sent to the last one that has come. */
  readonly eventsPerSecond: number
  /** Microseconds of processor time for one event: where it is sent, and where it comes. */
  readonly cpuToSend: number
  readonly cpuToReceive: number
}

/** A candidate: one process that publishes, and one that gets it. */
export class Pair {
  readonly #publisher: RunnerProcess
  readonly #subscriber: RunnerProcess
  /** As long as it has to be, so that the right number of bytes travels. */
  readonly #note: string

  private constructor(publisher: RunnerProcess, subscriber: RunnerProcess, note: string) {
    this.#publisher = publisher
    this.#subscriber = subscriber
    this.#note = note
  }

  static async open(program: string, name: Name, channel: string, url: string): Promise<Pair> {
    const [publisher, subscriber] = await Promise.all([
      RunnerProcess.start(program, name, channel, url),
      RunnerProcess.start(program, name, channel, url),
    ])
    const length = await lengthWithoutNote(publisher, channel, url)
    subscriber.send({ what: 'subscribe', events: 0 })
    await subscriber.told('ready')
    return new Pair(publisher, subscriber, 'x'.repeat(Math.max(0, LOAD.bytes - length)))
  }

  /** @throws When not everything arrives, or more than that. */
  async play(): Promise<Round> {
    const { events } = LOAD
    this.#subscriber.send({ what: 'expect', events })
    await this.#subscriber.told('ready')
    const start = performance.now()
    this.#publisher.send({ what: 'publish', events, note: this.#note })
    const [sending, receiving] = await Promise.all([
      this.#publisher.told('sent'),
      this.#subscriber.told('received'),
    ])
    const seconds = (performance.now() - start) / 1000
    return {
      eventsPerSecond: events / seconds,
      cpuToSend: (sending * 1000) / events,
      cpuToReceive: (receiving * 1000) / events,
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.#publisher.stop(), this.#subscriber.stop()])
  }
}

/** What travels for an order with an empty note, in bytes. */
async function lengthWithoutNote(publisher: RunnerProcess, channel: string, url: string): Promise<number> {
  const witness = new Redis(url)
  const came = new Promise<number>((resolve) => {
    witness.on('messageBuffer', (_channel: Buffer, message: Buffer) => resolve(message.length))
  })
  await witness.subscribe(channel)
  publisher.send({ what: 'publish', events: 1, note: '' })
  await publisher.told('sent')
  const length = await came
  witness.disconnect()
  return length
}
