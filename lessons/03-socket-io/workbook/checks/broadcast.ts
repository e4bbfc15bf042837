import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit, Way } from '../../../../shared/checks/kit.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Answer, Message } from '../../contract.ts'
import { type Browser, EVERYBODY, type PendingAnswer } from '../cluster/browser.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { NO_JSON, NO_MESSAGES, NO_OBJECTS } from './malformed.ts'

/** The length of the longest text, by the contract. */
const LONGEST = 2000

/** Texts that have to arrive as they were sent. */
const TEXTS = [
  '<img src=x onerror="alert(1)">',
  '&lt;b&gt; \\u0041 %3C {{text}}',
  'zwölf Öfen, 好 🙂\r\n\ttwo lines ',
  '{"text":"not decoded"}',
  '7',
  ' ',
  'x'.repeat(LONGEST),
  'ö'.repeat(LONGEST),
  '🙂'.repeat(LONGEST / 2),
]

/** What Redis says when it takes no command: no right to the channel, a restart, a replica. */
const REFUSALS = [
  'NOPERM this user has no permissions to access one of the channels used as arguments',
  'LOADING Redis is loading the dataset in memory',
  "READONLY You can't write against a read only replica.",
]

export const broadcastChecks: readonly Check<Subject>[] = [
  {
    id: '03.1-everybody',
    task: '03.1',
    title: 'a message reaches every browser on every server once, including the sender',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two, three] = await cluster.servers(3)
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(one!, 'ben')
      const carla = await cluster.browser(two!, 'carla')
      const others = [await cluster.browser(two!, 'dora'), await cluster.browser(three!, 'emil')]
      const texts = ['hello', 'hello', 'again']
      for (const text of texts) await anna.does('send_message', { text })
      // Redis keeps the order: what is sent when the others have been answered comes last.
      await carla.does('send_message', { text: 'end' })
      const expected = [...texts, 'end']
      const subscribed = await kit.subscribers(cluster.broadcast)
      const isMalformed = () => one!.problems.some(({ kind }) => kind === 'payload')
      const cause = () => {
        if (subscribed === 0)
          return 'No server is subscribed to the channel of broadcasts. Subscribe onBroadcast in listen().'
        if (isMalformed())
          return 'Your own message was reported as malformed. A handler gets a string: JSON.parse() it, then read it.'
        return whoGotWhat(anna, ben, carla) ?? answeredEarly(anna.heard.messages, expected)
      }
      for (const browser of [anna, ben, carla, ...others]) await browser.hears(expected, { cause })
      for (const [, message] of anna.events) datedNow(kit, message as Message)
    },
  },
  {
    id: '03.1-listening',
    task: '03.1',
    title: 'attach() resolves when broadcasts will arrive, including those of other programs',
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
        if (early && !heard) {
          kit.fail('attach() resolved before Redis had heard of the subscription', {
            cause:
              'You do not await pubsub.subscribe(): attach() may resolve only after Redis has confirmed it.',
          })
        }
      }
      proxy.resume()
      await attaching
      kit.equal('PUBSUB NUMSUB of broadcast', await kit.subscribers(cluster.broadcast), 1)
      const anna = await cluster.browser({ url }, 'anna')
      await anna.does('send_message', { text: 'mine' })
      // Whether "ok" came too early is another check's question.
      await kit.until('anna hears her own message', () => anna.heard.messages.includes('mine'))
      // Exactly the same, and two messages.
      const twice = messageOf('from another program')
      for (let i = 0; i < 2; i++) await kit.publish(cluster.broadcast, twice)
      await anna.hears(['mine', 'from another program', 'from another program'], {
        cause: ({ length }) =>
          length === 2
            ? 'Two messages with the same text are two messages: do not drop the second.'
            : undefined,
      })
      asPublished(kit, anna.events.at(-1)?.[1], JSON.parse(twice))
    },
  },
  {
    id: '03.1-as-sent',
    task: '03.1',
    title: 'every text arrives unmodified: markup, line ends, 2,000 characters',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(two!, 'ben')
      for (const text of TEXTS) {
        await anna.likely(lengthAllowed(text)).does('send_message', { text, more: 'is not looked at' })
      }
      for (const browser of [anna, ben]) await browser.hears(TEXTS, { cause: changed })
    },
  },
  {
    id: '03.1-invalid',
    task: '03.1',
    title: 'a malformed request is answered with "invalid" and affects no other one',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(one!, 'ben')
      const carla = await cluster.browser(two!, 'carla')
      await ben.does('send_message', { text: 'first' })
      for (const args of NO_MESSAGES) {
        await anna.isRefused('invalid', 'send_message', ...args)
        // The same again, without an acknowledgement.
        anna.send('send_message', ...args)
      }
      // Events that only a server may send.
      anna.send('message', JSON.parse(messageOf('forged')))
      anna.send('notification', { title: 'forged', text: '' })
      // No acknowledgement, or something else in its place, is no reason to refuse.
      anna.send('send_message', { text: 'without' })
      anna.send('send_message', { text: 'no function' }, 'acknowledge')
      await anna.does('send_message', { text: 'more arguments' }, { text: 'not this' }, 7)
      await ben.does('send_message', { text: 'end' })
      const expected = ['first', 'without', 'no function', 'more arguments', 'end']
      for (const browser of [anna, ben, carla]) {
        await browser.hears(expected, {
          cause: (got) =>
            got.includes('forged')
              ? 'You pass on an event that only a server may send. Listen to the four events of ClientEvents alone.'
              : undefined,
        })
      }
    },
  },
  {
    id: '03.1-published',
    task: '03.1',
    title: 'a message is published as JSON once, and "ok" is sent after Redis has confirmed it',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      await anna.does('send_message', { text: 'first' })
      const listener = await kit.listener(cluster.broadcast)
      kit.log('the check: the reply to PUBLISH is held back')
      const held = host.proxy.holdReply(everyone, 'PUBLISH')
      const answer = anna.answer('send_message', { text: 'hello' })
      await kit.until('the message is published', () => held.state === 'caught')
      await othersAreServed(kit, ben)
      if (answer.value?.ok) {
        kit.fail('send_message was answered with ok before Redis had replied to PUBLISH', {
          cause: 'You do not await the promise of pubsub.publishJson() before you answer.',
        })
      }
      held.release()
      kit.equal('the answer', await answer.arrived(), { ok: true })
      await kit.until('another program receives it', () => listener.got.length > 0)
      const published = JSON.parse(listener.messages[0]!) as Message
      kit.equal('the type of what was published as JSON', typeof published, 'object', {
        cause: (type) =>
          type === 'string'
            ? 'pubsub.publishJson() makes JSON of the value. Give it the object itself.'
            : undefined,
      })
      const { text, sentAt, from } = published
      kit.equal('the text that was published', text, 'hello')
      datedNow(kit, { text, sentAt, from })
      kit.equal('how often it was published', listener.got.length, 1)
    },
  },
  {
    id: '03.1-unavailable',
    task: '03.1',
    title: 'when Redis refuses a message, the sender gets "unavailable", and the next one is served',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2, { ownWay: true })
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(two!, 'ben')
      await anna.does('send_message', { text: 'first' })
      for (const error of REFUSALS) {
        kit.log('the check: Redis refuses what server 1 publishes')
        const refusing = one!.proxy.answer(everyone, 'PUBLISH', error)
        await anna.likely(notAwaited).isRefused('unavailable', 'send_message', { text: 'lost' })
        anna.send('send_message', { text: 'lost, without an acknowledgement' })
        const behind = anna.answer('send_message', null)
        await ben.does('send_message', { text: 'meanwhile' })
        await bothRefused(kit, refusing, behind)
        // Requests of a socket are served in their order: the refusal has been dealt with.
        await anna.isRefused('invalid', 'send_message', null)
        refusing.stop()
      }
      await anna.does('send_message', { text: 'end' })
      const expected = ['first', ...REFUSALS.map(() => 'meanwhile'), 'end']
      for (const browser of [anna, ben]) await browser.hears(expected)
    },
  },
  {
    id: '03.1-silent',
    task: '03.1',
    title: 'while Redis does not reply, other sockets are served, and the sender is answered once in the end',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      await anna.does('send_message', { text: 'first' })
      kit.log('the check: Redis does not reply to PUBLISH')
      const silent = host.proxy.silence(everyone, 'PUBLISH')
      const answer = anna.answer('send_message', { text: 'late' })
      await kit.until('the message is published', () => silent.count > 0)
      await othersAreServed(kit, ben)
      if (answer.value?.ok)
        kit.fail('send_message was answered with ok, and Redis has not replied to PUBLISH')
      kit.log('the check: Redis replies again')
      silent.stop()
      // Whoever has set a limit of their own may have answered before.
      await answer.arrived()
      await ben.does('send_message', { text: 'end' })
      await kit.until('the last message arrives', () => ben.heard.messages.includes('end'))
    },
  },
  {
    id: '03.1-bad-text',
    task: '03.1',
    title: 'a malformed message from Redis is reported and reaches no browser; those around it arrive',
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
      await anna.hears(['first', 'good 1', 'good 2'], { cause: notChecked('readMessage') })
      payloadsReported(kit, host, cluster.broadcast, bad)
    },
  },
  {
    id: '03.1-apart',
    task: '03.1',
    title: 'two servers in one process share nothing, and a namespace keeps programs apart',
    async run(kit, subject) {
      const [chat, other] = [new Cluster(kit, subject, 'chat'), new Cluster(kit, subject, 'other')]
      const anna = await chat.browser(await chat.server(), 'anna')
      const ben = await other.browser(await other.server(), 'ben')
      for (const { broadcast } of [chat, other]) {
        kit.equal(`PUBSUB NUMSUB of ${broadcast}`, await kit.subscribers(broadcast), 1, {
          cause: (count) =>
            count === 0 ? 'The channel has another name: put `namespace` before "broadcast".' : undefined,
        })
      }
      await anna.does('send_message', { text: 'to chat' })
      await ben.does('send_message', { text: 'to other' })
      for (const one of [anna, ben]) await one.does('send_message', { text: 'end' })
      const cause = (got: readonly string[]) =>
        got.length > 2
          ? 'Two gateways share something, for example a variable outside attach(). Keep everything inside.'
          : undefined
      await anna.hears(['to chat', 'end'], { where: EVERYBODY, cause })
      await ben.hears(['to other', 'end'], { where: EVERYBODY, cause })
    },
  },
]

const FRIEND = { id: 'friend', name: 'A friend' }
const now = () => new Date().toISOString()

/** A message as another program may publish it, a while after it was sent. */
export function messageOf(text: string, more: object = {}): string {
  return JSON.stringify({ from: FRIEND, text, sentAt: '2024-02-29T12:34:56.789Z', ...more })
}

/** A good message for a text that says it is one. */
function goodOr(text: string): string {
  return text.startsWith('good') ? messageOf(text) : text
}

/** Fails unless other sockets of the server are served now, as often as an answer that is due needs to come first. */
export async function othersAreServed(kit: Kit, other: Browser): Promise<void> {
  for (let i = 0; i < 3; i++) {
    const answer = await other
      .answer('send_message', null)
      .arrived(
        'This request waits behind one of another socket, which waits for Redis. A queue may hold one socket alone.',
      )
    kit.equal('the answer to send_message null', answer, { ok: false, reason: 'invalid' })
  }
}

/**
 * Waits until Redis has refused a request, which was answered, and the next one, which wants no answer.
 *
 * @param behind The answer to a malformed request that was sent after both.
 */
export async function bothRefused(
  kit: Kit,
  refusing: { readonly count: number },
  behind: Pick<PendingAnswer, 'value'>,
): Promise<void> {
  await kit.until('both have been refused', () => refusing.count >= 2, {
    cause: () => {
      if (refusing.count !== 1) return undefined
      // What is malformed is told so, unless it never ran.
      const hasRun = behind.value?.ok === false && behind.value.reason === 'invalid'
      return hasRun
        ? 'A request without an acknowledgement was not served. A browser may leave it out: publish all the same.'
        : 'One of your requests failed, and those behind it never ran. A failed request in the queue must not stop the next one.'
    },
  })
}

/** Fails unless a browser got a message just as it was published. */
export function asPublished(kit: Kit, got: unknown, published: object): void {
  kit.equal('the message that arrived, which another program published', got, published, {
    cause: (got) =>
      (got as Partial<Message> | undefined)?.sentAt === (published as Message).sentAt
        ? undefined
        : 'You stamp sentAt when a message is delivered. It is the time at which a server took the request: pass it on.',
  })
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
  kit.equal(`the payloads reported of ${channel}`, reported, expected, {
    cause: (got) => {
      if (got.length === 0) return undefined
      const missing = expected.filter((payload) => !got.includes(payload))
      if (missing.length === 0) return undefined
      return missing.some(isJson)
        ? 'A payload that can be parsed and is not a message has to be reported too, not only one that cannot be parsed.'
        : 'JSON.parse throws for a payload that is not JSON: report that as well.'
    },
  })
}

/** Why a browser got what is not a message, or not what came after it. */
export function notChecked(read: string) {
  return (got: readonly string[]): string | undefined => {
    if (got.some((text) => typeof text !== 'string' || !/^(good|first)/.test(text)))
      return `You emit something that is not a message. Emit only what ${read}() returns, and check every field there.`
    if (got.includes('good 1') && !got.includes('good 2'))
      return 'After a malformed message, the next one was not emitted. Look for an error above that your handler throws.'
    return undefined
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
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

/** Why a message came twice, or not to all: that shows in who got it. Ben is on Anna's server, Carla on another one. */
function whoGotWhat(anna: Browser, ben: Browser, carla: Browser): string | undefined {
  const [sender, neighbour, away] = [anna, ben, carla].map(
    ({ heard }) => heard.messages.filter((text) => text === 'hello').length,
  )
  if (sender! > 2 && away! > 0 && away! <= 2)
    return 'You emit the message when a browser sends it, and again when it comes from Redis. Emit it only then.'
  if (neighbour === 2 && away === 0)
    return 'io.emit() reaches the browsers of this process alone. Publish the message, and emit what comes from Redis.'
  if (sender === 0 && neighbour === 2)
    return 'You leave out the sender. Its own message comes back to it from Redis, as to every other browser.'
  return undefined
}

/** Why the messages came in another order, although each was sent after the one before it had been answered. */
function answeredEarly(got: readonly string[], expected: readonly string[]): string | undefined {
  const sorted = (texts: readonly string[]) => JSON.stringify([...texts].sort())
  const isReordered = sorted(got) === sorted(expected) && JSON.stringify(got) !== JSON.stringify(expected)
  return isReordered
    ? 'You answer before Redis has confirmed PUBLISH. Await the promise of pubsub.publishJson() first.'
    : undefined
}

/** Why a text was refused whose length is within the limits. */
function lengthAllowed(text: string) {
  return (answer: Answer): string | undefined => {
    if (answer.ok || answer.reason !== 'invalid') return undefined
    if (text.trim() === '') return 'A space is a text of one character. Measure the text before you trim it.'
    return text.length === LONGEST
      ? `A text may have ${LONGEST.toLocaleString('en')} characters, as \`length\` counts them. This one has exactly as many.`
      : undefined
  }
}

/** What was done to a text on its way. */
function changed(got: readonly string[]): string | undefined {
  const at = TEXTS.findIndex((text, index) => got[index] !== text)
  const [sent, arrived] = [TEXTS[at], got[at]]
  if (sent === undefined || arrived === undefined) return undefined
  if (arrived === sent.trim()) return 'You trim the text. Pass it on as it is.'
  if (/&lt;|&amp;/.test(arrived))
    return 'You escape the text. Only the page knows where it puts it, and escapes it there.'
  return undefined
}

/** Why a request is told "ok" although Redis has refused it. */
function notAwaited(answer: Answer): string | undefined {
  return answer.ok
    ? 'Redis has refused PUBLISH: await pubsub.publishJson(), and answer when it rejects.'
    : undefined
}
