import type { Check } from '../../../../shared/checks/check.ts'
import { settlingOf } from '../../../../shared/checks/settling.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import { Company } from '../company/company.ts'
import { gate } from '../company/gate.ts'
import { eventText } from '../company/told.ts'
import type { Subject } from '../subject.ts'
import { payloadsReported } from './failing.ts'
import { eventIn, kindsOf, somebody } from './registering.ts'

/** A lease that does not end during a check, in milliseconds. */
const LONG = 20_000

/** The checks of the tasks that go further: 04.5 to 04.7. */
export const furtherChecks: readonly Check<Subject>[] = [
  {
    id: '04.5-both',
    task: '04.5',
    title:
      'registerAtOnce() stores the user and publishes the event, with nothing personal; saveAndPublish() gives the count',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const { users, store } = await company.users()
      const listener = await kit.listener(company.registered)
      const second = await kit.listener(company.registered)
      const registration = somebody(`private${kit.channel('x').replace(/\W/g, '')}`)
      const anna = await users.registerAtOnce(registration)
      kit.equal('the user in the store', await store.find(anna.id), anna)
      await kit.until('the event is heard', () => listener.got.length > 0 && second.got.length > 0)
      const event = eventIn(kit, listener.messages[0] ?? '')
      kit.equal('the userId of the event', event.userId, anna.id)
      if (event.id === anna.id) kit.fail('the event has the id of the user')
      for (const [field, value] of Object.entries(registration)) {
        if (listener.messages.join().includes(value))
          kit.fail(`the ${field} of the user is in the event`, {
            cause: 'The event is that of register(): newEvent().',
          })
      }
      const ben = { ...somebody('ben'), id: 'ben-id' }
      kit.equal('saveAndPublish()', await store.saveAndPublish(ben, company.registered, 'end'), 2, {
        cause: 'exec() gives a reply for each command. That of PUBLISH is the second.',
      })
      kit.equal('the user in the store', await store.find(ben.id), ben)
      await kit.until('the end is heard', () => listener.messages.includes('end'))
      kit.equal('the number of messages', listener.got.length, 2)
    },
  },
  {
    id: '04.5-or-neither',
    task: '04.5',
    title: 'when the connection breaks off in the middle, the user is stored and heard of, or neither',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const listener = await kit.listener(company.registered)
      for (const command of ['PUBLISH', 'HSET']) {
        const { store, proxy } = await company.store(`cut at ${command}`, { ownWay: true })
        let isCut = false
        proxy.also((event) => {
          if (event.what !== 'command' || event.name !== command || isCut) return
          kit.log(`the check: Redis goes away before ${command} comes to it`)
          isCut = true
          // So that nothing is sent again while the check looks.
          proxy.refuse()
          proxy.cut()
        })
        const user = { ...somebody('anna'), id: `cut-at-${command}` }
        const saving = store.saveAndPublish(user, company.registered, user.id)
        const isSaved = settlingOf(saving)
        await kit.until('it is done, or Redis is away', () => isCut || isSaved())
        await proxy.settled()
        const isStored = (await redis.exists(`${company.namespace}user:${user.id}`)) === 1
        await kit.publish(company.registered, `after ${command}`)
        await kit.until('the check hears its own message', () =>
          listener.messages.includes(`after ${command}`),
        )
        const isHeard = listener.messages.includes(user.id)
        if (isStored !== isHeard) {
          kit.fail(
            `Redis went away before ${command}: the user is ${isStored ? '' : 'not '}stored, and ${isHeard ? 'heard of' : 'not heard of'}`,
            { cause: 'Between two commands the connection may break off. MULTI makes one step of both.' },
          )
        }
      }
    },
  },
  {
    id: '04.5-refused',
    task: '04.5',
    title: 'when Redis refuses one of the two, saveAndPublish() rejects, and so does registerAtOnce()',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const host = await company.users()
      const user = { ...somebody('anna'), id: 'anna-id' }
      const key = `${company.namespace}user:${user.id}`
      await redis.set(key, 'no hash')
      await kit.rejects(
        'saveAndPublish(), when the key is no hash',
        host.store.saveAndPublish(user, company.registered, 'x'),
        {
          cause:
            'exec() of ioredis resolves even if a command was refused: look for the error beside each reply.',
        },
      )
      await redis.del(key)
      host.interference.set('saveAndPublish', () => Promise.reject(new Error('refused by the check')))
      await kit.rejects(
        'registerAtOnce(), when the store refuses',
        host.users.registerAtOnce(somebody('ben')),
      )
      kit.equal('what is reported', kindsOf(host.problems), [])
    },
  },
  {
    id: '04.5-closing',
    task: '04.5',
    title: 'close() waits for registerAtOnce(), which is refused from then on',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const { users, interference } = await company.users()
      const saving = gate()
      let saves = 0
      interference.set('saveAndPublish', async (go) => {
        saves++
        await saving.opened
        return go()
      })
      const registering = users.registerAtOnce(somebody('anna'))
      await kit.until('the user is on the way to the store', () => saves === 1)
      const closing = users.close()
      const isClosed = settlingOf(closing)
      for (let turn = 0; turn < 3; turn++) await kit.subscribers(company.registered)
      if (isClosed())
        kit.fail('close() resolved with registerAtOnce() in flight', {
          cause: 'Both ways to register are work in flight: count registerAtOnce(), too.',
        })
      saving.open()
      await Promise.all([registering, closing])
      await kit.rejects('registerAtOnce() after close()', users.registerAtOnce(somebody('ben')))
      kit.equal('how many users came to the store', saves, 1)
    },
  },
  {
    id: '04.6-versions',
    task: '04.6',
    title: 'an event says its version; one that is not version 1 is reported, and left for those who know it',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const listener = await kit.listener(company.registered)
      const { users } = await company.users()
      await users.register(somebody('anna'))
      await kit.until('an event is heard', () => listener.got.length > 0)
      const { version } = JSON.parse(listener.messages[0] ?? '') as { version?: unknown }
      if (version !== undefined && version !== 1)
        kit.fail(`the version in the event should be 1, or left out, and is ${JSON.stringify(version)}`)

      const replica = await company.replica()
      const [ben, carla] = await company.people('ben', 'carla')
      let claims = 0
      replica.interference.set('claim', (go) => {
        claims++
        return go()
      })
      const later = [2, 3, '2', 1.5, 0, '1', 'two', true, [1], {}].map((one) =>
        eventText(ben!.id, { version: one }),
      )
      await company.tell(eventText(ben!.id, { version: 1, more: true }), ...later, eventText(carla!.id))
      await kit.until('two mails are sent', () => company.sent.length >= 2)
      kit.equal('how many claims are asked for, for two events', claims, 2, {
        cause: (count) =>
          count > 2
            ? 'Look at the version before you claim: an old replica must leave to others what it does not understand.'
            : undefined,
      })
      await company.mailed([ben!.email, carla!.email], [replica])
      payloadsReported(kit, replica.problems, company.registered, later)
    },
  },
  {
    id: '04.7-resent',
    task: '04.7',
    waits: true,
    title:
      'when the answer to a claim is lost, claim() gives the token or rejects; it does not leave it to nobody',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const { store, proxy } = await company.store('A', { ownWay: true })
      const key = kit.channel('claim')
      const held = proxy.holdReply(everyone, 'SET')
      const claiming = store.claim(key, LONG)
      const isClaimed = settlingOf(claiming)
      await kit.until('the claim is made', () => held.state === 'caught' || isClaimed())
      kit.log('the check: the answer is lost')
      proxy.cut()
      const token = await claiming.catch((error: unknown) => error)
      const holder = await redis.get(key)
      if (token === undefined)
        kit.fail('claim() gave undefined, and nobody else has the claim', {
          cause:
            holder === null
              ? undefined
              : 'After a lost reply, ioredis sends SET again, which then finds your own claim: compare its token.',
        })
      if (!(token instanceof Error))
        kit.equal('release() with the token', await store.release(key, token as string), true)
      else if (holder !== null) await redis.del(key)
    },
  },
]
