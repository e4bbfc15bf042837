import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import type { Answer, User } from '../../contract.ts'
import { type Browser, CLAIMED, EVERYBODY } from '../cluster/browser.ts'
import { Cluster } from '../cluster/cluster.ts'
import { linkedAdapters } from '../cluster/linked-adapter.ts'
import type { Subject } from '../subject.ts'
import { messageOf } from './broadcast.ts'

/** By the contract: so many at once are taken, and of so many most are not. */
const ALWAYS_TAKEN = 100
const TOO_MANY = 1000

export const furtherChecks: readonly Check<Subject>[] = [
  {
    id: '03.6-may-not',
    task: '03.6',
    title: 'a user who may not enter gets "forbidden", and only `true` lets somebody in',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [open, hers] = [kit.channel('open'), kit.channel('hers')]
      const thrown = new Error('thrown by mayJoin()')
      const rejected = new Error('rejected by mayJoin()')
      const answers: Record<string, () => unknown> = {
        no: () => false,
        'later no': async () => false,
        nothing: () => undefined,
        text: () => 'yes',
        throws: () => {
          throw thrown
        },
        rejects: async () => {
          await null
          throw rejected
        },
      }
      const asked: [User['id'], User['name'], string][] = []
      const mayJoin = (user: User, room: string) => {
        asked.push([user.id, user.name, room])
        if (room === hers) return user.name === 'anna'
        return (answers[room]?.() ?? room === open) as boolean | Promise<boolean>
      }
      const host = await cluster.server({ mayJoin })
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      const claimed = () =>
        asked.some(([id]) => id === CLAIMED.id)
          ? 'mayJoin() has to be asked about the user that identify() returned, not about handshake.auth.'
          : undefined
      for (const room of [open, hers]) await anna.likely(claimed).does('join_room', room)
      await ben
        .likely(() => {
          if (asked.length === 0) return 'mayJoin() was not asked. Ask it before the socket joins.'
          const aboutBen = asked.some(([id]) => id === ben.user.id)
          return aboutBen ? undefined : 'mayJoin() was asked about another user, and not about this one.'
        })
        .isRefused('forbidden', 'join_room', hers)
      for (const room of Object.keys(answers)) {
        await anna
          .likely(({ ok }) => {
            if (!ok) return undefined
            return asked.some(([, name, about]) => name === 'anna' && about === room)
              ? 'Await what mayJoin() returns, and let in only for `=== true`.'
              : 'mayJoin() was not asked about this room. A yes is for one user and one room.'
          })
          .isRefused('forbidden', 'join_room', room)
        kit.equal('NUMSUB of a forbidden room', await kit.subscribers(cluster.channelOf(room)), 0)
        await anna.isRefused('not-joined', 'send_room_message', { room, text: 'hello' })
      }
      kit.equal('whom mayJoin() was asked about', asked, [
        [anna.user.id, 'anna', open],
        [anna.user.id, 'anna', hers],
        [ben.user.id, 'ben', hers],
        ...Object.keys(answers).map((room) => [anna.user.id, 'anna', room]),
      ])
      const failed = host.problems.filter(({ kind }) => kind === 'handler')
      const reported = failed.map((problem) => ({
        channel: 'channel' in problem ? problem.channel : undefined,
        error: problem.error,
      }))
      kit.equal(
        'what was reported with kind `handler`',
        reported,
        [
          { channel: cluster.channelOf('throws'), error: thrown },
          { channel: cluster.channelOf('rejects'), error: rejected },
        ],
        {
          cause: ({ length }) =>
            length > 2
              ? undefined
              : 'mayJoin() failed: report its error with kind `handler` and the channel of the room.',
        },
      )
      await anna.does('send_room_message', { room: open, text: 'end' })
      await anna.hears(['end'])
    },
  },
  {
    id: '03.6-asks-first',
    task: '03.6',
    title: 'no socket is in before mayJoin() has said yes, and no other socket waits for that',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      let decide = () => {}
      const decided = new Promise<boolean>((resolve) => {
        decide = () => resolve(false)
      })
      let asked = 0
      const mayJoin = ({ name }: User) => {
        if (name !== 'anna') return true
        asked++
        return decided
      }
      const host = await cluster.server({ mayJoin })
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      await ben.does('join_room', red)
      const joining = anna.answer('join_room', red)
      await kit.until('mayJoin() is asked', () => asked > 0 || joining.value)
      await ben.does('join_room', blue)
      await ben.does('send_room_message', { room: red, text: 'secret' })
      await ben.does('send_message', { text: 'end' })
      await anna.hears(['end'], {
        cause: (got) =>
          got.includes('secret')
            ? 'The socket was in the room before mayJoin() had answered. Ask first, and let it in afterwards.'
            : undefined,
      })
      decide()
      kit.equal('the answer to the join', await joining.arrived(), { ok: false, reason: 'forbidden' })
    },
  },
  {
    id: '03.6-late-yes',
    task: '03.6',
    title: 'a yes of mayJoin() after the socket has gone or the gateway has closed leaves no subscription',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      const asked: string[] = []
      let decide = () => {}
      const decided = new Promise<boolean>((resolve) => {
        decide = () => resolve(true)
      })
      const mayJoin = ({ name }: User) => {
        asked.push(name)
        return name === 'stays' || decided
      }
      const isAsked = (name: string) =>
        kit.until(`mayJoin() is asked about "${name}"`, () => asked.includes(name), {
          cause: 'mayJoin() was not asked. Ask it before the socket joins.',
        })
      const host = await cluster.server({ mayJoin })
      const closes = await cluster.server({ mayJoin })
      const stays = await cluster.browser(host, 'stays')
      const goes = await cluster.browser(host, 'goes')
      goes.send('join_room', red)
      await isAsked('goes')
      goes.socket.disconnect()
      await kit.until('the server sees that it has gone', () => host.io.of('/').sockets.size === 1)
      const late = (await cluster.browser(closes, 'late')).answer('join_room', blue)
      await isAsked('late')
      const closing = closes.gateway.close()
      // It is awaited below.
      closing.catch(() => {})
      decide()
      await closing
      await late.arrived()
      await cluster.subscriptions(
        cluster.channelOf(red),
        0,
        'The socket disconnected while its join was waiting for mayJoin(). After every await, look again whether it is there.',
      )
      await cluster.subscriptions(
        cluster.channelOf(blue),
        0,
        'The gateway was closed while a join was waiting for mayJoin(). Afterwards, look whether the gateway is closed.',
      )
      // On the same connection: a subscription that came late has come before it.
      for (const event of ['join_room', 'leave_room']) await stays.does(event, red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
    },
  },
  {
    id: '03.6-not-joined',
    task: '03.6',
    title: 'a socket that is not in a room cannot send to it',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      const red = kit.channel('red')
      const anna = await cluster.browser(one!, 'anna')
      const tabs = [await cluster.browser(one!, anna.user), await cluster.browser(two!, anna.user)]
      const ben = await cluster.browser(one!, 'ben')
      await anna.does('join_room', red)
      await ben.does('join_room', red)
      await ben.does('leave_room', red)
      for (const browser of [...tabs, ben]) {
        await browser
          .likely(({ ok }) =>
            ok
              ? 'Look whether this very socket is in the room now. Another tab of the user does not count.'
              : undefined,
          )
          .isRefused('not-joined', 'send_room_message', { room: red, text: 'from outside' })
      }
      // The name that the gateway or Socket.IO may have for it is no way in.
      for (const room of [ben.user.id, ben.socket.id, `user:${ben.user.id}`, `room:${red}`]) {
        await ben.isRefused('not-joined', 'send_room_message', { room, text: 'from outside' })
      }
      await anna.does('send_room_message', { room: red, text: 'end' })
      await anna.hears(['end'])
      await anna.does('leave_room', red)
      await anna.isRefused('not-joined', 'send_room_message', { room: red, text: 'from outside' })
    },
  },
  {
    id: '03.6-flood',
    task: '03.6',
    title: 'a flood of any requests from one socket is cut short, and affects no other socket',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const floods = await cluster.browser(host, 'floods')
      const tab = await cluster.browser(host, floods.user)
      const modest = await cluster.browser(host, 'modest')
      const answers = flood(kit, floods, 'send_message', (i) => ({ text: `${i}` }))
      // As many as it may ask at once: what comes back meanwhile to a shared allowance is not enough for these.
      const ofTab = flood(kit, tab, 'send_message', () => null, ALWAYS_TAKEN)
      await modest
        .likely((answer) =>
          !answer.ok && answer.reason === 'too-many'
            ? 'Every socket has a limit of its own, so that one of them does not use up what another one may ask.'
            : undefined,
        )
        .does('send_message', { text: 'meanwhile' })
      await kit.until('every request is answered', () => answers.length === TOO_MANY)
      await kit.until('every request of the other tab, too', () => ofTab.length === ALWAYS_TAKEN)
      const refused = ofTab.filter((answer) => answer.ok || answer.reason !== 'invalid')
      kit.equal('the answers to another tab of the same user that were not "invalid"', refused, [], {
        cause:
          'Every socket has a limit of its own, so that one tab does not use up what another one may ask.',
      })
      const taken = answers.filter(({ ok }) => ok).length
      const others = answers.filter(({ ok }) => !ok)
      cutShort(kit, 'send_message', taken)
      const reasons = [...new Set(others.map((answer) => JSON.stringify(answer)))]
      kit.equal('the other answers', reasons, [JSON.stringify({ ok: false, reason: 'too-many' })])
      await modest.does('send_message', { text: 'end' })
      await modest.hears(modest.heard.messages.filter((text) => text !== 'end').concat('end'))
      await kit.until('all that were taken, and two of the other', () => modest.heard.got.length >= taken + 2)
      kit.equal('how many arrived', modest.heard.got.length, taken + 2)
      const silentSince = performance.now()
      await kit.until('it is silent for a second', () => performance.now() - silentSince > 1000)
      await floods
        .likely(({ ok }) =>
          ok ? undefined : 'The limit never comes back, or too late: a second of silence is enough.',
        )
        .does('send_message', { text: 'again' })

      // Malformed requests cost the server something, too.
      const room = kit.channel('red')
      const kinds: [string, unknown][] = [
        ['send_message', null],
        ['join_room', room],
        ['leave_room', room],
        ['send_room_message', { room, text: 'from outside' }],
      ]
      for (const [event, payload] of kinds) {
        const browser = await cluster.browser(host, `floods by ${event}`)
        const answers = flood(kit, browser, event, () => payload)
        await kit.until('every request is answered', () => answers.length === TOO_MANY)
        cutShort(kit, event, answers.filter((answer) => answer.ok || answer.reason !== 'too-many').length)
      }
    },
  },
  {
    id: '03.7-others',
    task: '03.7',
    title: 'others: true leaves out the socket that sends, and no other',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      const red = kit.channel('red')
      const anna = await cluster.browser(one!, 'anna')
      const tabs = [await cluster.browser(one!, anna.user), await cluster.browser(two!, anna.user)]
      const ben = await cluster.browser(two!, 'ben')
      const all = [anna, ...tabs, ben]
      for (const browser of all) await browser.does('join_room', red)
      await anna.does('send_room_message', { room: red, text: 'to others', others: true })
      await ben.does('send_room_message', { room: red, text: 'from ben', others: true })
      await anna.does('send_room_message', { room: red, text: 'to all', others: false })
      for (const others of [null, 'yes', 1]) {
        await anna.isRefused('invalid', 'send_room_message', { room: red, text: 'x', others })
      }
      // Names that are no ids of sockets leave nobody out, whatever the gateway calls its rooms.
      const names = [red, `room:${red}`, anna.user.id, `user:${anna.user.id}`, '']
      for (const except of names) {
        await kit.publish(cluster.channelOf(red), messageOf('elsewhere', { room: red, except }))
      }
      const elsewhere = names.map(() => 'elsewhere')
      await anna.does('send_room_message', { room: red, text: 'end' })
      await anna.hears(['from ben', 'to all', ...elsewhere, 'end'], { cause: except(elsewhere.length) })
      for (const tab of tabs) {
        await tab.hears(['to others', 'from ben', 'to all', ...elsewhere, 'end'], {
          cause: except(elsewhere.length),
        })
      }
      await ben.hears(['to others', 'to all', ...elsewhere, 'end'])
      const fields = all.flatMap(({ events }) =>
        events.flatMap(([, message]) => Object.keys(message as object)),
      )
      kit.equal(
        'the fields that browsers see',
        [...new Set(fields)].sort(),
        ['from', 'room', 'sentAt', 'text'],
        {
          cause: ({ length }) =>
            length > 4 ? 'Take `except` out of the message before you emit it.' : undefined,
        },
      )
    },
  },
  {
    id: '03.8-adapter',
    task: '03.8',
    title: 'beside a cluster adapter every browser still gets one copy',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2, { prepare: linkedAdapters() })
      const red = kit.channel('red')
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(two!, 'ben')
      for (const browser of [anna, ben]) await browser.does('join_room', red)
      await anna.does('send_message', { text: 'to all' })
      await anna.does('send_room_message', { room: red, text: 'in red' })
      await kit.publish(cluster.channelOf(red), messageOf('from elsewhere', { room: red }))
      await one!.gateway.notify(ben.user.id, { title: 'for ben', text: '' })
      await ben.does('send_message', { text: 'end' })
      const cause = (got: readonly string[]) =>
        new Set(got).size < got.length
          ? 'With such an adapter, io.emit() reaches the browsers of all servers. Emit to those of this process: io.local.'
          : undefined
      for (const browser of [anna, ben]) {
        await browser.hears(['to all', 'end'], { where: EVERYBODY, cause })
        await browser.hears(['in red', 'from elsewhere'], { where: red, cause })
      }
      kit.equal('all that each one heard', [anna.heard.got.length, ben.heard.got.length], [4, 5])
    },
  },
]

/** Why a message that leaves somebody out reached too few or too many. */
function except(elsewhere: number) {
  return (got: readonly string[]): string | undefined => {
    if (got.filter((text) => text === 'elsewhere').length < elsewhere)
      return 'io.except() takes any room, and a room is not a socket. Leave out a name only if it is the id of a socket.'
    return undefined
  }
}

/** Asks for much at once. */
function flood(
  kit: Kit,
  { socket, user }: Browser,
  event: string,
  payload: (i: number) => unknown,
  times = TOO_MANY,
): Answer[] {
  kit.log(`${user.name} → server: ${times} times ${event}`)
  const answers: Answer[] = []
  for (let i = 0; i < times; i++) {
    socket.emit(event, payload(i), (answer: Answer) => answers.push(answer))
  }
  return answers
}

/** Fails unless of a flood as much was served as the contract says. */
function cutShort(kit: Kit, event: string, served: number): void {
  kit.log(`${served} of ${TOO_MANY} times ${event} were served`)
  if (served >= ALWAYS_TAKEN && served <= TOO_MANY / 2) return
  kit.fail(
    `of ${TOO_MANY} times ${event} at once ${served} were served, not at least ${ALWAYS_TAKEN} and at most half`,
    {
      cause:
        served === TOO_MANY
          ? 'No request of this kind was counted. Every request counts, whatever it asks for and even if it is malformed.'
          : undefined,
    },
  )
}
