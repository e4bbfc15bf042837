import { defineLesson } from '../../../shared/workbook/manifest.ts'
import type { Contract, PubSubModule } from '../contract.ts'

export const lesson = defineLesson<Contract>({
  id: '02',
  slug: 'patterns',
  title: 'Patterns',
  sections: ['Pattern-based subscriptions'],
  goal: 'subscribe to many channels by one pattern, name channels so that no id breaks them, and run each handler once per message however its patterns overlap.',
  minutes: 40,
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
    { name: 'channels.ts' },
    { name: 'router.ts' },
  ],
  tasks: [
    {
      id: '02.1',
      title: 'subscribe and unsubscribe by pattern',
      hints: [
        'PSUBSCRIBE takes a pattern, and Redis delivers every message whose channel it matches: once for each pattern of the connection. Your handler wants to know message, channel and pattern. One client does not tell the pattern, the other tells everything in another order. PUNSUBSCRIBE compares texts: it ends the pattern with just these letters. And ending all channels ends no pattern.',
        "node-redis: `patterns.pSubscribe(pattern, (payload, channel) => …)` keeps a set of listeners per pattern, `pUnsubscribe(pattern, listener)` drops one, `pUnsubscribe()` all. ioredis: `patterns.psubscribe(pattern)`, and one event for all: `patterns.on('pmessage', (pattern, channel, payload) => …)`; `punsubscribe(pattern)` ends the pattern for the whole connection.",
        'Keep a Map from pattern to its handlers, as lesson 01 does for channels. node-redis: one listener for each pattern, which knows the pattern and calls all of its handlers; keep it beside them, and give that same listener to pSubscribe and to pUnsubscribe, each in `inTime(…)`. ioredis: enter the handler, then `await patterns.psubscribe(pattern)`, and on each `ready` subscribe every pattern of the Map again, reporting what is refused. If psubscribe rejects, take a handler that you have just added out again, and throw the error. Unsubscribe when the last handler of the pattern has gone. All: note the patterns, clear the Map, then `await Promise.all([basic.unsubscribeAll(), …])`; node-redis: `inTime(patterns.pUnsubscribe(pattern, listener))` for each; ioredis: `patterns.punsubscribe(...names)`, only if there are any.',
      ],
    },
    {
      id: '02.2',
      title: 'names for channels that build, parse and make patterns',
      hints: [
        'An id that holds a colon looks like two parts of the name, and one that holds `*` looks like a pattern. So the parts are written in a form in which no mark that has a meaning is left, and read back from it. The namespace is not yours to change: in a pattern, its marks have to lose their meaning.',
        '`encodeURIComponent` writes `:` `?` `[` `]` `\\` and spaces as percent signs with digits, and leaves `*` as it is. `decodeURIComponent` reads them back, and throws on a percent sign that is none of its own. In a pattern, a backslash takes the meaning from the mark behind it.',
        "encode: encodeURIComponent(part).replaceAll('*', '%2A'). event: [resource, action].map(encode).join(':') behind the namespace. A pattern: namespace.replace(/[\\\\*?[\\]^-]/g, '\\\\$&'), then the encoded parts and `*`. parse: undefined unless it begins with the namespace; split the rest at ':', decode the parts (try, catch) and encode each again, which must give what it was read from (in the same try: half a letter cannot be written); two parts are an event, three with chat and room are a room.",
      ],
    },
    {
      id: '02.3',
      title: 'route messages to handlers by a table, each once per message',
      needs: ['02.1'],
      hints: [
        'Two patterns that match the same channel bring the same message twice. To remember texts does not help: somebody may publish the same text twice, and both count. But for each handler and each channel you can say beforehand which one of its patterns is to call it.',
        'From `shared/lesson/glob.ts` comes `matches(pattern, channel)`, which answers as Redis would. `psubscribe` tells your function the channel and by which pattern the message came. A function of your own for each subscription also keeps your subscriptions apart from those of the caller.',
        'Group the routes by handler: a Map from handler to a Set of patterns. For each of its patterns, psubscribe a new function: (message, channel, by) => when by is the first of the patterns of this handler that matches the channel, return handler(message, channel); else nothing. Remember [pattern, function] and punsubscribe them in close(). Wait for all of them with Promise.allSettled; if one was refused, close(), then throw its reason.',
      ],
    },
  ],
  load: async (client, from) => {
    const [port, channels, router] = await Promise.all([
      from(`${client}.ts`) as Promise<PubSubModule>,
      from('channels.ts') as Promise<Pick<Contract, 'channels'>>,
      from('router.ts') as Promise<Pick<Contract, 'route'>>,
    ])
    return { connect: port.connect, channels: channels.channels, route: router.route }
  },
})
