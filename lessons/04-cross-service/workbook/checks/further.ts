import type { Check } from '#shared/checks/check.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import { eventText } from '../test-bed/event-text.ts'
import { gate } from '../test-bed/gate.ts'
import { TestBed } from '../test-bed/test-bed.ts'
import { payloadsReported } from './failing.ts'
import { eventIn, kindsOf, person } from './registering.ts'

/** A lease that does not expire during a check, in milliseconds. */
const LONG = 20_000

/** The checks of tasks 04.5 to 04.7. */
export const furtherChecks: readonly Check<Subject>[] = [
  {
    id: '04.5-both',
    task: '04.5',
    title:
      'registerInOneStep() stores the user and publishes the event, without personal data; saveAndPublish() resolves with the count',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { users, store } = await bed.users()
      const listener = await context.listener(bed.registered)
      const second = await context.listener(bed.registered)
      const registration = person(`private${context.channel('x').replace(/\W/g, '')}`)
      const anna = await users.registerInOneStep(registration)
      context.equal('the user in the store', await store.find(anna.id), anna)
      await context.until('the event arrives', () => listener.got.length > 0 && second.got.length > 0)
      const event = eventIn(context, listener.messages[0] ?? '')
      context.equal('the userId of the event', event.userId, anna.id)
      if (event.id === anna.id) context.fail('the event has the ID of the user as its own')
      for (const [field, value] of Object.entries(registration)) {
        if (listener.messages.join().includes(value))
          context.fail(`the event contains the ${field} of the user`, {
            cause: 'You publish something other than newEvent() returns.',
          })
      }
      const ben = { ...person('ben'), id: 'ben-id' }
      context.equal('saveAndPublish()', await store.saveAndPublish(ben, bed.registered, 'end'), 2, {
        cause: 'You return the reply to HSET. The reply to PUBLISH is the second one.',
      })
      context.equal('the user in the store', await store.find(ben.id), ben)
      await context.until('the last message arrives', () => listener.messages.includes('end'))
      context.equal('the number of messages', listener.got.length, 2)
    },
  },
  {
    id: '04.5-or-neither',
    task: '04.5',
    title: 'if the connection is lost in between, the user is stored and the event published, or neither',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const redis = await bed.redis()
      const listener = await context.listener(bed.registered)
      for (const command of ['PUBLISH', 'HSET']) {
        const { store, proxy } = await bed.store(`cut at ${command}`, { ownWay: true })
        let isCut = false
        proxy.addListener((event) => {
          if (event.what !== 'command' || event.name !== command || isCut) return
          context.log(`the check: the connection is lost before ${command} reaches Redis`)
          isCut = true
          // A client must not reconnect and send it again while the check looks.
          proxy.refuse()
          proxy.cut()
        })
        const user = { ...person('anna'), id: `cut-at-${command}` }
        const saving = store.saveAndPublish(user, bed.registered, user.id)
        const isSaved = trackSettled(saving)
        await context.until('saveAndPublish() settles, or the connection is lost', () => isCut || isSaved())
        await proxy.settled()
        const isStored = (await redis.exists(`${bed.namespace}user:${user.id}`)) === 1
        await context.publish(bed.registered, `after ${command}`)
        await context.until('the message of the check arrives', () =>
          listener.messages.includes(`after ${command}`),
        )
        const isHeard = listener.messages.includes(user.id)
        if (isStored !== isHeard) {
          context.fail(
            `the connection was lost before ${command}: the user is ${isStored ? '' : 'not '}stored, but the event was ${isHeard ? '' : 'not '}published`,
            {
              cause:
                'You send two commands, and the connection was lost in between. MULTI makes them one step.',
            },
          )
        }
      }
    },
  },
  {
    id: '04.5-refused',
    task: '04.5',
    title: 'if Redis refuses one of the commands, saveAndPublish() rejects, and so does registerInOneStep()',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const redis = await bed.redis()
      const host = await bed.users()
      const user = { ...person('anna'), id: 'anna-id' }
      const key = `${bed.namespace}user:${user.id}`
      await redis.set(key, 'a string')
      await context.rejects(
        'saveAndPublish(), if the key holds a string,',
        host.store.saveAndPublish(user, bed.registered, 'x'),
        {
          cause: "You don't look for errors: ioredis's exec() resolves even if Redis refused a command.",
        },
      )
      await redis.del(key)
      host.interference.set('saveAndPublish', () => Promise.reject(new Error('refused by the check')))
      await context.rejects(
        'registerInOneStep(), if the store rejects,',
        host.users.registerInOneStep(person('ben')),
        {
          cause: () =>
            kindsOf(host.problems).length > 0
              ? 'You report `unsent`, but the user is not stored either. Pass the error on.'
              : "You don't await saveAndPublish(), or you catch its error.",
        },
      )
      context.equal('the reports', kindsOf(host.problems), [])
    },
  },
  {
    id: '04.5-closing',
    task: '04.5',
    title: 'close() waits for registerInOneStep(), which then rejects',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { users, interference } = await bed.users()
      const saving = gate()
      let saves = 0
      interference.set('saveAndPublish', async (go) => {
        saves++
        await saving.opened
        return go()
      })
      const registering = users.registerInOneStep(person('anna'))
      await context.until('saveAndPublish() is called', () => saves === 1)
      const closing = users.close()
      const isClosed = trackSettled(closing)
      for (let turn = 0; turn < 3; turn++) await context.subscribers(bed.registered)
      if (isClosed())
        context.fail('close() resolved with registerInOneStep() in flight', {
          cause: 'You count only register() as work in flight.',
        })
      saving.open()
      await Promise.all([registering, closing])
      await context.rejects('registerInOneStep() after close()', users.registerInOneStep(person('ben')))
      context.equal('the number of calls to saveAndPublish()', saves, 1)
    },
  },
  {
    id: '04.6-versions',
    task: '04.6',
    title: 'an event of an unknown version is reported and not claimed',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const listener = await context.listener(bed.registered)
      const { users } = await bed.users()
      await users.register(person('anna'))
      await context.until('an event arrives', () => listener.got.length > 0)
      const { version } = JSON.parse(listener.messages[0] ?? '') as { version?: unknown }
      if (version !== undefined && version !== 1)
        context.fail(`the version of the event should be 1 or missing, but it is ${JSON.stringify(version)}`)

      const replica = await bed.replica()
      const [ben, carla] = await bed.people('ben', 'carla')
      let claims = 0
      replica.interference.set('claim', (go) => {
        claims++
        return go()
      })
      const later: string[] = []
      for (const version of [2, 3, '2', 1.5, 0, '1', 'two', true, [1], {}]) {
        const event = `an event of version ${JSON.stringify(version)}`
        later.push(eventText(ben!.id, { version }))
        await bed.publish(later.at(-1)!)
        await context.until(
          `${event} is reported or claimed`,
          () => claims + replica.problems.length >= later.length,
        )
        context.equal(`the number of claims for ${event}`, claims, 0, {
          cause:
            'You claim an event of an unknown version. Check the version first, so that a newer replica can claim it.',
        })
      }
      await bed.publish(eventText(ben!.id, { version: 1, more: true }), eventText(carla!.id))
      await context.until('the emails for version 1 and for no version are sent', () => bed.sent.length >= 2)
      context.equal('the number of claims for version 1 and for no version', claims, 2)
      await bed.mailed([ben!.email, carla!.email], [replica])
      payloadsReported(context, replica.problems, bed.registered, later)
    },
  },
  {
    id: '04.7-resent',
    task: '04.7',
    needsReconnect: true,
    title: 'if the reply to a claim is lost, claim() resolves with the token or rejects',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const redis = await bed.redis()
      const { store, proxy } = await bed.store('A', { ownWay: true })
      const key = context.channel('claim')
      const held = proxy.holdReply(allConnections, 'SET')
      const claiming = store.claim(key, LONG)
      const isClaimed = trackSettled(claiming)
      await context.until('SET is sent', () => held.state === 'caught' || isClaimed())
      context.log('the check: the reply is lost')
      proxy.cut()
      const token = await claiming.catch((error: unknown) => error)
      const holder = await redis.get(key)
      if (token === undefined)
        context.fail('claim() resolved with undefined, although no other process has the claim', {
          cause:
            holder === null
              ? undefined
              : 'ioredis sent SET again, which found your own claim. Compare the token.',
        })
      if (!(token instanceof Error))
        context.equal('release() with the token', await store.release(key, token as string), true)
      else if (holder !== null) await redis.del(key)
    },
  },
]
