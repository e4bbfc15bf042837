import type { Check } from '../../../../shared/checks/check.ts'
import type { Message, User } from '../../contract.ts'
import { Browser, TO_USER } from '../cluster/browser.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { payloadsReported } from './broadcast.ts'
import { NO_JSON, NO_OBJECTS } from './malformed.ts'

const titled = (title: string) => ({ title, text: `the text of ${title}` })

export const userChecks: readonly Check<Subject>[] = [
  {
    id: '03.2-all-tabs',
    task: '03.2',
    title: 'a notification reaches all tabs of its user on all servers once, and nobody else',
    misconception:
      'nobody puts the sockets into a room for their user, or only the server that was asked emits',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two, three] = await cluster.servers(3)
      kit.equal('what notify() resolves with', await three!.gateway.notify('nobody', titled('x')), 3)
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
      for (const tab of tabs) await tab.hears([...titles, 'end'])
      await others[0]!.hears(['for ben'])
      await others[1]!.hears(['for ben'])
      // A closed tab takes nothing from the other one.
      tabs[0]!.socket.disconnect()
      await one!.gateway.notify(anna.id, titled('one less'))
      await tabs[1]!.hears([...titles, 'end', 'one less'])
      const [last] = tabs[1]!.events.slice(-1)
      kit.equal('the event that the browser got', last, ['notification', titled('one less')])
    },
  },
  {
    id: '03.2-from',
    task: '03.2',
    title: 'a message is from who the server says it is, whatever the browser says',
    misconception: '`socket.userId` is never set and vanishes from the JSON; or the browser is believed',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [one, two] = await cluster.servers(2)
      await one!.gateway.notify('nobody', titled('x'))
      const anna = await cluster.browser(one!, 'anna')
      const ben = await cluster.browser(one!, 'ben')
      const carla = await cluster.browser(two!, 'carla')
      const boss = { id: 'boss', name: 'The boss' }
      await Promise.all([
        anna.does('send_message', { text: 'of anna', from: boss, user: boss, userId: 'boss' }),
        ben.does('send_message', { text: 'of ben', from: boss }),
        carla.does('send_message', { text: 'of carla', sentAt: 'never', room: 'red' }),
      ])
      for (const browser of [anna, ben, carla]) {
        await kit.until('all three messages', () => browser.events.length >= 3)
        const froms = browser.events.map(([, message]) => {
          const { text, from } = message as Message
          return [text, from.id, from.name]
        })
        const expected = [anna, ben, carla].map(({ user }) => [`of ${user.name}`, user.id, user.name])
        kit.equal('who sent what', froms.sort(), expected)
        for (const [, message] of browser.events) {
          kit.equal('the fields of a message', Object.keys(message as Message).sort(), [
            'from',
            'sentAt',
            'text',
          ])
        }
      }
    },
  },
  {
    id: '03.2-unknown',
    task: '03.2',
    title: 'who is not known is refused, also when finding out fails or takes its time',
    misconception:
      'everybody is let in, or an error of identify() ends the process or is told to the browser',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const forget = new Error('the password of the database is 1234')
      let pending = 0
      const identify = (handshake: { auth: object }): User | undefined | Promise<User | undefined> => {
        const { id, name } = handshake.auth as { id: string; name: string }
        if (name === 'throws') throw forget
        if (name === 'rejects') return Promise.reject(forget)
        if (name === 'unknown') return undefined
        if (name === 'unknown later') return new Promise((resolve) => setImmediate(() => resolve(undefined)))
        if (name === 'never') {
          pending++
          return new Promise(() => {})
        }
        return Promise.resolve({ id, name })
      }
      const host = await cluster.server({ identify })
      await host.gateway.notify('nobody', titled('x'))
      const never = new Browser(kit, host.url, cluster.user('never'))
      never.socket.connect()
      await kit.until('identify() is asked', () => pending > 0)
      const anna = await cluster.browser(host, 'anna')
      for (const name of ['unknown', 'unknown later', 'throws', 'rejects']) {
        const browser = new Browser(kit, host.url, cluster.user(name))
        const refused = await browser.open()
        if (!refused) return kit.fail(`${name}: nobody that we know, and was let in`)
        const told = JSON.stringify([refused.message, (refused as { data?: unknown }).data])
        if (told.includes('1234')) kit.fail(`the browser was told of an error of the server: ${told}`)
      }
      kit.equal('whether the one who is not identified yet is in', never.socket.connected, false)
      await anna.does('send_message', { text: 'still here' })
      await anna.hears(['still here'])
      kit.equal(
        'what was reported',
        host.problems.map((one) => [one.kind, one.error === forget, 'channel' in one && one.channel]),
        [
          ['handler', true, cluster.notifications],
          ['handler', true, cluster.notifications],
        ],
      )
    },
  },
  {
    id: '03.2-odd-ids',
    task: '03.2',
    title: 'the id of a user may be any text, and belongs to no other one',
    misconception:
      'ids are cut at a colon, compared by their beginning or without their case, or taken for a pattern or a socket',
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
      const browsers = []
      for (const one of ids) browsers.push(await cluster.browser(host, { id: one, name: `"${one}"` }))
      // The name of a socket is no name of a user.
      await host.gateway.notify(browsers[0]!.socket.id!, titled('to a socket'))
      for (const one of ids) await host.gateway.notify(one, titled(`to ${one}`))
      await browsers[0]!.does('send_message', { text: 'end' })
      for (const browser of browsers) await browser.hears([`to ${browser.user.id}`, 'end'])
    },
  },
  {
    id: '03.2-bad-text',
    task: '03.2',
    title: 'what is no notification is reported, reaches nobody, and its neighbours arrive',
    misconception: 'what comes by a channel is believed',
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
      await anna.hears(['good 1', 'good 2'], TO_USER)
      await kit.publish(cluster.notifications, to(ben.user.id, titled('end')))
      await ben.hears(['end'])
      for (const host of [one!, two!]) payloadsReported(kit, host, cluster.notifications, bad)
    },
  },
]
