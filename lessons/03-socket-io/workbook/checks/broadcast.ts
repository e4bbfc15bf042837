import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit, Way } from '../../../../shared/checks/kit.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Message } from '../../contract.ts'
import { EVERYBODY } from '../cluster/browser.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { NO_JSON, NO_MESSAGES, NO_OBJECTS } from './malformed.ts'

/** Texts that have to arrive as they were sent. */
const TEXTS = [
  '<img src=x onerror="alert(1)">',
  '&lt;b&gt; \\u0041 %3C {{text}}',
  'zwölf Öfen, 好 🙂\r\n\ttwo lines ',
  '{"text":"not decoded"}',
  '7',
  ' ',
  'x'.repeat(2000),
  'ö'.repeat(2000),
  '🙂'.repeat(1000),
]

export const broadcastChecks: readonly Check<Subject>[] = [
  {
    id: '03.1-everybody',
    task: '03.1',
    title: 'a message reaches every browser on every server once, the sender too',
    misconception:
      'the server of the sender emits it at once and again when it comes from Redis, or the others never hear of it',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two, three] = await cluster.servers(3)
      const anna = await cluster.browser(one!, 'anna')
      const others = [
        await cluster.browser(one!, 'ben'),
        await cluster.browser(two!, 'carla'),
        await cluster.browser(two!, 'dora'),
        await cluster.browser(three!, 'emil'),
      ]
      const texts = ['hello', 'hello', 'again']
      for (const text of texts) await anna.does('send_message', { text })
      const carla = others[1]!
      // Redis keeps the order: what is sent when the others have been answered comes last.
      await carla.does('send_message', { text: 'end' })
      for (const browser of [anna, ...others]) await browser.hears([...texts, 'end'])
      for (const [, message] of anna.events) datedNow(kit, message as Message)
    },
  },
  {
    id: '03.1-listening',
    task: '03.1',
    title: 'when attach() has resolved, broadcasts arrive, also those of other programs',
    misconception:
      'SUBSCRIBE is not awaited, attach() subscribes more than once, or the same text again is taken for a copy',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const { proxy, url, attach } = await cluster.prepare()
      kit.log('the check: what the connections send is held up')
      proxy.stall()
      let resolved = false
      const attaching = attach()
      // It is awaited below.
      attaching.then(() => (resolved = true)).catch(() => {})
      for (let i = 0; i < 3; i++) {
        const early = resolved
        const heard = (await kit.subscribers(cluster.broadcast)) > 0
        if (early && !heard) kit.fail('attach() resolved before Redis had heard of the subscription')
      }
      proxy.resume()
      await attaching
      kit.equal('PUBSUB NUMSUB of broadcast', await kit.subscribers(cluster.broadcast), 1)
      const anna = await cluster.browser({ url }, 'anna')
      await anna.does('send_message', { text: 'mine' })
      // To the letter the same, and two messages.
      const twice = messageOf('from another program')
      for (let i = 0; i < 2; i++) await kit.publish(cluster.broadcast, twice)
      await anna.hears(['mine', 'from another program', 'from another program'])
    },
  },
  {
    id: '03.1-as-sent',
    task: '03.1',
    title: 'every text arrives as it was sent: markup, line ends, 2,000 characters',
    misconception:
      'the server escapes or trims the text, which is for the page, as it knows where it puts it; or it counts bytes',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(two!, 'ben')
      for (const text of TEXTS) await anna.does('send_message', { text, more: 'is not looked at' })
      await anna.hears(TEXTS)
      await ben.hears(TEXTS)
    },
  },
  {
    id: '03.1-invalid',
    task: '03.1',
    title: 'what is no message is answered with "invalid", and harms nobody',
    misconception:
      'a type is taken for a guard; what a listener of Socket.IO throws, or its promise, ends the process',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(one!, 'ben')
      const carla = await cluster.browser(two!, 'carla')
      await ben.does('send_message', { text: 'first' })
      for (const args of NO_MESSAGES) {
        await anna.isRefused('invalid', 'send_message', ...args)
        // The same, and nobody wants an answer.
        anna.send('send_message', ...args)
      }
      // No acknowledgement, or something else in its place, is no reason to refuse.
      anna.send('send_message', { text: 'without' })
      anna.send('send_message', { text: 'no function' }, 'acknowledge')
      await anna.does('send_message', { text: 'more arguments' }, { text: 'not this' }, 7)
      await ben.does('send_message', { text: 'end' })
      const expected = ['first', 'without', 'no function', 'more arguments', 'end']
      for (const browser of [anna, ben, carla]) await browser.hears(expected)
    },
  },
  {
    id: '03.1-published',
    task: '03.1',
    title: 'what is published is the message as JSON, and "ok" is said when Redis has taken it',
    misconception: 'publish() is not awaited, so that "ok" is said before anybody knows',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      await anna.does('send_message', { text: 'first' })
      const listener = await kit.listener(cluster.broadcast)
      kit.log('the check: the answer to PUBLISH is held back')
      const held = host.proxy.holdReply(everyone, 'PUBLISH')
      const answer = anna.answer('send_message', { text: 'hello' })
      await kit.until('the message is published', () => held.state === 'caught')
      // This one is answered at once, so the other could have been answered too.
      await anna.isRefused('invalid', 'send_message', null)
      if (answer.value) kit.fail('send_message was answered before PUBLISH was')
      held.release()
      kit.equal('the answer', await answer.arrived(), { ok: true })
      await kit.until('another program hears it', () => listener.got.length > 0)
      const { text, sentAt, from } = JSON.parse(listener.messages[0]!) as Message
      kit.equal('the text that was published', text, 'hello')
      datedNow(kit, { text, sentAt, from })
      kit.equal('how often it was published', listener.got.length, 1)
    },
  },
  {
    id: '03.1-unavailable',
    task: '03.1',
    title: 'when Redis does not take it, the sender is told "unavailable", and the next one is served',
    misconception: 'the promise of publish() is nobody’s: when it rejects, the process ends',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(two!, 'ben')
      await anna.does('send_message', { text: 'first' })
      kit.log('the check: Redis refuses what server 1 publishes')
      one!.faults.add('publish')
      await anna.isRefused('unavailable', 'send_message', { text: 'lost' })
      anna.send('send_message', { text: 'lost, and nobody wants an answer' })
      await ben.does('send_message', { text: 'meanwhile' })
      // The answer shows that what was sent before it has been looked at.
      await anna.isRefused('invalid', 'send_message', null)
      one!.faults.delete('publish')
      await anna.does('send_message', { text: 'end' })
      for (const browser of [anna, ben]) await browser.hears(['first', 'meanwhile', 'end'])
    },
  },
  {
    id: '03.1-bad-text',
    task: '03.1',
    title: 'what is no message on the channel is reported, reaches nobody, and its neighbours arrive',
    misconception: 'whatever can be parsed is taken for a message: JSON null reaches everybody',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      await anna.does('send_message', { text: 'first' })
      await anna.hears(['first'])
      const bad = [
        ...NO_JSON,
        ...NO_OBJECTS,
        JSON.stringify({ text: 'from nobody', sentAt: now() }),
        JSON.stringify({ from: null, text: 'from null', sentAt: now() }),
        JSON.stringify({ from: { id: 7, name: 'x' }, text: 'from a number', sentAt: now() }),
        JSON.stringify({ from: { id: 'x' }, text: 'without a name', sentAt: now() }),
        JSON.stringify({ from: { id: 'x', name: 7 }, text: 'a number for a name', sentAt: now() }),
        JSON.stringify({ from: FRIEND, text: { no: 'text' }, sentAt: now() }),
        JSON.stringify({ from: FRIEND, text: 'without a date' }),
        JSON.stringify({ from: FRIEND, text: 'a number for a date', sentAt: 7 }),
      ]
      await kit.burst(cluster.broadcast, ['good 1', ...bad, 'good 2'].map(goodOr))
      await anna.hears(['first', 'good 1', 'good 2'])
      payloadsReported(kit, host, cluster.broadcast, bad)
    },
  },
  {
    id: '03.1-apart',
    task: '03.1',
    title: 'two servers in one process share nothing, and a namespace keeps programs apart',
    misconception: 'what belongs to one server is kept in the module, or the namespace is left out',
    async run(kit, subject) {
      const [chat, other] = [new Cluster(kit, subject, 'chat'), new Cluster(kit, subject, 'other')]
      const anna = await chat.browser(await chat.server(), 'anna')
      const ben = await other.browser(await other.server(), 'ben')
      await anna.does('send_message', { text: 'to chat' })
      await ben.does('send_message', { text: 'to other' })
      for (const one of [anna, ben]) await one.does('send_message', { text: 'end' })
      await anna.hears(['to chat', 'end'], EVERYBODY)
      await ben.hears(['to other', 'end'], EVERYBODY)
    },
  },
]

const FRIEND = { id: 'friend', name: 'A friend' }
const now = () => new Date().toISOString()

/** A message as another program may publish it. */
export function messageOf(text: string, more: object = {}): string {
  return JSON.stringify({ from: FRIEND, text, sentAt: now(), ...more })
}

/** A good message for a text that says it is one. */
function goodOr(text: string): string {
  return text.startsWith('good') ? messageOf(text) : text
}

/** Fails unless each of these texts was reported once, and nothing else of that kind. */
export function payloadsReported(
  kit: Kit,
  { problems }: Pick<Way, 'problems'>,
  channel: string,
  expected: readonly string[],
): void {
  const reported = problems.flatMap((one) =>
    one.kind === 'payload' && one.channel === channel ? [one.payload] : [],
  )
  kit.equal(`the payloads reported of ${channel}`, reported, expected)
}

/** Fails unless a message says that it was sent just now. */
function datedNow(kit: Kit, { sentAt }: Message): void {
  const isDate = typeof sentAt === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/.test(sentAt)
  const age = isDate ? Date.now() - Date.parse(sentAt) : Number.NaN
  // Under a debugger a minute may go by.
  if (!(age > -5000 && age < 600_000)) {
    kit.fail(`sentAt should be the time as an ISO 8601 date, and is ${JSON.stringify(sentAt)}`)
  }
}
