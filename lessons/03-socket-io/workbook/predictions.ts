import type { Prediction } from '#shared/runner/predictions.ts'
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
      'In the tutorial, each join subscribes a function that emits to the room. Three users on one server join, and you publish one message. What does PUBLISH return, and how many copies arrive?',
    answer: 'PUBLISH returned 1, and 9 copies arrived.',
    why: "Redis has one subscription. node-redis calls three functions for it, and each emits to all three users. The count doesn't show the mistake.",
    async run(context) {
      const channels = tutorialChannels(context)
      const server = await tutorialServer(context, channels)
      const users = [
        await visitor(context, server),
        await visitor(context, server),
        await visitor(context, server),
      ]
      await join(context, server, users, 'kitchen')
      const publisher = await client(context)
      const count = await publisher.publish(channels.room('kitchen'), '"hello"')
      // On the same connections, so earlier messages have arrived.
      await publisher.publish(channels.broadcast, '"end"')
      await context.until(() => copiesOf(users, 'end') === users.length)
      const copies = copiesOf(users, 'hello')
      return `PUBLISH returned ${count}, and ${copies} copies arrived.`
    },
  },
  {
    question:
      'In the tutorial, both servers emit a notification to the room `user-<id>`. User 7 has one tab. What does PUBLISH return, and how often does the tab receive it?',
    answer: 'PUBLISH returned 2, and the tab received it 0 times.',
    why: 'Both servers receive the notification, but no line of the tutorial adds a socket to the room `user-7`.',
    async run(context) {
      const channels = tutorialChannels(context)
      const servers = [await tutorialServer(context, channels), await tutorialServer(context, channels)]
      const tab = await visitor(context, servers[0]!)
      const publisher = await client(context)
      const count = await publisher.publish(channels.notifications, '{"userId":7,"text":"hello"}')
      // On the same connections, so earlier messages have arrived.
      await publisher.publish(channels.broadcast, '"end"')
      await context.until(() => tab.got.some(([event]) => event === 'message'))
      const times = tab.got.filter(([event]) => event === 'notification').length
      return `PUBLISH returned ${count}, and the tab received it ${times} times.`
    },
  },
  {
    question:
      "Two servers are behind a round-robin load balancer. Ten browsers use Socket.IO's default settings, ten use WebSocket only. How many of each connect?",
    answer: 'With the default settings, 0 of 10 connected. With WebSocket only, 10 of 10 did.',
    why: "By default, a browser starts with several HTTP requests, and the second one reaches a server that doesn't know the session. A WebSocket is a single connection. Redis doesn't change that: use sticky sessions, or WebSocket only.",
    async run(context) {
      const channels = tutorialChannels(context)
      const servers = [await tutorialServer(context, channels), await tutorialServer(context, channels)]
      const url = await roundRobin(
        context,
        servers.map((server) => server.url),
      )
      const byDefault = await connects(context, url, 10, ['polling', 'websocket'])
      const byWebSocket = await connects(context, url, 10, ['websocket'])
      return `With the default settings, ${byDefault} of 10 connected. With WebSocket only, ${byWebSocket} of 10 did.`
    },
  },
]
