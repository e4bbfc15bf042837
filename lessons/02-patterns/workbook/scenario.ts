import type { Scenario, Stage } from '#shared/testbed/scenario-context.ts'
import type { Contract, PatternHandler } from '../contract.ts'

export const scenario: Scenario<Contract> = async (stage, subject) => {
  const { base } = await stage.way()

  stage.step('One pattern covers many channels, including channels that do not exist yet.', '02.1')
  const adapter = await subject.connect(base)
  const pubsub = stage.follow(adapter)
  const shop = stage.channel('shop')
  const security = patternHandler(stage, 'security')
  await pubsub.psubscribe(`${shop}:user:*`, security)
  await pubsub.publish(`${shop}:user:login`, 'Anna')
  await pubsub.publish(`${shop}:user:account:locked`, 'Ben')
  await pubsub.publish(`${shop}:order:created`, 'not a user event')
  await stage.until('security receives both', () => security.calls() >= 2)

  stage.step(
    'Unsubscribing takes exactly the pattern that was subscribed. A wider pattern has no effect.',
    '02.1',
  )
  await pubsub.punsubscribe(`${shop}:*`, security)
  await pubsub.publish(`${shop}:user:logout`, 'Anna')
  await stage.until('security receives it', () => security.calls() >= 3)
  await pubsub.punsubscribe(`${shop}:user:*`, security)
  await pubsub.publish(`${shop}:user:logout`, 'Ben')

  stage.step(
    'Any string can be the ID of a room. Each gets a name of its own, and parse() restores it.',
    '02.2',
  )
  const names = subject.channels({ namespace: `${shop}:` })
  stage.say(`pattern for all rooms: ${names.rooms()}`)
  for (const id of ['42', 'eu:42', '*']) {
    const name = names.room(id)
    stage.say(`room ${JSON.stringify(id)}: ${name}, parsed: ${JSON.stringify(names.parse(name))}`)
  }
  stage.say(`a name with too many parts, parsed: ${String(names.parse(`${shop}:chat:room:eu:42`))}`)

  stage.step(
    'The archive has three patterns in the table that match. It receives each message once.',
    '02.3',
    {
      race: 'which of the two handlers runs first',
    },
  )
  const archive = stage.handler('archive')
  const eu = stage.handler('eu')
  const router = stage.follow(
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
  await stage.burst(names.room('eu:42'), ['yes', 'yes'])
  await stage.burst(names.room('us:7'), ['no'])
  await stage.until(
    'the archive receives three messages, and eu two',
    () => archive.got.length >= 3 && eu.got.length >= 2,
  )
  await router.close()
  await pubsub.publish(names.room('eu:42'), 'after close()')

  stage.step('Close the connections.', '02.1')
  await pubsub.close()
}

/** A handler that prints the pattern through which a message arrived. */
function patternHandler(stage: Stage, name: string): PatternHandler & { calls(): number } {
  let calls = 0
  const handler: PatternHandler = (message, channel, pattern) => {
    calls++
    stage.say(`${name} received "${message}" on ${channel} through ${pattern}`)
  }
  Object.defineProperty(handler, 'name', { value: name })
  return Object.assign(handler, { calls: () => calls })
}
