import type { Check } from '#shared/checks/check.ts'
import type { User } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { CLAIMED } from '../test-bed/browser.ts'
import { TestBed } from '../test-bed/test-bed.ts'

export const accessChecks: readonly Check<Subject>[] = [
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
]
