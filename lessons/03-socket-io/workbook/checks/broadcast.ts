import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Acknowledgement, Message } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { EVERYBODY } from '../test-bed/browser.ts'
import { TestBed } from '../test-bed/test-bed.ts'
import { NO_JSON, NO_MESSAGES, NO_OBJECTS } from './malformed.ts'
import {
  answeredEarly,
  asPublished,
  bothRefused,
  FRIEND,
  holdReply,
  messageOf,
  notChecked,
  now,
  othersAreServed,
  payloadsReported,
  whoGotWhat,
} from './messages.ts'

/** The length of the longest text that the contract allows. */
const LONGEST = 2000

/** Texts that must arrive unmodified. */
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

/** Replies of a Redis that rejects a PUBLISH: missing permission, a restart, a replica. */
const REFUSALS = [
  'NOPERM this user has no permissions to access one of the channels used as arguments',
  'LOADING Redis is loading the dataset in memory',
  "READONLY You can't write against a read only replica.",
]

export const broadcastChecks: readonly Check<Subject>[] = [
  {
    id: '03.1-everyone',
    task: '03.1',
    title: 'each message reaches every browser on every server once, including the sender',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two, three] = await bed.servers(3)
      const anna = await bed.browser(one!, 'anna')
      const ben = await bed.browser(one!, 'ben')
      const carla = await bed.browser(two!, 'carla')
      const others = [await bed.browser(two!, 'dora'), await bed.browser(three!, 'emil')]
      const texts = ['hello', 'hello', 'again']
      for (const text of texts) await anna.does('send_message', { text })
      // Redis keeps the order of confirmed messages, so this one arrives last.
      await carla.does('send_message', { text: 'end' })
      const expected = [...texts, 'end']
      const subscribed = await context.subscribers(bed.broadcast)
      const isMalformed = () => one!.problems.some(({ kind }) => kind === 'payload')
      const cause = () => {
        if (subscribed === 0)
          return 'No server is subscribed to the broadcast channel. Subscribe onBroadcast in subscribe().'
        if (isMalformed())
          return 'Your own message was reported as malformed. publishJson() converts the value to JSON: pass it the object itself.'
        return whoGotWhat(anna, ben, carla) ?? answeredEarly(anna.heard.messages, expected)
      }
      for (const browser of [anna, ben, carla, ...others]) await browser.hears(expected, { cause })
      for (const [, message] of anna.events) datedNow(context, message as Message)
    },
  },
  {
    id: '03.1-listening',
    task: '03.1',
    title: 'attach() waits until broadcasts will arrive, including those of other programs',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { proxy, url, attach } = await bed.prepare()
      context.log('the check: the proxy holds back what the server sends to Redis')
      proxy.stall()
      let resolved = false
      const attaching = attach()
      // It is awaited below.
      attaching.then(() => (resolved = true)).catch(() => {})
      for (let i = 0; i < 3; i++) {
        const early = resolved
        const isSubscribed = (await context.subscribers(bed.broadcast)) > 0
        if (early && !isSubscribed) {
          context.fail('attach() resolved before Redis received the SUBSCRIBE', {
            cause:
              "You don't await pubsub.subscribe(). Messages published before Redis confirms the subscription are lost.",
          })
        }
      }
      proxy.resume()
      await attaching
      context.equal('PUBSUB NUMSUB of broadcast', await context.subscribers(bed.broadcast), 1)
      const anna = await bed.browser({ url }, 'anna')
      await anna.does('send_message', { text: 'mine' })
      // Another check tests whether "ok" came too early.
      await context.until('anna receives her own message', () => anna.heard.messages.includes('mine'))
      // Exactly the same, and two messages.
      const twice = messageOf('from another program')
      for (let i = 0; i < 2; i++) await context.publish(bed.broadcast, twice)
      await anna.hears(['mine', 'from another program', 'from another program'], {
        cause: ({ length }) =>
          length === 2
            ? 'You drop a message because its text equals that of the previous one. Both are messages: emit both.'
            : undefined,
      })
      asPublished(context, anna.events.at(-1)?.[1], JSON.parse(twice))
    },
  },
  {
    id: '03.1-as-sent',
    task: '03.1',
    title: 'every message arrives unmodified: markup, line breaks, 2,000 characters',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2)
      const anna = await bed.browser(one!, 'anna')
      const ben = await bed.browser(two!, 'ben')
      for (const text of TEXTS) {
        await anna.likely(lengthAllowed(text)).does('send_message', { text, more: 'is not looked at' })
      }
      for (const browser of [anna, ben]) await browser.hears(TEXTS, { cause: changed })
    },
  },
  {
    id: '03.1-invalid',
    task: '03.1',
    title: 'a malformed request is refused with "invalid", and other requests are unaffected',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2)
      const anna = await bed.browser(one!, 'anna')
      const ben = await bed.browser(one!, 'ben')
      const carla = await bed.browser(two!, 'carla')
      await ben.does('send_message', { text: 'first' })
      for (const args of NO_MESSAGES) {
        await anna.isRefused('invalid', 'send_message', ...args)
        // Once more, without an acknowledgement.
        anna.send('send_message', ...args)
      }
      // Events that only a server may send.
      anna.send('message', JSON.parse(messageOf('forged')))
      anna.send('notification', { title: 'forged', text: '' })
      // A browser may omit the acknowledgement, or send something else instead.
      anna.send('send_message', { text: 'without' })
      anna.send('send_message', { text: 'no function' }, 'acknowledge')
      await anna.does('send_message', { text: 'more arguments' }, { text: 'not this' }, 7)
      await ben.does('send_message', { text: 'end' })
      const expected = ['first', 'without', 'no function', 'more arguments', 'end']
      for (const browser of [anna, ben, carla]) {
        await browser.hears(expected, {
          cause: (got) =>
            got.includes('forged')
              ? 'You pass on an event that only a server may send. Listen only for the four events of ClientEvents.'
              : undefined,
        })
      }
    },
  },
  {
    id: '03.1-published',
    task: '03.1',
    title: 'a message is published as JSON once, and acknowledged after Redis confirms',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      await anna.does('send_message', { text: 'first' })
      const listener = await context.listener(bed.broadcast)
      const held = holdReply(context, host, 'PUBLISH')
      const answer = anna.answer('send_message', { text: 'hello' })
      await held.caught('the message is published')
      await othersAreServed(context, ben)
      if (answer.value?.ok) {
        context.fail('send_message was acknowledged with ok before Redis replied to PUBLISH', {
          cause: "You don't await pubsub.publishJson() before you return OK.",
        })
      }
      held.release()
      context.equal('the acknowledgement', await answer.arrived(), { ok: true })
      await context.until('another program receives the message', () => listener.got.length > 0)
      const published = JSON.parse(listener.messages[0]!) as Message
      context.equal('the type of the published JSON value', typeof published, 'object', {
        cause: (type) =>
          type === 'string'
            ? 'You convert the message to JSON twice. publishJson() already converts it: pass the object itself.'
            : undefined,
      })
      const { text, sentAt, from } = published
      context.equal('the published text', text, 'hello')
      datedNow(context, { text, sentAt, from })
      context.equal('the number of published messages', listener.got.length, 1)
    },
  },
  {
    id: '03.1-unavailable',
    task: '03.1',
    title: 'if Redis rejects a message, its sender receives "unavailable", and the next request works',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2, { ownWay: true })
      const anna = await bed.browser(one!, 'anna')
      const ben = await bed.browser(two!, 'ben')
      await anna.does('send_message', { text: 'first' })
      for (const error of REFUSALS) {
        context.log('the check: Redis rejects each PUBLISH of server 1')
        const refusing = one!.proxy.answer(allConnections, 'PUBLISH', error)
        await anna.likely(notAwaited).isRefused('unavailable', 'send_message', { text: 'lost' })
        anna.send('send_message', { text: 'lost, no acknowledgement' })
        const behind = anna.answer('send_message', null)
        await ben.does('send_message', { text: 'meanwhile' })
        await bothRefused(context, refusing, behind)
        // The gateway has handled the rejection by now.
        await anna.isRefused('invalid', 'send_message', null)
        refusing.stop()
      }
      await anna.does('send_message', { text: 'end' })
      const expected = ['first', ...REFUSALS.map(() => 'meanwhile'), 'end']
      for (const browser of [anna, ben]) await browser.hears(expected)
    },
  },
  {
    id: '03.5-silent',
    task: '03.5',
    title: 'while Redis is silent, other sockets are served, and each request is acknowledged once',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      await anna.does('send_message', { text: 'first' })
      context.log('the check: Redis stops replying to PUBLISH')
      const silent = host.proxy.silence(allConnections, 'PUBLISH')
      const answer = anna.answer('send_message', { text: 'late' })
      await context.until('the message is published', () => silent.count > 0)
      await othersAreServed(context, ben)
      if (answer.value?.ok)
        context.fail('send_message was acknowledged with ok, but Redis has not replied to PUBLISH')
      context.log('the check: Redis replies again')
      silent.stop()
      // A gateway with a time limit of its own may have answered earlier.
      await answer.arrived()
      await ben.does('send_message', { text: 'end' })
      await context.until('the last message arrives', () => ben.heard.messages.includes('end'))
    },
  },
  {
    id: '03.1-bad-text',
    task: '03.1',
    title: 'a malformed message from Redis is reported and reaches no browser; the next one arrives',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      await anna.does('send_message', { text: 'first' })
      await anna.hears(['first'])
      const bad = [
        ...NO_JSON,
        ...NO_OBJECTS,
        JSON.stringify({ text: 'without a sender', sentAt: now() }),
        JSON.stringify({ from: null, text: 'from null', sentAt: now() }),
        JSON.stringify({ from: { id: 7, name: 'x' }, text: 'from a number', sentAt: now() }),
        JSON.stringify({ from: { id: 'x' }, text: 'without a name', sentAt: now() }),
        JSON.stringify({ from: { id: 'x', name: 7 }, text: 'a number for a name', sentAt: now() }),
        JSON.stringify({ from: FRIEND, text: { no: 'text' }, sentAt: now() }),
        JSON.stringify({ from: FRIEND, text: 'without a date' }),
        JSON.stringify({ from: FRIEND, text: 'a number for a date', sentAt: 7 }),
      ]
      await context.burst(bed.broadcast, ['good 1', ...bad, 'good 2'].map(goodOr))
      await anna.hears(['first', 'good 1', 'good 2'], { cause: notChecked('readMessage') })
      payloadsReported(context, host, bed.broadcast, bad)
    },
  },
  {
    id: '03.1-apart',
    task: '03.1',
    title: 'two gateways in one process share nothing, and namespaces keep programs apart',
    async run(context, subject) {
      const [chat, other] = [new TestBed(context, subject, 'chat'), new TestBed(context, subject, 'other')]
      const anna = await chat.browser(await chat.server(), 'anna')
      const ben = await other.browser(await other.server(), 'ben')
      for (const { broadcast } of [chat, other]) {
        context.equal(`PUBSUB NUMSUB of ${broadcast}`, await context.subscribers(broadcast), 1, {
          cause: (count) =>
            count === 0 ? 'You subscribe to another channel: use channels.broadcast.' : undefined,
        })
      }
      await anna.does('send_message', { text: 'to chat' })
      await ben.does('send_message', { text: 'to other' })
      for (const one of [anna, ben]) await one.does('send_message', { text: 'end' })
      const cause = (got: readonly string[]) =>
        got.length > 2
          ? 'Two gateways share something: a channel without the namespace, or a variable outside attach().'
          : undefined
      await anna.hears(['to chat', 'end'], { where: EVERYBODY, cause })
      await ben.hears(['to other', 'end'], { where: EVERYBODY, cause })
    },
  },
]

/** A valid message if the text begins with "good", or else the text itself. */
function goodOr(text: string): string {
  return text.startsWith('good') ? messageOf(text) : text
}

/** Fails unless `sentAt` of a message is the current time. */
function datedNow(context: CheckContext, { sentAt }: Message): void {
  const isDate = typeof sentAt === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/.test(sentAt)
  const age = isDate ? Date.now() - Date.parse(sentAt) : Number.NaN
  // Under a debugger a minute may go by.
  if (!(age > -5000 && age < 600_000)) {
    context.fail(`sentAt should be the current time as an ISO 8601 string, but is ${JSON.stringify(sentAt)}`)
  }
}

/** Why a text with an allowed length was refused. */
function lengthAllowed(text: string) {
  return (answer: Acknowledgement): string | undefined => {
    if (answer.ok || answer.reason !== 'invalid') return undefined
    if (text.trim() === '') return "You refuse a message with one space. It has one character: don't trim it."
    return text.length === LONGEST
      ? `You refuse a message with exactly ${LONGEST.toLocaleString('en')} characters, as \`length\` counts them. It's allowed.`
      : undefined
  }
}

/** How the gateway modified a text. */
function changed(got: readonly string[]): string | undefined {
  const at = TEXTS.findIndex((text, index) => got[index] !== text)
  const [sent, arrived] = [TEXTS[at], got[at]]
  if (sent === undefined || arrived === undefined) return undefined
  if (arrived === sent.trim()) return 'You trim the text. Publish it unmodified.'
  if (/&lt;|&amp;/.test(arrived))
    return 'You escape the text. Publish it unmodified: only the page knows how to show it safely.'
  return undefined
}

/** Why a request was acknowledged with "ok" although Redis rejected it. */
function notAwaited(answer: Acknowledgement): string | undefined {
  return answer.ok ? 'You return OK although PUBLISH was rejected. Await pubsub.publishJson().' : undefined
}
