import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Handshake, Message, User } from '../../contract.ts'
import { type Browser, CLAIMED, TO_USER } from '../cluster/browser.ts'
import { Cluster, SECRET } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { notChecked, payloadsReported } from './broadcast.ts'
import { NO_JSON, NO_OBJECTS } from './malformed.ts'

const titled = (title: string) => ({ title, text: `the text of ${title}` })

export const userChecks: readonly Check<Subject>[] = [
  {
    id: '03.2-all-tabs',
    task: '03.2',
    title: 'a notification reaches all tabs of its user on all servers once, and no other browser',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two, three] = await cluster.servers(3)
      kit.equal('what notify() resolves with', await three!.gateway.notify('nobody', titled('x')), 3, {
        cause: (count) =>
          count === 0
            ? 'No server is subscribed to the channel of notifications. Subscribe onNotification in listen().'
            : undefined,
      })
      const anna = cluster.user('anna')
      const ben = cluster.user('ben')
      const tabs = [
        await cluster.browser(one!, anna),
        await cluster.browser(one!, anna),
        await cluster.browser(two!, anna),
      ]
      const others = [await cluster.browser(one!, ben), await cluster.browser(three!, ben)]
      const titles = ['first', 'first', 'second']
      for (const title of titles) {
        kit.equal('what PUBLISH returned', await three!.gateway.notify(anna.id, titled(title)), 3)
      }
      await one!.gateway.notify(ben.id, titled('for ben'))
      await two!.gateway.notify(anna.id, titled('end'))
      const isReported = () => [one, two, three].some((host) => host!.problems.length > 0)
      const cause = (got: readonly string[]) => {
        if (got.includes('for ben')) return 'You emit to every browser. Emit to the sockets of the one user.'
        return isReported() ? undefined : notNotified(tabs)
      }
      for (const tab of tabs) await tab.hears([...titles, 'end'], { cause })
      for (const other of others) await other.hears(['for ben'])
      // A closed tab takes nothing from the other one.
      tabs[0]!.socket.disconnect()
      await one!.gateway.notify(anna.id, titled('one less'))
      await tabs[1]!.hears([...titles, 'end', 'one less'])
      const [last] = tabs[1]!.events.slice(-1)
      kit.equal('the event that the browser got', last, ['notification', titled('one less')])
    },
  },
  {
    id: '03.2-notify-refused',
    task: '03.2',
    title: 'notify() rejects when Redis refuses the notification, and works again afterwards',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      await host.gateway.notify(anna.user.id, titled('first'))
      for (const error of ['NOPERM this user has no permissions', 'LOADING Redis is loading the dataset']) {
        const refusing = host.proxy.answer(everyone, 'PUBLISH', error)
        await kit.rejects(
          'notify() while Redis refuses PUBLISH',
          host.gateway.notify(anna.user.id, titled('lost')),
          {
            cause:
              'The caller has to learn that Redis refused PUBLISH. Pass the rejection on, do not turn it into a number.',
          },
        )
        refusing.stop()
      }
      kit.equal('what PUBLISH returned', await host.gateway.notify(anna.user.id, titled('end')), 1)
      await anna.hears(['first', 'end'])
    },
  },
  {
    id: '03.2-from',
    task: '03.2',
    title: 'a message is from the user that identify() returned, whatever the browser says',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      await one!.gateway.notify('nobody', titled('x'))
      const listener = await kit.listener(cluster.broadcast)
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(one!, 'ben')
      const carla = await cluster.browser(two!, 'carla')
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
        await kit.until('all three messages', () => browser.events.length >= 3)
        const messages = browser.events.map(([, message]) => message as Message)
        const froms = messages.map(({ text, from }) => [text, from?.id, from?.name]).sort()
        kit.equal('who sent what', froms, expected, { cause: believedBrowser })
        for (const message of messages) fieldsOf(kit, message, ['from', 'sentAt', 'text'])
      }
      await kit.until('another program receives all three', () => listener.got.length >= 3)
      if (listener.messages.some((text) => text.includes(SECRET))) {
        kit.fail('another program received a field of the user that is not `id` or `name`', {
          cause:
            'You publish all that identify() returned. A user of your application may hold more, for example a password hash.',
        })
      }
    },
  },
  {
    id: '03.2-claims',
    task: '03.2',
    title: 'a browser that claims to be another user gets nothing that is for that user',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      // This is who every browser says it is.
      const boss = await cluster.browser(host, CLAIMED)
      const liar = await cluster.browser(host, 'liar')
      await host.gateway.notify(CLAIMED.id, titled('for the boss'))
      await host.gateway.notify(liar.user.id, titled('for the liar'))
      const cause = (got: readonly string[]) =>
        got.includes('for the boss')
          ? 'You take the id from handshake.auth, where a browser can write what it likes. Take it from identify().'
          : undefined
      await liar.hears(['for the liar'], { cause })
      await boss.hears(['for the boss'])
    },
  },
  {
    id: '03.2-unknown',
    task: '03.2',
    title: 'an unknown user is refused, including when identify() fails or takes its time',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const forget = new Error('the password of the database is 1234')
      let pending = 0
      const identify = (handshake: Handshake): User | undefined | Promise<User | undefined> => {
        const user = cluster.whoIs(handshake)
        if (user?.name === 'throws') throw forget
        if (user?.name === 'rejects') return Promise.reject(forget)
        if (user?.name === 'unknown') return undefined
        if (user?.name === 'unknown later')
          return new Promise((resolve) => setImmediate(() => resolve(undefined)))
        if (user?.name === 'never') {
          pending++
          return new Promise(() => {})
        }
        return Promise.resolve(user)
      }
      const host = await cluster.server({ identify })
      await host.gateway.notify('nobody', titled('x'))
      const never = cluster.tab(host, cluster.user('never'))
      never.socket.connect()
      await kit.until('identify() is asked', () => pending > 0)
      const anna = await cluster.browser(host, 'anna')
      for (const name of ['unknown', 'unknown later', 'throws', 'rejects']) {
        const refused = await cluster.tab(host, cluster.user(name)).open()
        if (!refused) kit.fail(`identify() ${DID[name]}, and the browser was let in`)
        const told = JSON.stringify([refused?.message, (refused as { data?: unknown }).data])
        if (told.includes('1234')) {
          kit.fail(`the browser was told of an error of the server: ${told}`, {
            cause:
              'You pass the error of identify() to next(), and Socket.IO sends it to the browser. Make a new one.',
          })
        }
      }
      kit.equal('whether the one who is not identified yet is in', never.socket.connected, false)
      await anna.does('send_message', { text: 'still here' })
      await anna.hears(['still here'])
      const reported = {
        kind: 'handler',
        channel: cluster.notifications,
        error: 'the error of identify()',
      }
      kit.equal(
        'what was reported',
        host.problems.map((one) => ({
          kind: one.kind,
          ...('channel' in one && { channel: one.channel }),
          error: one.error === forget ? 'the error of identify()' : one.error,
        })),
        [reported, reported],
        {
          cause: ({ length }) =>
            length > 2
              ? undefined
              : 'identify() failed: report it with kind `handler` and the channel of notifications.',
        },
      )
    },
  },
  {
    id: '03.2-odd-ids',
    task: '03.2',
    title: 'the id of a user may be any text, and belongs to that user alone',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      await host.gateway.notify('nobody', titled('x'))
      const id = cluster.user('anna').id
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
      for (const one of ids) browsers.push(await cluster.browser(host, { id: one, name: `"${one}"` }))
      // The id of a socket is not the id of a user.
      await host.gateway.notify(browsers[0]!.socket.id!, titled('to a socket'))
      for (const one of ids) await host.gateway.notify(one, titled(`to ${one}`))
      await browsers[0]!.does('send_message', { text: 'end' })
      const cause = (got: readonly string[]) =>
        got.includes('to a socket')
          ? 'Every socket is in a room called like its own id. Put something before the ids of users, such as "user:".'
          : undefined
      for (const browser of browsers) await browser.hears([`to ${browser.user.id}`, 'end'], { cause })
    },
  },
  {
    id: '03.2-bad-text',
    task: '03.2',
    title: 'a malformed notification from Redis is reported and reaches no browser; those around it arrive',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      await one!.gateway.notify('nobody', titled('x'))
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(two!, 'ben')
      const to = (userId: unknown, notification: unknown) => JSON.stringify({ userId, notification })
      const { id } = anna.user
      const bad = [
        ...NO_JSON,
        ...NO_OBJECTS,
        to(undefined, titled('to nobody')),
        to(null, titled('to null')),
        to([id], titled('to a list')),
        to(id, null),
        to(id, undefined),
        to(id, 'a text'),
        to(id, { title: 'no text' }),
        to(id, { title: 7, text: 'no title' }),
        to(id, { title: 'a number', text: 7 }),
        to(id, { title: 'null', text: null }),
      ]
      await kit.burst(cluster.notifications, [to(id, titled('good 1')), ...bad, to(id, titled('good 2'))])
      await anna.hears(['good 1', 'good 2'], { where: TO_USER, cause: notChecked('readNotification') })
      await kit.publish(cluster.notifications, to(ben.user.id, titled('end')))
      await ben.hears(['end'])
      for (const host of [one!, two!]) payloadsReported(kit, host, cluster.notifications, bad)
    },
  },
]

/** A time that no server has stamped. */
export const LIE = '1999-12-31T23:59:59.999Z'

/** What identify() did for some names. */
const DID: Record<string, string> = {
  unknown: 'returned undefined',
  'unknown later': 'resolved with undefined',
  throws: 'threw',
  rejects: 'rejected',
}

/** Fails unless a message has just these fields, and none of them is the word of the browser. */
export function fieldsOf(kit: Kit, message: Message, fields: readonly string[]): void {
  kit.equal('the fields of a message', Object.keys(message).sort(), fields)
  kit.equal('the fields of its sender', Object.keys(message.from).sort(), ['id', 'name'], {
    cause: 'A user of your application may hold more than browsers may see. Emit `id` and `name` alone.',
  })
  if (message.sentAt === LIE) {
    kit.fail('sentAt is what the browser says, and not when the server took the request', {
      cause:
        'A browser can send any time. Stamp sentAt yourself, and take nothing but the text from what it sends.',
    })
  }
}

/** Why a message is from somebody else than its sender. */
export function believedBrowser(froms: readonly unknown[]): string | undefined {
  const told = JSON.stringify(froms)
  if (told.includes(CLAIMED.id) || told.includes(CLAIMED.name))
    return 'A browser says what it likes, in its messages and in handshake.auth. Take the user from identify() alone.'
  if (/null|undefined/.test(told))
    return '`from` is missing: JSON leaves out what is undefined. Is socket.data.user set before the browser gets in?'
  return undefined
}

/** Why not all tabs of a user got a notification. */
function notNotified([first, second, away]: readonly Browser[]): string | undefined {
  const [one, two, other] = [first, second, away].map((tab) => tab?.heard.got.length ?? 0)
  if (one === 0 && two === 0 && other === 0)
    return 'The sockets are not in the room that you emit to. In admit, join each one to the room of the user that identify() returned.'
  if ((one === 0) !== (two === 0))
    return 'Only one tab of the user is remembered. A user may have many sockets.'
  return undefined
}
