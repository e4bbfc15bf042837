import type { Check } from '../../../../shared/checks/check.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { messageOf } from './broadcast.ts'

export const crossingChecks: readonly Check<Subject>[] = [
  {
    id: '03.5-order',
    task: '03.5',
    title: 'joins and leaves of a socket that are sent at once end as they were sent',
    misconception: 'a leave overtakes the join before it, which waits for something, and the join wins',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      let asked = 0
      // The first question takes longest.
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
        // In red they are out at the end, in blue they are in.
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
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await cluster.subscriptions(cluster.channelOf(blue), 1)
      await kit.publish(cluster.channelOf(red), messageOf('to nobody', { room: red }))
      await anna.does('send_room_message', { room: blue, text: 'end' })
      for (const browser of [anna, ben]) await browser.hears(['end'])
    },
  },
  {
    id: '03.5-comes-while-it-ends',
    task: '03.5',
    title: 'who joins while UNSUBSCRIBE is on its way gets all messages after the answer',
    misconception: 'there is still an entry for the room, so nobody subscribes, and then it ends',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const [anna, ben] = [await cluster.browser(host, 'anna'), await cluster.browser(host, 'ben')]
      const red = kit.channel('red')
      await anna.does('join_room', red)
      kit.log('the check: the answer to UNSUBSCRIBE is held back')
      const held = host.proxy.holdReply(everyone, 'UNSUBSCRIBE')
      const leaving = anna.answer('leave_room', red)
      await kit.until('the last one ends the subscription', () => held.state === 'caught')
      const joining = ben.answer('join_room', red)
      for (let i = 0; i < 3; i++) await ben.isRefused('invalid', 'send_message', null)
      if (joining.value) kit.fail('the join was answered while the subscription was being ended')
      held.release()
      await leaving.arrived()
      kit.equal('the answer to the join', await joining.arrived(), { ok: true })
      kit.equal(
        'what PUBLISH returned right behind the answer',
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
    title: 'who disconnects while the join is under way leaves no subscription behind',
    misconception: 'after the wait nobody looks whether the socket is still there',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      let decide = () => {}
      const decided = new Promise<boolean>((resolve) => {
        decide = () => resolve(true)
      })
      let asked = 0
      const mayJoin = (_user: unknown, room: string) => {
        asked++
        return room === blue ? decided : true
      }
      const host = await cluster.server({ mayJoin })
      const stays = await cluster.browser(host, 'stays')
      const goes = await cluster.browser(host, 'goes')
      const goesToo = await cluster.browser(host, 'goes too')
      kit.log('the check: the answer to SUBSCRIBE is held back')
      const held = host.proxy.holdReply(everyone, 'SUBSCRIBE')
      goes.send('join_room', red)
      await kit.until('the one that goes asks Redis', () => held.state === 'caught')
      goes.send('join_room', blue)
      goesToo.send('join_room', blue)
      await stays.isRefused('invalid', 'send_message', null)
      goes.socket.disconnect()
      goesToo.socket.disconnect()
      await kit.until('the server sees that they have gone', () => host.io.of('/').sockets.size === 1)
      held.release()
      decide()
      for (const room of [red, blue]) await cluster.subscriptions(cluster.channelOf(room), 0)
      // Not only for now.
      await stays.does('join_room', red)
      await stays.does('join_room', blue)
      await stays.does('leave_room', red)
      await stays.does('leave_room', blue)
      for (const room of [red, blue]) await cluster.subscriptions(cluster.channelOf(room), 0)
      if (asked === 0) kit.log('mayJoin() was not asked')
    },
  },
  {
    id: '03.5-stays',
    task: '03.5',
    title: 'who waits for the same subscription as one that disconnects gets in, and hears the room',
    misconception:
      'the one that has gone ends the subscription, and does not look who else is waiting for it',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const goes = await cluster.browser(host, 'goes')
      const stays = await cluster.browser(host, 'stays')
      const red = kit.channel('red')
      kit.log('the check: the answer to SUBSCRIBE is held back')
      const held = host.proxy.holdReply(everyone, 'SUBSCRIBE')
      goes.send('join_room', red)
      await kit.until('the one that goes asks Redis', () => held.state === 'caught')
      const joining = stays.answer('join_room', red)
      await stays.isRefused('invalid', 'send_message', null)
      goes.socket.disconnect()
      await kit.until('the server sees that it has gone', () => host.io.of('/').sockets.size === 1)
      held.release()
      kit.equal('the answer to the one that stays', await joining.arrived(), { ok: true })
      for (const text of ['hello', 'end']) await stays.does('send_room_message', { room: red, text })
      await stays.hears(['hello', 'end'])
    },
  },
  {
    id: '03.5-refused-later',
    task: '03.5',
    title: 'who is in a room stays in it while Redis refuses, whoever tries to join, also again',
    misconception:
      'a join that fails takes out who was in already, or throws the entry of the room away with all who are in it',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      const red = kit.channel('red')
      await anna.does('join_room', red)
      host.faults.add('subscribe')
      // Redis need not be asked again for a room that it has, so these may be told yes or no.
      await ben.ask('join_room', red)
      await anna.ask('join_room', red)
      host.faults.delete('subscribe')
      // On the same connection: what was asked of Redis before it has been done.
      await ben.does('join_room', kit.channel('blue'))
      kit.equal(
        'what PUBLISH returned',
        await kit.publish(cluster.channelOf(red), messageOf('still here', { room: red })),
        1,
      )
      await anna.hears(['still here'])
      for (const browser of [anna, ben]) await browser.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
    },
  },
  {
    id: '03.5-refused',
    task: '03.5',
    title:
      'when Redis refuses the subscription, all who wait are told, nothing is kept, and the next try works',
    misconception: 'the entry of the room is made before Redis has answered, and stays when it says no',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const red = kit.channel('red')
      const names = ['anna', 'ben', 'carla']
      const [anna, ben, carla] = await Promise.all(names.map((name) => cluster.browser(host, name)))
      host.faults.add('subscribe')
      await Promise.all([anna, ben].map((one) => one!.isRefused('unavailable', 'join_room', red)))
      carla!.send('join_room', red)
      await carla!.isRefused('unavailable', 'join_room', red)
      host.faults.delete('subscribe')
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await carla!.does('join_room', red)
      kit.equal('NUMSUB with one member', await kit.subscribers(cluster.channelOf(red)), 1)
      await carla!.does('send_room_message', { room: red, text: 'only for carla' })
      await carla!.does('send_message', { text: 'end' })
      await carla!.hears(['only for carla', 'end'])
      for (const one of [anna, ben]) await one!.hears(['end'])
      await carla!.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
      // The other way: it cannot be ended. Whoever leaves has left, and whoever comes back is in.
      await anna!.does('join_room', red)
      host.faults.add('unsubscribe')
      await anna!.does('leave_room', red)
      host.faults.delete('unsubscribe')
      await ben!.does('join_room', red)
      await ben!.does('send_room_message', { room: red, text: 'back' })
      await ben!.hears(['end', 'back'])
      await ben!.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await anna!.hears(['end'])
    },
  },
  {
    id: '03.5-closed',
    task: '03.5',
    title: 'close() while a join is under way leaves no subscription',
    misconception: 'what is still on its way is not waited for',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const red = kit.channel('red')
      const held = host.proxy.holdReply(everyone, 'SUBSCRIBE')
      const joining = anna.answer('join_room', red)
      await kit.until('the join asks Redis', () => held.state === 'caught')
      const closing = host.gateway.close()
      // It is awaited below.
      closing.catch(() => {})
      held.release()
      await closing
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await joining.arrived()
      await cluster.subscriptions(cluster.channelOf(red), 0)

      // The other one waits for the application, not for Redis.
      let decide = () => {}
      const decided = new Promise<boolean>((resolve) => {
        decide = () => resolve(true)
      })
      let asked = 0
      const mayJoin = () => {
        asked++
        return decided
      }
      const second = await cluster.server({ mayJoin })
      const late = (await cluster.browser(second, 'ben')).answer('join_room', red)
      await kit.until('mayJoin() is asked', () => asked > 0 || late.value)
      const ending = second.gateway.close()
      // It is awaited below.
      ending.catch(() => {})
      decide()
      await ending
      await late.arrived()
      await cluster.subscriptions(cluster.channelOf(red), 0)
    },
  },
]
