import type { Scenario } from '../../../shared/workbook/player/stage.ts'
import { Play } from './play.ts'
import type { Subject } from './subject.ts'

export const scenario: Scenario<Subject> = async (stage, _subject, code) => {
  stage.step(
    'Four processes start: the user service, two replicas of the email service, and analytics.',
    '04.1',
  )
  const play = await Play.start(stage, code)

  stage.step(
    'Anna registers. What is published of her is an id, and all three services that listen get it.',
    '04.1',
  )
  await play.register('Anna')

  stage.step(
    'Both replicas hear of Ben, and both want to claim the event. One may, and sends the mail.',
    '04.2',
  )
  await play.register('Ben')

  stage.step('Six more register at the same time. The replicas share the work.', '04.2')
  await play.register('Carla', 'Dora', 'Emil', 'Fritz', 'Gerda', 'Hanna')
  play.count()

  stage.step(
    'Another program publishes what is no event, and the mail server refuses a mail. The next one is sent.',
    '04.3',
  )
  await play.badText()
  await play.refusedMail('Ida')
  await play.register('Jan')

  stage.step(
    'A replica is asked to close while it has a mail in hand. It finishes, and the other one goes on.',
    '04.4',
  )
  await play.closeInFlight('Kim')
  await play.register('Lena')
  play.count()
}
