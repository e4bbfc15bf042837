import type { CheckContext } from '#shared/checks/check-context.ts'
import { literally } from '#shared/lesson/glob.ts'
import { eventRecorder, type TestBed, textOf, turns } from './test-bed.ts'

/** Three handlers with overlapping names and patterns, on their own events: each receives every event once. */
export async function eachOnce(context: CheckContext, bed: TestBed, name: string): Promise<void> {
  const { listener, channelOf } = bed
  const [created, shipped] = [`${name}:created`, `${name}:shipped`]
  const both = eventRecorder(context, `both of ${name}`)
  const patterns = eventRecorder(context, `patterns of ${name}`)
  const named = eventRecorder(context, `named of ${name}`)
  await listener.onPattern(`${name}:c*`, patterns)
  await listener.onPattern(`${name}:c*`, both)
  await listener.on(created, both)
  await listener.on(created, named)
  await listener.onPattern(`${name}:*`, both)
  await listener.onPattern(`${name}:*d`, patterns)
  await listener.onPattern(created, both)
  const data = ['yes', 'yes', 'no', 'yes']
  await context.burst(
    channelOf(created),
    data.map((one) => textOf(created, one)),
  )
  await context.burst(channelOf(shipped), [textOf(shipped, 'yes'), textOf(shipped, 'yes')])
  await flushed(context, bed)
  for (const handler of [both, patterns, named]) {
    await context.receives(handler, data, {
      channel: created,
      cause: (got) =>
        got.length > data.length
          ? "You don't ignore the copies: Redis delivers an event once for each subscription that matches."
          : got.length > 0 && !got.includes('no') && new Set(got).size < got.length - 1
            ? undefined
            : 'You call only the handlers of the subscription that delivered the first copy, or you compare the data instead of the ID.',
    })
  }
  for (const handler of [both, patterns])
    await context.receives(handler, ['yes', 'yes'], { channel: shipped })
  const calls = [both, patterns, named].map(({ got }) => got.length)
  context.equal('the numbers of calls of both, patterns and named', calls, [6, 6, 4])
}

let flushes = 0

/**
 * Resolves when everything that was published before has been delivered, through channels and patterns: a later message
 * has arrived through both, on the listener's adapter.
 */
export async function flushed(context: CheckContext, { pubsub, channelOf }: TestBed): Promise<void> {
  // A name for each call: two calls at once must not end each other's subscription.
  const channel = context.channel(`end ${++flushes}`)
  const [named, matched] = [context.recorder('end by name'), context.recorder('end by pattern')]
  await pubsub.subscribe(channel, named)
  await pubsub.psubscribe(literally(channel), matched)
  await context.publish(channel, 'end')
  await context.until(
    'the end arrives through the channel and the pattern',
    () => named.got.length > 0 && matched.got.length > 0,
  )
  await pubsub.unsubscribe(channel, named)
  await pubsub.punsubscribe(literally(channel), matched)
  await turns(context, channelOf('end'))
}
