import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Acknowledgement, User } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { type Browser, CLAIMED, EVERYBODY, TO_USER } from '../test-bed/browser.ts'
import { linkedAdapters } from '../test-bed/linked-adapter.ts'
import { TestBed } from '../test-bed/test-bed.ts'
import { messageOf } from './broadcast.ts'

/** A burst of the first size must be accepted; of a burst of the second size, at most half. */
const ALWAYS_TAKEN = 100
const TOO_MANY = 1000

export const furtherChecks: readonly Check<Subject>[] = [
  {
    id: '03.3-may-not',
    task: '03.3',
    title: 'a join is refused with "forbidden" unless mayJoin() returns true or resolves with true',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [open, hers] = [context.channel('open'), context.channel('hers')]
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
      const host = await bed.server({ mayJoin })
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      const claimed = () =>
        asked.some(([id]) => id === CLAIMED.id)
          ? 'You ask mayJoin() about the user in handshake.auth, which is only a claim. Pass it socket.data.user.'
          : undefined
      for (const room of [open, hers]) await anna.likely(claimed).does('join_room', room)
      await ben
        .likely(() => {
          if (asked.length === 0) return "You don't ask mayJoin(). Ask it before the socket joins."
          const aboutBen = asked.some(([id]) => id === ben.user.id)
          return aboutBen
            ? 'You let a socket join although mayJoin() returned false. Await mayEnter(): a promise is always truthy.'
            : 'You ask mayJoin() about another user. Pass it socket.data.user.'
        })
        .isRefused('forbidden', 'join_room', hers)
      for (const room of Object.keys(answers)) {
        await anna
          .likely(({ ok }) => {
            if (!ok) return undefined
            return asked.some(([, name, about]) => name === 'anna' && about === room)
              ? "You let a socket join although mayJoin() didn't return true. Await its promise, and compare with `=== true`."
              : "You don't ask mayJoin() about this room. A yes is valid for one user and one room."
          })
          .isRefused('forbidden', 'join_room', room)
        context.equal('NUMSUB of a forbidden room', await context.subscribers(bed.channelOf(room)), 0)
        await anna.isRefused('not-joined', 'send_room_message', { room, text: 'hello' })
      }
      context.equal('the users and rooms that mayJoin() was called with', asked, [
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
      context.equal(
        'what was reported with kind `handler`',
        reported,
        [
          { channel: bed.channelOf('throws'), error: thrown },
          { channel: bed.channelOf('rejects'), error: rejected },
        ],
        {
          cause: ({ length }) =>
            length > 2
              ? undefined
              : "You don't report an error in mayJoin() with kind `handler` and the channel of the room. mayEnter() does it.",
        },
      )
      await anna.does('send_room_message', { room: open, text: 'end' })
      await anna.hears(['end'])
    },
  },
  {
    id: '03.3-asks-first',
    task: '03.3',
    title: "a socket joins after mayJoin() has resolved, and other sockets don't wait for it",
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [red, blue] = [context.channel('red'), context.channel('blue')]
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
      const host = await bed.server({ mayJoin })
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      await ben.does('join_room', red)
      const joining = anna.answer('join_room', red)
      await context.until('mayJoin() is called', () => asked > 0 || joining.value)
      await ben.does('join_room', blue)
      await ben.does('send_room_message', { room: red, text: 'secret' })
      await ben.does('send_message', { text: 'end' })
      await anna.hears(['end'], {
        cause: (got) =>
          got.includes('secret')
            ? 'You let the socket join before mayJoin() has resolved. Await it first.'
            : undefined,
      })
      decide()
      context.equal('the acknowledgement of the join', await joining.arrived(), {
        ok: false,
        reason: 'forbidden',
      })
    },
  },
  {
    id: '03.5-late-yes',
    task: '03.5',
    title:
      'if mayJoin() resolves after a disconnect or after close(), the join is refused, and no subscription is left',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [red, blue] = [context.channel('red'), context.channel('blue')]
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
        context.until(`mayJoin() is called for "${name}"`, () => asked.includes(name), {
          cause: "You don't ask mayJoin(). Ask it before the socket joins.",
        })
      const host = await bed.server({ mayJoin })
      const closes = await bed.server({ mayJoin })
      const stays = await bed.browser(host, 'stays')
      const goes = await bed.browser(host, 'goes')
      goes.send('join_room', red)
      await isAsked('goes')
      goes.socket.disconnect()
      await context.until('the server notices the disconnect', () => host.io.of('/').sockets.size === 1)
      const late = (await bed.browser(closes, 'late')).answer('join_room', blue)
      await isAsked('late')
      const closing = closes.gateway.close()
      // It is awaited below.
      closing.catch(() => {})
      decide()
      await closing
      context.equal(
        'whether the join after close() is acknowledged with ok',
        (await late.arrived()).ok,
        false,
        {
          cause: 'You acknowledge a join with ok although join() resolved with false. Refuse it.',
        },
      )
      await bed.subscriptions(
        bed.channelOf(red),
        0,
        'You subscribe for a socket that disconnected while mayJoin() was waiting. Check isGone(socket).',
      )
      await bed.subscriptions(
        bed.channelOf(blue),
        0,
        'You subscribe after the gateway was closed. Check isGone(socket).',
      )
      // On the same connection, so a late SUBSCRIBE would have been executed.
      for (const event of ['join_room', 'leave_room']) await stays.does(event, red)
      await bed.subscriptions(bed.channelOf(red), 0)
    },
  },
  {
    id: '03.3-not-joined',
    task: '03.3',
    title: 'only a member of a room can send to it',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2)
      const red = context.channel('red')
      const anna = await bed.browser(one!, 'anna')
      const tabs = [await bed.browser(one!, anna.user), await bed.browser(two!, anna.user)]
      const ben = await bed.browser(one!, 'ben')
      await anna.does('join_room', red)
      await ben.does('join_room', red)
      await ben.does('leave_room', red)
      for (const browser of [...tabs, ben]) {
        await browser
          .likely(({ ok }) =>
            ok
              ? "You accept a message from a socket that isn't in the room. Check this socket: another tab of the user doesn't count."
              : undefined,
          )
          .isRefused('not-joined', 'send_room_message', { room: red, text: 'from outside' })
      }
      // These are rooms of Socket.IO, but not rooms that ben has joined.
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
    title: 'most of 1,000 requests at once are refused, and other sockets are unaffected',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const within = await bed.browser(host, 'within the limit')
      const floods = await bed.browser(host, 'floods')
      const tab = await bed.browser(host, floods.user)
      const modest = await bed.browser(host, 'modest')
      // Alone, so that a limit that is too low isn't mistaken for one that is shared.
      const ofOne = flood(context, within, 'send_message', () => null, ALWAYS_TAKEN)
      await context.until('every request is acknowledged', () => ofOne.length === ALWAYS_TAKEN)
      context.equal(
        `of ${ALWAYS_TAKEN} requests at once, the number that were accepted`,
        acceptedOf(ofOne),
        ALWAYS_TAKEN,
        {
          cause: (accepted) =>
            `Of ${ALWAYS_TAKEN} requests at once, you accept ${accepted}. Accept all of them.`,
        },
      )
      const answers = flood(context, floods, 'send_message', (i) => ({ text: `${i}` }))
      // As many as the limit allows at once: with a shared limit, most of them would be refused.
      const ofTab = flood(context, tab, 'send_message', () => null, ALWAYS_TAKEN)
      await modest
        .likely((answer) =>
          !answer.ok && answer.reason === 'too-many'
            ? 'You share one limit between sockets. Give each socket its own.'
            : undefined,
        )
        .does('send_message', { text: 'meanwhile' })
      await context.until('every request is acknowledged', () => answers.length === TOO_MANY)
      await context.until(
        'every request of the other tab is acknowledged',
        () => ofTab.length === ALWAYS_TAKEN,
      )
      context.equal(
        `of ${ALWAYS_TAKEN} requests of another tab, the number that were accepted`,
        acceptedOf(ofTab),
        ALWAYS_TAKEN,
        { cause: 'You share one limit between the tabs of a user. Give each socket its own.' },
      )
      const taken = answers.filter(({ ok }) => ok).length
      const others = answers.filter(({ ok }) => !ok)
      cutShort(context, 'send_message', taken)
      const reasons = [...new Set(others.map((answer) => JSON.stringify(answer)))]
      context.equal('the other acknowledgements', reasons, [
        JSON.stringify({ ok: false, reason: 'too-many' }),
      ])
      await modest.does('send_message', { text: 'end' })
      await modest.hears(modest.heard.messages.filter((text) => text !== 'end').concat('end'))
      await context.until('all accepted messages arrive', () => modest.heard.got.length >= taken + 2)
      context.equal('the number of messages that arrived', modest.heard.got.length, taken + 2)
      const silentSince = performance.now()
      await context.until('a second passes', () => performance.now() - silentSince > 1000)
      await floods
        .likely((answer) =>
          !answer.ok && answer.reason === 'too-many'
            ? 'You refuse a request after a second of silence. Add tokens as time passes.'
            : undefined,
        )
        .does('send_message', { text: 'again' })

      // Malformed requests and other events count as well.
      const room = context.channel('red')
      const kinds: [string, unknown][] = [
        ['send_message', null],
        ['join_room', room],
        ['leave_room', room],
        ['send_room_message', { room, text: 'from outside' }],
      ]
      for (const [event, payload] of kinds) {
        const browser = await bed.browser(host, `floods by ${event}`)
        const answers = flood(context, browser, event, () => payload)
        await context.until('every request is acknowledged', () => answers.length === TOO_MANY)
        cutShort(context, event, acceptedOf(answers))
      }
    },
  },
  {
    id: '03.7-others',
    task: '03.7',
    title: 'others: true leaves out the sending socket, and no other',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2)
      const red = context.channel('red')
      const anna = await bed.browser(one!, 'anna')
      const tabs = [await bed.browser(one!, anna.user), await bed.browser(two!, anna.user)]
      const ben = await bed.browser(two!, 'ben')
      const all = [anna, ...tabs, ben]
      for (const browser of all) await browser.does('join_room', red)
      await anna.does('send_room_message', { room: red, text: 'to others', others: true })
      await ben.does('send_room_message', { room: red, text: 'from ben', others: true })
      await anna.does('send_room_message', { room: red, text: 'to all', others: false })
      for (const others of [null, 'yes', 1]) {
        await anna.isRefused('invalid', 'send_room_message', { room: red, text: 'x', others })
      }
      // Strings that aren't socket ids leave out no socket.
      const names = [red, `room:${red}`, anna.user.id, `user:${anna.user.id}`, '']
      for (const except of names) {
        await context.publish(bed.channelOf(red), messageOf('elsewhere', { room: red, except }))
      }
      const elsewhere = names.map(() => 'elsewhere')
      await anna.does('send_room_message', { room: red, text: 'end' })
      await anna.hears(['from ben', 'to all', ...elsewhere, 'end'], {
        cause: (got) =>
          got.includes('to others')
            ? "The sending socket receives its own message. .except() doesn't change the object: return what it returns."
            : except(elsewhere.length)(got),
      })
      for (const tab of tabs) {
        await tab.hears(['to others', 'from ben', 'to all', ...elsewhere, 'end'], {
          cause: except(elsewhere.length),
        })
      }
      await ben.hears(['to others', 'to all', ...elsewhere, 'end'])
      const fields = all.flatMap(({ events }) =>
        events.flatMap(([, message]) => Object.keys(message as object)),
      )
      context.equal(
        'the fields that browsers receive',
        [...new Set(fields)].sort(),
        ['from', 'room', 'sentAt', 'text'],
        {
          cause: ({ length }) =>
            length > 4 ? 'You emit `except` to browsers. Remove it from the message first.' : undefined,
        },
      )
    },
  },
  {
    id: '03.8-adapter',
    task: '03.8',
    title: 'with a cluster adapter, each browser still receives one copy',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2, { prepare: linkedAdapters() })
      const red = context.channel('red')
      const anna = await bed.browser(one!, 'anna')
      const ben = await bed.browser(two!, 'ben')
      for (const browser of [anna, ben]) await browser.does('join_room', red)
      await anna.does('send_message', { text: 'to all' })
      await anna.does('send_room_message', { room: red, text: 'in red' })
      await context.publish(bed.channelOf(red), messageOf('from elsewhere', { room: red }))
      await one!.gateway.notify(ben.user.id, { title: 'for ben', text: '' })
      await ben.does('send_message', { text: 'end' })
      const cause = (got: readonly string[]) =>
        new Set(got).size < got.length
          ? 'You emit to the browsers of all servers, on each server. Use io.local.'
          : undefined
      for (const browser of [anna, ben]) {
        await browser.hears(['to all', 'end'], { where: EVERYBODY, cause })
        await browser.hears(['in red', 'from elsewhere'], { where: red, cause })
      }
      await ben.hears(['for ben'], {
        where: TO_USER,
        cause: ({ length }) =>
          length > 1
            ? 'You emit the notification to the browsers of all servers. In onNotification(), use localSockets().to(…).'
            : undefined,
      })
      // Another copy may have come later.
      const all = ['end', 'from elsewhere', 'in red', 'to all']
      context.equal(
        'the messages that each browser received',
        { anna: [...anna.heard.messages].sort(), ben: [...ben.heard.messages].sort() },
        { anna: all, ben: ['end', 'for ben', ...all.slice(1)] },
      )
    },
  },
]

/** Why a message with `except` reached too few browsers. */
function except(elsewhere: number) {
  return (got: readonly string[]): string | undefined => {
    if (got.filter((text) => text === 'elsewhere').length < elsewhere)
      return 'You leave out every member of the room that `except` names. Check that it is the id of a socket.'
    return undefined
  }
}

/** Sends many requests at once. */
function flood(
  context: CheckContext,
  { socket, user }: Browser,
  event: string,
  payload: (i: number) => unknown,
  times = TOO_MANY,
): Acknowledgement[] {
  context.log(`${user.name} → server: ${event}, ${times} times`)
  const answers: Acknowledgement[] = []
  for (let i = 0; i < times; i++) {
    socket.emit(event, payload(i), (answer: Acknowledgement) => answers.push(answer))
  }
  return answers
}

/** How many requests were within the limit. They may have been refused for another reason. */
function acceptedOf(answers: readonly Acknowledgement[]): number {
  return answers.filter((answer) => answer.ok || answer.reason !== 'too-many').length
}

/** Fails unless at least 100 and at most half of the requests were accepted. */
function cutShort(context: CheckContext, event: string, served: number): void {
  context.log(`${served} of ${TOO_MANY} ${event} requests were accepted`)
  if (served >= ALWAYS_TAKEN && served <= TOO_MANY / 2) return
  context.fail(
    `${served} of ${TOO_MANY} ${event} requests at once were accepted; expected ${ALWAYS_TAKEN} to ${TOO_MANY / 2}`,
    {
      cause:
        served === TOO_MANY
          ? "You don't count these requests. Count every request, even a malformed one."
          : undefined,
    },
  )
}
