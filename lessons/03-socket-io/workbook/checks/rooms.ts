import type { Check } from '#shared/checks/check.ts'
import type { RoomMessage } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { type Browser, EVERYBODY, TO_USER } from '../test-bed/browser.ts'
import { TestBed } from '../test-bed/test-bed.ts'
import { holdReply, messageOf, othersAreServed } from './messages.ts'

export const roomChecks: readonly Check<Subject>[] = [
  {
    id: '03.3-members',
    task: '03.3',
    title: 'each member receives one copy, other browsers none, and a server has one subscription',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two, three] = await bed.servers(3)
      const [red, blue] = [context.channel('red'), context.channel('blue')]
      const names = (from: number, count: number) =>
        Array.from({ length: count }, (_, i) => `user ${from + i}`)
      const open = (host: typeof one, users: string[]) =>
        Promise.all(users.map((name) => bed.browser(host!, name)))
      // Ten join red at once: five on server 1, four on server 2, one on server 3. Two browsers don't.
      const members = [
        ...(await open(one, names(1, 5))),
        ...(await open(two, names(6, 4))),
        ...(await open(three, names(10, 1))),
      ]
      const strangers = [...(await open(one, names(11, 1))), ...(await open(three, names(12, 1)))]
      await Promise.all(members.map((browser) => browser.does('join_room', red)))
      for (const browser of strangers) await browser.does('join_room', blue)
      await bed.subscriptions(bed.channelOf(red), 3)
      await bed.subscriptions(bed.channelOf(blue), 2)

      const [sender, other] = [members[0]!, members[9]!]
      for (const text of ['hello', 'hello', 'again']) {
        await sender.does('send_room_message', { room: red, text })
      }
      await other.does('send_room_message', { room: red, text: 'end' })
      await strangers[0]!.does('send_room_message', { room: blue, text: 'blue end' })
      const copies = ({ heard }: Browser) => heard.messages.filter((text) => text === 'hello').length
      // Five joins on the first server, and one on the last.
      const cause = () =>
        copies(members[0]!) > 2 && copies(members[9]!) === 2
          ? 'You subscribe a new function for each join, and each of them emits to the whole room. Subscribe onRoomMessage.'
          : undefined
      for (const browser of members) await browser.hears(['hello', 'hello', 'again', 'end'], { cause })
      for (const browser of strangers) await browser.hears(['blue end'])
      const text = 'from another program'
      context.equal(
        'the count of PUBLISH, with members on three servers',
        await context.publish(bed.channelOf(red), messageOf(text, { room: red })),
        3,
      )
      await other.hears(['hello', 'hello', 'again', 'end', text])
      const [, message] = other.events[0]!
      const { from, room } = message as RoomMessage
      context.equal('the sender and the room', { from, room }, { from: sender.user, room: red })

      // All members on servers 2 and 3 leave, so both servers unsubscribe.
      await Promise.all(members.slice(5).map((browser) => browser.does('leave_room', red)))
      await bed.subscriptions(bed.channelOf(red), 1, (count) => (count > 1 ? stillSubscribed : undefined))
      for (const browser of members.slice(1, 5)) browser.socket.disconnect()
      await sender.does('send_room_message', { room: red, text: 'alone' })
      await sender.hears(['hello', 'hello', 'again', 'end', text, 'alone'])
      await sender.does('leave_room', red)
      await bed.subscriptions(bed.channelOf(red), 0)
    },
  },
  {
    id: '03.3-acknowledged',
    task: '03.3',
    title: 'a join is acknowledged after Redis confirms, including the join of a second socket',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      const carla = await bed.browser(host, 'carla')
      const [red, blue] = [context.channel('red'), context.channel('blue')]
      await anna.does('join_room', blue)
      const held = holdReply(context, host, 'SUBSCRIBE')
      const first = anna.answer('join_room', red)
      await held.caught('the first join subscribes')
      const again = anna.answer('join_room', red)
      const second = ben.answer('join_room', red)
      await othersAreServed(context, carla)
      const early = 'was acknowledged before Redis confirmed SUBSCRIBE'
      if (first.value) {
        context.fail(`the first join ${early}`, {
          cause: "You don't await pubsub.subscribe() before the socket joins.",
        })
      }
      for (const [whose, { value }] of [['of another socket', second] as const, ['again', again] as const]) {
        if (value?.ok) {
          context.fail(`the join ${whose} ${early}`, {
            cause:
              'You treat the room as subscribed, but its SUBSCRIBE is still in flight. Wait for the first join.',
          })
        }
      }
      held.release()
      for (const [whose, answer] of [
        ['first', first] as const,
        ['repeated', again] as const,
        ['second', second] as const,
      ]) {
        context.equal(`the acknowledgement of the ${whose} join`, await answer.arrived(), { ok: true })
      }
      await context.publish(bed.channelOf(red), messageOf('hello', { room: red }))
      await anna.hears(['hello'])
      await ben.hears(['hello'])
      // A message that is published right after the acknowledgement arrives.
      for (const name of ['a', 'b', 'c', 'd', 'e']) {
        const room = context.channel(name)
        await ben.does('join_room', room)
        context.equal(
          'the count of PUBLISH right after the acknowledgement of join_room',
          await context.publish(bed.channelOf(room), messageOf(name, { room })),
          1,
        )
        await ben.hears([name], { where: room })
      }
    },
  },
  {
    id: '03.3-left',
    task: '03.3',
    title: 'leave_room of the last member is acknowledged after Redis replies to UNSUBSCRIBE',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      const red = context.channel('red')
      await anna.does('join_room', red)
      const held = holdReply(context, host, 'UNSUBSCRIBE')
      const leaving = anna.answer('leave_room', red)
      await held.caught('the last member unsubscribes')
      await othersAreServed(context, ben)
      if (leaving.value) {
        context.fail('leave_room was acknowledged before Redis replied to UNSUBSCRIBE', {
          cause: "You don't await pubsub.unsubscribe() in unsubscribeIfEmpty().",
        })
      }
      held.release()
      context.equal('the acknowledgement of leave_room', await leaving.arrived(), { ok: true })
      context.equal('PUBSUB NUMSUB of red', await context.subscribers(bed.channelOf(red)), 0)
    },
  },
  {
    id: '03.3-again',
    task: '03.3',
    title: 'a socket that joins five times receives one copy, and leaves once',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      const red = context.channel('red')
      await anna.does('join_room', red)
      await anna.does('leave_room', red)
      await bed.subscriptions(bed.channelOf(red), 0, stillSubscribed)
      await Promise.all([1, 2, 3, 4].map(() => anna.does('join_room', red)))
      await anna.does('join_room', red)
      await anna.does('send_room_message', { room: red, text: 'hello' })
      await anna.does('send_room_message', { room: red, text: 'end' })
      await anna.hears(['hello', 'end'])
      await anna.does('leave_room', red)
      await bed.subscriptions(
        bed.channelOf(red),
        0,
        'You count joins. A socket that joins five times is still one member: count sockets.',
      )
      await anna.does('leave_room', red)
      await anna.does('join_room', red)
      await anna.does('send_room_message', { room: red, text: 'back' })
      await anna.hears(['hello', 'end', 'back'])
      await anna.does('leave_room', red)
      await bed.subscriptions(bed.channelOf(red), 0)
    },
  },
  {
    id: '03.3-last',
    task: '03.3',
    title: 'the subscription ends when the last member leaves or disconnects, and no earlier',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2)
      const [red, blue] = [context.channel('red'), context.channel('blue')]
      const [leaves, stays, dies] = [
        await bed.browser(one!, 'leaves'),
        await bed.browser(one!, 'stays'),
        await bed.browser(one!, 'dies'),
      ]
      const away = await bed.browser(two!, 'away')
      await leaves.does('leave_room', red)
      await leaves.does('join_room', red)
      await leaves.does('leave_room', red)
      await bed.subscriptions(bed.channelOf(red), 0, stillSubscribed)
      for (const browser of [leaves, stays, dies, away]) {
        for (const room of [red, blue]) await browser.does('join_room', room)
      }
      await leaves.does('leave_room', red)
      await leaves.does('leave_room', red)
      await leaves.does('leave_room', 'never joined')
      // The connection is lost, and the browser sends nothing.
      dies.socket.io.engine.close()
      const leftOn = () => one!.io.of('/').sockets.size
      await context.until('server 1 notices the lost connection', () => leftOn() === 2)
      await bed.subscriptions(bed.channelOf(red), 2, (count) =>
        count < 2 ? 'You unsubscribe while the room still has members. Wait for the last one.' : undefined,
      )
      await away.does('send_room_message', { room: red, text: 'hello' })
      await stays.hears(['hello'], { where: red })
      await away.hears(['hello'], { where: red })
      await bed.subscriptions(bed.channelOf(red), 2)
      stays.socket.disconnect()
      await bed.subscriptions(bed.channelOf(red), 1, (count) =>
        count === 2
          ? "You keep the subscription when the last member disconnects. Such a socket doesn't send leave_room: call rooms.leaveAll() in onDisconnecting()."
          : undefined,
      )
      await away.does('send_room_message', { room: blue, text: 'blue' })
      await leaves.hears(['blue'])
      await away.hears(['hello', 'blue'])
      leaves.socket.disconnect()
      await bed.subscriptions(bed.channelOf(blue), 1)
      await away.does('send_room_message', { room: red, text: 'end' })
      await away.hears(['hello', 'blue', 'end'])
      away.socket.disconnect()
      for (const room of [red, blue]) await bed.subscriptions(bed.channelOf(room), 0)
    },
  },
  {
    id: '03.3-names',
    task: '03.3',
    title: 'a room can have any name, and is never mistaken for another room, a user, or a socket',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      const spy = await bed.browser(host, 'spy')
      const red = context.channel('red')
      const { id } = anna.user
      const rooms = [
        red,
        `${red}:1`,
        `${red}*`,
        red.slice(0, -1),
        '*',
        '__proto__',
        'constructor',
        'broadcast',
        'notifications',
        'room:',
        'zwölf Öfen 好\n',
        // They look the same.
        'é',
        'e\u0301',
        'x'.repeat(100),
        'ö'.repeat(100),
        id,
        `user:${id}`,
        `user-${id}`,
        `users:${id}`,
        `user/${id}`,
        `user_${id}`,
        `user${id}`,
        anna.socket.id!,
      ]
      await anna.does('join_room', red)
      const taken = spy.likely((answer) =>
        !answer.ok && answer.reason === 'invalid'
          ? 'You refuse the name of a room that has 1 to 100 characters, as `length` counts them.'
          : undefined,
      )
      for (const room of rooms) await taken.does('join_room', room)
      await host.gateway.notify(id, { title: 'secret', text: 'for Anna' })
      for (const [at, room] of rooms.entries()) {
        await context.publish(bed.channelOf(room), messageOf(`to ${at}`, { room }))
      }
      await anna.does('send_message', { text: 'end' })
      for (const browser of [spy, anna]) await browser.hears(['end'], { where: EVERYBODY })
      await spy.hears([], {
        where: TO_USER,
        cause:
          'You join the room that the browser named, which can be the room of a user or of a socket. Join socketRoom(room).',
      })
      for (const [at, room] of rooms.entries()) await spy.hears([`to ${at}`], { where: room })
      context.equal('the number of messages that the spy received', spy.heard.got.length, rooms.length + 1)
      context.equal('the messages that Anna received', [...anna.heard.messages].sort(), [
        'end',
        'secret',
        'to 0',
      ])
      spy.socket.disconnect()
      await bed.subscriptions(bed.channelOf(`user:${id}`), 0)
    },
  },
]

/** Why a subscription is left although the last member has sent leave_room. */
const stillSubscribed =
  'You keep the subscription after the last member left. If hasMembers(room) is false, unsubscribe the function that you subscribed.'
