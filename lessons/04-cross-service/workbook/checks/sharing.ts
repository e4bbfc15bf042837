import type { Check } from '#shared/checks/check.ts'
import { settlingOf } from '#shared/core/is-settled.ts'
import { everyone } from '#shared/redis/proxy.ts'
import { isCounted } from '#shared/testbed/counted.ts'
import { Company } from '../company/company.ts'
import { eventText, idIn } from '../company/event-text.ts'
import type { Subject } from '../subject.ts'

/** A lease that does not expire during a check, in milliseconds. */
const LONG = 20_000

/** The checks of task 04.2. */
export const sharingChecks: readonly Check<Subject>[] = [
  {
    id: '04.2-claim',
    task: '04.2',
    title: 'of several concurrent claims of a key, exactly one succeeds, with a unique token',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const stores = [(await company.store('A')).store, (await company.store('B', { ownWay: true })).store]
      const keys = ['red', 'red:1', 'red:*'].map((name) => kit.channel(name))
      const tokens: string[] = []
      for (const key of keys) {
        const tries = stores.flatMap((store) => Array.from({ length: 5 }, () => store.claim(key, LONG)))
        const got = (await Promise.all(tries)).filter((token) => token !== undefined)
        kit.equal(`the number of successful claims of ${key}, of ten`, got.length, 1, {
          cause: (count) =>
            count > 1
              ? 'You set the key without NX, you check first and set it later, or you ignore the reply: null means that another replica has the claim.'
              : undefined,
        })
        tokens.push(...got)
        kit.equal(`EXISTS ${key}`, await redis.exists(key), 1)
        for (const store of stores)
          kit.equal('a later claim of the key', await store.claim(key, LONG), undefined)
      }
      if (tokens.some((token) => typeof token !== 'string' || token === ''))
        kit.fail('a token should be a string that is not empty')
      // As many claims in both stores so far.
      for (const store of stores) {
        const key = kit.channel(`key ${keys.length}`)
        keys.push(key)
        tokens.push(
          (await store.claim(key, LONG)) ?? kit.fail('claim() returned no token, although the key was free'),
        )
      }
      kit.equal('the number of different tokens of five claims', new Set(tokens).size, 5, {
        cause: 'Your claims share a token: use randomUUID() for each.',
      })
      if (isCounted(tokens, ...keys, company.namespace)) {
        kit.fail(`the tokens are counted: ${tokens.slice(0, 2).join(', ')}, …`, {
          cause:
            'You count the claims in your module. The next process starts at 1 again, and uses the same tokens: use randomUUID().',
        })
      }
      await redis.del(...keys)
    },
  },
  {
    id: '04.2-lease',
    task: '04.2',
    title: 'a claim expires after leaseMs, even if the process crashes at any moment',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const { store, proxy } = await company.store('A', { ownWay: true })
      const [short, long] = [kit.channel('short'), kit.channel('long')]
      if ((await store.claim(short, 100)) === undefined)
        kit.fail('claim() returned no token, although the key was free')
      const leftOfShort = await redis.pttl(short)
      if (leftOfShort > 100)
        kit.fail(`the claim should expire within 100 ms, but has ${leftOfShort} ms left`, {
          cause:
            leftOfShort > 1000
              ? 'You use EX, which takes seconds. PX takes milliseconds.'
              : 'You round the lease to whole seconds. PX takes milliseconds.',
        })
      await kit.until(
        'the claim of 100 ms expires',
        async () => (await store.claim(short, 100)) !== undefined,
      )
      // The connection breaks before a second command for this key reaches Redis.
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
        kit.fail(
          'the connection was lost after your first command, and the claim that is left never expires',
          {
            cause:
              'You set the expiry with a second command. If the process crashes between the two, the claim never expires: SET takes PX.',
          },
        )
      if (left > LONG) kit.fail(`the claim should expire within ${LONG} ms, but has ${left} ms left`)
      await redis.del(long)
    },
  },
  {
    id: '04.2-two',
    task: '04.2',
    title: 'two replicas receive an event, and one of them sends the email',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replicas = await company.replicas(2)
      const [anna] = await company.people('anna')
      await company.publish(eventText(anna!.id))
      await company.mailed([anna!.email], replicas, (mails) =>
        mails.length > 1
          ? 'Both replicas send. Call claim() first, and return if it resolves with undefined.'
          : undefined,
      )
    },
  },
  {
    id: '04.2-once',
    task: '04.2',
    title: 'three replicas receive twelve events at once, and send one email to each user',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replicas = await company.replicas(3)
      const people = await company.people(...'abcdefghijkl'.split('').map((letter) => `user-${letter}`))
      const texts = people.map(({ id }) => eventText(id))
      await company.publish(...texts)
      await company.mailed(
        people.map(({ email }) => email),
        replicas,
        (mails) =>
          mails.length === 1
            ? 'All events share a claim. Use claimKey(), which contains the ID of the event.'
            : undefined,
      )
      const byId = (one: { readonly id: string }, other: { readonly id: string }) =>
        one.id.localeCompare(other.id)
      const expected = people.map(({ email, name }, index) => ({ id: idIn(texts[index]!), to: email, name }))
      const sent = company.sent.map(({ id, to, name }) => ({ id, to, name }))
      kit.equal('the emails', sent.sort(byId), expected.sort(byId))
    },
  },
  {
    id: '04.2-late',
    task: '04.2',
    title: 'a replica that receives the event after the email was sent does not send a second one',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const fast = await company.replica()
      const slow = await company.replica({ ownWay: true })
      const people = await company.people('anna', 'ben', 'carla')
      kit.log('the check: the messages to emails B are held back')
      slow.proxy.stall()
      await company.publish(...people.map(({ id }) => eventText(id)))
      const addresses = people.map(({ email }) => email)
      await company.mailed(addresses, [fast])
      kit.log('the check: emails B receives the events now')
      slow.proxy.resume()
      await company.mailed(addresses, [slow, fast], (mails) =>
        mails.length > addresses.length
          ? 'You release the claim after the email was sent. Keep it: a late replica must still find it.'
          : undefined,
      )
    },
  },
  {
    id: '04.2-again',
    task: '04.2',
    title: 'the same event again sends no second email, but a second event about the same user does',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replicas = await company.replicas(2)
      const [anna, ben] = await company.people('anna', 'ben')
      const [first, second, other] = [eventText(anna!.id), eventText(anna!.id), eventText(ben!.id)]
      await company.publish(first, first, second, other)
      const expected = [anna!, anna!, ben!].map(({ email }) => email)
      const cause = (mails: readonly string[]) =>
        mails.length < expected.length
          ? 'You claim the user. Claim the event: a user can have several.'
          : 'You release the claim after the email was sent. Keep it: the event may arrive again.'
      await company.mailed(expected, replicas, cause)
      await company.publish(second, first, other)
      await company.mailed(expected, replicas, cause)
    },
  },
  {
    id: '04.2-services',
    task: '04.2',
    title: 'each of three services, with two replicas each, handles every event once',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const names = ['mails', 'mails:vip', 'mails*']
      const replicas = []
      for (const service of names) replicas.push(...(await company.replicas(2, { service })))
      const people = await company.people('anna', 'ben', 'carla', 'dora')
      const ids = ['7', 'vip:7', 'vip%3A7', 'user:registered:7']
      await company.publish(...people.map((user, index) => eventText(user.id, { id: ids[index] })))
      const addresses = people.map(({ email }) => email)
      await company.mailed([...addresses, ...addresses, ...addresses], replicas, (mails) =>
        mails.length < 3 * addresses.length
          ? 'Two services share a claim. Use claimKey(), which contains the encoded name of the service.'
          : undefined,
      )
      for (const service of names) {
        const mails = company.sent.filter((mail) => mail.service === service)
        kit.equal(`the emails of the service ${service}`, mails.map(({ to }) => to).sort(), addresses)
      }
    },
  },
  {
    id: '04.2-names',
    task: '04.2',
    title: 'services with similar names do not share claims',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const names = ['mails', 'Mails', 'mails ', 'mails:vip', 'mails%3Avip', 'mails_vip', 'mails-vip', 'user']
      const replicas = []
      for (const service of names) replicas.push(await company.replica({ service }))
      const people = await company.people('anna', 'ben', 'carla')
      // A user's hash must not be mistaken for a claim.
      const ids = [people[0]!.id, 'vip:7', 'vip_7']
      await company.publish(...people.map((user, index) => eventText(user.id, { id: ids[index] })))
      const addresses = people.map(({ email }) => email)
      await company.mailed(
        names.flatMap(() => addresses),
        replicas,
        (mails) =>
          mails.length < names.length * addresses.length
            ? 'Two services share a claim, or a claim has the key of a user. Use claimKey(), which encodes names.'
            : undefined,
      )
    },
  },
  {
    id: '04.2-elsewhere',
    task: '04.2',
    title: 'an event that another process has claimed is ignored, and each claim lasts leaseMs',
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
      kit.log('the check: another process has claimed each event')
      await company.publish(eventText(anna!.id), eventText(anna!.id))
      await kit.until('claim() is called for each delivery', () => leases.length >= 2, {
        cause: () =>
          leases.length === 1
            ? "You remember events in the process, but other processes don't know them: call claim() each time."
            : undefined,
      })
      elsewhere = false
      kit.log('the check: other processes claim nothing more')
      await company.publish(eventText(ben!.id))
      await company.mailed([ben!.email], [replica], (mails) =>
        mails.includes('anna')
          ? 'You send although claim() resolved with undefined: another process has the claim.'
          : undefined,
      )
      kit.equal('the leases of the claims', [...new Set(leases)], [12_345])
    },
  },
  {
    id: '04.2-apart',
    task: '04.2',
    title: 'two namespaces on one Redis do not share claims, even for the same event ID',
    async run(kit, subject) {
      const companies = [new Company(kit, subject, 'shop'), new Company(kit, subject, 'bank')]
      for (const company of companies) {
        const replica = await company.replica()
        const [anna] = await company.people('anna')
        await company.publish(eventText(anna!.id, { id: 'event-1' }))
        await company.mailed([anna!.email], [replica])
      }
    },
  },
  {
    id: '04.2-listening',
    task: '04.2',
    title: 'emails() resolves after Redis confirms the subscription',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const host = await company.host('emails', { ownWay: true })
      const { base, proxy, pubsub, store } = host
      const [anna] = await company.people('anna')
      const mails: string[] = []
      const held = proxy.holdReply(everyone, 'SUBSCRIBE')
      kit.log('the check: the reply to SUBSCRIBE is held back')
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
      await kit.until('SUBSCRIBE is sent', () => held.state === 'caught' || isStarted())
      for (let turn = 0; turn < 3; turn++) await kit.subscribers(company.registered)
      if (isStarted())
        kit.fail('emails() resolved before the reply to SUBSCRIBE', {
          cause: "You don't await the subscription, so the first events are lost.",
        })
      held.release()
      await starting
      await company.publish(eventText(anna!.id))
      await kit.until('the email is sent', () => mails.length > 0)
    },
  },
]
