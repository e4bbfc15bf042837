import type { Check } from '../../../../shared/checks/check.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { RoomMessage } from '../../contract.ts'
import { type Browser, EVERYBODY, TO_USER } from '../cluster/browser.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { messageOf, payloadsReported } from './broadcast.ts'
import { NO_JSON, NO_MESSAGES, NO_OBJECTS, NO_ROOMS } from './malformed.ts'

export const roomChecks: readonly Check<Subject>[] = [
  {
    id: '03.3-members',
    task: '03.3',
    title:
      'three servers, ten joins: each member gets one copy, nobody else any; one subscription per server',
    misconception:
      'every join subscribes again, with a handler of its own: n joins, n copies. PUBLISH still counts one per server, so it does not show',
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
      for (const browser of members) await browser.hears(['hello', 'hello', 'again', 'end'])
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

      // One by one they go, and the last one of a server ends its subscription.
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
    title: 'a join is answered when messages will arrive, also that of the second one in',
    misconception:
      'the second one is told "done" because there is an entry already, while SUBSCRIBE is still on its way',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      await anna.does('join_room', blue)
      kit.log('the check: the answer to SUBSCRIBE is held back')
      const held = host.proxy.holdReply(everyone, 'SUBSCRIBE')
      const first = anna.answer('join_room', red)
      await kit.until('the first one asks Redis', () => held.state === 'caught')
      const second = ben.answer('join_room', red)
      // These are answered at once, so a join could have been answered too.
      for (let i = 0; i < 3; i++) {
        for (const browser of [anna, ben]) await browser.isRefused('invalid', 'send_message', null)
      }
      for (const [name, { value }] of [['first', first] as const, ['second', second] as const]) {
        if (value) kit.fail(`the join of the ${name} one was answered before Redis had answered SUBSCRIBE`)
      }
      kit.log('the check: the answer passes')
      held.release()
      kit.equal('the answer to the first', await first.arrived(), { ok: true })
      kit.equal('the answer to the second', await second.arrived(), { ok: true })
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
        await ben.hears([name], room)
      }
    },
  },
  {
    id: '03.3-again',
    task: '03.3',
    title: 'who joins five times gets one copy, and leaves once',
    misconception: 'joins are counted, not members',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const red = kit.channel('red')
      await Promise.all([1, 2, 3, 4].map(() => anna.does('join_room', red)))
      await anna.does('join_room', red)
      await anna.does('send_room_message', { room: red, text: 'hello' })
      await anna.does('send_room_message', { room: red, text: 'end' })
      await anna.hears(['hello', 'end'])
      await anna.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
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
    title: 'the last one to leave or to disconnect ends the subscription; nobody before does',
    misconception:
      'a socket that disconnects leaves the rooms of Socket.IO by itself, and nobody unsubscribes; or two servers of one process share their counts',
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
      await away.does('send_room_message', { room: red, text: 'hello' })
      await stays.hears(['hello'], red)
      await away.hears(['hello'], red)
      await cluster.subscriptions(cluster.channelOf(red), 2)
      stays.socket.disconnect()
      await cluster.subscriptions(cluster.channelOf(red), 1)
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
    title: 'a room may have any name, and is no other room, no user and no socket',
    misconception:
      'a room of Socket.IO is called just as the browser says: who joins "user:7" gets what is for user 7, who joins the id of a socket what is for that one',
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
      for (const room of rooms) await spy.does('join_room', room)
      await host.gateway.notify(id, { title: 'secret', text: 'for Anna' })
      for (const [at, room] of rooms.entries()) {
        await kit.publish(cluster.channelOf(room), messageOf(`to ${at}`, { room }))
      }
      await anna.does('send_message', { text: 'end' })
      for (const browser of [spy, anna]) await browser.hears(['end'], EVERYBODY)
      await spy.hears([], TO_USER)
      for (const [at, room] of rooms.entries()) await spy.hears([`to ${at}`], room)
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
      'what is no room and what is no message is answered with "invalid"; a failing PUBLISH with "unavailable"',
    misconception: 'anything makes a room: `room:[object Object]`, `room:undefined`',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const red = kit.channel('red')
      const good = await cluster.browser(host, 'good')
      await good.does('join_room', red)
      // One for each, so that nobody asks for too much.
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
      host.faults.add('publish')
      await good.isRefused('unavailable', 'send_room_message', { room: red, text: 'lost' })
      good.send('send_room_message', { room: red, text: 'lost, and nobody wants an answer' })
      await good.isRefused('invalid', 'send_message', null)
      host.faults.delete('publish')
      await good.does('send_room_message', { room: red, text: 'end' })
      for (const browser of [good, bad]) await browser.hears(['end'])
    },
  },
  {
    id: '03.3-bad-text',
    task: '03.3',
    title:
      'what is no message on the channel of a room is reported, reaches nobody, and its neighbours arrive',
    misconception: 'what comes by a channel is believed',
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
      await anna.hears(['good 1', 'good 2'])
      payloadsReported(kit, host, cluster.channelOf(red), bad)
    },
  },
  {
    id: '03.3-channel-decides',
    task: '03.3',
    title: 'what comes by the channel of a room reaches that room and names it, whatever room its text names',
    misconception:
      'the room is taken from the text: whoever can publish to one channel can write into every room',
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
      await kit.until('the message after it reaches anna', () => anna.heard.messages.includes('after'))
      const named = [...new Set(anna.heard.got.map((got) => got.channel))]
      kit.equal('rooms that the messages to anna name', named, [red])
      await kit.publish(cluster.channelOf(blue), messageOf('end', { room: blue }))
      await ben.hears(['end'])
    },
  },
  {
    id: '03.3-spoof',
    task: '03.3',
    title: 'who a message to a room is from, and whom it leaves out, is the word of the server',
    misconception:
      'what the browser sends is spread over the message: it speaks for somebody else, or hides the message from one',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const red = kit.channel('red')
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      for (const browser of [anna, ben]) await browser.does('join_room', red)
      const from = { id: 'boss', name: 'The boss' }
      const more = { from, user: from, sentAt: 'never', except: ben.socket.id, more: 'is not looked at' }
      await anna.does('send_room_message', { room: red, text: 'hello', ...more })
      await anna.does('send_room_message', { room: red, text: 'end' })
      for (const browser of [anna, ben]) await browser.hears(['hello', 'end'])
      const message = ben.events[0]![1] as RoomMessage
      kit.equal('who it is from', message.from, anna.user)
      kit.equal('the fields of a message', Object.keys(message).sort(), ['from', 'room', 'sentAt', 'text'])
      if (message.sentAt === 'never') kit.fail('sentAt is what the browser says, not when the server took it')
    },
  },
  {
    id: '03.3-mends',
    task: '03.3',
    waits: true,
    title: 'when the connections to Redis have been cut, all is as before, and each message comes once',
    misconception:
      'the gateway subscribes again itself, though the client has done so: every message comes twice',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2, { ownWay: true })
      const red = kit.channel('red')
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(two!, 'ben')
      await anna.does('join_room', red)
      await ben.does('join_room', red)
      kit.log('the check: every connection of server 1 is cut')
      one!.proxy.cut()
      for (const channel of [cluster.broadcast, cluster.notifications, cluster.channelOf(red)]) {
        // What was cut is forgotten by Redis before it is counted.
        await one!.proxy.settled()
        await cluster.subscriptions(channel, 2)
      }
      // As long as the publisher is not back, the answer may be no.
      const isTaken = async (browser: Browser, text: string) =>
        (await browser.ask('send_room_message', { room: red, text })).ok
      await kit.until('a message of the one that was cut is taken', () => isTaken(anna, 'back'))
      await ben.does('send_message', { text: 'to all' })
      await ben.does('send_room_message', { room: red, text: 'end' })
      for (const browser of [anna, ben]) {
        await kit.until('the last message arrives', () => browser.heard.messages.includes('end'))
        const copies = (text: string) => browser.heard.messages.filter((one) => one === text).length
        kit.equal('copies of the last ones', [copies('to all'), copies('end')], [1, 1])
      }
    },
  },
]
