import type { Check } from '#shared/checks/check.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { RoomMessage } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { type Browser, CLAIMED } from '../test-bed/browser.ts'
import { TestBed } from '../test-bed/test-bed.ts'
import { NO_JSON, NO_MESSAGES, NO_OBJECTS, NO_ROOMS } from './malformed.ts'
import { asPublished, bothRefused, messageOf, notChecked, payloadsReported } from './messages.ts'
import { believedBrowser, fieldsOf, LIE } from './users.ts'

export const refusedRoomChecks: readonly Check<Subject>[] = [
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
