import type { Check } from '#shared/checks/check.ts'
import { everyone } from '#shared/redis/proxy.ts'
import type { Browser } from '../cluster/browser.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { holdReply, messageOf, othersAreServed } from './broadcast.ts'

const REFUSED = 'NOPERM this user has no permissions to access one of the channels used as arguments'

export const crossingChecks: readonly Check<Subject>[] = [
  {
    id: '03.5-order',
    task: '03.5',
    title: 'joins and leaves that a socket sends at once take effect in order',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      let asked = 0
      // The first call takes the longest.
      const mayJoin = async () => {
        for (let turns = 5 - asked++; turns > 0; turns--)
          await new Promise((resolve) => setImmediate(resolve))
        return true
      }
      const host = await cluster.server({ mayJoin })
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      const both = (event: string, room: string) => [anna, ben].map((one) => one.answer(event, room))
      const answers = [
        // In the end, they are in blue and not in red.
        ...both('join_room', red),
        ...both('leave_room', red),
        ...both('join_room', red),
        ...both('leave_room', red),
        ...both('leave_room', blue),
        ...both('join_room', blue),
        ...both('leave_room', blue),
        ...both('join_room', blue),
      ]
      for (const answer of answers) await answer.arrived()
      await cluster.subscriptions(
        cluster.channelOf(red),
        0,
        'A leave overtook the join before it. Run the requests of a socket one after the other.',
      )
      await cluster.subscriptions(cluster.channelOf(blue), 1)
      await kit.publish(cluster.channelOf(red), messageOf('to an empty room', { room: red }))
      await anna.does('send_room_message', { room: blue, text: 'end' })
      for (const browser of [anna, ben]) await browser.hears(['end'])
    },
  },
  {
    id: '03.5-comes-while-it-ends',
    task: '03.5',
    title: 'a socket that joins while UNSUBSCRIBE is in flight receives all later messages',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const [anna, ben] = [await cluster.browser(host, 'anna'), await cluster.browser(host, 'ben')]
      const carla = await cluster.browser(host, 'carla')
      const red = kit.channel('red')
      await anna.does('join_room', red)
      const held = holdReply(kit, host, 'UNSUBSCRIBE')
      const leaving = anna.answer('leave_room', red)
      await held.caught('the last member unsubscribes')
      const joining = ben.answer('join_room', red)
      await othersAreServed(kit, carla)
      if (joining.value?.ok) {
        kit.fail('the join was acknowledged while UNSUBSCRIBE was in flight', {
          cause:
            'You treat the room as subscribed, but its UNSUBSCRIBE is in flight. Wait for it, and subscribe again.',
        })
      }
      held.release()
      await leaving.arrived()
      kit.equal('the acknowledgement of the join', await joining.arrived(), { ok: true })
      kit.equal(
        'the count of PUBLISH right after the acknowledgement',
        await kit.publish(cluster.channelOf(red), messageOf('hello', { room: red })),
        1,
      )
      await ben.hears(['hello'])
      await ben.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await anna.hears([])
    },
  },
  {
    id: '03.5-gone',
    task: '03.5',
    title: 'a socket that disconnects during its join leaves no subscription behind',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      const host = await cluster.server()
      const stays = await cluster.browser(host, 'stays')
      const goes = await cluster.browser(host, 'goes')
      const goesToo = await cluster.browser(host, 'goes too')
      const held = holdReply(kit, host, 'SUBSCRIBE')
      goes.send('join_room', red)
      await held.caught('the join subscribes')
      goes.send('join_room', blue)
      goesToo.send('join_room', blue)
      await stays.isRefused('invalid', 'send_message', null)
      goes.socket.disconnect()
      goesToo.socket.disconnect()
      await kit.until('the server notices both disconnects', () => host.io.of('/').sockets.size === 1)
      held.release()
      const cause =
        'You keep the subscription of a socket that disconnected while you waited. After SUBSCRIBE, check isGone(socket), and call unsubscribeIfEmpty(room).'
      for (const room of [red, blue]) await cluster.subscriptions(cluster.channelOf(room), 0, cause)
      await stays.does('join_room', red)
      await stays.does('join_room', blue)
      await stays.does('leave_room', red)
      await stays.does('leave_room', blue)
      for (const room of [red, blue]) await cluster.subscriptions(cluster.channelOf(room), 0)
    },
  },
  {
    id: '03.5-stays',
    task: '03.5',
    title: 'a join succeeds even if another socket disconnects while both wait for the subscription',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const goes = await cluster.browser(host, 'goes')
      const stays = await cluster.browser(host, 'stays')
      const third = await cluster.browser(host, 'third')
      const red = kit.channel('red')
      const held = holdReply(kit, host, 'SUBSCRIBE')
      goes.send('join_room', red)
      await held.caught('the join subscribes')
      const joining = stays.answer('join_room', red)
      await othersAreServed(kit, third)
      goes.socket.disconnect()
      await kit.until('the server notices the disconnect', () => host.io.of('/').sockets.size === 2)
      held.release()
      kit.equal('the acknowledgement of the socket that stays', await joining.arrived(), { ok: true })
      for (const text of ['hello', 'end']) await stays.does('send_room_message', { room: red, text })
      await stays.hears(['hello', 'end'], {
        cause: ({ length }) =>
          length === 0
            ? 'You unsubscribe because one socket disconnected, although another one is joining. Check whether the room is empty.'
            : undefined,
      })
    },
  },
  {
    id: '03.5-refused-later',
    task: '03.5',
    title: 'while Redis rejects subscriptions, the members of a room keep receiving its messages',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      const red = kit.channel('red')
      await anna.does('join_room', red)
      kit.log('the check: SUBSCRIBE is rejected')
      host.faults.add('subscribe')
      // With or without another SUBSCRIBE: both joins may succeed or fail.
      await ben.ask('join_room', red)
      await anna.ask('join_room', red)
      host.faults.delete('subscribe')
      // On the same connection, so earlier commands have been executed.
      await ben.does('join_room', kit.channel('blue'))
      kit.equal(
        'the count of PUBLISH',
        await kit.publish(cluster.channelOf(red), messageOf('still here', { room: red })),
        1,
        {
          cause: 'You end the subscription after a rejected join, although the room has members.',
        },
      )
      await anna.hears(['still here'], {
        cause: 'You remove a member whose repeated join was rejected. It was in the room before: keep it.',
      })
      for (const browser of [anna, ben]) await browser.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
    },
  },
  {
    id: '03.3-refused',
    task: '03.3',
    title:
      'if Redis rejects a subscription, each join is refused, no socket is in the room, and the next join works',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const red = kit.channel('red')
      const names = ['anna', 'ben', 'carla']
      const [anna, ben, carla] = await Promise.all(names.map((name) => cluster.browser(host, name)))
      for (const error of [REFUSED, 'LOADING Redis is loading the dataset in memory']) {
        kit.log('the check: SUBSCRIBE is rejected')
        const refusing = host.proxy.answer(everyone, 'SUBSCRIBE', error)
        const isRefused = (one: Browser | undefined, cause: string) =>
          one!.likely(({ ok }) => (ok ? cause : undefined)).isRefused('unavailable', 'join_room', red)
        await isRefused(
          anna,
          'You acknowledge a join with ok although SUBSCRIBE was rejected. Pass on the rejection of pubsub.subscribe().',
        )
        await anna!
          .likely(({ ok }) =>
            ok
              ? 'You let a socket join although SUBSCRIBE was rejected. Subscribe first, and then call enter().'
              : undefined,
          )
          .isRefused('not-joined', 'send_room_message', { room: red, text: 'from outside' })
        const known = 'You treat the room as subscribed after a rejected SUBSCRIBE. Subscribe again.'
        carla!.send('join_room', red)
        await Promise.all([ben, carla].map((one) => isRefused(one, known)))
        refusing.stop()
      }
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await carla!.does('join_room', red)
      kit.equal('NUMSUB with one member', await kit.subscribers(cluster.channelOf(red)), 1, {
        cause: (count) =>
          count === 0
            ? 'You treat the room as subscribed after a rejected SUBSCRIBE. Subscribe again.'
            : undefined,
      })
      await carla!.does('send_room_message', { room: red, text: 'only for carla' })
      await carla!.does('send_message', { text: 'end' })
      await carla!.hears(['only for carla', 'end'])
      for (const one of [anna, ben]) await one!.hears(['end'])
      await carla!.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0, (count) =>
        count === 1 ? 'You still count a socket as a member although SUBSCRIBE was rejected.' : undefined,
      )
    },
  },
  {
    id: '03.5-not-ended',
    task: '03.5',
    title: 'if Redis rejects UNSUBSCRIBE, the socket still leaves, and the next member receives one copy',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const red = kit.channel('red')
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      await anna.does('join_room', red)
      kit.log('the check: UNSUBSCRIBE is rejected')
      host.faults.add('unsubscribe')
      const answer = await anna.ask('leave_room', red)
      if (!answer.ok)
        kit.equal('the acknowledgement of leave_room', answer, { ok: false, reason: 'unavailable' })
      host.faults.delete('unsubscribe')
      await ben.does('join_room', red)
      await ben.does('send_room_message', { room: red, text: 'back' })
      await ben.does('send_message', { text: 'end' })
      await ben.hears(['back'], {
        where: red,
        cause: ({ length }) =>
          length > 1
            ? 'You subscribe a new function, while the old one is still subscribed. Subscribe onRoomMessage each time.'
            : undefined,
      })
      await ben.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await anna.hears(['end'], {
        cause: (got) =>
          got.includes('back')
            ? 'You keep the socket in the room because UNSUBSCRIBE was rejected. Leave the room first.'
            : undefined,
      })
    },
  },
  {
    id: '03.5-others-ended',
    task: '03.5',
    title: 'if a socket disconnects and one UNSUBSCRIBE is rejected, it still leaves its other rooms',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      // Each room is rejected once, so the order in which they are left doesn't matter.
      for (const [first, second, refused] of [
        ['red', 'blue', 'red'],
        ['green', 'grey', 'grey'],
      ] as const) {
        const goes = await cluster.browser(host, `in ${first} and ${second}`)
        for (const name of [first, second]) await goes.does('join_room', kit.channel(name))
        const [stays, ends] = refused === first ? [first, second] : [second, first]
        const channel = cluster.channelOf(kit.channel(stays))
        kit.log(`the check: UNSUBSCRIBE ${channel} is rejected`)
        host.faults.add(`unsubscribe ${channel}`)
        goes.socket.disconnect()
        await cluster.subscriptions(cluster.channelOf(kit.channel(ends)), 0, (count) =>
          count > 0
            ? "After one rejected UNSUBSCRIBE, you don't leave the other rooms. Give each its own catch."
            : undefined,
        )
      }
    },
  },
  {
    id: '03.5-closed',
    task: '03.5',
    title: 'close() during a join leaves no subscription behind',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const red = kit.channel('red')
      const held = holdReply(kit, host, 'SUBSCRIBE')
      const joining = anna.answer('join_room', red)
      await held.caught('the join subscribes')
      const closing = host.gateway.close()
      // It is awaited below.
      closing.catch(() => {})
      held.release()
      await closing
      const { ok } = await joining.arrived()
      const cause = ok
        ? 'You let a socket join after the gateway was closed. After SUBSCRIBE, check isGone(socket).'
        : 'You refuse the join, but keep its subscription. Before you return false, call unsubscribeIfEmpty(room).'
      await cluster.subscriptions(cluster.channelOf(red), 0, cause)
      await cluster.subscriptions(cluster.channelOf(red), 0)
      kit.equal('whether the late join succeeded', ok, false, {
        cause:
          'You end the subscription of a late join, but acknowledge the join. Return false after isGone(socket).',
      })
    },
  },
]
