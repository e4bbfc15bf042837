import type { Scenario } from '#shared/testbed/scenario-context.ts'
import { ScenarioServices } from './scenario-services.ts'
import type { Subject } from './subject.ts'

export const scenario: Scenario<Subject> = async (context, _subject, code) => {
  context.step(
    'Four processes start: the user service, two replicas of the email service, and analytics.',
    '04.1',
  )
  const play = await ScenarioServices.start(context, code)

  context.step(
    'Anna registers. The event contains only her ID, and all three subscribers receive it.',
    '04.1',
  )
  await play.register('Anna')

  context.step(
    'Ben registers. Both replicas receive the event and try to claim it. One of them succeeds, and sends the email.',
    '04.2',
    { race: 'which replica claims the event' },
  )
  await play.register('Ben')

  context.step(
    'Six more users register at the same time. Each event is claimed by one of the replicas.',
    '04.2',
    {
      race: "how many emails each replica sends. Claims prevent duplicates, but they don't share the work evenly",
    },
  )
  await play.register('Carla', 'Dora', 'Emil', 'Fritz', 'Gerda', 'Hanna')
  play.count()

  context.step(
    'Another program publishes a malformed event, and the mail server rejects an email. The next email is sent.',
    '04.3',
  )
  await play.badText()
  await play.refusedMail('Ida')
  await play.register('Jan')

  context.step(
    'A replica closes while an email is in flight. It finishes that email, and the other replica continues.',
    '04.4',
  )
  await play.closeInFlight('Kim')
  await play.register('Lena')
  play.count()
}
