import type { Check } from '#shared/checks/check.ts'
import type { Kit } from '#shared/checks/check-context.ts'
import { describe } from '#shared/checks/failure.ts'
import { deferred } from '#shared/core/deferred.ts'
import { settlingOf } from '#shared/core/is-settled.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { everyone } from '#shared/redis/proxy.ts'
import type { ChatSocket, Handshake } from '../../contract.ts'
import type { Browser } from '../cluster/browser.ts'
import { Cluster, type Host } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { holdReply, messageOf } from './broadcast.ts'

const REFUSED = 'NOPERM this user has no permissions to access one of the channels used as arguments'

export const closingChecks: readonly Check<Subject>[] = [
  {
    id: '03.4-close',
    task: '03.4',
    title: 'close() removes the subscriptions and listeners of the gateway, and no others',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      /** The events of a socket that Socket.IO itself listens for. */
      const before: unknown[] = []
      const listener = (socket: ChatSocket) => void before.push(...socket.eventNames())
      const host = await cluster.server({ prepare: (io) => io.on('connection', listener) })
      const other = await cluster.server()
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(other, 'ben')
      const ofTheApplication = kit.recorder('a handler of the application')
      await host.pubsub.subscribe(kit.channel('of the application'), ofTheApplication)
      for (const room of [red, blue]) await anna.does('join_room', room)
      await ben.does('join_room', red)
      const [socket] = host.io.of('/').sockets.values()
      await Promise.all([host.gateway.close(), host.gateway.close()])
      await closes(kit, host, anna)
      for (const channel of [cluster.broadcast, cluster.notifications, cluster.channelOf(red)]) {
        kit.equal(
          `PUBSUB NUMSUB of ${channel} after one of two gateways has closed`,
          await kit.subscribers(channel),
          1,
          {
            cause: (count) => {
              if (count !== 2) return undefined
              return channel === cluster.channelOf(red)
                ? "You don't end the subscriptions of rooms that have members. Call rooms.close()."
                : "You don't end this subscription. Call pubsub.unsubscribe() with the function that you subscribed."
            },
          },
        )
      }
      kit.equal('PUBSUB NUMSUB of blue', await kit.subscribers(cluster.channelOf(blue)), 0)
      const listeners = host.io.of('/').listeners('connection')
      kit.equal(
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
      kit.equal("whether the remaining listener is the application's", listeners[0] === listener, true)
      const left = socket!.eventNames().filter((event) => !before.includes(event))
      kit.equal('the events of a socket that still have listeners', left, [], {
        cause: 'You leave listeners on connected sockets. Call sockets.stop().',
      })
      kit.equal('the number of listeners for any event on a socket', socket!.listenersAny().length, 0)
      kit.equal('whether the browser is still connected', anna.socket.connected, true, {
        cause: 'You disconnect the sockets. They belong to the application.',
      })
      await kit.publish(kit.channel('of the application'), 'to the application')
      await kit.receives(ofTheApplication, ['to the application'], {
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
      await kit.until('the browser receives a message of the application', () => anna.events.length > last)
      await anna.hears(['end'])
      kit.equal(
        'the count of PUBLISH through its pubsub',
        await host.pubsub.publish(cluster.broadcast, messageOf('alive')),
        1,
      )
    },
  },
  {
    id: '03.4-waits',
    task: '03.4',
    title: 'close() resolves after Redis has confirmed that the subscriptions are gone',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const held = holdReply(kit, host, 'UNSUBSCRIBE')
      const { closing, wasEarly } = startClosing(host)
      await held.caught('close() unsubscribes')
      if (wasEarly())
        kit.fail('close() resolved before Redis confirmed UNSUBSCRIBE', {
          cause: "You don't wait for your subscriptions to end. Await settled().",
        })
      held.release()
      await kit.until('close() resolves', settlingOf(closing))
    },
  },
  {
    id: '03.4-waits-for-rooms',
    task: '03.4',
    title: 'close() also waits for the subscriptions of rooms',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      await anna.does('join_room', kit.channel('red'))
      const sentinel = kit.recorder('a handler of the application')
      await host.pubsub.subscribe(kit.channel('sentinel'), sentinel)
      kit.log('the check: pubsub.unsubscribe() of the room has to wait', { key: true })
      const room = deferred<void>()
      host.delays.set(`unsubscribe ${cluster.channelOf(kit.channel('red'))}`, room.promise)
      const { closing, wasEarly } = startClosing(host)
      for (const channel of [cluster.broadcast, cluster.notifications])
        await kit.until(
          'close() ends the other subscriptions',
          async () => (await kit.subscribers(channel)) === 0,
        )
      // It arrives on the same connection, after the replies to UNSUBSCRIBE.
      await kit.publish(kit.channel('sentinel'), 'unsubscribed')
      await kit.receives(sentinel, ['unsubscribed'])
      if (wasEarly())
        kit.fail('close() resolved before the subscription of the room had ended', {
          cause: "You don't wait for rooms.close(). Pass its promise to settled() as well.",
        })
      room.resolve()
      await kit.until('close() resolves', settlingOf(closing))
    },
  },
  {
    id: '03.4-asks-no-more',
    task: '03.4',
    title: 'after close(), identify() is not called, and requests are not handled',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const asked: unknown[] = []
      const identify = (handshake: Handshake) => {
        const user = cluster.whoIs(handshake)
        asked.push(user?.name)
        return user
      }
      const host = await cluster.server({ identify })
      const other = await cluster.server()
      await cluster.browser(host, 'anna')
      await host.gateway.close()
      const late = cluster.tab(host, cluster.user('late'))
      // The connection may be rejected or accepted.
      await late.open()
      kit.equal('the users that identify() was called for', asked, ['anna'], {
        cause: 'You leave the middleware running, which calls identify(). Call sockets.stop().',
      })
      if (late.socket.connected) late.send('send_message', { text: 'after close()' })
      const ben = await cluster.browser(other, 'ben')
      await ben.does('send_message', { text: 'end' })
      await ben.hears(['end'])
    },
  },
  {
    id: '03.4-away',
    task: '03.4',
    waits: true,
    title: 'close() resolves within two seconds even if Redis is down',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server({ ownWay: true })
      const anna = await cluster.browser(host, 'anna')
      await anna.does('join_room', kit.channel('red'))
      kit.log('the check: Redis goes down')
      host.proxy.refuse()
      host.proxy.cut()
      await kit.until('the loss is reported', () => host.problems.some(({ kind }) => kind === 'connection'))
      await closes(kit, host, anna)
    },
  },
  {
    id: '03.4-frozen',
    task: '03.4',
    title: 'close() resolves within two seconds even if Redis is silent',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server({ ownWay: true })
      const anna = await cluster.browser(host, 'anna')
      await anna.does('join_room', kit.channel('red'))
      kit.log('the check: Redis stops replying')
      host.proxy.silence()
      anna.send('join_room', kit.channel('blue'))
      await closes(kit, host, anna)
    },
  },
  {
    id: '03.5-close-refused',
    task: '03.5',
    title: 'if Redis rejects UNSUBSCRIBE, close() reports it, ends the other subscriptions, and resolves',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const rooms = [kit.channel('red'), kit.channel('blue')]
      // Each channel is rejected once, and then all at once, so the order in which they are ended doesn't matter.
      const channels = [
        cluster.broadcast,
        cluster.notifications,
        ...rooms.map((room) => cluster.channelOf(room)),
      ]
      for (const refused of [...channels.map((channel) => [channel]), channels]) {
        const host = await cluster.server()
        const anna = await cluster.browser(host, 'anna')
        for (const room of rooms) await anna.does('join_room', room)
        kit.log(`the check: UNSUBSCRIBE ${refused.join(' ')} is rejected`)
        for (const channel of refused) host.faults.add(`unsubscribe ${channel}`)
        await closes(kit, host, anna)
        for (const channel of channels) {
          if (refused.includes(channel)) continue
          await cluster.subscriptions(
            channel,
            0,
            "After one rejected UNSUBSCRIBE, you don't end the other subscriptions. Start all of them before you wait.",
          )
        }
        await kit.until(
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
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      let asked = 0
      const channels = [cluster.broadcast, cluster.notifications]
      const faults = channels.map((channel) => `subscribe ${channel}` as const)
      for (const fault of ['SUBSCRIBE', ...faults] as const) {
        const host = await cluster.prepare({
          identify: () => {
            asked++
            return undefined
          },
        })
        kit.log(`the check: ${fault} is rejected`)
        const refusing = fault === 'SUBSCRIBE' ? host.proxy.answer(everyone, fault, REFUSED) : undefined
        if (fault !== 'SUBSCRIBE') host.faults.add(fault)
        await kit.rejects('attach() while Redis rejects', host.attach(), {
          cause: "You don't await a subscription, or you catch its rejection. attach() has to reject.",
        })
        refusing?.stop()
        kit.equal('the number of listeners on io', host.io.of('/').listeners('connection').length, 0, {
          cause: 'You leave a listener on io after attach() rejected. Call close() before you throw.',
        })
        for (const channel of channels) {
          await cluster.subscriptions(channel, 0, (count) =>
            count > 0
              ? 'You keep one subscription although the other was rejected. Call close() before you throw.'
              : undefined,
          )
        }
        // The connection may be rejected or accepted.
        await cluster.tab(host, cluster.user('anna')).open()
      }
      kit.equal('how often identify() was called', asked, 0)
    },
  },
]

/** Fails unless close() resolves in time, and so does a second call. */
async function closes(kit: Kit, { gateway }: Pick<Host, 'gateway'>, browser: Browser): Promise<void> {
  for (const call of ['close()', 'a second close()']) {
    const closing = gateway.close()
    await kit.until(`${call} resolves`, settlingOf(closing), {
      cause: "You wait for a reply that Redis doesn't send. settled() waits for a second at most.",
    })
    await closing.catch((error: unknown) => {
      if (error instanceof NotStarted) throw error
      kit.fail(`${call} rejected with ${describe(error)}`, {
        cause: 'You let a rejected UNSUBSCRIBE reject close(). Catch and report it.',
      })
    })
  }
  kit.equal('whether the browser is still connected', browser.socket.connected, true)
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
