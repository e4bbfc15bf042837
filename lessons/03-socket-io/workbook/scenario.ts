import type { Scenario } from '../../../shared/workbook/player/stage.ts'
import { Play } from './play.ts'
import type { Subject } from './subject.ts'

export const scenario: Scenario<Subject> = async (stage, subject) => {
  stage.step('Two servers start. Anna and Ben come to server 1, Carla to server 2.', '03.1')
  const play = new Play(stage, subject)
  const [one, two] = [await play.server('server 1'), await play.server('server 2')]
  const anna = await play.browser(one, 'anna')
  const ben = await play.browser(one, 'ben')
  const carla = await play.browser(two, 'carla')
  const all = [anna, ben, carla]
  const everyone = (text: string) => stage.until('all hear it', () => all.every((one) => one.hasHeard(text)))

  stage.step('Anna writes to all. What Ben reads is what she wrote, letter by letter.', '03.1')
  await anna.ask('send_message', { text: 'Hello <b>all</b>' })
  await everyone('Hello <b>all</b>')

  stage.step('Ben sends something that is no message.', '03.1')
  await ben.ask('send_message', { message: 42 })

  stage.step('The application has news for Carla. It asks server 1; she is on server 2.', '03.2')
  await one.gateway.notify(carla.id, { title: 'your parcel is here', text: 'Please collect it.' })
  await stage.until('Carla hears it', () => carla.hasHeard('your parcel is here'))

  stage.step('Anna, Ben and Carla join the room kitchen. Each server subscribes once.', '03.3')
  for (const browser of all) await browser.ask('join_room', 'kitchen')
  await carla.ask('send_room_message', { room: 'kitchen', text: 'Who has the salt?' })
  await everyone('Who has the salt?')

  stage.step('Ben leaves the room, and Anna closes her tab. Server 1 needs the room no longer.', '03.3')
  await ben.ask('leave_room', 'kitchen')
  anna.leave()
  await stage.until('server 1 ends its subscription', () => !one.hears('room:kitchen'))

  stage.step('Server 1 closes its gateway. Ben is still connected, and hears no more.', '03.4')
  await one.gateway.close()
  await carla.ask('send_message', { text: 'Is anybody there?' })
  await stage.until('Carla hears herself', () => carla.hasHeard('Is anybody there?'))
  stage.say(`ben is ${ben.isConnected ? 'still connected' : 'gone'}`)
}
