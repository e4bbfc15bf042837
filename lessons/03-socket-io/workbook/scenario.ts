import type { Scenario } from '#shared/testbed/scenario-context.ts'
import { ScenarioChat } from './scenario-chat.ts'
import type { Subject } from './subject.ts'

export const scenario: Scenario<Subject> = async (context, subject) => {
  context.step('Two servers start. Anna and Ben connect to server 1, Carla to server 2.', '03.1')
  const play = new ScenarioChat(context, subject)
  const [one, two] = [await play.server('server 1'), await play.server('server 2')]
  const anna = await play.browser(one, 'anna')
  const ben = await play.browser(one, 'ben')
  const carla = await play.browser(two, 'carla')
  const all = [anna, ben, carla]
  const everyone = (text: string) =>
    context.until('all receive it', () => all.every((one) => one.hasReceived(text)))

  context.step('Anna sends a message to everyone. It arrives unmodified, with its markup.', '03.1', {
    race: 'who receives the message first',
  })
  await anna.ask('send_message', { text: 'Hello <b>all</b>' })
  await everyone('Hello <b>all</b>')

  context.step('Ben sends a malformed request. The server refuses it.', '03.1')
  await ben.ask('send_message', { message: 42 })

  context.step('Server 1 notifies Carla, who is connected to server 2.', '03.2')
  await one.gateway.notify(carla.id, { title: 'Your parcel is here', text: 'Please collect it.' })
  await context.until('Carla receives it', () => carla.hasReceived('Your parcel is here'))

  context.step('Anna, Ben, and Carla join the room kitchen. Each server subscribes once.', '03.3', {
    race: 'who receives the message first',
  })
  for (const browser of all) await browser.ask('join_room', 'kitchen')
  await carla.ask('send_room_message', { room: 'kitchen', text: 'Who has the salt?' })
  await everyone('Who has the salt?')

  context.step('Ben leaves the room, and Anna closes her tab. Server 1 unsubscribes.', '03.3')
  await ben.ask('leave_room', 'kitchen')
  anna.leave()
  await context.until('server 1 unsubscribes', () => !one.isSubscribed('room:kitchen'))

  context.step('Server 1 closes its gateway. Ben stays connected, and receives no more messages.', '03.4')
  await one.gateway.close()
  await carla.ask('send_message', { text: 'Is anyone there?' })
  await context.until('Carla receives it', () => carla.hasReceived('Is anyone there?'))
  context.say(`ben is ${ben.isConnected ? 'still connected' : 'disconnected'}`)
}
