import type { Prediction } from '../../../shared/workbook/predictions.ts'
import { connects, roundRobin } from './tutorial/round-robin.ts'
import {
  client,
  copiesOf,
  join,
  tutorialChannels,
  tutorialServer,
  visitor,
} from './tutorial/tutorial-chat.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'In the tutorial, a server that gets `join_room` calls `subscriber.subscribe(channel, listener)`, and the listener emits to the room. Three users of one server join the same room. Then one message is published. What does PUBLISH return, and how many copies arrive at the three users together?',
    answer: 'PUBLISH returned 1, and 9 copies arrived.',
    why: 'Redis knows one subscription. node-redis keeps three listeners for it, and each of them emits to all three users. The count does not show it.',
    async run(lab) {
      const channels = tutorialChannels(lab)
      const server = await tutorialServer(lab, channels)
      const users = [await visitor(lab, server), await visitor(lab, server), await visitor(lab, server)]
      await join(lab, server, users, 'kitchen')
      const publisher = await client(lab)
      const count = await publisher.publish(channels.room('kitchen'), '"hello"')
      // On the same connections: what was sent before it has come before it.
      await publisher.publish(channels.broadcast, '"end"')
      await lab.until(() => copiesOf(users, 'end') === users.length)
      const copies = copiesOf(users, 'hello')
      return `PUBLISH returned ${count}, and ${copies} copies arrived.`
    },
  },
  {
    question:
      'In the tutorial, both servers subscribe to notifications, and hand each one to the sockets in the room `user-<id>`. User 7 has one tab, on one of two servers. The application publishes a notification for user 7. What does PUBLISH return, and how often does the tab get it?',
    answer: 'PUBLISH returned 2, and the tab got it 0 times.',
    why: 'Both servers have got it, so the count is 2. But no line of the tutorial puts a socket into the room `user-7`, so both emit to nobody.',
    async run(lab) {
      const channels = tutorialChannels(lab)
      const servers = [await tutorialServer(lab, channels), await tutorialServer(lab, channels)]
      const tab = await visitor(lab, servers[0]!)
      const publisher = await client(lab)
      const count = await publisher.publish(channels.notifications, '{"userId":7,"text":"hello"}')
      // On the same connections: what was sent before it has come before it.
      await publisher.publish(channels.broadcast, '"end"')
      await lab.until(() => tab.got.some(([event]) => event === 'message'))
      const times = tab.got.filter(([event]) => event === 'notification').length
      return `PUBLISH returned ${count}, and the tab got it ${times} times.`
    },
  },
  {
    question:
      'Two Socket.IO servers stand behind a balancer that hands each connection to the next server in turn. Ten browsers try to connect, with the default settings of Socket.IO. Then ten more that may use WebSockets only. How many of each ten get in?',
    answer: 'With the default settings 0 of 10 got in, with WebSockets only 10 of 10.',
    why: 'By default a browser begins with several HTTP requests, and each of them may come to another server, which has never heard of the session. A WebSocket is one connection, and stays where it is. Redis does not change that: either the balancer is sticky, or polling is turned off.',
    async run(lab) {
      const channels = tutorialChannels(lab)
      const servers = [await tutorialServer(lab, channels), await tutorialServer(lab, channels)]
      const url = await roundRobin(
        lab,
        servers.map((server) => server.url),
      )
      const byDefault = await connects(lab, url, 10, ['polling', 'websocket'])
      const byWebSocket = await connects(lab, url, 10, ['websocket'])
      return `With the default settings ${byDefault} of 10 got in, with WebSockets only ${byWebSocket} of 10.`
    },
  },
]
