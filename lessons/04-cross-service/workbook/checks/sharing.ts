import type { Check } from '#shared/checks/check.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { isCounted } from '#shared/testbed/counted.ts'
import type { Subject } from '../subject.ts'
import { eventText, idIn } from '../test-bed/event-text.ts'
import { TestBed } from '../test-bed/test-bed.ts'

/** A lease that does not expire during a check, in milliseconds. */
const LONG = 20_000

/** The checks of task 04.2. */
export const sharingChecks: readonly Check<Subject>[] = [
  {
    id: '04.2-claim',
    task: '04.2',
    title: 'of several concurrent claims of a key, exactly one succeeds, with a unique token',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const redis = await bed.redis()
      const stores = [(await bed.store('A')).store, (await bed.store('B', { ownWay: true })).store]
      const keys = ['red', 'red:1', 'red:*'].map((name) => context.channel(name))
      const tokens: string[] = []
      for (const key of keys) {
        const tries = stores.flatMap((store) => Array.from({ length: 5 }, () => store.claim(key, LONG)))
        const got = (await Promise.all(tries)).filter((token) => token !== undefined)
        context.equal(`the number of successful claims of ${key}, of ten`, got.length, 1, {
          cause: (count) =>
            count > 1
              ? 'You set the key without NX, you check first and set it later, or you ignore the reply: null means that another replica has the claim.'
              : undefined,
        })
        tokens.push(...got)
        context.equal(`EXISTS ${key}`, await redis.exists(key), 1)
        for (const store of stores)
          context.equal('a later claim of the key', await store.claim(key, LONG), undefined)
      }
      if (tokens.some((token) => typeof token !== 'string' || token === ''))
        context.fail('a token should be a string that is not empty')
      // As many claims in both stores so far.
      for (const store of stores) {
        const key = context.channel(`key ${keys.length}`)
        keys.push(key)
        tokens.push(
          (await store.claim(key, LONG)) ??
            context.fail('claim() returned no token, although the key was free'),
        )
      }
      context.equal('the number of different tokens of five claims', new Set(tokens).size, 5, {
        cause: tokens.includes('OK')
          ? "You return Redis's reply. Return the token that you have stored."
          : 'Your claims share a token: use randomUUID() for each.',
      })
      if (isCounted(tokens, ...keys, bed.namespace)) {
        context.fail(`the tokens are counted: ${tokens.slice(0, 2).join(', ')}, …`, {
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
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const redis = await bed.redis()
      const { store, proxy } = await bed.store('A', { ownWay: true })
      const [short, long] = [context.channel('short'), context.channel('long')]
      if ((await store.claim(short, 100)) === undefined)
        context.fail('claim() returned no token, although the key was free')
      const leftOfShort = await redis.pttl(short)
      if (leftOfShort > 100)
        context.fail(`the claim should expire within 100 ms, but has ${leftOfShort} ms left`, {
          cause:
            leftOfShort > 1000
              ? 'You use EX, which takes seconds. PX takes milliseconds.'
              : 'You round the lease to whole seconds. PX takes milliseconds.',
        })
      await context.until(
        'the claim of 100 ms expires',
        async () => (await store.claim(short, 100)) !== undefined,
      )
      // The connection breaks before a second command for this key reaches Redis.
      let commands = 0
      proxy.addListener((event) => {
        if (event.what !== 'command' || !event.args.includes(long)) return
        commands++
        if (commands === 2) proxy.cut()
      })
      const claiming = store.claim(long, LONG)
      const isClaimed = trackSettled(claiming)
      await context.until('the claim is made', () => isClaimed() || commands > 1)
      await proxy.settled()
      const left = await redis.pttl(long)
      if (left === -1)
        context.fail(
          'the connection was lost after your first command, and the claim that is left never expires',
          {
            cause:
              'You set the expiry with a second command. If the process crashes between the two, the claim never expires: SET takes PX.',
          },
        )
      if (left > LONG) context.fail(`the claim should expire within ${LONG} ms, but has ${left} ms left`)
      await redis.del(long)
    },
  },
  {
    id: '04.2-two',
    task: '04.2',
    title: 'two replicas receive an event, and one of them sends the email',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const replicas = await bed.replicas(2)
      const [anna] = await bed.people('anna')
      await bed.publish(eventText(anna!.id))
      await bed.mailed([anna!.email], replicas, (mails) =>
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
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const replicas = await bed.replicas(3)
      const people = await bed.people(...'abcdefghijkl'.split('').map((letter) => `user-${letter}`))
      const texts = people.map(({ id }) => eventText(id))
      await bed.publish(...texts)
      await bed.mailed(
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
      const sent = bed.sent.map(({ id, to, name }) => ({ id, to, name }))
      context.equal('the emails', sent.sort(byId), expected.sort(byId))
    },
  },
  {
    id: '04.2-late',
    task: '04.2',
    title: 'a replica that receives the event after the email was sent does not send a second one',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const fast = await bed.replica()
      const slow = await bed.replica({ ownWay: true })
      const people = await bed.people('anna', 'ben', 'carla')
      context.log('the check: the messages to emails B are held back')
      slow.proxy.stall()
      await bed.publish(...people.map(({ id }) => eventText(id)))
      const addresses = people.map(({ email }) => email)
      await bed.mailed(addresses, [fast])
      context.log('the check: emails B receives the events now')
      slow.proxy.resume()
      await bed.mailed(addresses, [slow, fast], (mails) =>
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
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const replicas = await bed.replicas(2)
      const [anna, ben] = await bed.people('anna', 'ben')
      const [first, second, other] = [eventText(anna!.id), eventText(anna!.id), eventText(ben!.id)]
      await bed.publish(first, first, second, other)
      const expected = [anna!, anna!, ben!].map(({ email }) => email)
      const cause = (mails: readonly string[]) =>
        mails.length < expected.length
          ? 'You claim the user. Claim the event: a user can have several.'
          : 'You release the claim after the email was sent. Keep it: the event may arrive again.'
      await bed.mailed(expected, replicas, cause)
      await bed.publish(second, first, other)
      await bed.mailed(expected, replicas, cause)
    },
  },
  {
    id: '04.2-services',
    task: '04.2',
    title: 'each of three services, with two replicas each, handles every event once',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const names = ['mails', 'mails:vip', 'mails*']
      const replicas = []
      for (const service of names) replicas.push(...(await bed.replicas(2, { service })))
      const people = await bed.people('anna', 'ben', 'carla', 'dora')
      const ids = ['7', 'vip:7', 'vip%3A7', 'user:registered:7']
      await bed.publish(...people.map((user, index) => eventText(user.id, { id: ids[index] })))
      const addresses = people.map(({ email }) => email)
      await bed.mailed([...addresses, ...addresses, ...addresses], replicas, (mails) =>
        mails.length < 3 * addresses.length
          ? 'Two services share a claim. Use claimKey(), which contains the encoded name of the service.'
          : undefined,
      )
      for (const service of names) {
        const mails = bed.sent.filter((mail) => mail.service === service)
        context.equal(`the emails of the service ${service}`, mails.map(({ to }) => to).sort(), addresses)
      }
    },
  },
  {
    id: '04.2-names',
    task: '04.2',
    title: 'services with similar names do not share claims',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const names = ['mails', 'Mails', 'mails ', 'mails:vip', 'mails%3Avip', 'mails_vip', 'mails-vip', 'user']
      const replicas = []
      for (const service of names) replicas.push(await bed.replica({ service }))
      const people = await bed.people('anna', 'ben', 'carla')
      // A user's hash must not be mistaken for a claim.
      const ids = [people[0]!.id, 'vip:7', 'vip_7']
      await bed.publish(...people.map((user, index) => eventText(user.id, { id: ids[index] })))
      const addresses = people.map(({ email }) => email)
      await bed.mailed(
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
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const leases: unknown[] = []
      let elsewhere = true
      const replica = await bed.replica({ leaseMs: 12_345 })
      replica.interference.set('claim', async (go, [, leaseMs]) => {
        leases.push(leaseMs)
        return elsewhere ? undefined : go()
      })
      const [anna, ben] = await bed.people('anna', 'ben')
      context.log('the check: another process has claimed each event')
      await bed.publish(eventText(anna!.id), eventText(anna!.id))
      await context.until('claim() is called for each delivery', () => leases.length >= 2, {
        cause: () =>
          leases.length === 1
            ? "You remember events in the process, but other processes don't know them: call claim() each time."
            : undefined,
      })
      elsewhere = false
      context.log('the check: other processes claim nothing more')
      await bed.publish(eventText(ben!.id))
      await bed.mailed([ben!.email], [replica], (mails) =>
        mails.includes('anna')
          ? 'You send although claim() resolved with undefined: another process has the claim.'
          : undefined,
      )
      context.equal('the leases of the claims', [...new Set(leases)], [12_345])
    },
  },
  {
    id: '04.2-apart',
    task: '04.2',
    title: 'two namespaces on one Redis do not share claims, even for the same event ID',
    async run(context, subject) {
      const companies = [new TestBed(context, subject, 'shop'), new TestBed(context, subject, 'bank')]
      for (const bed of companies) {
        const replica = await bed.replica()
        const [anna] = await bed.people('anna')
        await bed.publish(eventText(anna!.id, { id: 'event-1' }))
        await bed.mailed([anna!.email], [replica])
      }
    },
  },
  {
    id: '04.2-listening',
    task: '04.2',
    title: 'emails() resolves after Redis confirms the subscription',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.host('emails', { ownWay: true })
      const { base, proxy, pubsub, store } = host
      const [anna] = await bed.people('anna')
      const mails: string[] = []
      const held = proxy.holdReply(allConnections, 'SUBSCRIBE')
      context.log('the check: the reply to SUBSCRIBE is held back')
      const starting = subject.emails({
        ...base,
        pubsub,
        store,
        service: 'welcome',
        leaseMs: LONG,
        graceMs: 500,
        send: ({ to }) => void mails.push(to),
      })
      const isStarted = trackSettled(starting)
      await context.until('SUBSCRIBE is sent', () => held.state === 'caught' || isStarted())
      for (let turn = 0; turn < 3; turn++) await context.subscribers(bed.registered)
      if (isStarted())
        context.fail('emails() resolved before the reply to SUBSCRIBE', {
          cause: "You don't await the subscription, so the first events are lost.",
        })
      held.release()
      await starting
      await bed.publish(eventText(anna!.id))
      await context.until('the email is sent', () => mails.length > 0)
    },
  },
]
