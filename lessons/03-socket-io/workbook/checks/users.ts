import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Handshake, Message, User } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { type Browser, CLAIMED, TO_USER } from '../test-bed/browser.ts'
import { SECRET, TestBed } from '../test-bed/test-bed.ts'
import { NO_JSON, NO_OBJECTS } from './malformed.ts'
import { notChecked, payloadsReported } from './messages.ts'

const titled = (title: string) => ({ title, text: `the text of ${title}` })

export const userChecks: readonly Check<Subject>[] = [
  {
    id: '03.2-all-tabs',
    task: '03.2',
    title: 'a notification reaches all tabs of its user on all servers once, and no other browser',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two, three] = await bed.servers(3)
      context.equal('what notify() resolves with', await three!.gateway.notify('no user', titled('x')), 3, {
        cause: (count) =>
          count === 0
            ? 'No server is subscribed to the notifications channel. Subscribe onNotification in subscribe().'
            : undefined,
      })
      const anna = bed.user('anna')
      const ben = bed.user('ben')
      const tabs = [
        await bed.browser(one!, anna),
        await bed.browser(one!, anna),
        await bed.browser(two!, anna),
      ]
      const others = [await bed.browser(one!, ben), await bed.browser(three!, ben)]
      const titles = ['first', 'first', 'second']
      for (const title of titles) {
        context.equal('what PUBLISH returned', await three!.gateway.notify(anna.id, titled(title)), 3)
      }
      await one!.gateway.notify(ben.id, titled('for ben'))
      await two!.gateway.notify(anna.id, titled('end'))
      const problems = () => [one, two, three].flatMap((host) => host!.problems)
      const isReported = () => problems().length > 0
      const isMalformed = () => problems().some(({ kind }) => kind === 'payload')
      const cause = (got: readonly string[]) => {
        if (got.includes('for ben'))
          return 'You emit the notification to every browser. Emit it to userRoom(delivery.userId).'
        if (isMalformed())
          return 'Your own notification was reported as malformed. Publish { userId, notification } with publishJson().'
        return isReported() ? undefined : notNotified(tabs)
      }
      for (const tab of tabs) await tab.hears([...titles, 'end'], { cause })
      for (const other of others) await other.hears(['for ben'])
      // The other tabs keep working after one is closed.
      tabs[0]!.socket.disconnect()
      await one!.gateway.notify(anna.id, titled('one less'))
      await tabs[1]!.hears([...titles, 'end', 'one less'])
      const [last] = tabs[1]!.events.slice(-1)
      context.equal('the event that the browser received', last, ['notification', titled('one less')])
    },
  },
  {
    id: '03.2-notify-refused',
    task: '03.2',
    title: 'notify() rejects if Redis rejects the notification, and works again afterwards',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      await host.gateway.notify(anna.user.id, titled('first'))
      for (const error of ['NOPERM this user has no permissions', 'LOADING Redis is loading the dataset']) {
        const refusing = host.proxy.answer(allConnections, 'PUBLISH', error)
        await context.rejects(
          'notify() while Redis rejects PUBLISH',
          host.gateway.notify(anna.user.id, titled('lost')),
          {
            cause:
              'You turn the rejection of PUBLISH into a count. Return the promise of publishJson(), so that the caller learns of it.',
          },
        )
        refusing.stop()
      }
      context.equal('what PUBLISH returned', await host.gateway.notify(anna.user.id, titled('end')), 1)
      await anna.hears(['first', 'end'])
    },
  },
  {
    id: '03.2-from',
    task: '03.2',
    title:
      'a message is from the user that identify() returned, not from the user that the browser claims to be',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2)
      await one!.gateway.notify('no user', titled('x'))
      const listener = await context.listener(bed.broadcast)
      const anna = await bed.browser(one!, 'anna')
      const ben = await bed.browser(one!, 'ben')
      const carla = await bed.browser(two!, 'carla')
      const lies = {
        from: CLAIMED,
        user: CLAIMED,
        userId: CLAIMED.id,
        id: CLAIMED.id,
        sentAt: LIE,
        room: 'red',
      }
      await Promise.all([
        anna.does('send_message', { text: 'of anna', ...lies }),
        ben.does('send_message', { text: 'of ben', ...lies }),
        carla.does('send_message', { text: 'of carla', ...lies }),
      ])
      const expected = [anna, ben, carla].map(({ user }) => [`of ${user.name}`, user.id, user.name])
      for (const browser of [anna, ben, carla]) {
        await context.until('all three messages', () => browser.events.length >= 3)
        const messages = browser.events.map(([, message]) => message as Message)
        const froms = messages.map(({ text, from }) => [text, from?.id, from?.name]).sort()
        context.equal('the sender of each message', froms, expected, { cause: believedBrowser })
        for (const message of messages) fieldsOf(context, message, ['from', 'sentAt', 'text'])
      }
      await context.until('another program receives all three', () => listener.got.length >= 3)
      if (listener.messages.some((text) => text.includes(SECRET))) {
        context.fail('a private field of the user was published', {
          cause:
            'You publish all fields that identify() returned. Publish only the id and the name: others may be private.',
        })
      }
    },
  },
  {
    id: '03.2-claims',
    task: '03.2',
    title: 'a browser that claims to be another user receives no notifications of that user',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      // Every browser claims to be this user.
      const boss = await bed.browser(host, CLAIMED)
      const liar = await bed.browser(host, 'liar')
      await host.gateway.notify(CLAIMED.id, titled('for the boss'))
      await host.gateway.notify(liar.user.id, titled('for the liar'))
      const cause = (got: readonly string[]) =>
        got.includes('for the boss')
          ? 'You take the user from handshake.auth, which the browser fills in as it likes. Take it from identify().'
          : undefined
      await liar.hears(['for the liar'], { cause })
      await boss.hears(['for the boss'])
    },
  },
  {
    id: '03.2-unknown',
    task: '03.2',
    title: 'a connection is rejected if identify() returns no user, fails, or is still waiting',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const failure = new Error('the password of the database is top secret')
      let pending = 0
      const identify = (handshake: Handshake): User | undefined | Promise<User | undefined> => {
        const user = bed.whoIs(handshake)
        if (user?.name === 'throws') throw failure
        if (user?.name === 'rejects') return Promise.reject(failure)
        if (user?.name === 'unknown') return undefined
        if (user?.name === 'unknown later')
          return new Promise((resolve) => setImmediate(() => resolve(undefined)))
        if (user?.name === 'never') {
          pending++
          return new Promise(() => {})
        }
        return Promise.resolve(user)
      }
      const host = await bed.server({ identify })
      await host.gateway.notify('no user', titled('x'))
      const never = bed.tab(host, bed.user('never'))
      never.socket.connect()
      await context.until('identify() is asked', () => pending > 0)
      const anna = await bed.browser(host, 'anna')
      for (const name of ['unknown', 'unknown later', 'throws', 'rejects']) {
        const refused = await bed.tab(host, bed.user(name)).open()
        if (!refused)
          context.fail(
            `identify() ${DID[name]}, but the browser could connect`,
            name === 'unknown later' ? { cause: "You don't await options.identify()." } : {},
          )
        const told = JSON.stringify([refused?.message, (refused as { data?: unknown }).data])
        if (told.includes('top secret')) {
          context.fail(`the browser received an error of the server: ${told}`, {
            cause:
              'You pass the error of identify() to next(), and Socket.IO sends it to the browser. Pass a new error.',
          })
        }
      }
      context.equal(
        'whether the socket is connected while identify() is waiting',
        never.socket.connected,
        false,
      )
      await anna.does('send_message', { text: 'still here' })
      await anna.hears(['still here'])
      const reported = { kind: 'handler', error: 'the error of identify()' }
      context.equal(
        'what was reported',
        host.problems.map((one) => ({
          kind: one.kind,
          error: one.error === failure ? 'the error of identify()' : one.error,
        })),
        [reported, reported],
        {
          cause: ({ length }) =>
            length > 2
              ? undefined
              : "You don't report an error in identify(). Let it reject admit(): the given code reports it.",
        },
      )
    },
  },
  {
    id: '03.2-odd-ids',
    task: '03.2',
    title: 'a user id can be any string, and only that user receives the notifications',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      await host.gateway.notify('no user', titled('x'))
      const id = bed.user('anna').id
      const ids = [
        id,
        id.toUpperCase(),
        `${id} `,
        `${id}:1`,
        `${id}*`,
        `user:${id}`,
        '*',
        '__proto__',
        'zwölf Öfen',
        id.slice(0, -1),
      ]
      const browsers: Browser[] = []
      for (const one of ids) browsers.push(await bed.browser(host, { id: one, name: `"${one}"` }))
      // The id of a socket is not a user id.
      await host.gateway.notify(browsers[0]!.socket.id!, titled('to a socket'))
      for (const one of ids) await host.gateway.notify(one, titled(`to ${one}`))
      await browsers[0]!.does('send_message', { text: 'end' })
      const cause = (got: readonly string[]) =>
        got.includes('to a socket')
          ? 'You emit to a room named after the user id, but each socket has a room named after its own id. Use userRoom().'
          : undefined
      for (const browser of browsers) await browser.hears([`to ${browser.user.id}`, 'end'], { cause })
    },
  },
  {
    id: '03.2-bad-text',
    task: '03.2',
    title: 'a malformed notification from Redis is reported and reaches no browser; the next one arrives',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2)
      await one!.gateway.notify('no user', titled('x'))
      const anna = await bed.browser(one!, 'anna')
      const ben = await bed.browser(two!, 'ben')
      const to = (userId: unknown, notification: unknown) => JSON.stringify({ userId, notification })
      const { id } = anna.user
      const bad = [
        ...NO_JSON,
        ...NO_OBJECTS,
        to(undefined, titled('without a user')),
        to(null, titled('to null')),
        to([id], titled('to a list')),
        to(id, null),
        to(id, undefined),
        to(id, 'a string'),
        to(id, { title: 'no text' }),
        to(id, { title: 7, text: 'no title' }),
        to(id, { title: 'a number', text: 7 }),
        to(id, { title: 'null', text: null }),
      ]
      await context.burst(bed.notifications, [to(id, titled('good 1')), ...bad, to(id, titled('good 2'))])
      await anna.hears(['good 1', 'good 2'], { where: TO_USER, cause: notChecked('readNotification') })
      await context.publish(bed.notifications, to(ben.user.id, titled('end')))
      await ben.hears(['end'])
      for (const host of [one!, two!]) payloadsReported(context, host, bed.notifications, bad)
    },
  },
]

/** A time that no server sets. */
export const LIE = '1999-12-31T23:59:59.999Z'

/** What identify() did for some names. */
const DID: Record<string, string> = {
  unknown: 'returned undefined',
  'unknown later': 'resolved with undefined',
  throws: 'threw',
  rejects: 'rejected',
}

/** Fails unless a message has exactly these fields, with values from the server. */
export function fieldsOf(context: CheckContext, message: Message, fields: readonly string[]): void {
  context.equal('the fields of a message', Object.keys(message).sort(), fields)
  context.equal('the fields of its sender', Object.keys(message.from).sort(), ['id', 'name'], {
    cause: 'You send all fields of the user. Send only the id and the name: others may be private.',
  })
  if (message.sentAt === LIE) {
    context.fail('sentAt comes from the browser', {
      cause:
        'You take sentAt from the browser, which can send any time. Take only the text, and use newMessage().',
    })
  }
}

/** Why a message names the wrong sender. */
export function believedBrowser(froms: readonly unknown[]): string | undefined {
  const told = JSON.stringify(froms)
  if (told.includes(CLAIMED.id) || told.includes(CLAIMED.name))
    return 'You take the sender from the browser, which can claim to be any user. Take it from identify().'
  if (/null|undefined/.test(told))
    return 'The sender has undefined fields, which JSON omits. Set socket.data.user before you call next().'
  return undefined
}

/** Why some tabs of a user received no notification. */
function notNotified([first, second, away]: readonly Browser[]): string | undefined {
  const [one, two, other] = [first, second, away].map((tab) => tab?.heard.got.length ?? 0)
  if (one === 0 && two === 0 && other === 0)
    return 'No socket is in the room that you emit to. In admit(), let each socket join userRoom(user.id).'
  if ((one === 0) !== (two === 0))
    return 'You remember only one socket for each user. A user can have several tabs.'
  return undefined
}
