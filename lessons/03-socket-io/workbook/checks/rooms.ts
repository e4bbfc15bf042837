import type { Check } from '#shared/checks/check.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { RoomMessage } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { type Browser, CLAIMED, EVERYBODY, TO_USER } from '../test-bed/browser.ts'
import { TestBed } from '../test-bed/test-bed.ts'
import {
  asPublished,
  bothRefused,
  holdReply,
  messageOf,
  notChecked,
  othersAreServed,
  payloadsReported,
} from './broadcast.ts'
import { NO_JSON, NO_MESSAGES, NO_OBJECTS, NO_ROOMS } from './malformed.ts'
import { believedBrowser, fieldsOf, LIE } from './users.ts'

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
  {
    id: '03.3-invalid',
    task: '03.3',
    title:
      'a malformed room or room message is refused with "invalid", and a rejected PUBLISH with "unavailable"',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const red = context.channel('red')
      const good = await bed.browser(host, 'good')
      await good.does('join_room', red)
      // One browser for each event, so that none exceeds a rate limit.
      const refuses = async (event: string, requests: readonly unknown[][]) => {
        const browser = await bed.browser(host, `bad at ${event}`)
        for (const args of requests) {
          await browser.isRefused('invalid', event, ...args)
          browser.send(event, ...args)
        }
        return browser
      }
      await refuses('join_room', NO_ROOMS)
      await refuses('leave_room', NO_ROOMS)
      const bad = await refuses('send_room_message', [
        ...NO_MESSAGES,
        ...NO_ROOMS.map(([room]) => [{ room, text: 'hello' }]),
      ])
      await bad.does('join_room', red)
      for (const text of [undefined, '', 7, null, 'x'.repeat(2001)]) {
        await bad.isRefused('invalid', 'send_room_message', { room: red, text })
      }
      for (const name of ['undefined', 'null', '[object Object]', '7', '']) {
        await bed.subscriptions(bed.channelOf(name), 0)
      }
      const refusing = host.proxy.answer(allConnections, 'PUBLISH', 'NOPERM this user has no permissions')
      await good.isRefused('unavailable', 'send_room_message', { room: red, text: 'lost' })
      good.send('send_room_message', { room: red, text: 'lost, no acknowledgement' })
      await bothRefused(context, refusing, good.answer('send_room_message', null))
      refusing.stop()
      await good.does('send_room_message', { room: red, text: 'end' })
      for (const browser of [good, bad]) await browser.hears(['end'])
    },
  },
  {
    id: '03.3-bad-text',
    task: '03.3',
    title: 'a malformed room message from Redis is reported and reaches no browser; the next one arrives',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const red = context.channel('red')
      const anna = await bed.browser(host, 'anna')
      await anna.does('join_room', red)
      const bad = [
        ...NO_JSON,
        ...NO_OBJECTS,
        messageOf('without a room'),
        messageOf('to a number', { room: 7 }),
        messageOf('from null', { room: red, from: null }),
        ...[7, {}, ['x']].map((except) => messageOf('with a malformed except', { room: red, except })),
      ]
      const good = (text: string) => messageOf(text, { room: red })
      await context.burst(bed.channelOf(red), [good('good 1'), ...bad, good('good 2')])
      await anna.hears(['good 1', 'good 2'], { cause: notChecked('readRoomDelivery') })
      payloadsReported(context, host, bed.channelOf(red), bad)
    },
  },
  {
    id: '03.3-channel-decides',
    task: '03.3',
    title: 'a message reaches the room of its channel, even if the payload names another room',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const [red, blue] = [context.channel('red'), context.channel('blue')]
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      await anna.does('join_room', red)
      await ben.does('join_room', blue)
      await context.burst(bed.channelOf(red), [
        messageOf('astray', { room: blue }),
        messageOf('after', { room: red }),
      ])
      const cause = 'You take the room from the payload, which can name any room. Take it from the channel.'
      await context.until('the next message reaches anna', () => anna.heard.messages.includes('after'))
      const named = [...new Set(anna.heard.got.map((got) => got.channel))]
      context.equal('rooms that the messages to anna name', named, [red], { cause })
      await anna.hears(['astray', 'after'], { cause: (got) => (got.includes('astray') ? undefined : cause) })
      await context.publish(bed.channelOf(blue), messageOf('end', { room: blue }))
      await ben.hears(['end'], { cause: (got) => (got.includes('astray') ? cause : undefined) })
    },
  },
  {
    id: '03.3-spoof',
    task: '03.3',
    title: 'the sender of a room message and its receivers are decided by the server, not by the browser',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const red = context.channel('red')
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      for (const browser of [anna, ben]) await browser.does('join_room', red)
      const lies = {
        from: CLAIMED,
        user: CLAIMED,
        sentAt: LIE,
        except: ben.socket.id,
        more: 'is not looked at',
      }
      await anna.does('send_room_message', { room: red, text: 'hello', ...lies })
      await anna.does('send_room_message', { room: red, text: 'end' })
      const cause = (got: readonly string[]) =>
        got.includes('hello')
          ? undefined
          : 'You publish what the browser sent, including its `except`. Publish only the fields that readRoomText() returns.'
      for (const browser of [anna, ben]) await browser.hears(['hello', 'end'], { cause })
      const message = ben.events[0]![1] as RoomMessage
      const { from } = message
      context.equal('the sender', [from?.id, from?.name], [anna.user.id, anna.user.name], {
        cause: believedBrowser,
      })
      fieldsOf(context, message, ['from', 'room', 'sentAt', 'text'])
      // Another program sets sentAt itself.
      const elsewhere = messageOf('from elsewhere', { room: red })
      await context.publish(bed.channelOf(red), elsewhere)
      await ben.hears(['hello', 'end', 'from elsewhere'])
      asPublished(context, ben.events.at(-1)?.[1], JSON.parse(elsewhere))
    },
  },
  {
    id: '03.3-mends',
    task: '03.3',
    needsReconnect: true,
    title: 'after the connections to Redis were cut, each message still arrives once',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2, { ownWay: true })
      const red = context.channel('red')
      const anna = await bed.browser(one!, 'anna')
      const ben = await bed.browser(two!, 'ben')
      await anna.does('join_room', red)
      await ben.does('join_room', red)
      const left = context.channel('left')
      await anna.does('join_room', left)
      await anna.does('leave_room', left)
      await bed.subscriptions(bed.channelOf(left), 0)
      context.log('the check: the proxy cuts every connection of server 1')
      one!.proxy.cut()
      for (const channel of [bed.broadcast, bed.notifications, bed.channelOf(red)]) {
        // Redis removes the old subscriptions before they are counted.
        await one!.proxy.settled()
        await bed.subscriptions(channel, 2)
      }
      context.equal('NUMSUB of the room that anna left', await context.subscribers(bed.channelOf(left)), 0)
      // Until the publisher has reconnected, the request may be refused.
      const isTaken = async (browser: Browser, text: string) =>
        (await browser.ask('send_room_message', { room: red, text })).ok
      await context.until('a message from server 1 is accepted', () => isTaken(anna, 'back'))
      await ben.does('send_message', { text: 'to all' })
      await ben.does('send_room_message', { room: red, text: 'end' })
      for (const browser of [anna, ben]) {
        await context.until('the last message arrives', () => browser.heard.messages.includes('end'))
        const copies = (text: string) => browser.heard.messages.filter((one) => one === text).length
        context.equal('copies of the last two messages', [copies('to all'), copies('end')], [1, 1], {
          cause: (got) =>
            Math.max(...got) > 1
              ? 'You subscribe again after a lost connection, with another function. The client has already restored the subscriptions.'
              : undefined,
        })
      }
    },
  },
]

/** Why a subscription is left although the last member has sent leave_room. */
const stillSubscribed =
  'You keep the subscription after the last member left. If hasMembers(room) is false, unsubscribe the function that you subscribed.'
