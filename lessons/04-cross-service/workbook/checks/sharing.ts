import type { Check } from '../../../../shared/checks/check.ts'
import { isCounted } from '../../../../shared/checks/counted.ts'
import { settlingOf } from '../../../../shared/checks/settling.ts'
import { literally } from '../../../../shared/lesson/glob.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import { Company } from '../company/company.ts'
import { eventText, idIn } from '../company/told.ts'
import type { Subject } from '../subject.ts'

/** A lease that does not end during a check, in milliseconds. */
const LONG = 20_000

/** The checks of task 04.2. */
export const sharingChecks: readonly Check<Subject>[] = [
  {
    id: '04.2-claim',
    task: '04.2',
    title: 'of all that claim a key at the same time, one gets it, with a token of its own',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const stores = [(await company.store('A')).store, (await company.store('B', { ownWay: true })).store]
      const keys = ['red', 'red:1', 'red:*'].map((name) => kit.channel(name))
      const tokens: string[] = []
      for (const key of keys) {
        const tries = stores.flatMap((store) => Array.from({ length: 5 }, () => store.claim(key, LONG)))
        const got = (await Promise.all(tries)).filter((token) => token !== undefined)
        kit.equal(`how many of ten got the claim of ${key}`, got.length, 1, {
          cause: (count) =>
            count > 1
              ? 'If you look for the key first and then set it, several callers see that there is none: one SET with NX does both.'
              : undefined,
        })
        tokens.push(...got)
        kit.equal(`EXISTS ${key}`, await redis.exists(key), 1)
        for (const store of stores)
          kit.equal('a claim that comes later', await store.claim(key, LONG), undefined)
      }
      if (tokens.some((token) => typeof token !== 'string' || token === ''))
        kit.fail('a token should be a text')
      // As many claims in both stores so far.
      for (const store of stores) {
        const key = kit.channel(`key ${keys.length}`)
        keys.push(key)
        tokens.push(
          (await store.claim(key, LONG)) ?? kit.fail('claim() gave nothing, and nobody had the key'),
        )
      }
      kit.equal('how many different tokens five claims have', new Set(tokens).size, 5, {
        cause: 'If each store counts its claims, two stores count alike.',
      })
      if (isCounted(tokens, ...keys, company.namespace)) {
        kit.fail(`the tokens are counted: ${tokens.slice(0, 2).join(', ')}, …`, {
          cause:
            'A count in your module begins at 1 again in the next process, which then has the tokens of this one.',
        })
      }
      await redis.del(...keys)
    },
  },
  {
    id: '04.2-lease',
    task: '04.2',
    title: 'a claim ends after leaseMs, and at no moment is there one that would not end',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const { store, proxy } = await company.store('A', { ownWay: true })
      const [short, long] = [kit.channel('short'), kit.channel('long')]
      if ((await store.claim(short, 100)) === undefined)
        kit.fail('claim() gave nothing, and nobody had the key')
      const leftOfShort = await redis.pttl(short)
      if (leftOfShort > 100)
        kit.fail(`the claim should end within 100 ms, and has ${leftOfShort} ms left`, {
          cause:
            leftOfShort > 1000
              ? 'EX counts seconds and PX milliseconds.'
              : 'A lease may be shorter than a second: use PX, and do not round.',
        })
      await kit.until(
        'the claim of 100 ms has ended',
        async () => (await store.claim(short, 100)) !== undefined,
      )
      // The connection breaks off before a second command for this key comes to Redis.
      let commands = 0
      proxy.also((event) => {
        if (event.what !== 'command' || !event.args.includes(long)) return
        commands++
        if (commands === 2) proxy.cut()
      })
      const claiming = store.claim(long, LONG)
      const isClaimed = settlingOf(claiming)
      await kit.until('the claim is made', () => isClaimed() || commands > 1)
      await proxy.settled()
      const left = await redis.pttl(long)
      if (left === -1)
        kit.fail('the connection broke off after the first command, and a claim is left that never ends', {
          cause:
            'You set the time by a second command. A process that dies between the two leaves a claim for ever.',
        })
      if (left > LONG) kit.fail(`the claim should end within ${LONG} ms, and has ${left} ms left`)
      await redis.del(long)
    },
  },
  {
    id: '04.2-two',
    task: '04.2',
    title: 'two replicas get an event, and one of them sends the mail',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replicas = await company.replicas(2)
      const [anna] = await company.people('anna')
      await company.tell(eventText(anna!.id))
      await company.mailed([anna!.email], replicas, (mails) =>
        mails.length > 1 ? 'Redis hands an event to every replica: claim it before you send.' : undefined,
      )
    },
  },
  {
    id: '04.2-once',
    task: '04.2',
    title: 'three replicas get twelve events in one burst: twelve mails, each to its user',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replicas = await company.replicas(3)
      const people = await company.people(...'abcdefghijkl'.split('').map((letter) => `user-${letter}`))
      const texts = people.map(({ id }) => eventText(id))
      await company.tell(...texts)
      await company.mailed(
        people.map(({ email }) => email),
        replicas,
        (mails) =>
          mails.length === 1
            ? 'The claim has to name the event: one claim for all stops at the first.'
            : undefined,
      )
      const byId = (one: { readonly id: string }, other: { readonly id: string }) =>
        one.id.localeCompare(other.id)
      const expected = people.map(({ email, name }, index) => ({ id: idIn(texts[index]!), to: email, name }))
      const sent = company.sent.map(({ id, to, name }) => ({ id, to, name }))
      kit.equal('the mails', sent.sort(byId), expected.sort(byId))
    },
  },
  {
    id: '04.2-late',
    task: '04.2',
    title: 'a replica that hears of it when the mail is sent already sends no second one',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const fast = await company.replica()
      const slow = await company.replica({ ownWay: true })
      const people = await company.people('anna', 'ben', 'carla')
      kit.log('the check: what goes to emails B is held up')
      slow.proxy.stall()
      await company.tell(...people.map(({ id }) => eventText(id)))
      const addresses = people.map(({ email }) => email)
      await company.mailed(addresses, [fast])
      kit.log('the check: emails B gets the events now')
      slow.proxy.resume()
      await company.mailed(addresses, [slow, fast], (mails) =>
        mails.length > addresses.length
          ? 'The claim has to stay when the mail is sent: a replica that is late must still find it.'
          : undefined,
      )
    },
  },
  {
    id: '04.2-again',
    task: '04.2',
    title: 'the same event again brings no second mail; two events of one user are two',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replicas = await company.replicas(2)
      const [anna, ben] = await company.people('anna', 'ben')
      const [first, second, other] = [eventText(anna!.id), eventText(anna!.id), eventText(ben!.id)]
      await company.tell(first, first, second, other)
      const expected = [anna!, anna!, ben!].map(({ email }) => email)
      const cause = (mails: readonly string[]) =>
        mails.length < expected.length
          ? 'The claim has to be for the event, and not for its user.'
          : 'The claim has to stay when the mail is sent.'
      await company.mailed(expected, replicas, cause)
      await company.tell(second, first, other)
      await company.mailed(expected, replicas, cause)
    },
  },
  {
    id: '04.2-services',
    task: '04.2',
    title:
      'two services of two replicas each: both services handle every event once, whatever they are called',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const names = ['mails', 'mails:vip', 'mails*']
      const replicas = []
      for (const service of names) replicas.push(...(await company.replicas(2, { service })))
      const people = await company.people('anna', 'ben', 'carla', 'dora')
      const ids = ['7', 'vip:7', 'vip%3A7', 'user:registered:7']
      await company.tell(...people.map((user, index) => eventText(user.id, { id: ids[index] })))
      const addresses = people.map(({ email }) => email)
      await company.mailed([...addresses, ...addresses, ...addresses], replicas, (mails) =>
        mails.length < 3 * addresses.length
          ? 'Two services share a claim: its key has to name the service, and a colon in a name must not make it look like another.'
          : undefined,
      )
      for (const service of names) {
        const mails = company.sent.filter((mail) => mail.service === service)
        kit.equal(`the mails of the service ${service}`, mails.map(({ to }) => to).sort(), addresses)
      }
    },
  },
  {
    id: '04.2-names',
    task: '04.2',
    title:
      'services whose names look alike take no event from each other, and none from the users in the store',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const names = ['mails', 'Mails', 'mails ', 'mails:vip', 'mails%3Avip', 'mails_vip', 'mails-vip', 'user']
      const replicas = []
      for (const service of names) replicas.push(await company.replica({ service }))
      const people = await company.people('anna', 'ben', 'carla')
      // A hash of a user is no claim, whatever the event is called.
      const ids = [people[0]!.id, 'vip:7', 'vip_7']
      await company.tell(...people.map((user, index) => eventText(user.id, { id: ids[index] })))
      const addresses = people.map(({ email }) => email)
      await company.mailed(
        names.flatMap(() => addresses),
        replicas,
        (mails) =>
          mails.length < names.length * addresses.length
            ? 'Two different names, or a claim and a user, have the same key. Encode names so that each stays different.'
            : undefined,
      )
    },
  },
  {
    id: '04.2-elsewhere',
    task: '04.2',
    title: 'what is claimed in another process is left alone, and every claim is for leaseMs',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const leases: unknown[] = []
      let elsewhere = true
      const replica = await company.replica({ leaseMs: 12_345 })
      replica.interference.set('claim', async (go, [, leaseMs]) => {
        leases.push(leaseMs)
        return elsewhere ? undefined : go()
      })
      const [anna, ben] = await company.people('anna', 'ben')
      kit.log('the check: another process has every claim')
      await company.tell(eventText(anna!.id), eventText(anna!.id))
      await kit.until('the claims are asked for', () => leases.length >= 2, {
        cause: () =>
          leases.length === 1
            ? 'If you remember events in the process, another process does not know them: ask Redis each time.'
            : undefined,
      })
      elsewhere = false
      kit.log('the check: and now none')
      await company.tell(eventText(ben!.id))
      await company.mailed([ben!.email], [replica], (mails) =>
        mails.includes('anna')
          ? 'A mail is sent though claim() returned undefined: another process has the claim.'
          : undefined,
      )
      kit.equal('the leases that were asked for', [...new Set(leases)], [12_345])
    },
  },
  {
    id: '04.2-apart',
    task: '04.2',
    title: 'two companies on one Redis do not take events from each other, though the ids are the same',
    async run(kit, subject) {
      const companies = [new Company(kit, subject, 'shop'), new Company(kit, subject, 'bank')]
      for (const company of companies) {
        const replica = await company.replica()
        const [anna] = await company.people('anna')
        await company.tell(eventText(anna!.id, { id: 'event-1' }))
        await company.mailed([anna!.email], [replica])
      }
    },
  },
  {
    id: '04.2-listening',
    task: '04.2',
    title: 'a replica is there when Redis has its subscription, not before',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const host = await company.host('emails', { ownWay: true })
      const { base, proxy, pubsub, store } = host
      const [anna] = await company.people('anna')
      const mails: string[] = []
      const held = proxy.holdReply(everyone, 'SUBSCRIBE')
      kit.log('the check: the answer to SUBSCRIBE is held back')
      const starting = subject.emails({
        ...base,
        pubsub,
        store,
        service: 'welcome',
        leaseMs: LONG,
        graceMs: 500,
        send: ({ to }) => void mails.push(to),
      })
      const isStarted = settlingOf(starting)
      await kit.until('Redis is asked for the subscription', () => held.state === 'caught' || isStarted())
      for (let turn = 0; turn < 3; turn++) await kit.subscribers(company.registered)
      if (isStarted())
        kit.fail('emails() resolved before the answer to SUBSCRIBE had come', {
          cause: 'The subscription is not awaited, so the first events are lost.',
        })
      held.release()
      await starting
      await company.tell(eventText(anna!.id))
      await kit.until('the mail is sent', () => mails.length > 0)
    },
  },
  {
    id: '04.4-not-listening',
    task: '04.4',
    title:
      'when Redis refuses the subscription, emails() and analytics() reject, and nothing is handled later',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const host = await company.host('refused', { ownWay: true })
      const { base, proxy, pubsub, store, problems } = host
      const [anna] = await company.people('anna')
      const handled: string[] = []
      const emails = () =>
        subject.emails({
          ...base,
          pubsub,
          store,
          service: 'welcome',
          leaseMs: LONG,
          graceMs: 500,
          send: ({ to }) => void handled.push(to),
        })
      const analytics = () =>
        subject.analytics({ ...base, pubsub, graceMs: 500, track: (event) => void handled.push(event) })
      const cause = 'The subscription is not awaited, or its error is caught.'
      for (const command of ['SUBSCRIBE', 'PSUBSCRIBE']) {
        kit.log(`the check: Redis refuses ${command}`)
        const answer = proxy.answer(everyone, command, 'NOPERM this user has no permissions')
        if (command === 'SUBSCRIBE')
          await kit.rejects('emails(), when Redis refuses SUBSCRIBE,', emails(), { cause })
        else await kit.rejects('analytics(), when Redis refuses PSUBSCRIBE,', analytics(), { cause })
        answer.stop()
      }
      // What the port may report of its own is of no interest here.
      ;(problems as unknown[]).splice(0)
      kit.log('the check: Redis takes subscriptions again')
      const replica = await company.replica({ ownWay: true })
      await pubsub.subscribe(company.registered, kit.recorder('witness'))
      await pubsub.psubscribe(`${literally(company.namespace)}user:*`, kit.recorder('witness by pattern'))
      await company.tell(eventText(anna!.id))
      await company.mailed([anna!.email], [replica])
      await kit.until('the refused services would have heard it', () => host.hearing.heard.length >= 2)
      for (let turn = 0; turn < 3; turn++) await kit.subscribers(company.registered)
      kit.equal('what the refused services handled', handled, [])
    },
  },
]
