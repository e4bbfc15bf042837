import type { Check } from '../../../../shared/checks/check.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { RoomMessage } from '../../contract.ts'
import { type Browser, CLAIMED, EVERYBODY, TO_USER } from '../cluster/browser.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import {
  asPublished,
  bothRefused,
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
    title:
      'three servers, ten joins: each member gets one copy, other browsers none; one subscription per server',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two, three] = await cluster.servers(3)
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      const names = (from: number, count: number) =>
        Array.from({ length: count }, (_, i) => `user ${from + i}`)
      const open = (host: typeof one, users: string[]) =>
        Promise.all(users.map((name) => cluster.browser(host!, name)))
      // Ten are in red: five on server 1, all at once, four on server 2, one on server 3. Two are not.
      const members = [
        ...(await open(one, names(1, 5))),
        ...(await open(two, names(6, 4))),
        ...(await open(three, names(10, 1))),
      ]
      const strangers = [...(await open(one, names(11, 1))), ...(await open(three, names(12, 1)))]
      await Promise.all(members.map((browser) => browser.does('join_room', red)))
      for (const browser of strangers) await browser.does('join_room', blue)
      await cluster.subscriptions(cluster.channelOf(red), 3)
      await cluster.subscriptions(cluster.channelOf(blue), 2)

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
          ? 'Every join subscribes a handler of its own, and each of them emits to the whole room. One handler is enough.'
          : undefined
      for (const browser of members) await browser.hears(['hello', 'hello', 'again', 'end'], { cause })
      for (const browser of strangers) await browser.hears(['blue end'])
      const text = 'from another program'
      kit.equal(
        'what PUBLISH to the room returns, with members on three servers',
        await kit.publish(cluster.channelOf(red), messageOf(text, { room: red })),
        3,
      )
      await other.hears(['hello', 'hello', 'again', 'end', text])
      const [, message] = other.events[0]!
      const { from, room } = message as RoomMessage
      kit.equal('from whom and in which room', { from, room }, { from: sender.user, room: red })

      // The members of two servers go, and the last one of each ends its subscription.
      await Promise.all(members.slice(5).map((browser) => browser.does('leave_room', red)))
      await cluster.subscriptions(cluster.channelOf(red), 1)
      for (const browser of members.slice(1, 5)) browser.socket.disconnect()
      await sender.does('send_room_message', { room: red, text: 'alone' })
      await sender.hears(['hello', 'hello', 'again', 'end', text, 'alone'])
      await sender.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
    },
  },
  {
    id: '03.3-acknowledged',
    task: '03.3',
    title: 'a join is answered when messages will arrive, including that of a second socket',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      const carla = await cluster.browser(host, 'carla')
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      await anna.does('join_room', blue)
      kit.log('the check: the reply to SUBSCRIBE is held back')
      const held = host.proxy.holdReply(everyone, 'SUBSCRIBE')
      const first = anna.answer('join_room', red)
      await kit.until('the first one asks Redis', () => held.state === 'caught')
      const again = anna.answer('join_room', red)
      const second = ben.answer('join_room', red)
      await othersAreServed(kit, carla)
      const early = 'was answered before Redis had confirmed SUBSCRIBE'
      if (first.value) {
        kit.fail(`the first join ${early}`, {
          cause: 'You do not await pubsub.subscribe() before you answer the join.',
        })
      }
      for (const [whose, { value }] of [['of another socket', second] as const, ['again', again] as const]) {
        if (value?.ok) {
          kit.fail(`the join ${whose} ${early}`, {
            cause:
              'You have an entry for the room, but its SUBSCRIBE is still on its way. Wait for the same promise as the first join.',
          })
        }
      }
      kit.log('the check: the reply passes')
      held.release()
      for (const [whose, answer] of [
        ['first', first] as const,
        ['repeated', again] as const,
        ['second', second] as const,
      ]) {
        kit.equal(`the answer to the ${whose} join`, await answer.arrived(), { ok: true })
      }
      await kit.publish(cluster.channelOf(red), messageOf('hello', { room: red }))
      await anna.hears(['hello'])
      await ben.hears(['hello'])
      // The other way round: what is published at the very moment of the answer is there.
      for (const name of ['a', 'b', 'c', 'd', 'e']) {
        const room = kit.channel(name)
        await ben.does('join_room', room)
        kit.equal(
          'what PUBLISH returned right behind the answer to join_room',
          await kit.publish(cluster.channelOf(room), messageOf(name, { room })),
          1,
        )
        await ben.hears([name], { where: room })
      }
    },
  },
  {
    id: '03.3-again',
    task: '03.3',
    title: 'a socket that joins five times gets one copy, and leaves once',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const red = kit.channel('red')
      await anna.does('join_room', red)
      await anna.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await Promise.all([1, 2, 3, 4].map(() => anna.does('join_room', red)))
      await anna.does('join_room', red)
      await anna.does('send_room_message', { room: red, text: 'hello' })
      await anna.does('send_room_message', { room: red, text: 'end' })
      await anna.hears(['hello', 'end'])
      await anna.does('leave_room', red)
      await cluster.subscriptions(
        cluster.channelOf(red),
        0,
        'You count joins. A socket that joins five times is one member, and leaves once: keep the sockets in a Set.',
      )
      await anna.does('leave_room', red)
      await anna.does('join_room', red)
      await anna.does('send_room_message', { room: red, text: 'back' })
      await anna.hears(['hello', 'end', 'back'])
      await anna.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
    },
  },
  {
    id: '03.3-last',
    task: '03.3',
    title: 'the last member to leave or to disconnect ends the subscription, and no member before it',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      const [leaves, stays, dies] = [
        await cluster.browser(one!, 'leaves'),
        await cluster.browser(one!, 'stays'),
        await cluster.browser(one!, 'dies'),
      ]
      const away = await cluster.browser(two!, 'away')
      await leaves.does('leave_room', red)
      await leaves.does('join_room', red)
      await leaves.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
      for (const browser of [leaves, stays, dies, away]) {
        for (const room of [red, blue]) await browser.does('join_room', room)
      }
      await leaves.does('leave_room', red)
      await leaves.does('leave_room', red)
      await leaves.does('leave_room', 'never joined')
      // As when the cable is pulled: the browser says nothing.
      dies.socket.io.engine.close()
      const leftOn = () => one!.io.of('/').sockets.size
      await kit.until('server 1 sees that one has gone', () => leftOn() === 2)
      await cluster.subscriptions(cluster.channelOf(red), 2, (count) =>
        count < 2
          ? 'A member that left or disconnected ended the subscription, although others are still in the room.'
          : undefined,
      )
      await away.does('send_room_message', { room: red, text: 'hello' })
      await stays.hears(['hello'], { where: red })
      await away.hears(['hello'], { where: red })
      await cluster.subscriptions(cluster.channelOf(red), 2)
      stays.socket.disconnect()
      await cluster.subscriptions(cluster.channelOf(red), 1, (count) =>
        count === 2
          ? 'A socket that disconnects does not send leave_room. Socket.IO takes it out of its own rooms, and the subscription is yours to end.'
          : undefined,
      )
      await away.does('send_room_message', { room: blue, text: 'blue' })
      await leaves.hears(['blue'])
      await away.hears(['hello', 'blue'])
      leaves.socket.disconnect()
      await cluster.subscriptions(cluster.channelOf(blue), 1)
      await away.does('send_room_message', { room: red, text: 'end' })
      await away.hears(['hello', 'blue', 'end'])
      away.socket.disconnect()
      for (const room of [red, blue]) await cluster.subscriptions(cluster.channelOf(room), 0)
    },
  },
  {
    id: '03.3-names',
    task: '03.3',
    title: 'a room may have any name, and is not another room, a user or a socket',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const spy = await cluster.browser(host, 'spy')
      const red = kit.channel('red')
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
          ? 'A room may have any name of 1 to 100 characters, as `length` counts them.'
          : undefined,
      )
      for (const room of rooms) await taken.does('join_room', room)
      await host.gateway.notify(id, { title: 'secret', text: 'for Anna' })
      for (const [at, room] of rooms.entries()) {
        await kit.publish(cluster.channelOf(room), messageOf(`to ${at}`, { room }))
      }
      await anna.does('send_message', { text: 'end' })
      for (const browser of [spy, anna]) await browser.hears(['end'], { where: EVERYBODY })
      await spy.hears([], {
        where: TO_USER,
        cause:
          'Your room of Socket.IO has the very name that the browser sent, so it can be the room of a user or a socket. Put something before the name.',
      })
      for (const [at, room] of rooms.entries()) await spy.hears([`to ${at}`], { where: room })
      kit.equal('how much the spy heard', spy.heard.got.length, rooms.length + 1)
      kit.equal('what Anna heard', [...anna.heard.messages].sort(), ['end', 'secret', 'to 0'])
      spy.socket.disconnect()
      await cluster.subscriptions(cluster.channelOf(`user:${id}`), 0)
    },
  },
  {
    id: '03.3-invalid',
    task: '03.3',
    title:
      'a malformed room or room message is answered with "invalid", and a refused PUBLISH with "unavailable"',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const red = kit.channel('red')
      const good = await cluster.browser(host, 'good')
      await good.does('join_room', red)
      // A browser for each, so that none of them asks too much.
      const asks = async (event: string, requests: readonly unknown[][]) => {
        const browser = await cluster.browser(host, `bad at ${event}`)
        for (const args of requests) {
          await browser.isRefused('invalid', event, ...args)
          browser.send(event, ...args)
        }
        return browser
      }
      await asks('join_room', NO_ROOMS)
      await asks('leave_room', NO_ROOMS)
      const bad = await asks('send_room_message', [
        ...NO_MESSAGES,
        ...NO_ROOMS.map(([room]) => [{ room, text: 'hello' }]),
      ])
      await bad.does('join_room', red)
      for (const text of [undefined, '', 7, null, 'x'.repeat(2001)]) {
        await bad.isRefused('invalid', 'send_room_message', { room: red, text })
      }
      for (const name of ['undefined', 'null', '[object Object]', '7', '']) {
        await cluster.subscriptions(cluster.channelOf(name), 0)
      }
      const refusing = host.proxy.answer(everyone, 'PUBLISH', 'NOPERM this user has no permissions')
      await good.isRefused('unavailable', 'send_room_message', { room: red, text: 'lost' })
      good.send('send_room_message', { room: red, text: 'lost, without an acknowledgement' })
      await bothRefused(kit, refusing, good.answer('send_room_message', null))
      refusing.stop()
      await good.does('send_room_message', { room: red, text: 'end' })
      for (const browser of [good, bad]) await browser.hears(['end'])
    },
  },
  {
    id: '03.3-bad-text',
    task: '03.3',
    title: 'a malformed room message from Redis is reported and reaches no browser; those around it arrive',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const red = kit.channel('red')
      const anna = await cluster.browser(host, 'anna')
      await anna.does('join_room', red)
      const bad = [
        ...NO_JSON,
        ...NO_OBJECTS,
        messageOf('without a room'),
        messageOf('to a number', { room: 7 }),
        messageOf('from null', { room: red, from: null }),
        ...[7, {}, ['x']].map((except) => messageOf('to all but what is no text', { room: red, except })),
      ]
      const good = (text: string) => messageOf(text, { room: red })
      await kit.burst(cluster.channelOf(red), [good('good 1'), ...bad, good('good 2')])
      await anna.hears(['good 1', 'good 2'], { cause: notChecked('readRoomDelivery') })
      payloadsReported(kit, host, cluster.channelOf(red), bad)
    },
  },
  {
    id: '03.3-channel-decides',
    task: '03.3',
    title:
      'a message on the channel of a room reaches that room and names it, whatever room its payload names',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      await anna.does('join_room', red)
      await ben.does('join_room', blue)
      await kit.burst(cluster.channelOf(red), [
        messageOf('astray', { room: blue }),
        messageOf('after', { room: red }),
      ])
      const cause =
        'The channel says which room a message is for. Take the room from the channel, not from the payload.'
      await kit.until('the message after it reaches anna', () => anna.heard.messages.includes('after'))
      const named = [...new Set(anna.heard.got.map((got) => got.channel))]
      kit.equal('rooms that the messages to anna name', named, [red], { cause })
      await anna.hears(['astray', 'after'], { cause: (got) => (got.includes('astray') ? undefined : cause) })
      await kit.publish(cluster.channelOf(blue), messageOf('end', { room: blue }))
      await ben.hears(['end'], { cause: (got) => (got.includes('astray') ? cause : undefined) })
    },
  },
  {
    id: '03.3-spoof',
    task: '03.3',
    title: 'the server says who a room message is from and whom it leaves out, not the browser',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const red = kit.channel('red')
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
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
          : 'You publish what the browser sent, with its `except`. Publish only what you have read and checked.'
      for (const browser of [anna, ben]) await browser.hears(['hello', 'end'], { cause })
      const message = ben.events[0]![1] as RoomMessage
      const { from } = message
      kit.equal('who it is from', [from?.id, from?.name], [anna.user.id, anna.user.name], {
        cause: believedBrowser,
      })
      fieldsOf(kit, message, ['from', 'room', 'sentAt', 'text'])
      // Another program says when its message was sent.
      const elsewhere = messageOf('from elsewhere', { room: red })
      await kit.publish(cluster.channelOf(red), elsewhere)
      await ben.hears(['hello', 'end', 'from elsewhere'])
      asPublished(kit, ben.events.at(-1)?.[1], JSON.parse(elsewhere))
    },
  },
  {
    id: '03.3-mends',
    task: '03.3',
    waits: true,
    title: 'after the connections to Redis were cut, all is as before, and each message arrives once',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2, { ownWay: true })
      const red = kit.channel('red')
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(two!, 'ben')
      await anna.does('join_room', red)
      await ben.does('join_room', red)
      const left = kit.channel('left')
      await anna.does('join_room', left)
      await anna.does('leave_room', left)
      await cluster.subscriptions(cluster.channelOf(left), 0)
      kit.log('the check: every connection of server 1 is cut')
      one!.proxy.cut()
      for (const channel of [cluster.broadcast, cluster.notifications, cluster.channelOf(red)]) {
        // What was cut is forgotten by Redis before it is counted.
        await one!.proxy.settled()
        await cluster.subscriptions(channel, 2)
      }
      kit.equal('NUMSUB of the room that was left', await kit.subscribers(cluster.channelOf(left)), 0)
      // As long as the publisher is not back, the answer may be no.
      const isTaken = async (browser: Browser, text: string) =>
        (await browser.ask('send_room_message', { room: red, text })).ok
      await kit.until('a message of the one that was cut is taken', () => isTaken(anna, 'back'))
      await ben.does('send_message', { text: 'to all' })
      await ben.does('send_room_message', { room: red, text: 'end' })
      for (const browser of [anna, ben]) {
        await kit.until('the last message arrives', () => browser.heard.messages.includes('end'))
        const copies = (text: string) => browser.heard.messages.filter((one) => one === text).length
        kit.equal('copies of the last ones', [copies('to all'), copies('end')], [1, 1], {
          cause: (got) =>
            Math.max(...got) > 1
              ? 'The subscriptions come back by themselves after a lost connection. Do not subscribe again with another function.'
              : undefined,
        })
      }
    },
  },
]
