import type { Scenario, Stage } from '../../../shared/workbook/player/stage.ts'
import type { Contract, PatternHandler } from '../contract.ts'

export const scenario: Scenario<Contract> = async (stage, subject) => {
  const { base } = await stage.way()

  stage.step(
    'One pattern brings the messages of many channels, also of those that come into being later.',
    '02.1',
  )
  const port = await subject.connect(base)
  const pubsub = stage.follow(port)
  const shop = stage.channel('shop')
  const security = patternHandler(stage, 'security')
  await pubsub.psubscribe(`${shop}:user:*`, security)
  await pubsub.publish(`${shop}:user:login`, 'Anna')
  await pubsub.publish(`${shop}:user:account:locked`, 'Ben')
  await pubsub.publish(`${shop}:order:created`, 'nobody wants this')
  await stage.until('security gets both', () => security.calls() >= 2)

  stage.step('To end a pattern, its letters have to be the same. A wider pattern ends nothing.', '02.1')
  await pubsub.punsubscribe(`${shop}:*`, security)
  await pubsub.publish(`${shop}:user:logout`, 'Anna')
  await stage.until('security gets it', () => security.calls() >= 3)
  await pubsub.punsubscribe(`${shop}:user:*`, security)
  await pubsub.publish(`${shop}:user:logout`, 'Ben')

  stage.step('Rooms have ids of every kind. The names keep them apart, and parse() gives them back.', '02.2')
  const names = subject.channels({ namespace: `${shop}:` })
  stage.say(`all rooms: ${names.rooms()}`)
  for (const id of ['42', 'eu:42', '*']) {
    const name = names.room(id)
    stage.say(`room ${JSON.stringify(id)} is ${name}, which says ${JSON.stringify(names.parse(name))}`)
  }
  stage.say(`a stranger's name says ${String(names.parse(`${shop}:chat:room:eu:42`))}`)

  stage.step(
    'The archive has three patterns in the table, and all of them match. It gets each message once.',
    '02.3',
  )
  const archive = stage.handler('archive')
  const eu = stage.handler('eu')
  const router = stage.follow(
    await subject.route({
      ...base,
      // What the router does with it shows on the wire.
      pubsub: port,
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
    'the archive gets all three, and eu two',
    () => archive.got.length >= 3 && eu.got.length >= 2,
  )
  await router.close()
  await pubsub.publish(names.room('eu:42'), 'after the end')

  stage.step('The program is done.', '02.1')
  await pubsub.close()
}

/** A handler that tells by which pattern a message came. */
function patternHandler(stage: Stage, name: string): PatternHandler & { calls(): number } {
  let calls = 0
  const handler: PatternHandler = (message, channel, pattern) => {
    calls++
    stage.say(`${name} got "${message}" on ${channel} by ${pattern}`)
  }
  Object.defineProperty(handler, 'name', { value: name })
  return Object.assign(handler, { calls: () => calls })
}
