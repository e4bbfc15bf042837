import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { describe } from '#shared/checks/failure.ts'
import { deferred } from '#shared/core/deferred.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { ChatSocket, Handshake } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import type { Browser } from '../test-bed/browser.ts'
import { type Host, TestBed } from '../test-bed/test-bed.ts'
import { holdReply, messageOf } from './messages.ts'

const REFUSED = 'NOPERM this user has no permissions to access one of the channels used as arguments'

export const closingChecks: readonly Check<Subject>[] = [
  {
    id: '03.4-close',
    task: '03.4',
    title: 'close() removes the subscriptions and listeners of the gateway, and no others',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      /** The events of a socket that Socket.IO itself listens for. */
      const before: unknown[] = []
      const listener = (socket: ChatSocket) => void before.push(...socket.eventNames())
      const host = await bed.server({ prepare: (io) => io.on('connection', listener) })
      const other = await bed.server()
      const [red, blue] = [context.channel('red'), context.channel('blue')]
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(other, 'ben')
      const ofTheApplication = context.recorder('a handler of the application')
      await host.pubsub.subscribe(context.channel('of the application'), ofTheApplication)
      for (const room of [red, blue]) await anna.does('join_room', room)
      await ben.does('join_room', red)
      const [socket] = host.io.of('/').sockets.values()
      await Promise.all([host.gateway.close(), host.gateway.close()])
      await closes(context, host, anna)
      for (const channel of [bed.broadcast, bed.notifications, bed.channelOf(red)]) {
        context.equal(
          `PUBSUB NUMSUB of ${channel} after one of two gateways has closed`,
          await context.subscribers(channel),
          1,
          {
            cause: (count) => {
              if (count !== 2) return undefined
              return channel === bed.channelOf(red)
                ? "You don't end the subscriptions of rooms that have members. Call rooms.close()."
                : "You don't end this subscription. Call pubsub.unsubscribe() with the function that you subscribed."
            },
          },
        )
      }
      context.equal('PUBSUB NUMSUB of blue', await context.subscribers(bed.channelOf(blue)), 0)
      const listeners = host.io.of('/').listeners('connection')
      context.equal(
        'the number of listeners for "connection" on io, of which one is the application\'s',
        listeners.length,
        1,
        {
          cause: (count) =>
            count > 1
              ? 'You leave a listener for "connection" on io. Call sockets.stop().'
              : 'You removed a listener of the application. Remove only your own: call sockets.stop().',
        },
      )
      context.equal("whether the remaining listener is the application's", listeners[0] === listener, true)
      const left = socket!.eventNames().filter((event) => !before.includes(event))
      context.equal('the events of a socket that still have listeners', left, [], {
        cause: 'You leave listeners on connected sockets. Call sockets.stop().',
      })
      context.equal('the number of listeners for any event on a socket', socket!.listenersAny().length, 0)
      context.equal('whether the browser is still connected', anna.socket.connected, true, {
        cause: 'You disconnect the sockets. They belong to the application.',
      })
      await context.publish(context.channel('of the application'), 'to the application')
      await context.receives(ofTheApplication, ['to the application'], {
        cause:
          'You end a subscription of the application. unsubscribeAll() ends every subscription: unsubscribe your own.',
      })

      await ben.does('send_room_message', { room: red, text: 'in red' })
      await ben.does('send_message', { text: 'to all' })
      await other.gateway.notify(anna.user.id, { title: 'for anna', text: '' })
      await ben.hears(['in red', 'to all'])
      // Sent past the gateway: if this arrives first, nothing else was sent before.
      const last = anna.events.length
      host.io.emit('message', JSON.parse(messageOf('end')))
      await context.until(
        'the browser receives a message of the application',
        () => anna.events.length > last,
      )
      await anna.hears(['end'])
      context.equal(
        'the count of PUBLISH through its pubsub',
        await host.pubsub.publish(bed.broadcast, messageOf('alive')),
        1,
      )
    },
  },
  {
    id: '03.4-waits',
    task: '03.4',
    title: 'close() resolves after Redis has confirmed that the subscriptions are gone',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const held = holdReply(context, host, 'UNSUBSCRIBE')
      const { closing, wasEarly } = startClosing(host)
      await held.caught('close() unsubscribes')
      if (wasEarly())
        context.fail('close() resolved before Redis confirmed UNSUBSCRIBE', {
          cause: "You don't wait for your subscriptions to end. Await settled().",
        })
      held.release()
      await context.until('close() resolves', trackSettled(closing))
    },
  },
  {
    id: '03.4-waits-for-rooms',
    task: '03.4',
    title: 'close() also waits for the subscriptions of rooms',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      await anna.does('join_room', context.channel('red'))
      const sentinel = context.recorder('a handler of the application')
      await host.pubsub.subscribe(context.channel('sentinel'), sentinel)
      context.log('the check: pubsub.unsubscribe() of the room has to wait', { key: true })
      const room = deferred<void>()
      host.delays.set(`unsubscribe ${bed.channelOf(context.channel('red'))}`, room.promise)
      const { closing, wasEarly } = startClosing(host)
      for (const channel of [bed.broadcast, bed.notifications])
        await context.until(
          'close() ends the other subscriptions',
          async () => (await context.subscribers(channel)) === 0,
        )
      // It arrives on the same connection, after the replies to UNSUBSCRIBE.
      await context.publish(context.channel('sentinel'), 'unsubscribed')
      await context.receives(sentinel, ['unsubscribed'])
      if (wasEarly())
        context.fail('close() resolved before the subscription of the room had ended', {
          cause: "You don't wait for rooms.close(). Pass its promise to settled() as well.",
        })
      room.resolve()
      await context.until('close() resolves', trackSettled(closing))
    },
  },
  {
    id: '03.4-asks-no-more',
    task: '03.4',
    title: 'after close(), identify() is not called, and requests are not handled',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const asked: unknown[] = []
      const identify = (handshake: Handshake) => {
        const user = bed.whoIs(handshake)
        asked.push(user?.name)
        return user
      }
      const host = await bed.server({ identify })
      const other = await bed.server()
      await bed.browser(host, 'anna')
      await host.gateway.close()
      const late = bed.tab(host, bed.user('late'))
      // The connection may be rejected or accepted.
      await late.open()
      context.equal('the users that identify() was called for', asked, ['anna'], {
        cause: 'You leave the middleware running, which calls identify(). Call sockets.stop().',
      })
      if (late.socket.connected) late.send('send_message', { text: 'after close()' })
      const ben = await bed.browser(other, 'ben')
      await ben.does('send_message', { text: 'end' })
      await ben.hears(['end'])
    },
  },
  {
    id: '03.4-away',
    task: '03.4',
    needsReconnect: true,
    title: 'close() resolves within two seconds even if Redis is down',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server({ ownWay: true })
      const anna = await bed.browser(host, 'anna')
      await anna.does('join_room', context.channel('red'))
      context.log('the check: Redis goes down')
      host.proxy.refuse()
      host.proxy.cut()
      await context.until('the loss is reported', () =>
        host.problems.some(({ kind }) => kind === 'connection'),
      )
      await closes(context, host, anna)
    },
  },
  {
    id: '03.4-frozen',
    task: '03.4',
    title: 'close() resolves within two seconds even if Redis is silent',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server({ ownWay: true })
      const anna = await bed.browser(host, 'anna')
      await anna.does('join_room', context.channel('red'))
      context.log('the check: Redis stops replying')
      host.proxy.silence()
      anna.send('join_room', context.channel('blue'))
      await closes(context, host, anna)
    },
  },
  {
    id: '03.5-close-refused',
    task: '03.5',
    title: 'if Redis rejects UNSUBSCRIBE, close() reports it, ends the other subscriptions, and resolves',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const rooms = [context.channel('red'), context.channel('blue')]
      // Each channel is rejected once, and then all at once, so the order in which they are ended doesn't matter.
      const channels = [bed.broadcast, bed.notifications, ...rooms.map((room) => bed.channelOf(room))]
      for (const refused of [...channels.map((channel) => [channel]), channels]) {
        const host = await bed.server()
        const anna = await bed.browser(host, 'anna')
        for (const room of rooms) await anna.does('join_room', room)
        context.log(`the check: UNSUBSCRIBE ${refused.join(' ')} is rejected`)
        for (const channel of refused) host.faults.add(`unsubscribe ${channel}`)
        await closes(context, host, anna)
        for (const channel of channels) {
          if (refused.includes(channel)) continue
          await bed.subscriptions(
            channel,
            0,
            "After one rejected UNSUBSCRIBE, you don't end the other subscriptions. Start all of them before you wait.",
          )
        }
        await context.until(
          'each rejection is reported',
          () => host.problems.filter(({ kind }) => kind === 'connection').length >= refused.length,
          {
            cause: 'You ignore a rejected UNSUBSCRIBE. Report it: the caller of close() never learns of it.',
          },
        )
        // The next round starts without subscriptions.
        await host.pubsub.unsubscribeAll()
      }
    },
  },
  {
    id: '03.5-attach-refused',
    task: '03.5',
    title: 'attach() rejects if Redis rejects a subscription, and leaves nothing behind',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      let asked = 0
      const channels = [bed.broadcast, bed.notifications]
      const faults = channels.map((channel) => `subscribe ${channel}` as const)
      for (const fault of ['SUBSCRIBE', ...faults] as const) {
        const host = await bed.prepare({
          identify: () => {
            asked++
            return undefined
          },
        })
        context.log(`the check: ${fault} is rejected`)
        const refusing = fault === 'SUBSCRIBE' ? host.proxy.answer(allConnections, fault, REFUSED) : undefined
        if (fault !== 'SUBSCRIBE') host.faults.add(fault)
        await context.rejects('attach() while Redis rejects', host.attach(), {
          cause: "You don't await a subscription, or you catch its rejection. attach() has to reject.",
        })
        refusing?.stop()
        context.equal('the number of listeners on io', host.io.of('/').listeners('connection').length, 0, {
          cause: 'You leave a listener on io after attach() rejected. Call close() before you throw.',
        })
        for (const channel of channels) {
          await bed.subscriptions(channel, 0, (count) =>
            count > 0
              ? 'You keep one subscription although the other was rejected. Call close() before you throw.'
              : undefined,
          )
        }
        // The connection may be rejected or accepted.
        await bed.tab(host, bed.user('anna')).open()
      }
      context.equal('how often identify() was called', asked, 0)
    },
  },
]

/** Fails unless close() resolves in time, and so does a second call. */
async function closes(
  context: CheckContext,
  { gateway }: Pick<Host, 'gateway'>,
  browser: Browser,
): Promise<void> {
  for (const call of ['close()', 'a second close()']) {
    const closing = gateway.close()
    await context.until(`${call} resolves`, trackSettled(closing), {
      cause: "You wait for a reply that Redis doesn't send. settled() waits for a second at most.",
    })
    await closing.catch((error: unknown) => {
      if (error instanceof NotStarted) throw error
      context.fail(`${call} rejected with ${describe(error)}`, {
        cause: 'You let a rejected UNSUBSCRIBE reject close(). Catch and report it.',
      })
    })
  }
  context.equal('whether the browser is still connected', browser.socket.connected, true)
}

/** Calls close(), whose promise has to be awaited. `wasEarly()` is true if it has resolved, and has not just given up. */
function startClosing({ gateway }: Host) {
  const began = performance.now()
  let resolvedMs = Number.POSITIVE_INFINITY
  const closing = gateway.close().then(() => {
    resolvedMs = performance.now() - began
  })
  closing.catch(() => {})
  // After a second, close() may give up.
  return { closing, wasEarly: () => resolvedMs < 500 }
}
