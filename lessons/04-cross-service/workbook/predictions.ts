import { spawn } from 'node:child_process'
import { ROOT } from '../../../shared/workbook/folders.mjs'
import type { Lab, Prediction } from '../../../shared/workbook/predictions.ts'
import { crashing } from './processes/crashing.ts'
import {
  client,
  EMAIL_PROGRAM,
  tutorialAnalytics,
  tutorialEmails,
  tutorialEvent,
} from './tutorial/tutorial-services.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'The email service of the tutorial runs twice, for there is much to do. Its analytics service runs once, and listens to `user:*`. One user registers. What does PUBLISH return, and how many welcome mails are sent?',
    answer: 'PUBLISH returned 3, and 2 mails were sent.',
    why: 'Redis hands a message to everybody who has subscribed. It does not know that two of them are the same service, and should share the work.',
    async run(lab) {
      const mark = lab.name('tutorial')
      let mails = 0
      let tracked = 0
      for (let replica = 0; replica < 2; replica++) {
        await tutorialEmails(lab, `${mark}:user:registered`, () => mails++)
      }
      await tutorialAnalytics(lab, `${mark}:user:*`, () => tracked++)
      const publisher = await client(lab)
      const count = await publisher.publish(`${mark}:user:registered`, tutorialEvent(7))
      await lab.until(() => mails >= count - 1 && tracked === 1)
      return `PUBLISH returned ${count}, and ${mails} mails were sent.`
    },
  },
  {
    question:
      'Now the replicas claim each event before they send: SET with NX and a lease. 20 users register, one after the other. Five times the replica that has the claim is killed before it has sent the mail; the other one is healthy all the time. How many mails are sent? (This takes some seconds, for the replicas are processes.)',
    answer: '15 mails were sent.',
    why: 'The healthy replica has seen the claim and has left the event alone. When the lease ends, nobody remembers the event: Redis delivers a message once and keeps nothing.',
    async run(lab) {
      return `${await crashing(lab, 20, 5)} mails were sent.`
    },
  },
  {
    question:
      'The email service of the tutorial runs once. A user registers, the mail server is down, and the function that sends the mail rejects. Then the next user registers. What becomes of that one?',
    answer: 'The process ended with code 1, and PUBLISH returned 0 for the next registration.',
    why: 'The listener is async, and nobody handles what it rejects with. Node ends a process for that, and with it the subscription. The next event reaches nobody.',
    async run(lab) {
      const channel = `${lab.name('tutorial')}:user:registered`
      const publisher = await client(lab)
      const program = startProgram(lab, channel)
      await lab.until(() => program.hasSubscribed())
      await publisher.publish(channel, tutorialEvent(7))
      await lab.until(() => program.code() !== null)
      // Redis has to notice, too.
      await lab.until(async () => (await publisher.pubSubNumSub([channel]))[channel] === 0)
      const count = await publisher.publish(channel, tutorialEvent(8))
      return `The process ended with code ${program.code()}, and PUBLISH returned ${count} for the next registration.`
    },
  },
]

/** Starts the tutorial's email service as a process. */
function startProgram(lab: Lab, channel: string): { hasSubscribed(): boolean; code(): number | null } {
  const child = spawn(process.execPath, ['--input-type=module', '-e', EMAIL_PROGRAM], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', REDIS_URL: lab.url, CHANNEL: channel },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  lab.cleanup(() => child.kill('SIGKILL'))
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return { hasSubscribed: () => output.includes('subscribed'), code: () => child.exitCode }
}
