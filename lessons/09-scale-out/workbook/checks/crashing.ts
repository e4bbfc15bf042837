import type { Check } from '#shared/checks/check.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { Contract } from '../../contract.ts'
import { decode } from '../given/numbered.ts'
import { borrowFragileCluster, channelOn, connected, nextMaster } from '../test-bed.ts'
import { missingIn, tap } from '../traffic.ts'

/** The limits of an outbox that publishes nowhere, in milliseconds. */
const LIMITS = { attemptMs: 200, pauseMs: 200, deadlineMs: 2000 }
const BACK_MS = 10_000

/** The checks of task 09.4. */
export const crashingChecks: readonly Check<Contract>[] = [
  {
    id: '09.4-retries',
    task: '09.4',
    title: 'send() tries again with the same number until an attempt resolves, whatever the count is',
    async run(context, subject) {
      const published: [string, number, string][] = []
      let failing = 2
      const publish = async (channel: string, message: string) => {
        const { number, text } = decode(message)
        published.push([channel, number, text])
        context.log(`publish(${channel}, ${number}: ${text}) ${failing > 0 ? 'rejects' : 'resolves with 0'}`)
        if (failing-- > 0) throw new Error('CLUSTERDOWN')
        return 0
      }
      const outbox = subject.createOutbox({ sender: 'shop', publish, ...LIMITS })
      context.equal('send(), at the third attempt', await outbox.send('a', 'one'), true)
      context.equal('send(), at the first attempt, with a count of 0', await outbox.send('a', 'two'), true, {
        cause: 'You take a count of 0 for a failure. It is the count of one node.',
      })
      context.equal('send() on another channel', await outbox.send('b', 'three'), true)
      const expected = [
        ['a', 1, 'one'],
        ['a', 1, 'one'],
        ['a', 1, 'one'],
        ['a', 2, 'two'],
        ['b', 1, 'three'],
      ]
      context.equal('what was published', published, expected, {
        cause: (got) =>
          got.length > expected.length
            ? 'You take a count of 0 for a failure. It is the count of one node.'
            : undefined,
      })
      context.equal('unconfirmed()', outbox.unconfirmed(), [])
    },
  },
  {
    id: '09.4-deadline',
    task: '09.4',
    title: 'send() resolves with false at the deadline, even if publish() never settles',
    async run(context, subject) {
      const attempts: number[] = []
      const begin = performance.now()
      const publish = () => {
        attempts.push(Math.round(performance.now() - begin))
        context.log('publish() is called, and never settles')
        return new Promise<number>(() => {})
      }
      const outbox = subject.createOutbox({ sender: 'shop', publish, ...LIMITS })
      const sending = outbox.send('a', 'one')
      await context.until('send() settles', trackSettled(sending), {
        withinMs: LIMITS.deadlineMs,
        cause: 'A publish() that is in flight may take forever. Limit the wait: inTime() does that.',
      })
      context.equal('what send() resolved with', await sending, false)
      if (attempts.length < 2) {
        context.fail(
          `there was ${attempts.length} attempt, although another would have fit before the deadline`,
          {
            cause: 'Limit each attempt to attemptMs. The next one may reach another master.',
          },
        )
      }
      context.equal('unconfirmed()', outbox.unconfirmed(), [{ channel: 'a', number: 1, text: 'one' }])
    },
  },
  {
    id: '09.4-bounded',
    task: '09.4',
    title: 'send() pauses between its attempts, and never rejects',
    async run(context, subject) {
      let attempts = 0
      const publish = () => {
        attempts += 1
        if (attempts % 2 === 0) throw new Error('thrown')
        return Promise.reject(new Error('rejected'))
      }
      const outbox = subject.createOutbox({ sender: 'shop', publish, ...LIMITS })
      const texts = ['one', 'two', 'three']
      const results = await Promise.all(texts.map((text) => outbox.send('a', text)))
      context.equal('what send() resolved with', results, [false, false, false])
      // A timer can fire a moment early, and the last pause ends at the deadline.
      const most = texts.length * (Math.ceil(LIMITS.deadlineMs / LIMITS.pauseMs) + 3)
      if (attempts > most) {
        context.fail(`there were ${attempts} attempts, and ${most} at most fit between the pauses`, {
          cause: "You don't wait for pauseMs after an attempt that fails.",
        })
      }
      context.equal(
        'the numbers in unconfirmed()',
        outbox
          .unconfirmed()
          .map(({ number }) => number)
          .sort(),
        [1, 2, 3],
      )
    },
  },
  {
    id: '09.4-crash',
    task: '09.4',
    title:
      'after a master has crashed, messages arrive again, and you know which were lost and not confirmed',
    async run(context, subject) {
      const cluster = await borrowFragileCluster(context)
      const { pubsub } = await connected(context, subject, cluster)
      const master = await nextMaster(cluster)
      const channel = channelOn(context, cluster, master, 'room')
      const handled: string[] = []
      const inbox = subject.createInbox((text) => void handled.push(text))
      const { handler, numbers } = tap(inbox.receive)
      await pubsub.subscribe([channel], handler)
      const outbox = subject.createOutbox({
        sender: 'shop',
        publish: (to, message) => pubsub.publish(to, message),
        attemptMs: 500,
        pauseMs: 100,
        deadlineMs: 1500,
      })
      const sends = new Sends((text) => outbox.send(channel, text))
      const send = () => sends.begin()
      for (let n = 0; n < 5; n++) send()
      await context.until('the first messages arrive', () => numbers.length >= 5)
      context.log(`the check kills ${master.name}`, { key: true })
      await cluster.faults.kill(master)
      const timer = setInterval(send, 50)
      context.cleanup(() => clearInterval(timer))
      await context.untimed(() =>
        context.until(
          'a message arrives by way of the new master',
          () => numbers.some((number) => number > 5),
          {
            withinMs: BACK_MS,
          },
        ),
      )
      clearInterval(timer)
      // Its successors are in flight; the last one ends what can be missing.
      await context.untimed(() =>
        context.until('every send() has resolved', () => sends.haveEnded(), {
          withinMs: BACK_MS,
          cause: 'After its deadline, send() resolves with false, even if publish() never settles.',
        }),
      )
      let last = send()
      const isConfirmed = () => {
        if (sends.haveEnded() && !sends.isConfirmed(last)) last = send()
        return sends.isConfirmed(last)
      }
      await context.untimed(() => context.until('a message is confirmed', isConfirmed, { withinMs: BACK_MS }))
      const failed = sends.failed()
      await context.until('the last message arrives', () => numbers.includes(last))
      const arrived = new Set(numbers)
      const lost = missingIn(numbers)
      context.log(`${last} sent, ${failed.length} not confirmed, ${lost.length} lost`, { key: true })
      context.equal(
        'the numbers in unconfirmed(), sorted',
        outbox
          .unconfirmed()
          .map(({ number }) => number)
          .sort((a, b) => a - b),
        failed,
      )
      context.equal(
        'the numbers in missing()',
        inbox.missing().flatMap((one) => one.numbers),
        lost,
      )
      context.equal('the number of messages that your handler received', handled.length, arrived.size)
    },
  },
]

/** Messages that are being sent, and how that ended. A send() that never settles must not hold up the check. */
class Sends {
  readonly #results: { ended: boolean; confirmed: boolean }[] = []
  readonly #send: (text: string) => Promise<boolean>
  #error: { readonly thrown: unknown } | undefined

  constructor(send: (text: string) => Promise<boolean>) {
    this.#send = send
  }

  /** Begins to send the next message. @returns Its number, counted from 1. */
  begin(): number {
    const result = { ended: false, confirmed: false }
    const number = this.#results.push(result)
    this.#send(`message ${number}`).then(
      (confirmed) => Object.assign(result, { ended: true, confirmed }),
      (thrown) => {
        this.#error ??= { thrown }
      },
    )
    return number
  }

  /** Throws what a send() was rejected with. */
  haveEnded(): boolean {
    if (this.#error) throw this.#error.thrown
    return this.#results.every(({ ended }) => ended)
  }

  isConfirmed(number: number): boolean {
    return this.#results[number - 1]?.confirmed === true
  }

  /** The numbers of the messages that weren't confirmed. */
  failed(): number[] {
    return this.#results.flatMap(({ confirmed }, at) => (confirmed ? [] : at + 1))
  }
}
