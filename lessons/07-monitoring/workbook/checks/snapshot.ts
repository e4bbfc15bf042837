import type { Check } from '#shared/checks/check.ts'
import type { ProxiedConnection } from '#shared/checks/check-context.ts'
import { Skip } from '#shared/checks/failure.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { WireEvent } from '#shared/redis/wire.ts'
import { NO_LIMIT, REPLY_MS } from '#shared/testbed/limits.ts'
import type { PubSubSnapshot } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { type Counts, guestOf, listeners, opened, shows } from './inspectors.ts'

/** More channels than code should ask about one by one. */
const MANY = 300

/** Enough commands to ask about all of them, in any way but one by one. */
const FEW = 20

/** The number of replies that the check loses, one at a time. */
const CUT_AT_MOST = 5

/** Redis's reply to a user without the permission. */
const NOPERM = "NOPERM this user has no permissions to run the 'pubsub' command"

export const snapshotChecks: readonly Check<Subject>[] = [
  {
    id: '07.1-counts',
    task: '07.1',
    title: 'the snapshot has the channels of the namespace with their counts, and no others',
    async run(context, subject) {
      const { inspector, namespace } = await opened(context, subject)
      const [busy, quiet, odd] = [`${namespace}busy`, `${namespace}order:42`, `${namespace}ü 好*?`]
      shows(context, await inspector.snapshot(), [])
      const elsewhere = context.channel('elsewhere')
      await listeners(context, [busy, busy, busy, quiet, odd, elsewhere])
      const expected: Counts = [
        [busy, 3],
        [quiet, 1],
        [odd, 1],
      ]
      const [one, two] = await Promise.all([inspector.snapshot(), inspector.snapshot()])
      shows(context, one, expected)
      shows(context, two, expected)
      await context.listener(quiet)
      shows(context, await inspector.snapshot(), [
        [busy, 3],
        [quiet, 2],
        [odd, 1],
      ])
    },
  },
  {
    id: '07.1-namespace',
    task: '07.1',
    title: 'special characters in the namespace stand for themselves',
    async run(context, subject) {
      const mark = context.channel('shop')
      const { inspector } = await opened(context, subject, `${mark}[12]*?-\\:`)
      const others = ['1xx-\\:chat', '1:chat', '[12]*?-\\', '[12]xx-\\:chat', '']
      await listeners(context, [
        `${mark}[12]*?-\\:chat`,
        ...others.map((other) => mark + other),
        `${context.channel('before')}${mark}[12]*?-\\:chat`,
      ])
      shows(context, await inspector.snapshot(), [[`${mark}[12]*?-\\:chat`, 1]])
    },
  },
  {
    id: '07.1-patterns',
    task: '07.1',
    title: 'patterns is the result of NUMPAT, and no pattern is listed as a channel',
    async run(context, subject) {
      const { inspector, namespace } = await opened(context, subject)
      // One subscriber by a pattern without wildcards, two by another pattern, and one by a name with a wildcard in it.
      for (const one of ['by-pattern', 'twice', 'twice']) await context.patternListener(namespace + one)
      await context.listener(`${namespace}user:*`)
      const numpat = async () => Number(await context.redis('PUBSUB', 'NUMPAT'))
      // Other clients of this server can subscribe and unsubscribe in the meantime, so one comparison proves nothing.
      let right = 0
      for (let wrong = 0; right < 3; ) {
        const before = await numpat()
        const snapshot = await inspector.snapshot()
        shows(context, snapshot, [[`${namespace}user:*`, 1]])
        const after = await numpat()
        if (before !== after) continue
        if (snapshot.patterns === before) right++
        else if (++wrong === 3) context.equal('"patterns", compared with NUMPAT', snapshot.patterns, before)
      }
    },
  },
  {
    id: '07.1-between',
    task: '07.1',
    title: 'a channel that loses its last subscriber between two replies is left out',
    async run(context, subject) {
      const { inspector, namespace, proxied } = await opened(context, subject)
      const [going, staying] = [`${namespace}going`, `${namespace}staying`]
      await context.listener(staying)
      const guest = await guestOf(context, subject)
      await guest.subscribe(going, ignore)
      let listed = false
      onReply(proxied, ({ name, args, value }) => {
        if (name !== 'PUBSUB' || args[0]?.toUpperCase() !== 'CHANNELS') return
        if (listed || !JSON.stringify(value).includes(going)) return
        listed = true
        proxied.proxy.stall()
      })
      const taken = inspector.snapshot()
      const isTaken = trackSettled(taken)
      await context.until(
        'Redis has listed the channels, or snapshot() has settled',
        () => listed || isTaken(),
      )
      // A script reads names and counts at the same moment, so nothing can happen in between.
      if (!listed) {
        return shows(context, await taken, [
          [going, 1],
          [staying, 1],
        ])
      }
      context.log('the check: the subscriber of going leaves before the list arrives')
      await guest.unsubscribe(going, ignore)
      await context.until('Redis has forgotten it', async () => (await context.subscribers(going)) === 0)
      proxied.proxy.resume()
      const count = ({ channels }: PubSubSnapshot) => channels.get(going)
      const cause = (snapshot: PubSubSnapshot) =>
        count(snapshot) === 0
          ? 'You keep a channel with the count 0: it lost its last subscriber after CHANNELS had listed it.'
          : undefined
      shows(context, await taken, [[staying, 1]], cause)
    },
  },
  {
    id: '07.1-few',
    task: '07.1',
    title: `${MANY} channels take a few commands, not one each`,
    async run(context, subject) {
      const { inspector, namespace, proxied } = await opened(context, subject)
      const guest = await guestOf(context, subject)
      const channels = Array.from({ length: MANY }, (_, index) => `${namespace}room:${index}`)
      await Promise.all(channels.map((channel) => guest.subscribe(channel, ignore)))
      let commands = 0
      const tell = proxied.proxy.onEvent
      proxied.proxy.onEvent = (event) => {
        if (event.what === 'command') commands++
        else tell?.(event)
      }
      const snapshot = await inspector.snapshot()
      shows(
        context,
        snapshot,
        channels.map((channel) => [channel, 1]),
      )
      if (commands > FEW) {
        context.fail(`a snapshot of ${MANY} channels took ${commands} commands`, {
          cause:
            commands >= MANY
              ? 'You ask NUMSUB for each channel. It takes any number of channels at once.'
              : undefined,
        })
      }
    },
  },
  {
    id: '07.1-refused',
    task: '07.1',
    title: 'snapshot() rejects if Redis refuses a command',
    async run(context, subject) {
      const { inspector, namespace, proxied } = await opened(context, subject)
      await context.listener(`${namespace}chat`)
      const expected: Counts = [[`${namespace}chat`, 1]]
      let commands = 0
      proxied.proxy.addListener((event) => {
        if (event.what === 'command') commands++
      })
      shows(context, await inspector.snapshot(), expected)
      const perSnapshot = Math.min(commands, FEW)
      for (let first = 0; first < perSnapshot; first++) {
        // Each command is refused once.
        let passed = 0
        const refused = proxied.proxy.answer(() => passed++ === first, '*', NOPERM)
        const taken = inspector.snapshot()
        await taken.catch(() => {})
        if (refused.count > 0)
          await context.rejects(`snapshot(), whose command ${first + 1} Redis refuses`, taken, {
            cause: caughtError,
          })
        refused.stop()
        shows(context, await inspector.snapshot(), expected)
      }
    },
  },
  {
    id: '07.1-silent',
    task: '07.1',
    needsReconnect: true,
    title: "while Redis doesn't reply, snapshot() rejects and close() resolves within six seconds",
    async run(context, subject) {
      const { inspector, namespace, proxied } = await opened(context, subject)
      await context.listener(`${namespace}chat`)
      shows(context, await inspector.snapshot(), [[`${namespace}chat`, 1]])
      proxied.proxy.silence(allConnections)
      context.log('the check: Redis stops replying, and no connection is closed')
      const options = { withinMs: REPLY_MS, cause: NO_LIMIT }
      const taken = inspector.snapshot()
      await context.until('snapshot() settles', trackSettled(taken), options)
      await context.rejects('snapshot()', taken)
      const closing = inspector.close()
      await context.until('close() resolves', trackSettled(closing), options)
      await closing
    },
  },
  {
    id: '07.1-unknown',
    task: '07.1',
    title: 'snapshot() rejects after close()',
    async run(context, subject) {
      const { inspector, namespace } = await opened(context, subject)
      await context.listener(`${namespace}chat`)
      shows(context, await inspector.snapshot(), [[`${namespace}chat`, 1]])
      await inspector.close()
      await context.rejects('snapshot() after close()', inspector.snapshot(), { cause: caughtError })
    },
  },
  {
    id: '07.1-close',
    task: '07.1',
    title: 'close() closes the connection',
    async run(context, subject) {
      const { inspector, proxied } = await opened(context, subject)
      shows(context, await inspector.snapshot(), [])
      await inspector.close()
      await context.until('its connections are closed', () => proxied.proxy.links.size === 0)
    },
  },
  {
    id: '07.1-cut',
    task: '07.1',
    needsReconnect: true,
    title: 'if the connection is lost during a snapshot, snapshot() rejects or returns the right figures',
    async run(context, subject) {
      const { inspector, namespace, proxied } = await opened(context, subject)
      // Two subscribers: code might make up a 0 or a 1 in place of a lost reply.
      await listeners(context, [`${namespace}chat`, `${namespace}chat`])
      await context.patternListener(`${namespace}chat`)
      const expected: Counts = [[`${namespace}chat`, 2]]
      const right = (snapshot: PubSubSnapshot) => {
        shows(context, snapshot, expected)
        if (snapshot.patterns < 1) context.fail('there is a pattern subscription, but patterns is 0')
      }
      let replies = 0
      let cutAt = 0
      onReply(proxied, () => {
        if (++replies === cutAt) proxied.proxy.cut()
      })
      right(await inspector.snapshot())
      const perSnapshot = Math.min(replies, CUT_AT_MOST)
      for (let number = 1; number <= perSnapshot; number++) {
        context.log(`the check: the connection is cut before reply ${number} of a snapshot arrives`)
        replies = 0
        cutAt = number
        try {
          right(await inspector.snapshot())
        } catch (error) {
          if ((error as Error).name === 'Failure') throw error
          context.log(`snapshot() rejected: ${String(error)}`)
        }
        cutAt = 0
        await context.until('snapshot() works again', async () => {
          const later = await inspector.snapshot().catch(() => undefined)
          if (later) right(later)
          return later
        })
      }
    },
  },
  {
    id: '07.6-role',
    task: '07.6',
    title: 'role() returns the current role of the server',
    async run(context, subject) {
      const { inspector, proxied } = await opened(context, subject)
      const info = String(await context.redis('INFO', 'replication'))
      if (!info.includes('role:master'))
        throw new Skip("the server is a Redis replica, so it can't be demoted")
      context.equal('role()', await inspector.role(), 'master')
      const demotion = proxied.proxy.demote()
      context.log('the check: the server becomes a Redis replica')
      context.equal('role()', await inspector.role(), 'replica')
      demotion.stop()
      context.log('the check: the server is a master again')
      context.equal('role()', await inspector.role(), 'master')
      for (const command of ['INFO', 'ROLE']) proxied.proxy.answer(allConnections, command, NOPERM)
      await context.rejects('role(), when Redis refuses the command,', inspector.role())
    },
  },
]

const ignore = () => {}

function caughtError({ channels }: PubSubSnapshot): string | undefined {
  return channels?.size === 0
    ? 'You turn an error into an empty snapshot. Let snapshot() reject; in a pipeline, check the errors that exec() returns.'
    : undefined
}

/** Calls `then` before a reply reaches the learner's code. */
function onReply({ proxy }: ProxiedConnection, then: (event: WireReply) => void): void {
  proxy.addListener((event) => {
    if (event.what === 'reply') then(event)
  })
}

type WireReply = Extract<WireEvent, { readonly what: 'reply' }>
