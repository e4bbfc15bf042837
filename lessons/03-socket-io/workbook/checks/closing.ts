import type { Check } from '../../../../shared/checks/check.ts'
import { describe } from '../../../../shared/checks/failure.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { NotStarted } from '../../../../shared/lesson/todo.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { ChatSocket, Handshake } from '../../contract.ts'
import type { Browser } from '../cluster/browser.ts'
import { Cluster, type Host } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { messageOf } from './broadcast.ts'

const REFUSED = 'NOPERM this user has no permissions to access one of the channels used as arguments'

export const closingChecks: readonly Check<Subject>[] = [
  {
    id: '03.4-close',
    task: '03.4',
    title: 'close() leaves no subscription and no listener of the gateway, and nothing else is affected',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      /** What Socket.IO itself listens to on a socket. */
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
          `PUBSUB NUMSUB of ${channel} when one of two has closed`,
          await kit.subscribers(channel),
          1,
          {
            cause: (count) => {
              if (count !== 2) return undefined
              return channel === cluster.channelOf(red)
                ? 'close() has to end the subscriptions of rooms as well, even if sockets are still in them.'
                : 'close() has to end this subscription: await pubsub.unsubscribe() with the function that you subscribed.'
            },
          },
        )
      }
      kit.equal('PUBSUB NUMSUB of blue', await kit.subscribers(cluster.channelOf(blue)), 0)
      const listeners = host.io.of('/').listeners('connection')
      kit.equal(
        'how many listeners for "connection" are on io, where one is not yours',
        listeners.length,
        1,
        {
          cause: (count) =>
            count > 1
              ? 'io.off() needs the same function that io.on() got.'
              : 'You took off a listener that is not yours. Give io.off() your own function.',
        },
      )
      kit.equal('whether it is the one that is not yours', listeners[0] === listener, true)
      const left = socket!.eventNames().filter((event) => !before.includes(event))
      kit.equal('events of a socket that still have listeners', left, [], {
        cause:
          'Take every listener off the sockets that are connected. socket.off() needs the same function as socket.on().',
      })
      kit.equal('how many listeners a socket has for any event', socket!.listenersAny().length, 0)
      kit.equal('whether the browser is still connected', anna.socket.connected, true, {
        cause: 'The sockets belong to the caller. Do not disconnect them.',
      })
      await kit.publish(kit.channel('of the application'), 'to the application')
      await kit.receives(ofTheApplication, ['to the application'], {
        cause:
          'You ended a subscription that is not yours. unsubscribeAll() ends those of the application, too.',
      })

      await ben.does('send_room_message', { room: red, text: 'in red' })
      await ben.does('send_message', { text: 'to all' })
      await other.gateway.notify(anna.user.id, { title: 'for anna', text: '' })
      await ben.hears(['in red', 'to all'])
      // Past the gateway: what comes after it shows that nothing came before.
      const last = anna.events.length
      host.io.emit('message', JSON.parse(messageOf('end')))
      await kit.until('the browser hears the server itself', () => anna.events.length > last)
      await anna.hears(['end'])
      kit.equal(
        'what its pubsub returns',
        await host.pubsub.publish(cluster.broadcast, messageOf('alive')),
        1,
      )
    },
  },
  {
    id: '03.4-asks-no-more',
    task: '03.4',
    title: 'after close(), identify() is asked no more, and requests are not served',
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
      // It may be refused or let in.
      await late.open()
      kit.equal('whom identify() was asked about', asked, ['anna'], {
        cause:
          'io.use() cannot be undone, so your middleware still runs. Look in it whether the gateway is closed.',
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
    title: 'close() resolves within two seconds even if Redis is connected and does not reply',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server({ ownWay: true })
      const anna = await cluster.browser(host, 'anna')
      await anna.does('join_room', kit.channel('red'))
      kit.log('the check: Redis is frozen')
      host.proxy.silence()
      anna.send('join_room', kit.channel('blue'))
      await closes(kit, host, anna)
    },
  },
  {
    id: '03.4-not-ended',
    task: '03.4',
    title: 'when Redis refuses to end one subscription, close() ends the others, and does not reject',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const rooms = [kit.channel('red'), kit.channel('blue')]
      // Each room is once the refused one, so that it does not matter which of them you end first.
      const channels = [
        cluster.broadcast,
        cluster.notifications,
        ...rooms.map((room) => cluster.channelOf(room)),
      ]
      for (const refused of channels) {
        const host = await cluster.server()
        const anna = await cluster.browser(host, 'anna')
        for (const room of rooms) await anna.does('join_room', room)
        kit.log(`the check: Redis refuses to end ${refused}`)
        host.faults.add(`unsubscribe ${refused}`)
        await closes(kit, host, anna)
        for (const channel of channels) {
          if (channel === refused) continue
          await cluster.subscriptions(
            channel,
            0,
            'One subscription that could not be ended kept you from ending the others. Give each its own catch.',
          )
        }
        // Nothing of it is left for the next round.
        await host.pubsub.unsubscribeAll()
      }
    },
  },
  {
    id: '03.4-refused',
    task: '03.4',
    title: 'attach() rejects when Redis refuses one subscription or both, and leaves nothing behind',
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
        kit.log(`the check: Redis refuses to ${fault}`)
        const refusing = fault === 'SUBSCRIBE' ? host.proxy.answer(everyone, fault, REFUSED) : undefined
        if (fault !== 'SUBSCRIBE') host.faults.add(fault)
        await kit.rejects('attach() while Redis refuses', host.attach(), {
          cause:
            'attach() resolves only after Redis has confirmed both subscriptions. Await each, and let its rejection through.',
        })
        refusing?.stop()
        kit.equal('how many listeners are on io', host.io.of('/').listeners('connection').length, 0, {
          cause:
            'When attach() rejects, nothing of the gateway may be left. Do what close() does before you throw.',
        })
        for (const channel of channels) {
          await cluster.subscriptions(channel, 0, (count) =>
            count > 0 ? 'One subscription was refused, and the other one is still there: end it.' : undefined,
          )
        }
        // It may be refused or let in.
        await cluster.tab(host, cluster.user('anna')).open()
      }
      kit.equal('how often identify() was asked', asked, 0)
    },
  },
]

/** Fails unless close() resolves in time, twice. */
async function closes(kit: Kit, { gateway }: Pick<Host, 'gateway'>, browser: Browser): Promise<void> {
  let ended = false
  let problem: unknown
  const twice = async () => {
    await gateway.close()
    await gateway.close()
  }
  twice()
    .catch((error: unknown) => {
      problem = error ?? new Error('undefined')
    })
    .finally(() => {
      ended = true
    })
  await kit.until('close() resolves', () => ended, {
    cause:
      'close() waits for a reply of Redis that does not come. Give the wait a limit, for example with Promise.race().',
  })
  if (problem instanceof NotStarted) throw problem
  if (problem !== undefined) {
    kit.fail(`close() rejected with ${describe(problem)}`, {
      cause: 'close() never rejects. Report the error of each pubsub.unsubscribe(), and go on.',
    })
  }
  kit.equal('whether the browser is still connected', browser.socket.connected, true)
}
