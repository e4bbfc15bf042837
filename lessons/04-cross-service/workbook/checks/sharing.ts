import type { Check } from '../../../../shared/checks/check.ts'
import { settlingOf } from '../../../../shared/checks/settling.ts'
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
    misconception:
      'it is looked for first and then set, so that two can see that there is none; or tokens are counted, and two processes count alike',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const stores = [(await company.store('A')).store, (await company.store('B', { ownWay: true })).store]
      const keys = ['red', 'red:1', 'red:*'].map((name) => kit.channel(name))
      const tokens: string[] = []
      for (const key of keys) {
        const tries = stores.flatMap((store) => Array.from({ length: 5 }, () => store.claim(key, LONG)))
        const got = (await Promise.all(tries)).filter((token) => token !== undefined)
        kit.equal(`how many of ten got the claim of ${key}`, got.length, 1)
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
      kit.equal('how many different tokens five claims have', new Set(tokens).size, 5)
      await redis.del(...keys)
    },
  },
  {
    id: '04.2-lease',
    task: '04.2',
    title: 'a claim ends after leaseMs, and at no moment is there one that would not end',
    misconception:
      'the time is set by a second command, so a process that dies between them leaves a claim for ever; or seconds are taken for milliseconds, or whole seconds for a lease that is shorter',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const { store, proxy } = await company.store('A', { ownWay: true })
      const [short, long] = [kit.channel('short'), kit.channel('long')]
      if ((await store.claim(short, 100)) === undefined)
        kit.fail('claim() gave nothing, and nobody had the key')
      const leftOfShort = await redis.pttl(short)
      if (leftOfShort > 100) kit.fail(`the claim should end within 100 ms, and has ${leftOfShort} ms left`)
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
        kit.fail('the connection broke off after the first command, and a claim is left that never ends')
      if (left > LONG) kit.fail(`the claim should end within ${LONG} ms, and has ${left} ms left`)
      await redis.del(long)
    },
  },
  {
    id: '04.2-two',
    task: '04.2',
    title: 'two replicas get an event, and one of them sends the mail',
    misconception: 'every replica sends, as in the document',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replicas = await company.replicas(2)
      const [anna] = await company.people('anna')
      await company.tell(eventText(anna!.id))
      await company.mailed([anna!.email], ...replicas)
    },
  },
  {
    id: '04.2-once',
    task: '04.2',
    title: 'three replicas get twelve events in one burst: twelve mails, each to its user',
    misconception:
      'one claim is taken for all events, so the second one finds it; or a mail goes to somebody else',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replicas = await company.replicas(3)
      const people = await company.people(...'abcdefghijkl'.split('').map((letter) => `user-${letter}`))
      const texts = people.map(({ id }) => eventText(id))
      await company.tell(...texts)
      await company.mailed(
        people.map(({ email }) => email),
        ...replicas,
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
    misconception: 'the claim is given back when the mail is sent, so whoever comes late takes it again',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const fast = await company.replica()
      const slow = await company.replica({ ownWay: true })
      const people = await company.people('anna', 'ben', 'carla')
      kit.log('the check: what goes to emails B is held up')
      slow.proxy.stall()
      await company.tell(...people.map(({ id }) => eventText(id)))
      const addresses = people.map(({ email }) => email)
      await company.mailed(addresses, fast)
      kit.log('the check: emails B gets the events now')
      slow.proxy.resume()
      await company.mailed(addresses, slow, fast)
    },
  },
  {
    id: '04.2-again',
    task: '04.2',
    title: 'the same event again brings no second mail; two events of one user are two',
    misconception: 'the claim is for the user, or nothing is remembered once the mail is sent',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replicas = await company.replicas(2)
      const [anna, ben] = await company.people('anna', 'ben')
      const [first, second, other] = [eventText(anna!.id), eventText(anna!.id), eventText(ben!.id)]
      await company.tell(first, first, second, other)
      const expected = [anna!, anna!, ben!].map(({ email }) => email)
      await company.mailed(expected, ...replicas)
      await company.tell(second, first, other)
      await company.mailed(expected, ...replicas)
    },
  },
  {
    id: '04.2-services',
    task: '04.2',
    title:
      'two services of two replicas each: both services handle every event once, whatever they are called',
    misconception:
      'the claim names the event alone, so one service takes it from the other; or a colon in a name makes two claims one',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const names = ['mails', 'mails:vip', 'mails*']
      const replicas = []
      for (const service of names) replicas.push(...(await company.replicas(2, { service })))
      const people = await company.people('anna', 'ben', 'carla', 'dora')
      const ids = ['7', 'vip:7', 'vip%3A7', 'user:registered:7']
      await company.tell(...people.map((user, index) => eventText(user.id, { id: ids[index] })))
      const addresses = people.map(({ email }) => email)
      await company.mailed([...addresses, ...addresses, ...addresses], ...replicas)
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
    misconception:
      'the name is made a good key: in lower case, without what is no letter, or with the colon alone encoded; then two names become one',
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
        ...replicas,
      )
    },
  },
  {
    id: '04.2-elsewhere',
    task: '04.2',
    title: 'what is claimed in another process is left alone, and every claim is for leaseMs',
    misconception: 'what was handled is remembered in this process, and another process does not know',
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
      await kit.until('the claims are asked for', () => leases.length >= 2)
      elsewhere = false
      kit.log('the check: and now none')
      await company.tell(eventText(ben!.id))
      await company.mailed([ben!.email], replica)
      kit.equal('the leases that were asked for', [...new Set(leases)], [12_345])
    },
  },
  {
    id: '04.2-apart',
    task: '04.2',
    title: 'two companies on one Redis do not take events from each other, though the ids are the same',
    misconception: 'the namespace is left out, or what was handled is kept in the module',
    async run(kit, subject) {
      const companies = [new Company(kit, subject, 'shop'), new Company(kit, subject, 'bank')]
      for (const company of companies) {
        const replica = await company.replica()
        const [anna] = await company.people('anna')
        await company.tell(eventText(anna!.id, { id: 'event-1' }))
        await company.mailed([anna!.email], replica)
      }
    },
  },
  {
    id: '04.2-listening',
    task: '04.2',
    title: 'a replica is there when Redis has its subscription, not before',
    misconception: 'the subscription is not awaited, so the first events are lost',
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
      if (isStarted()) kit.fail('emails() resolved before the answer to SUBSCRIBE had come')
      held.release()
      await starting
      await company.tell(eventText(anna!.id))
      await kit.until('the mail is sent', () => mails.length > 0)
    },
  },
]
