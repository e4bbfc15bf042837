import type { Scenario, ScenarioContext } from '#shared/testbed/scenario-context.ts'
import type { Contract, PatternHandler } from '../contract.ts'

export const scenario: Scenario<Contract> = async (context, subject) => {
  const { base } = await context.connectThroughProxy()

  context.step('One pattern covers many channels, including channels that do not exist yet.', '02.1')
  const adapter = await subject.connect(base)
  const pubsub = context.trackCalls(adapter)
  const shop = context.channel('shop')
  const security = patternHandler(context, 'security')
  await pubsub.psubscribe(`${shop}:user:*`, security)
  await pubsub.publish(`${shop}:user:login`, 'Anna')
  await pubsub.publish(`${shop}:user:account:locked`, 'Ben')
  await pubsub.publish(`${shop}:order:created`, 'not a user event')
  await context.until('security receives both', () => security.calls() >= 2)

  context.step(
    'Unsubscribing takes exactly the pattern that was subscribed. A wider pattern has no effect.',
    '02.1',
  )
  await pubsub.punsubscribe(`${shop}:*`, security)
  await pubsub.publish(`${shop}:user:logout`, 'Anna')
  await context.until('security receives it', () => security.calls() >= 3)
  await pubsub.punsubscribe(`${shop}:user:*`, security)
  await pubsub.publish(`${shop}:user:logout`, 'Ben')

  context.step(
    'Any string can be the ID of a room. Each gets a name of its own, and parse() restores it.',
    '02.2',
  )
  const names = subject.channels({ namespace: `${shop}:` })
  context.say(`pattern for all rooms: ${names.rooms()}`)
  for (const id of ['42', 'eu:42', '*']) {
    const name = names.room(id)
    context.say(`room ${JSON.stringify(id)}: ${name}, parsed: ${JSON.stringify(names.parse(name))}`)
  }
  context.say(`a name with too many parts, parsed: ${String(names.parse(`${shop}:chat:room:eu:42`))}`)

  context.step(
    'The archive has three patterns in the table that match. It receives each message once.',
    '02.3',
    {
      race: 'which of the two handlers runs first',
    },
  )
  const archive = context.handler('archive')
  const eu = context.handler('eu')
  const router = context.trackCalls(
    await subject.route({
      ...base,
      // Not the followed one: the router's own calls show on the wire.
      pubsub: adapter,
      routes: [
        { pattern: names.rooms(), handler: archive },
        { pattern: `${shop}:*`, handler: archive },
        { pattern: `${shop}:chat:*`, handler: archive },
        { pattern: `${shop}:chat:room:eu*`, handler: eu },
      ],
    }),
  )
  await context.burst(names.room('eu:42'), ['yes', 'yes'])
  await context.burst(names.room('us:7'), ['no'])
  await context.until(
    'the archive receives three messages, and eu two',
    () => archive.got.length >= 3 && eu.got.length >= 2,
  )
  await router.close()
  await pubsub.publish(names.room('eu:42'), 'after close()')

  context.step('Close the connections.', '02.1')
  await pubsub.close()
}

/** A handler that prints the pattern through which a message arrived. */
function patternHandler(context: ScenarioContext, name: string): PatternHandler & { calls(): number } {
  let calls = 0
  const handler: PatternHandler = (message, channel, pattern) => {
    calls++
    context.say(`${name} received "${message}" on ${channel} through ${pattern}`)
  }
  Object.defineProperty(handler, 'name', { value: name })
  return Object.assign(handler, { calls: () => calls })
}
